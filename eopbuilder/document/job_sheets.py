"""Job action sheets: one page for each role that is open at a level, to hand to whoever takes the role.

Each sheet names the mission, who holds the role and who steps up, whom the role depends on and who depends on it, and
what to do first, all along and at the end. Layout after Everett Public Schools' sheets (S31), in our own design.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from eopbuilder.document.context import CHECK_LOCALLY, label, lines, marked, words
from eopbuilder.document.facts_text import number_text
from eopbuilder.document.form_context import FormContext, with_phone
from eopbuilder.document.kit.sheets import briefly
from eopbuilder.document.nodes import (
    Block,
    Box,
    Boxes,
    BoxRow,
    Column,
    Document,
    Facts,
    Heading,
    Inlines,
    Missing,
    Paragraph,
    Part,
    Run,
    Table,
)
from eopbuilder.domain.catalogue import Citations, Pack, Role, check_locally
from eopbuilder.domain.job_sheets import JobStep, StepTime
from eopbuilder.rolegraph.describe import roles_in_chart_order
from eopbuilder.rolegraph.neighbors import Neighbor, downstream, upstream
from eopbuilder.rolegraph.structure import command_role

TITLE = "Job action sheets"
MOST_NEIGHBORS = 12
"""Rows of a table of neighbors; the organization list names the rest."""
_GROW, _ROOM = 1.4, 30.0
"""How much larger the text of a short sheet may become, and points of a box to write in."""
_BY_HAND = (
    Box("Your place today", (), 1.3),
    Box("Radio channel"),
    Box("Vest color", (), 0.8),
    Box("Relieved by, at", (), 1.6),
)
_COMMAND_POST, _SECOND_POST, _KIT = "q-ics-6a", "q-ics-6b", "q-ics-10"
_TIMES: tuple[tuple[StepTime, str], ...] = (
    ("start", "At the start"),
    ("within-10", "Within 10 minutes"),
    ("within-30", "Within 30 minutes"),
    ("within-60", "Within 60 minutes"),
    ("ongoing", "All along"),
    ("questions", "Outside questions"),
    ("closing", "Closing down"),
)


def job_sheets(context: FormContext) -> Document:
    """A sheet for each open role, each leader before the team; a page with the sources at the end."""
    sheets = tuple(_sheet(context, role) for role in roles_in_chart_order(context.structure))
    if not sheets:
        nothing = Paragraph((Missing("which roles this school uses"),))
        return context.document(TITLE, (Part((Heading(1, TITLE, "sheets"), nothing)),))
    return context.document(TITLE, (*sheets, _sources(context)))


def _sheet(context: FormContext, role: Role) -> Part:
    below = downstream(context.plan, context.pack, context.structure, role.id)
    blocks: tuple[Block, ...] = (
        Heading(1, role.title, role.id),
        Paragraph(_mission(context, role), "lead"),
        Boxes((BoxRow(_BY_HAND, _ROOM),)),
        Facts("", f"{role.id}-post", tuple(_post(context, role, alone=not below)), label_share=0.21),
        _neighbors(context, role, "You depend on", upstream(context.plan, context.pack, context.structure, role.id)),
        *([_neighbors(context, role, "Depends on you", below)] if below else []),
        *_actions(context, role),
        Paragraph((Run(_note(context, role)),), "source"),
    )
    return Part(blocks, one_page=True, grow=_GROW)


def _mission(context: FormContext, role: Role) -> Inlines:
    mission = context.pack.missions.get(role.id)
    if mission is None:
        return (Run("Mission: ", bold=True), *marked(next(iter(role.duties), role.title), role.citations))
    return (Run("Mission: ", bold=True), *marked(mission.text, mission.citations))


def _post(context: FormContext, role: Role, *, alone: bool) -> Iterator[tuple[str, Inlines]]:
    """Who holds the role and who steps up; where the kit is; that nobody depends on a role that stands `alone`."""
    yield "Held by", with_phone(context.who(role.id), context.phone(role.id), "   ")
    yield "Steps up, in order", _alternates(context, role)
    post, second = context.answer(_COMMAND_POST), context.answer(_SECOND_POST)
    if post:
        yield "Command post", (*post, Run("; if it is in danger: "), *second) if second else post
    kit = context.answer(_KIT)
    if kit:
        yield "Vests, radios, sheets", briefly(kit)
    if alone:
        yield "Depends on you", words("Nobody at this level")


def _alternates(context: FormContext, role: Role) -> Inlines:
    people = context.alternates(role.id)
    named = [
        with_phone((Run(f"{place}. {label(person)}"),), context.phone_of(person), "   ")
        for place, person in enumerate(people, start=1)
    ]
    lacking = role.min_alternates - len(people)
    if lacking > 0:
        more = " more" if people else ""
        named.append((Missing(f"{number_text(lacking)}{more} alternates", f"{number_text(lacking)}{more} wanted"),))
    return lines(named) if named else words("Nobody needed")


def _neighbors(context: FormContext, role: Role, heading: str, neighbors: tuple[Neighbor, ...]) -> Table:
    """Whom a role depends on, or who depends on it: person, phone and why."""
    up = heading == "You depend on"
    rows = [_neighbor_row(context, one, up=up) for one in neighbors[:MOST_NEIGHBORS]]
    if len(neighbors) > MOST_NEIGHBORS:
        more = words(f"{number_text(len(neighbors) - MOST_NEIGHBORS)} more")
        rows.append((more, (Run("–"),), (Run("–"),), words("Named in the organization assignment list (ICS 203).")))
    if up and context.structure.above.get(role.id) is None:
        rows.insert(0, _no_supervisor(context, role))
    if not rows:
        rows.append((words("Nobody at this level"), (Run("–"),), (Run("–"),), (Run("–"),)))
    columns = (Column(heading, 1.3), Column("Person", 1.25), Column("Phone", 1.0), Column("For what", 1.6))
    anchor = f"{role.id}-{'above' if up else 'below'}"
    return Table("", anchor, columns, tuple(rows))


def _no_supervisor(context: FormContext, role: Role) -> tuple[Inlines, ...]:
    if role.id == command_role(context.pack):
        return (words("Nobody above you"), (Run("–"),), (Run("–"),), words("You are in charge."))
    wanted: Inlines = (Missing(f"whom the {role.title} reports to", "Supervisor not decided"),)
    return (wanted, (), (), words("Your supervisor"))


def _neighbor_row(context: FormContext, neighbor: Neighbor, *, up: bool) -> tuple[Inlines, ...]:
    title = context.title(neighbor.node)
    reached = neighbor.stands_in or neighbor.node
    if neighbor.stands_in:
        title = f"{title} (not open: {context.title(neighbor.stands_in)})"
    reasons: list[Inlines] = []
    if neighbor.reports:
        reasons.append(words("Your supervisor." if up else "Reports to you."))
    reasons.extend(marked(one.text, one.citations) for one in neighbor.relations)
    why = tuple(inline for place, reason in enumerate(reasons) for inline in ((Run(" "),) if place else ()) + reason)
    return (words(title), context.who(reached), context.phone(reached), why)


def _actions(context: FormContext, role: Role) -> Iterator[Table]:
    """What to do and when, each step with a box to tick; nothing for a role of which the pack says nothing."""
    rows: list[tuple[Inlines, ...]] = []
    for time, words_for_time in _TIMES:
        steps = [_boxed(one.text, one.citations) for one in _steps(context, role, time)]
        if time == "ongoing":
            steps = [*(_boxed(duty, role.citations) for duty in role.duties), *steps]
            steps.extend([words(role.note, italic=True)] if role.note else [])
        if steps:
            rows.append((words(words_for_time), lines(steps)))
    kit = " ".join(one.text for one in _steps(context, role, "equipment"))
    if kit:
        rows.append((words("Kit and forms"), words(kit)))
    if rows:
        yield Table("", f"{role.id}-actions", (Column("When", 0.7), Column("What to do", 2.6)), tuple(rows))


def _boxed(text: str, citations: Citations) -> Inlines:
    return (Run("☐ "), *marked(text, citations))


def _steps(context: FormContext, role: Role, time: StepTime) -> Iterator[JobStep]:
    """The steps of the pack that this role's sheet lists at a time."""
    structure = context.structure
    reads = {
        "everyone": True,
        "leaders": bool(structure.reports_of(role.id)),
        "led": structure.above.get(role.id) is not None,
        "command": role.id == command_role(context.pack),
    }
    for step in context.pack.job_steps:
        named = (not step.roles or role.id in step.roles) and role.id not in step.left_out
        if step.when == time and named and reads[step.applies_to]:
            yield step


