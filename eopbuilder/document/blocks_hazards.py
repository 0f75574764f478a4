"""Generated content on hazards: the register with its scores, what is known about each one here, assessments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eopbuilder.document.conditions import is_printed
from eopbuilder.document.context import Context, Node, label, missing, or_dash, says, table, words
from eopbuilder.document.facts_text import number_text
from eopbuilder.document.nodes import Column, Facts, Inlines, ListItems, Missing, Reference, Run
from eopbuilder.document.withheld import NOTHING_HERE
from eopbuilder.domain.annexes import own_hazards
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.records import Assessment, Hazard, field_spec
from eopbuilder.domain.risk import in_order_of_priority, missing_values, score, suggested_band

_BANDS = {"high": "High", "medium": "Medium", "low": "Low"}


def hazard_summary(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """The hazards carried forward with their scores, then those left out and why."""
    included = in_order_of_priority(tuple(one for one in context.plan.hazards if one.included))
    rows = [
        (
            _hazard_name(context, one),
            *(context.cell(one, field, wanted=True, lacking="its score") for field in _VALUES),
            _score(one),
            context.cell(one, "priority", wanted=True),
        )
        for one in included
    ]
    columns = (
        Column("Hazard", 1.5),
        Column("Probability", 0.9),
        Column("Magnitude", 0.9),
        Column("Warning", 0.9),
        Column("Duration", 0.6),
        Column("Score", 0.5, "right"),
        Column("Priority", 0.7),
    )
    found = table("Hazards this plan prepares for", "hazards", columns, rows, none="the hazards this plan prepares for")
    left_out = [
        (words(context.called(one)), context.cell(one, "decision_reason", wanted=True))
        for one in context.plan.hazards
        if one.included is False
    ]
    if not left_out:
        return found
    reasons = (Column("Hazard", 1), Column("Why it is not carried forward", 3))
    return (*found, *table("Hazards looked at and left out", "hazards-left-out", reasons, left_out, none=""))


_VALUES = ("probability", "magnitude", "warning", "duration")


def _hazard_name(context: Context, hazard: Hazard) -> Inlines:
    name = context.called(hazard)
    section = next((one for one in context.pack.sections if one.id == hazard.hazard), None)
    if section is not None and is_printed(context.plan, section):
        return (Reference(name, section.id),)
    return words(name)


def _score(hazard: Hazard) -> Inlines:
    found = score(hazard)
    return (Missing("its score", "Not yet"),) if found is None else words(number_text(found))


def scale_notes(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """What the scores mean, for the scales this plan uses; and where the team went another way than the suggestion."""
    used = {one.scale for one in context.plan.hazards if one.included and one.scale}
    spec = field_spec(Hazard, "scale")
    names = [choice.label for choice in spec.choices if choice.id in used]
    if not names:
        return missing("the scale on which hazards are scored")
    text = (
        f"Scale: {', '.join(names)}. Each value runs from 1 to 4. The score weighs probability, magnitude, warning and "
        "duration, and suggests a band: high from 3, medium from 2. It is a suggestion; the team decides the priority."
    )
    return (*says(text), *_overridden(context))


def _overridden(context: Context) -> Iterator[Node]:
    """The hazards whose priority is not the one the score suggests, and why; those without a reason together."""
    found: dict[str, list[str]] = {}
    for one in context.plan.hazards:
        band = suggested_band(one)
        if one.included and one.priority and band and band != one.priority:
            suggested, given = _BANDS[band].lower(), _BANDS[one.priority].lower()
            reason = f" {clean_text(one.override_reason).rstrip('.')}." if one.override_reason else ""
            told = f"the score suggests {suggested}, and the team gives {given} priority.{reason}"
            found.setdefault(told, []).append(context.called(one))
    if found:
        yield ListItems(
            tuple((Run(f"{'; '.join(names)}: ", bold=True), Run(told)) for told, names in found.items()),
        )


def hazard_facts(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """What this school knows about the hazard of the section."""
    hazard = next((one for one in context.plan.hazards if one.hazard == context.section.id and one.included), None)
    if hazard is None:
        return missing("how this hazard could happen here")
    return (_facts(context, hazard),)


def own_hazard_annexes(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Hazards of the team's own, which have no annex in the template: their facts and the annexes that cover them."""
    found: list[Node] = []
    for hazard in in_order_of_priority(own_hazards(context.plan)):
        found.append(context.sub_heading(context.called(hazard)))
        found.append(_facts(context, hazard))
        found.extend(_covered(context, hazard))
    return tuple(found) or says("The team has no other hazards on its list.")


def _covered(context: Context, hazard: Hazard) -> tuple[Node, ...]:
    rows = [
        ((Reference(section.title, section.id),), or_dash(context.role_title(section.owner) if section.owner else ""))
        for section in context.pack.sections
        if section.id in hazard.covered_by and is_printed(context.plan, section)
    ]
    name = context.called(hazard)
    if not rows and hazard.covered_by and context.plan.edition is not None:
        return NOTHING_HERE
    columns = (Column("Annex to use", 2), Column("Led by", 1))
    return table(f"Annexes used for {name}", "covering", columns, rows, none=f"the annexes that cover {name}")


def _facts(context: Context, hazard: Hazard) -> Facts:
    pairs = [
        ("What we know about it here", context.cell(hazard, "local_facts", wanted=True)),
        ("Priority", context.cell(hazard, "priority", wanted=True)),
    ]
    if not missing_values(hazard):
        pairs.append(("Score", words(f"{number_text(score(hazard) or 0)} of 4")))
    if hazard.mandated_by in {"state", "district"}:
        pairs.append(("Required by", context.cell(hazard, "mandated_by")))
    if hazard.cascading:
        pairs.append(("What it could set off", context.cell(hazard, "cascading")))
    name = context.called(hazard)
    return Facts(f"{name} at our school", "hazard", tuple(pairs), about=name)


def assessment_table(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """The assessments on which the hazard register rests."""
    columns = (
        Column("Assessment", 1.3),
        Column("Done on", 0.9),
        Column("Led by", 1),
        Column("Main findings", 2.2),
        Column("Next due", 0.9),
    )
    rows = [
        (
            words(label(one)),
            context.cell(one, "done_on"),
            context.cell(one, "lead", wanted=True),
            context.cell(one, "findings"),
            context.cell(one, "next_due", wanted=True),
        )
        for one in context.plan.all(Assessment)
    ]
    return table(
        "Assessments", "assessments", columns, rows, none="assessments of buildings, climate, threats and means"
    )
