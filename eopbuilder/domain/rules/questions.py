"""Required facts nobody has entered yet: questions of the template pack and required fields of records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.facts import Unknown
from eopbuilder.domain.findings import Finding, Severity, Where
from eopbuilder.domain.naming import called
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Answer, Assignment, RoleSetting, field_specs
from eopbuilder.domain.rules.rule import Rule, place_of

UNANSWERED = Rule(
    "V-Q-01",
    Severity.ERROR,
    "Answer it, or say why it does not apply to your school",
    "",
)
_TABLES_WITHOUT_FORMS = {Answer.TABLE, Assignment.TABLE, RoleSetting.TABLE}


def check_answers(plan: Plan, pack: Pack, covered: Iterable[str]) -> Iterator[Finding]:
    """V-Q-01 for each required question without an answer, except those in `covered` (told by a rule of their own)."""
    told = set(covered)
    for question in pack.questions.values():
        if question.spec.required and question.id not in told and isinstance(plan.answer(question), Unknown):
            where = Where(
                step=pack.step_of_question.get(question.id, ""),
                record=f"{Answer.TABLE}:{question.id}",
                field=question.id,
                section=question.section,
            )
            yield UNANSWERED.finding(where, f"Not answered yet: “{question.spec.label}”")


def check_required_fields(plan: Plan, pack: Pack) -> Iterator[Finding]:
    """V-Q-01 for each required field of a record that nobody has filled in."""
    for table in ("plan", "school", *plan.lists):
        if table in _TABLES_WITHOUT_FORMS:
            continue
        for record in plan.records(table):
            for spec in field_specs(type(record)):
                if spec.required and isinstance(record.fact(spec.name), Unknown):
                    where = place_of(pack, record, spec.name)
                    named = "" if table in {"plan", "school"} else f" of {record.NOUN} “{called(plan, pack, record)}”"
                    yield UNANSWERED.finding(where, f"Not filled in yet: {spec.label}{named}")
