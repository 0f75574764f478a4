"""The list of the kit in the plan: each document, what it is, for whom, where it is kept, and the name of its file."""

from __future__ import annotations

from collections.abc import Mapping

from eopbuilder.document.context import Context, Node, table, words
from eopbuilder.document.kit.catalogue import KIT, KitDocument
from eopbuilder.document.nodes import Column
from eopbuilder.domain.disclosure import Edition


def kit_list(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """The documents that the kit of this edition has."""
    edition = context.plan.edition or Edition.FULL
    columns = (
        Column("Document", 1.4),
        Column("What it is", 1.75),
        Column("For", 1.05),
        Column("Where it is kept", 1.4),
        Column("File", 0.9),
    )
    rows = [
        (words(one.title), words(one.use), words(_readers(one, edition)), words(one.kept), words(one.name))
        for one in KIT
        if one.is_in(edition)
    ]
    return table("Documents of the kit", "kit", columns, rows, none="")


def _readers(document: KitDocument, edition: Edition) -> str:
    """Whom a document of the kit of an edition may be given to, by the facts it holds."""
    return _READERS.get(document.facts_in(edition), "Those who have this edition")


_READERS = {Edition.PUBLIC: "Anyone", Edition.STAFF: "Everyone who works here"}
