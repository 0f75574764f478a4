"""What a section cites: its own sources and those of its questions, without what is our own design."""

from __future__ import annotations

from eopbuilder.domain.catalogue import Citation, Pack, Section


def cited(pack: Pack, section: Section) -> dict[str, Citation]:
    """Source id to how sure we are of it, in order of appearance; read beats recalled, our own design is left out."""
    found: dict[str, Citation] = {}
    questions = (question.citations for question in section.questions)
    for citation in (*section.citations, *(one for some in questions for one in some)):
        if citation.source not in pack.sources or citation.confidence == "d":
            continue
        known = found.get(citation.source)
        if known is None or known.confidence == "r":
            found[citation.source] = citation
    return found
