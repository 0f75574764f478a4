"""Incident command forms that plan a period: 204 assignments, 205 radio communications, 206 medical."""

from __future__ import annotations

from collections.abc import Iterator

from eopbuilder.document.context import label, lines, words
from eopbuilder.document.facts_text import one_line, phone_text
from eopbuilder.document.form_catalogue import Form, load_forms
from eopbuilder.document.form_context import FormContext
from eopbuilder.document.ics_boxes import PERIOD, ROOM, box, holder_name, name_and_period, origin, prepared, title
from eopbuilder.document.ics_forms import section_of
from eopbuilder.document.nodes import (
    Block,
    Box,
    Boxes,
    BoxRow,
    Column,
    Document,
    Inlines,
    Missing,
    Paragraph,
    Part,
    Table,
)
from eopbuilder.domain.catalogue import Role
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.records import Agency, Channel
from eopbuilder.rolegraph.describe import roles_in_chart_order

_OPERATIONS, _COMMUNICATIONS, _MEDICAL, _SAFETY = "role-ops", "role-log-comms", "role-ops-medical", "role-safety"
_RADIO = {"ch-radio", "ch-psapradio"}
_RADIO_ROWS, _AID_ROWS, _TRANSPORT_ROWS, _HOSPITAL_ROWS = 8, 4, 2, 2
"""Rows of a table at least."""
_MOST_TEAMS = 12
_TEAM_ROWS = 6
_BRANCH, _RANKS, _LINE = "lvl-branch", (" Director", " Leader", " Lead"), 18.0


def assignments(context: FormContext) -> Document:
    """ICS 204: a sheet for each branch or group of the operations section."""
    form = load_forms()["ics-204"]
    leaders = [role for role in roles_in_chart_order(context.structure) if _leads_a_group(context, role)]
    parts = tuple(_assignment(context, form, role) for role in leaders)
    if not parts:
        lacking = Paragraph((Missing("which branches or groups work in operations"),))
        parts = (Part((title(form), name_and_period(form), lacking), one_page=True),)
    return context.document(f"{form.number} {form.title}", parts)


def _leads_a_group(context: FormContext, role: Role) -> bool:
    reports = context.structure.reports_of(role.id)
    return bool(reports) and role.id != _OPERATIONS and section_of(context, role.id) == "operations"


def _assignment(context: FormContext, form: Form, role: Role) -> Part:
    team = [context.structure.active[one] for one in context.structure.reports_of(role.id)]
    blocks: tuple[Block, ...] = (
        title(form, role.title, f"-{role.id}"),
        name_and_period(form),
        _where(context, form, role),
        _personnel(context, form, role),
        _teams(context, form, role, team),
        Boxes(
            (
                BoxRow((box(form, "6", _work(context, role, team)),), 60),
                BoxRow((box(form, "7"),), 60),
            )
        ),
        _channels(context, form, role),
        prepared(form, "9", iap_page=True),
        origin(form),
    )
    return Part(blocks, one_page=True, grow=1.2)


def _where(context: FormContext, form: Form, role: Role) -> Boxes:
    """Branch, division, group and staging area: the branch is that of the leader or of whoever is above."""
    line = _line_of_command(context, role)
    branch = next((context.pack.roles[one].title for one in line if context.pack.roles[one].rank == _BRANCH), "")
    group = "" if role.rank == _BRANCH else role.title
    boxes = (
        Box("Branch", words(_unit(branch)) if branch else (), 1.2),
        Box("Division", (), 0.8),
        Box("Group", words(_unit(group)) if group else (), 1.4),
        Box("Staging Area"),
    )
    return Boxes((BoxRow((box(form, "3"),), _LINE), BoxRow(boxes, ROOM)))


def _unit(title: str) -> str:
    """What a leader's title says of the unit that is led: “Care Branch Director” leads the Care Branch."""
    for rank in _RANKS:
        title = title.removesuffix(rank)
    return title


def _line_of_command(context: FormContext, role: Role) -> list[str]:
    """From the chief of operations down to a leader."""
    posts = [role.id]
    while (above := context.structure.above.get(posts[0])) in context.pack.roles and posts[0] != _OPERATIONS:
        posts.insert(0, above or "")
    return posts


