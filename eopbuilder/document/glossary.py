"""The glossary: the terms of the pack that the finished sections use, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterable

from eopbuilder.document.context import marked, says, table, words
from eopbuilder.document.lint import texts_of
from eopbuilder.document.nodes import Block, Column, Table
from eopbuilder.domain.catalogue import Term

SOURCES = "sources"
"""Anchor of the list of sources: the titles of other works are not words of the plan."""


def glossary(terms: Iterable[Term], blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Terms that stand in the blocks with what they mean, by term; a plain sentence when there are none."""
    own = (one for one in blocks if not (isinstance(one, Table) and one.anchor == SOURCES))
    said = "\n".join(text for block in own for text in texts_of(block))
    folded = said.casefold()
    used = sorted((one for one in terms if _is_used(one.term, said, folded)), key=lambda one: one.term.casefold())
    if not used:
        return says("The plan uses no term that needs explaining.")
    rows = ((marked(one.term, one.citations), words(one.meaning)) for one in used)
    return table("Glossary", "glossary", (Column("Term", 1), Column("Meaning", 3)), rows, none="the terms used")


def _is_used(term: str, said: str, folded: str) -> bool:
    """Whether one of the forms of a term, as in “JIC, JIS”, is said; short forms only in capitals, as written.

    `folded` is `said` without case: looking for letters anywhere is far quicker than for a word.
    """
    return any(form.casefold() in folded and _form(form).search(said) for form in term.split(", "))


def _form(form: str) -> re.Pattern[str]:
    flags = re.NOFLAG if form.isupper() else re.IGNORECASE
    return re.compile(rf"(?<!\w){re.escape(form)}(?!\w)", flags)
