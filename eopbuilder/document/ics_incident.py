"""Incident command forms for an incident as it goes: 201 briefing, 202 objectives, 214 log, 215A safety analysis."""

from __future__ import annotations

from collections.abc import Iterator

from eopbuilder.document.context import label, words
from eopbuilder.document.facts_text import number_text
from eopbuilder.document.form_catalogue import load_forms
from eopbuilder.document.form_context import FormContext
from eopbuilder.document.ics_boxes import (
    PERIOD,
    ROOM,
    box,
    held_position,
    holder_name,
    name_and_period,
    origin,
    prepared,
    title,
)
from eopbuilder.document.ics_map import map_or_sketch
from eopbuilder.document.nodes import Block, Box, Boxes, BoxRow, Column, Document, Figure, Inlines, Part, Table
from eopbuilder.domain.naming import called

_ACTION_ROWS, _RESOURCE_ROWS, _LOG_ROWS, _LOG_ROWS_BEHIND, _HAZARD_ROWS = 16, 11, 10, 21, 10
"""Rows a sheet has room for: as many as fit, written by hand."""
_LEAST_BLANK = 2
_ROOM_BELOW_A_MAP, _ROOM_BELOW_A_SKETCH = 84.0, 140.0
"""Points for the summary of the situation."""
_MOST_BY_HAND, _MOST_ON_A_PAGE = 11, 18
"""Hazards up to which each has a row high enough to write in, and beyond which the safety analysis runs on."""
_ORGANIZATION = (
    ("Incident Commander(s)", "role-ic"),
    ("Liaison Officer", "role-liaison"),
    ("Safety Officer", "role-safety"),
    ("Public Information Officer", "role-pio"),
    ("Operations Section Chief", "role-ops"),
    ("Planning Section Chief", "role-plan"),
    ("Logistics Section Chief", "role-log"),
    ("Finance/Administration Section Chief", "role-fin"),
)
_PLAN_FORMS = ("203", "204", "205", "205A", "206", "207", "208")


def briefing(context: FormContext) -> Document:
    """ICS 201 on three sheets: situation, plan of action, organization with resources."""
    form = load_forms()["ics-201"]
    top = Boxes((BoxRow((box(form, "1", (), 1.4), box(form, "2"), box(form, "3")), ROOM),))
    tail = prepared(form, "6", holder_name(context, "role-ic"), position=held_position(context, "role-ic"))
    map_there = map_or_sketch(context, form, "4")
    room = _ROOM_BELOW_A_MAP if any(isinstance(one, Figure) for one in map_there) else _ROOM_BELOW_A_SKETCH
    situation = Boxes((BoxRow((box(form, "5", _numbers(context)),), room),))
    actions = Table(
        form.block("8").heading,
        "actions",
        (Column("Time", 0.2), Column("Actions", 1.0)),
        _blank(_ACTION_ROWS, 2),
        row_header=False,
    )
    organization = Boxes(tuple(_pair(context, place) for place in range(0, len(_ORGANIZATION), 2)))
    sheets: tuple[tuple[Block, ...], ...] = (
        (title(form, "Situation", "-1"), top, *map_there, situation, tail, origin(form)),
        (title(form, "Plan of action", "-2"), top, Boxes((BoxRow((box(form, "7"),), 110),)), actions, tail),
        (
            title(form, "Organization and resources", "-3"),
            top,
            Boxes(
                (
                    BoxRow((Box(form.block("9").heading, words("As the plan has it; change it on the day.")),), 26),
                    *organization.rows,
                )
            ),
            _resources(context, form.block("10").heading),
            tail,
        ),
    )
    return context.document(f"{form.number} {form.title}", tuple(Part(one, one_page=True, grow=1.2) for one in sheets))


def _numbers(context: FormContext) -> Inlines:
    """How many people there are on a usual day, to start from."""
    school = context.plan.school
    counted = [
        (school.enrollment, "students"),
        (school.staff_count, "staff"),
        (school.wheelchair_users, "wheelchair users"),
    ]
    known = [f"{number_text(number)} {what}" for number, what in counted if number is not None]
    return words(f"On a usual day: {', '.join(known)}.") if known else ()


def _pair(context: FormContext, place: int) -> BoxRow:
    pair = _ORGANIZATION[place : place + 2]
    return BoxRow(
        tuple(Box(name, context.who(role) if role in context.pack.roles else ()) for name, role in pair), ROOM
    )


def _resources(context: FormContext, heading: str) -> Table:
    columns = (
        Column("Resource", 1.4),
        Column("Resource Identifier", 0.9),
        Column("Date/Time Ordered", 0.8),
        Column("ETA", 0.6),
        Column("Arrived", 0.55),
        Column("Notes (location/assignment/status)", 1.6),
    )
    known = tuple(_agency(label(one), one.response_minutes) for one in context.plan.agencies)
    blank = _blank(max(_LEAST_BLANK, _RESOURCE_ROWS - len(known)), 6)
    return Table(heading, "resources", columns, (*known, *blank), row_header=False, by_hand=True)


