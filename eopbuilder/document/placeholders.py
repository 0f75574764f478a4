"""What a placeholder of a section's text stands for, such as `{{ school.name }}` or `{{ holder:role-ic }}`."""

from __future__ import annotations

from dataclasses import dataclass

from eopbuilder.document.context import Context, label, who_is
from eopbuilder.document.facts_text import fact_inlines, number_text, the
from eopbuilder.document.nodes import Inlines, Missing, Run
from eopbuilder.document.withheld import HERE
from eopbuilder.domain.catalogue import Role
from eopbuilder.domain.facts import WITHHELD, Fact, FieldSpec, Kind
from eopbuilder.domain.records import RECORD_TYPES, Assignment, Person, Record, field_spec
from eopbuilder.errors import Bug


@dataclass(frozen=True)
class AskedFact:
    """A fact with its description and what is said while nobody knows it."""

    spec: FieldSpec
    fact: Fact
    unanswered: str


def asked_fact(context: Context, name: str) -> AskedFact | None:
    """The fact a placeholder names, or None when it names a role, a holder or a count.

    Raises `Bug` when the pack names a question or field that does not exist: packs are checked when they are loaded.
    """
    question = context.pack.questions.get(name)
    if question:
        unanswered = question.unanswered or the(question.spec.label)
        return AskedFact(question.spec, context.plan.answer(question), unanswered)
    table, dot, field = name.partition(".")
    if not dot:
        return None
    record: Record | None = {"school": context.plan.school, "plan": context.plan.info}.get(table)
    if record is None:
        raise Bug(f"unknown placeholder: {name}")
    try:
        spec = field_spec(type(record), field)
    except KeyError:
        raise Bug(f"unknown placeholder: {name}") from None
    counted = the(f"number of {spec.label.lower()}") if spec.kind is Kind.NUMBER else the(spec.label)
    fact = WITHHELD if context.plan.withholds(spec.disclosure) else record.fact(field)
    return AskedFact(spec, fact, counted)


def resolve(context: Context, name: str, *, bold: bool = False, italic: bool = False) -> Inlines:
    """The words a placeholder stands for, inside a sentence. Raises `Bug` for a name that means nothing."""
    asked = asked_fact(context, name)
    if asked:
        return fact_inlines(
            context.plan, context.pack, asked.spec, asked.fact, asked.unanswered, bold=bold, italic=italic
        )
    kind, _, target = name.partition(":")
    if kind == "count" and target in RECORD_TYPES:
        if context.withholds(RECORD_TYPES[target]):
            return HERE
        count = _count(context, target)
        if not count:
            return (Missing(f"how many {target.replace('_', ' ')}"),)
        return (Run(number_text(count), bold, italic),)
    role = context.pack.roles.get(target)
    if role is None or kind not in {"role", "holder", "alternates"}:
        raise Bug(f"unknown placeholder: {name}")
    if kind == "role":
        return (Run(role.title, bold, italic),)
    found = _holder(context, role) if kind == "holder" else context.alternates(role, in_words=True)
    return tuple(Run(one.text, bold, italic) if isinstance(one, Run) else one for one in found)


def _count(context: Context, table: str) -> int:
    if table == Person.TABLE:
        return len(context.present_people())
    return len(context.plan.records(table))


def _holder(context: Context, role: Role) -> Inlines:
    """Who holds the role, in a sentence."""
    if context.withholds(Assignment):
        return HERE
    person = context.plan.primary(role.id)
    if person is None:
        return (Missing(who_is(role)),)
    if person.has_left(context.as_of):
        return (Missing(f"who replaces {label(person)} as {role.title}"),)
    return (Run(label(person)),)
