"""A scenario on paper: one page to talk through, and what the plan answers for whoever leads the exercise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from eopbuilder.document.context import lines, words
from eopbuilder.document.facts_text import one_line
from eopbuilder.document.form_context import FormContext
from eopbuilder.document.nodes import (
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Inlines,
    ListItems,
    Paragraph,
    Part,
    Run,
    Table,
)
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.findings import sentence
from eopbuilder.domain.records import Scenario
from eopbuilder.rolegraph import outcome_text
from eopbuilder.rolegraph.whatif import Outcome

_TITLE = "Tabletop exercise"
_QUESTIONS = (
    "Who is in charge now, and whom do they tell first?",
    "Which roles do you need in the next ten minutes, and who takes each?",
    "What can you not do as the plan says, and what do you do instead?",
    "How do you reach the staff and the families, who approves the words, and who sends them?",
    "What would you like to have decided before today?",
    "What do you change in the plan, who does it, and by when?",
)
"""Our own questions, which any scenario can be talked through with."""
_COLUMNS = (Column("Talk it through", 1.0), Column("What we say", 1.6))
_ROOM = "\n" * 6
"""Lines to write on beside each question."""
_HOW = (
    "Read the scenario aloud. Talk for half an hour, in the roles you hold. Let somebody write. "
    "Nobody is graded: what the plan lacks is what you came to find."
)


def exercise(context: FormContext, scenario: Scenario, outcome: Outcome) -> Document:
    """The exercise of a scenario whose outcome is known."""
    name = one_line(clean_text(scenario.label))
    sheet: tuple[Block, ...] = (
        Heading(1, name, "exercise"),
        *_story(scenario),
        Facts("", "situation", tuple(_situation(outcome)), label_share=0.2),
        Paragraph((Run(_HOW),)),
        Table("", "talk", _COLUMNS, tuple((words(one), words(_ROOM)) for one in _QUESTIONS)),
    )
    return context.document(_TITLE, (Part(sheet, one_page=True), Part(tuple(_answers(outcome)))))


def _story(scenario: Scenario) -> Iterator[Block]:
    paragraphs = (one_line(one) for one in clean_text(scenario.story or "").split("\n"))
    return (Paragraph((Run(one),), "lead") for one in paragraphs if one)


def _situation(outcome: Outcome) -> Iterator[tuple[str, Inlines]]:
    first, *others = outcome_text.situation(outcome)
    level, _, title = first.partition(": ")
    yield level, words(title)
    supposed = " ".join(map(sentence, others))
    yield "Supposed", words(supposed or "Nothing more: everybody is there and everything works.")


def _answers(outcome: Outcome) -> Iterator[Block]:
    """What the plan answers, for whoever leads the exercise."""
    yield Heading(1, "For whoever leads: what the plan answers", "answers")
    if not outcome_text.changes_anything(outcome):
        yield Paragraph(words("Nothing changes: everything that works without this case works in it."))
    yield from _section("Who steps up", "steps-up", _texts(outcome_text.steps_up_lines(outcome)))
    yield from _section("Nobody is there for", "uncovered", _texts(outcome_text.uncovered_lines(outcome)))
    yield from _section("One person in several places", "stretched", _texts(outcome_text.stretched_lines(outcome)))
    yield from _section("What closes it", "fixes", _texts(outcome_text.closing_lines(outcome)))
    yield from _annexes(outcome)
    yield from _section(
        "Please note", "notes", filter(None, (outcome_text.gaps_anyway(outcome), outcome_text.assumption(outcome)))
    )


def _annexes(outcome: Outcome) -> Iterator[Block]:
    """The annexes the case affects, and why."""
    everything = outcome_text.no_command(outcome)
    groups = outcome_text.annex_groups(outcome)
    if not everything and not groups:
        return
    yield Heading(2, "Annexes", "annexes")
    if everything:
        yield Paragraph(words(sentence(everything)))
    if groups:
        rows = tuple(
            (words(group.heading), lines(words(sentence(clean_text(line.text))) for line in group.lines))
            for group in groups
        )
        yield Table("", "annex-table", (Column("Annex", 0.8), Column("Why", 2.2)), rows)


def _texts(told: Sequence[outcome_text.OutcomeLine]) -> list[str]:
    return [line.text for line in told]


def _section(title: str, anchor: str, texts: Iterable[str]) -> Iterator[Block]:
    items = tuple(words(sentence(clean_text(text))) for text in texts)
    if items:
        yield Heading(2, clean_text(title), anchor)
        yield ListItems(items)
