"""The list of the kit in the plan: each document, what it is for, where it is kept, and the name of its file."""

from __future__ import annotations

from collections.abc import Mapping

from eopbuilder.document.context import Context, Node, table, words
from eopbuilder.document.kit.catalogue import KIT
from eopbuilder.document.nodes import Column
from eopbuilder.domain.disclosure import Edition


def kit_list(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """The documents that the kit of this edition has."""
    edition = context.plan.edition or Edition.FULL
    columns = (Column("Document", 1.3), Column("What it is", 1.9), Column("Where it is kept", 1.5), Column("File", 1))
    rows = [(words(one.title), words(one.use), words(one.kept), words(one.name)) for one in KIT if one.is_in(edition)]
    return table("Documents of the kit", "kit", columns, rows, none="")