def _agency(name: str, minutes: int | None) -> tuple[Inlines, ...]:
    usual = words(f"Usually here in {number_text(minutes, 'minutes')}") if minutes is not None else ()
    return (words(name), (), (), (), words("☐"), usual)


def objectives(context: FormContext) -> Document:
    """ICS 202 on one sheet."""
    form = load_forms()["ics-202"]
    checks = "\u00a0\u00a0 ".join(f"☐ ICS\u00a0{number}" for number in _PLAN_FORMS)
    rest = "☐ Map/Chart\u00a0\u00a0 ☐ Weather Forecast/Tides/Currents\u00a0\u00a0 ☐ Other Attachments"
    rows = (
        BoxRow((box(form, "3"),), 190),
        BoxRow((box(form, "4"),), 100),
        BoxRow((Box("General Situational Awareness"),), 120),
        BoxRow(
            (box(form, "5", words("☐ Yes\u00a0\u00a0 ☐ No")), Box("Approved Site Safety Plan(s) Located at", (), 1.6)),
            38,
        ),
        BoxRow((box(form, "6", words(f"{checks}\n{rest}")),), 48),
    )
    blocks: tuple[Block, ...] = (
        title(form),
        name_and_period(form),
        Boxes(rows),
        prepared(
            form, "7", holder_name(context, "role-plan"), position=held_position(context, "role-plan"), iap_page=True
        ),
        prepared(form, "8", holder_name(context, "role-ic"), position=None),
        origin(form),
    )
    return context.document(f"{form.number} {form.title}", (Part(blocks, one_page=True, grow=1.2),))


def activity_log(context: FormContext) -> Document:
    """ICS 214 on two sides, for anybody with a role."""
    form = load_forms()["ics-214"]
    person = Boxes((BoxRow((box(form, "3"), box(form, "4"), box(form, "5", words(context.school))), ROOM),))
    resources = Table(
        form.block("6").heading,
        "resources",
        (Column("Name"), Column("ICS Position"), Column("Home Agency (and Unit)")),
        _blank(8, 3),
        row_header=False,
    )
    front: tuple[Block, ...] = (
        title(form, "", "-1"),
        name_and_period(form),
        person,
        resources,
        _log("front", _LOG_ROWS),
    )
    back: tuple[Block, ...] = (title(form, "continued", "-2"), name_and_period(form), _log("back", _LOG_ROWS_BEHIND))
    tail = (prepared(form, "8"), origin(form))
    parts = tuple(Part((*one, *tail), one_page=True, grow=1.2) for one in (front, back))
    return context.document(f"{form.number} {form.title}", parts)


def _log(side: str, rows: int) -> Table:
    heading = load_forms()["ics-214"].block("7").heading
    columns = (Column("Date/Time", 0.25), Column("Notable Activities", 1.0))
    return Table(heading, f"log-{side}", columns, _blank(rows, 2), row_header=False)


def safety_analysis(context: FormContext) -> Document:
    """ICS 215A with the hazards of the plan that the team carries forward."""
    form = load_forms()["ics-215a"]
    columns = (
        Column(form.block("5").heading, 0.9),
        Column(form.block("6").heading, 1.1),
        Column(form.block("7").heading, 2.0),
    )
    known = tuple(_hazards(context))
    rows = (*known, *_blank(max(2, _HAZARD_ROWS - len(known)), 3))
    top = Boxes(
        (
            BoxRow(
                (box(form, "1", (), 1.2), box(form, "2", (), 0.8), box(form, "3", (), 0.9), box(form, "4", PERIOD, 2)),
                ROOM,
            ),
        )
    )
    tail = Boxes(
        (
            BoxRow(
                (
                    Box(f"{form.block('8').heading} (Safety Officer): Name", holder_name(context, "role-safety"), 1.5),
                    Box("Signature"),
                    Box("Prepared by (Operations Section Chief): Name", holder_name(context, "role-ops"), 1.5),
                    Box("Signature"),
                    Box("Date/Time", (), 0.8),
                ),
                ROOM,
            ),
        )
    )
    table = Table(
        "",
        "analysis",
        columns,
        rows,
        "One row for each hazard of the plan, then rows to fill in.",
        row_header=False,
        by_hand=len(known) <= _MOST_BY_HAND,
    )
    blocks: tuple[Block, ...] = (title(form), top, table, tail, origin(form))
    fits = len(known) <= _MOST_ON_A_PAGE
    return context.document(f"{form.number} {form.title}", (Part(blocks, landscape=True, one_page=fits, grow=1.2),))


def _hazards(context: FormContext) -> Iterator[tuple[Inlines, ...]]:
    for one in context.plan.hazards:
        if one.included:
            kind = context.pack.hazards.get(one.hazard or "")
            annexes = [context.pack.section(key).title for key in (kind.covered_by if kind else ())]
            see = words(f"See in the plan: {', '.join(annexes)}.") if annexes else ()
            yield ((), words(called(context.plan, context.pack, one)), see)


def _blank(rows: int, columns: int) -> tuple[tuple[Inlines, ...], ...]:
    return (((),) * columns,) * max(0, rows)
