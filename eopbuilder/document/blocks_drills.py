"""Generated content on drills and exercises: what is asked for, what is planned, what was held."""

from __future__ import annotations

from collections.abc import Mapping

from eopbuilder.document.context import Context, Node, marked, or_dash, table, words
from eopbuilder.document.facts_text import date_text
from eopbuilder.document.nodes import Column, Inlines, Run
from eopbuilder.domain.records import DrillRule, field_spec


def drill_rules(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """How often each kind of drill is held: what the team entered, or else what this program suggests."""
    rules = context.plan.all(DrillRule)
    columns = (
        Column("Drill or exercise", 1.4),
        Column("How often", 1.2),
        Column("By when", 1.1),
        Column("Asked for by", 1.4),
        Column("Checked on", 1),
    )
    if rules:
        rows = [
            (
                words(context.called(one)),
                _often(context, one),
                context.cell(one, "deadline"),
                context.cell(one, "citation"),
                words(date_text(one.verified_on)) if one.verified_on else (Run("Not yet checked", italic=True),),
            )
            for one in rules
        ]
        return table("How often drills are held", "drill-rules", columns, rows, none="")
    periods = {choice.id: choice.label.lower() for choice in field_spec(DrillRule, "period").choices}
    suggested = [
        (
            marked(kind.title, kind.citations),
            words(kind.often or f"{kind.count} in each {periods[kind.period]}"),
            or_dash(kind.players),
        )
        for kind in context.pack.drills.values()
        if kind.count or kind.often
    ]
    heads = (Column("Drill or exercise", 1.4), Column("Our suggestion, not a rule", 1.4), Column("Who takes part", 1.8))
    return table(
        "Drills to hold, until state and district rules are entered",
        "drill-rules",
        heads,
        suggested,
        none="how often drills are held",
    )


def _often(context: Context, rule: DrillRule) -> Inlines:
    times = context.cell(rule, "times")
    period = context.cell(rule, "period")
    if rule.period:  # a choice stands in the sentence; why there is none stays as somebody wrote it
        period = tuple(Run(one.text.lower()) if isinstance(one, Run) else one for one in period)
    return (*times, Run(", each "), *period)


def drill_calendar(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Drills to come, in the order of their dates."""
    planned = sorted(
        (one for one in context.plan.drills if one.held_on is None and one.planned_on is not None),
        key=lambda one: str(one.planned_on),
    )
    rows = [
        (
            context.cell(one, "planned_on"),
            words(context.called(one)),
            context.cell(one, "time_of_day"),
            context.cell(one, "led_by"),
            context.cell(one, "told"),
            context.cell(one, "partners"),
        )
        for one in planned
    ]
    columns = (
        Column("Date", 0.9),
        Column("Drill or exercise", 1.4),
        Column("Time of day", 0.8),
        Column("Led by", 1),
        Column("Told beforehand", 1.1),
        Column("Partners", 1.4),
    )
    return table(
        "Drills and exercises planned", "drill-calendar", columns, rows, none="dates of the next drills and exercises"
    )


def drill_log(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Drills held, the latest first."""
    held = sorted((one for one in context.plan.drills if one.held_on), key=lambda one: str(one.held_on), reverse=True)
    rows = [
        (
            context.cell(one, "held_on"),
            words(context.called(one)),
            context.cell(one, "announced"),
            context.cell(one, "minutes"),
            context.cell(one, "all_counted"),
            context.cell(one, "debriefed_on", wanted=True),
            context.cell(one, "findings", wanted=True),
        )
        for one in held
    ]
    columns = (
        Column("Held on", 0.9),
        Column("Drill or exercise", 1.2),
        Column("Announced", 0.7),
        Column("Took", 0.7),
        Column("Everyone counted", 0.7),
        Column("Talked over", 0.9),
        Column("What went well and what did not", 2),
    )
    return table("Drills and exercises held", "drill-log", columns, rows, none="drills and exercises held this year")