def _personnel(context: FormContext, form: Form, role: Role) -> Table:
    """The line of command of a group: operations, branch, the group itself."""
    posts = _line_of_command(context, role)
    shown = [one for one in posts if one in context.structure.active and section_of(context, one) == "operations"]
    rows = tuple((words(context.title(one)), context.who(one), context.phone(one)) for one in shown)
    columns = (Column(form.block("4").heading, 1.3), Column("Name", 1.2), Column("Contact Number(s)", 1.2))
    return Table("", f"personnel-{role.id}", columns, rows)


def _teams(context: FormContext, form: Form, leader: Role, team: list[Role]) -> Table:
    columns = (
        Column("Resource Identifier", 1.3),
        Column("Leader", 1.0),
        Column("# of Persons", 0.5),
        Column("Contact", 1.0),
        Column("Reporting Location, Special Equipment and Supplies, Remarks, Notes, Information", 1.6),
    )
    rows = [(words(one.title), context.who(one.id), (), context.phone(one.id), ()) for one in team[:_MOST_TEAMS]]
    blank: tuple[Inlines, ...] = ((), (), (), (), ())
    return Table(
        form.block("5").heading, f"teams-{leader.id}", columns, (*rows, *[blank] * max(1, _TEAM_ROWS - len(rows)))
    )


def _work(context: FormContext, leader: Role, team: list[Role]) -> Inlines:
    """What the leader and each team are there for."""
    missions = context.pack.missions
    told = [f"{one.title}: {missions[one.id].text}" for one in (leader, *team) if one.id in missions]
    return lines(words(one) for one in told)


def _channels(context: FormContext, form: Form, role: Role) -> Table:
    columns = (
        Column("Name/Function", 1.2),
        Column("Primary Contact (cell, pager, radio frequency/system/channel)", 2.4),
    )
    rows = [(words(label(one)), _notes(one)) for one in _radios(context)]
    blank: tuple[Inlines, ...] = ((), ())
    return Table(form.block("8").heading, f"channels-{role.id}", columns, (*rows, *[blank] * max(1, 2 - len(rows))))


def _radios(context: FormContext) -> list[Channel]:
    return [one for one in context.plan.channels if one.kind in _RADIO]


def _notes(channel: Channel) -> Inlines:
    return words(one_line(clean_text(channel.notes))) if channel.notes else ()


def radio_plan(context: FormContext) -> Document:
    """ICS 205 with the radios of the plan; frequencies are written in by whoever knows them."""
    form = load_forms()["ics-205"]
    columns = (
        Column("Zone Grp.", 0.5),
        Column("Ch #", 0.4),
        Column("Function", 0.9),
        Column("Channel Name/Trunked Radio System Talkgroup", 1.4),
        Column("Assignment", 0.9),
        Column("RX Freq N or W", 0.65),
        Column("RX Tone/NAC", 0.65),
        Column("TX Freq N or W", 0.65),
        Column("TX Tone/NAC", 0.65),
        Column("Mode (A, D, or M)", 0.6),
        Column("Remarks", 1.3),
    )
    rows = [_radio(label(one), one.notes) for one in _radios(context)]
    rows += [_radio(clean_text(one.radio), label(one)) for one in context.plan.agencies if one.radio]
    blank: tuple[Inlines, ...] = ((),) * len(columns)
    filled = (*rows, *[blank] * max(1, _RADIO_ROWS - len(rows)))
    blocks: tuple[Block, ...] = (
        title(form),
        Boxes((BoxRow((box(form, "1", (), 1.2), box(form, "2"), box(form, "3", PERIOD, 1.8)), ROOM),)),
        Table(form.block("4").heading, "radio", columns, filled, row_header=False, by_hand=True),
        Boxes((BoxRow((box(form, "5", _outages(context)),), 60),)),
        prepared(form, "6", holder_name(context, _COMMUNICATIONS), position=None, iap_page=True),
        origin(form),
    )
    return context.document(f"{form.number} {form.title}", (Part(blocks, landscape=True, one_page=True, grow=1.2),))


def _radio(name: str, remarks: str | None) -> tuple[Inlines, ...]:
    told = words(one_line(clean_text(remarks))) if remarks else ()
    return ((), (), (), words(name), (), (), (), (), (), (), told)


def _outages(context: FormContext) -> Inlines:
    """Where radios do not reach, as the plan has it."""
    known = [f"{label(one)} does not reach: {one_line(clean_text(one.gaps))}" for one in _radios(context) if one.gaps]
    return lines(words(one) for one in known)


