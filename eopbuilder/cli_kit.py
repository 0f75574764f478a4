"""The option `--kit` of `export`: every document of the kit into a folder."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from eopbuilder.cli_forms import chosen_edition, chosen_format, chosen_paper
from eopbuilder.errors import UserFixable


def describe(command: argparse.ArgumentParser, target: Any) -> None:
    """Tells a parser the options of the kit; `target` is the group of options that say where to write."""
    target.add_argument(
        "--kit",
        type=Path,
        metavar="FOLDER",
        help="write the kit: cards, signs, sheets and forms to hand out and fill in",
    )
    command.add_argument("--format", default="pdf", metavar="pdf|docx", help="of the kit: PDF (default) or Word")


def do(options: argparse.Namespace, as_of: date, passphrase: str) -> int:
    """Writes the kit, locked when there is a passphrase, and prints where each document is."""
    from eopbuilder.planning import library
    from eopbuilder.planning.exporting_kit import export_kit

    file_format, paper = chosen_format(options.format), chosen_paper(options.paper)
    if passphrase and file_format != "pdf":
        raise UserFixable("Nothing was written", "only a PDF can be locked", "Leave out --format docx or --lock")
    with closing(library.open_for_reading(options.plan)) as reading:
        results = export_kit(
            reading.plan,
            reading.pack,
            as_of,
            options.kit,
            edition=chosen_edition(options),
            file_format=file_format,
            paper=paper,
            passphrase=passphrase,
        )
    for result in results:
        print(result.path)
    for warning in dict.fromkeys(warning for result in results for warning in result.warnings):
        print(f"eopbuilder: {warning}", file=sys.stderr)
    return 0
