"""One plan is one SQLite file: connections, tables, migrations, the opening gate, publication, locks and backups."""