def medical_plan(context: FormContext) -> Document:
    """ICS 206 with the aid stations, ambulance services and hospitals of the plan."""
    form = load_forms()["ics-206"]
    blocks: tuple[Block, ...] = (
        title(form),
        name_and_period(form),
        _table(
            form,
            "3",
            (
                Column("Name", 1.2),
                Column("Location", 1.5),
                Column("Contact Number(s)/Frequency", 1.2),
                Column("Paramedics on Site?", 0.9),
            ),
            _aid_stations(context),
            _AID_ROWS,
        ),
        _table(
            form,
            "4",
            (
                Column("Ambulance Service", 1.3),
                Column("Location", 1.2),
                Column("Contact Number(s)/Frequency", 1.2),
                Column("Level of Service", 0.8),
            ),
            ((words(label(one)), (), _reach(one), words("☐\u00a0ALS ☐\u00a0BLS")) for one in _agencies(context, "ems")),
            _TRANSPORT_ROWS,
        ),
        _table(
            form,
            "5",
            (
                Column("Hospital Name", 1.1),
                Column("Address, Latitude & Longitude if Helipad", 1.2),
                Column("Contact Number(s)/Frequency", 1.0),
                Column("Travel Time: Air, Ground", 0.7),
                Column("Trauma Center", 0.75),
                Column("Burn Center", 0.65),
                Column("Helipad", 0.65),
            ),
            (_hospital(one) for one in _agencies(context, "hospital")),
            _HOSPITAL_ROWS,
        ),
        Boxes((BoxRow((box(form, "6", _procedures(context)),), 76),)),
        Paragraph(words("☐ Check box if aviation assets are utilized for rescue.")),
        prepared(form, "7", holder_name(context, _MEDICAL), position=None, dated=False),
        prepared(form, "8", holder_name(context, _SAFETY), position=None, iap_page=True),
        origin(form),
    )
    return context.document(f"{form.number} {form.title}", (Part(blocks, one_page=True, grow=1.2),))


def _table(
    form: Form, number: str, columns: tuple[Column, ...], known: Iterator[tuple[Inlines, ...]], least: int
) -> Table:
    rows = tuple(known)
    blank: tuple[Inlines, ...] = ((),) * len(columns)
    extra = max(1, least - len(rows))
    return Table(
        form.block(number).heading,
        f"block-{number}",
        columns,
        (*rows, *[blank] * extra),
        row_header=False,
        by_hand=True,
    )


def _aid_stations(context: FormContext) -> Iterator[tuple[Inlines, ...]]:
    """First aid at school, where the plan names who leads it, then the first-aid zone of each site."""
    if context.holder(_MEDICAL):
        yield (
            words(context.title(_MEDICAL)),
            (),
            (*context.who(_MEDICAL), *words(" "), *context.phone(_MEDICAL)),
            words("☐\u00a0Yes ☐\u00a0No"),
        )
    for zone in context.plan.zones:
        site = context.plan.find("sites", zone.site)
        if zone.zone == "zn-medical" and zone.place and site:
            yield (words(label(site)), words(clean_text(zone.place)), (), words("☐\u00a0Yes ☐\u00a0No"))


def _agencies(context: FormContext, kind: str) -> list[Agency]:
    return [one for one in context.plan.agencies if one.kind == kind]


def _reach(agency: Agency) -> Inlines:
    if agency.phone or agency.radio:
        known = [phone_text(clean_text(agency.phone))] if agency.phone else []
        known += [f"Radio {clean_text(agency.radio)}"] if agency.radio else []
        return words("\n".join(known))
    return (Missing(f"a phone number for {label(agency)}", "No phone"),)


def _hospital(agency: Agency) -> tuple[Inlines, ...]:
    return (
        words(label(agency)),
        (),
        _reach(agency),
        (),
        words("☐\u00a0Yes Level:"),
        words("☐\u00a0Yes ☐\u00a0No"),
        words("☐\u00a0Yes ☐\u00a0No"),
    )


def _procedures(context: FormContext) -> Inlines:
    """What is known of the hospitals; where defibrillators and bleeding kits are."""
    hospitals = [(one, clean_text(one.notes or "")) for one in _agencies(context, "hospital")]
    known = [f"{label(one)}: {one_line(notes).rstrip('.')}." for one, notes in hospitals if notes]
    for one in context.plan.buildings:
        things = [("AED", one.aed), ("bleeding-control kit", one.bleeding_kit)]
        told = [f"{name}: {one_line(clean_text(place))}" for name, place in things if place]
        if told:
            known.append(f"{label(one)}: {'; '.join(told)}.")
    return lines(words(one) for one in known)
