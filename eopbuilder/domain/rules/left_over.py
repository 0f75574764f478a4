"""Words that were meant to be replaced: what a template or a hurried writer leaves in a fact (V-PL-22)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.findings import Finding, Severity, Where
from eopbuilder.domain.naming import called
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Answer, Record, field_specs
from eopbuilder.domain.rules.rule import Rule, place_of

LEFT_OVER = Rule(
    "V-PL-22", Severity.WARNING, "Write the fact itself, or clear the field so that it shows as missing", ""
)
_PATTERN = re.compile(
    r"\{\{.*?\}\}|\bT\.?B\.?[DA]\b|\bX{3,}\b|\?{3,}|\blorem ipsum\b|\bto be (?:determined|decided|announced|added)\b"
    r"|[\[<](?:insert|enter|your|name of|school|phone|date|title|address)\b[^\]>]*[\]>]",
    re.IGNORECASE,
)


def check_left_over_words(plan: Plan, pack: Pack) -> Iterator[Finding]:
    """V-PL-22: a warning for each text that holds words such as “TBD” or “[insert name]”."""
    for table in ("plan", "school", *plan.lists):
        for record in plan.records(table):
            if isinstance(record, Answer):
                yield from _check_answer(record, pack)
            else:
                yield from _check_record(record, plan, pack)


def _check_answer(answer: Answer, pack: Pack) -> Iterator[Finding]:
    question = pack.questions.get(answer.id)
    found = _find(answer.value)
    if question and found:
        where = Where(
            pack.step_of_question.get(answer.id, ""), f"{Answer.TABLE}:{answer.id}", answer.id, question.section
        )
        yield LEFT_OVER.finding(where, f"“{found}” is still to be replaced in the answer to “{question.spec.label}”")


def _check_record(record: Record, plan: Plan, pack: Pack) -> Iterator[Finding]:
    for spec in field_specs(type(record)):
        found = _find(getattr(record, spec.name))
        if found:
            where = place_of(pack, record, spec.name)
            yield LEFT_OVER.finding(
                where, f"“{found}” is still to be replaced in {spec.label} of {called(plan, pack, record)}"
            )


def _find(value: object) -> str:
    texts = value if isinstance(value, tuple) else (value,)
    for text in texts:
        match = _PATTERN.search(text) if isinstance(text, str) else None
        if match:
            return match.group()
    return ""
