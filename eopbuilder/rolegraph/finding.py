"""Finding roles by part of their title or of the name of somebody who holds them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.plan import Plan
from eopbuilder.rolegraph.staffing import present_alternates, present_primary


def find_nodes(plan: Plan, pack: Pack, as_of: date, nodes: Iterable[str], words: str) -> tuple[str, ...]:
    """Those of the nodes whose title and holders contain every word, in the order given; none without words.

    Case and accents do not count: “zoe” finds Zoë.
    """
    wanted = _plain(words).split()
    if not wanted:
        return ()
    return tuple(node for node in nodes if all(word in _text(plan, pack, as_of, node) for word in wanted))


def _text(plan: Plan, pack: Pack, as_of: date, node: str) -> str:
    if node not in pack.roles:
        return _plain(pack.nodes[node].title if node in pack.nodes else node)
    holders = [one for one in (present_primary(plan, node, as_of), *present_alternates(plan, node, as_of)) if one]
    return _plain(" ".join([pack.roles[node].title, *(one.label for one in holders)]))


def _plain(words: str) -> str:
    apart = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
