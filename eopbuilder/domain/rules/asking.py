"""Answers to a pack's questions, as rules need them."""

from __future__ import annotations

from datetime import date

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.facts import Known, NotApplicable, Value
from eopbuilder.domain.findings import Where
from eopbuilder.domain.plan import Plan

MONTHS_IN_A_YEAR = 12


def value_of(plan: Plan, pack: Pack, question_id: str) -> Value | None:
    """The answer, or None when nobody answered, it does not apply, or the pack does not ask."""
    question = pack.questions.get(question_id)
    answer = plan.answer(question) if question else None
    return answer.value if isinstance(answer, Known) else None


def is_settled(plan: Plan, pack: Pack, question_id: str) -> bool:
    """Whether a question needs no more work: answered, set aside with a reason, or not asked by the pack."""
    question = pack.questions.get(question_id)
    return question is None or isinstance(plan.answer(question), Known | NotApplicable)


def does_not_apply(plan: Plan, pack: Pack, question_id: str) -> bool:
    """Whether the team said, with a reason, that a question does not apply."""
    question = pack.questions.get(question_id)
    return question is not None and isinstance(plan.answer(question), NotApplicable)


def question_place(pack: Pack, question_id: str) -> Where:
    """Where a question is asked and its answer printed; empty when the pack does not ask it."""
    question = pack.questions.get(question_id)
    if question is None:
        return Where(field=question_id)
    step = pack.step_of_question.get(question_id, "")
    return Where(step, f"answers:{question_id}", question_id, question.section)


def editor_place(pack: Pack, editor: str, record: str = "", field: str = "", section: str = "") -> Where:
    """The page with an editor, and what to look at there."""
    return Where(pack.step_of_editor.get(editor, ""), record, field, section)


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to a later one; a month is over on the same day of the next."""
    months = (later.year - earlier.year) * MONTHS_IN_A_YEAR + later.month - earlier.month
    return months if later.day >= earlier.day else months - 1


def is_older_than(day: date, as_of: date, months: int) -> bool:
    """Whether more than so many months have gone by since a day."""
    gone = months_between(day, as_of)
    return gone > months or (gone == months and day.day != as_of.day)


def day_words(day: date) -> str:
    """A day in a sentence: “August 31, 2026”."""
    return f"{day:%B} {day.day}, {day.year}"


def listed(words: list[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    return " and ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])} and {words[-1]}"


def lower_first(words: str) -> str:
    """A title inside a sentence; a word in capitals stays as it is."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