def _note(context: FormContext, role: Role) -> str:
    """Where the sheet's content comes from. Our own design is no standard, and says so."""
    found = _cited(context.pack, _citations(context, role))
    listed = f"Sources: {', '.join(found)}. " if found else ""
    return f"{listed}Mission and time boxes are suggestions of this program, not a standard: adapt them."


def _citations(context: FormContext, role: Role) -> Iterator[Citations]:
    yield role.citations
    for time in (*(one for one, _ in _TIMES), "equipment"):
        yield from (step.citations for step in _steps(context, role, time))
    mission = context.pack.missions.get(role.id)
    if mission:
        yield mission.citations


def _cited(pack: Pack, citations: Iterable[Citations]) -> dict[str, str]:
    """Source id to the id with the note to check locally where it was only recalled; own design left out."""
    found: dict[str, str] = {}
    for some in citations:
        for one in some:
            if one.source in pack.sources and one.confidence != "d":
                found[one.source] = f"{one.source} {CHECK_LOCALLY}" if check_locally((one,)) else one.source
    return found


def _sources(context: FormContext) -> Part:
    """The titles of the sources that the sheets cite."""
    roles = tuple(roles_in_chart_order(context.structure))
    found = _cited(context.pack, (one for role in roles for one in _citations(context, role)))
    known = [one for one in context.pack.sources.values() if one.id in found]
    rows = tuple((words(found[one.id]), words(one.title)) for one in known)
    if not rows:
        return Part((Heading(1, "Sources", "sources"), Paragraph(words("The sheets cite no source."))))
    table = Table("", "source-list", (Column("Source", 0.6), Column("Title", 3.0)), rows)
    return Part((Heading(1, "Sources of the job action sheets", "sources"), table))
