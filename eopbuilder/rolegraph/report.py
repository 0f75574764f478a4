"""The outcome of a case as headings with sentences, and the fixes that close it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from eopbuilder.domain.findings import sentence
from eopbuilder.rolegraph import outcome_text as text
from eopbuilder.rolegraph.fixes import Fix, smallest_fixes
from eopbuilder.rolegraph.outcome_text import OutcomeLine
from eopbuilder.rolegraph.whatif import Outcome

Tone = Literal["good", "bad", "note"]


@dataclass(frozen=True)
class ReportSection:
    """Sentences under a heading, without their full stops."""

    heading: str
    tone: Tone
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """What the case supposes, what happens in it, and what closes what it opens."""

    situation: str
    sections: tuple[ReportSection, ...]
    fixes: tuple[Fix, ...]


def report(outcome: Outcome) -> Report:
    """Everything there is to say about a case, the gravest first; sections with nothing in them are left out."""
    calm = "" if text.changes_anything(outcome) else "Everything that works without this case works in it"
    sections = (
        ReportSection("Nothing changes", "good", _said(calm)),
        ReportSection("Who steps up", "good", _texts(text.steps_up_lines(outcome))),
        ReportSection("Nobody is there for", "bad", _texts(text.uncovered_lines(outcome))),
        ReportSection("One person in several places", "bad", _texts(text.stretched_lines(outcome))),
        ReportSection("Every annex", "bad", _said(text.no_command(outcome))),
        *(ReportSection(group.heading, "bad", _texts(group.lines)) for group in text.annex_groups(outcome)),
        ReportSection("Please note", "note", _said(text.gaps_anyway(outcome), text.assumption(outcome))),
    )
    fixes = tuple(fix for fix in smallest_fixes(outcome) if not fix.already)
    return Report(
        " ".join(sentence(one) for one in text.situation(outcome)), tuple(one for one in sections if one.lines), fixes
    )


def _texts(lines: Iterable[OutcomeLine]) -> tuple[str, ...]:
    return tuple(line.text for line in lines)


def _said(*sentences: str) -> tuple[str, ...]:
    return tuple(filter(None, sentences))
