"""Incident command forms filled in from the plan: organization assignment list, communications list, chart.

Block titles are FEMA's (see `resources/forms/ics.toml`); the layout is ours. What only the day will tell is a blank,
and what the plan should know but does not is marked as missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from eopbuilder.document.context import label, lines, marked, words
from eopbuilder.document.facts_text import phone_text
from eopbuilder.document.form_catalogue import Form, FormBlock, load_forms
from eopbuilder.document.form_context import FormContext, agency_contact
from eopbuilder.document.ics_boxes import name_and_period, origin, prepared
from eopbuilder.document.nodes import (
    Blank,
    Block,
    Column,
    Document,
    Figure,
    Heading,
    Inlines,
    Missing,
    Part,
    Run,
    Table,
)
from eopbuilder.document.stylesheet import drawing_room
from eopbuilder.domain.alphabet import alphabetical
from eopbuilder.domain.catalogue import Role
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.records import Agency, Person, field_spec
from eopbuilder.rolegraph.chart_pages import ChartPage, chart_pages
from eopbuilder.rolegraph.describe import alternative_text, roles_in_chart_order, team_text
from eopbuilder.rolegraph.neighbors import acting_for

_ROWS_FOR_THE_DAY = 3
_BESIDES_THE_CHART = 172.0
"""Points of a landscape page that the other blocks of the chart form take."""
_SECTION_OF_GROUP = {"reunification": "operations"}

_DEEPER = 4
"""Spaces before a role for each step it stands lower."""
_RANK_WORDS = {"unit", "dire", "bran", "of"}

Row = tuple[Inlines, ...]


def assignment_list(context: FormContext) -> Document:
    """ICS 203: who fills each position of the command structure."""
    form = load_forms()["ics-203"]
    blocks: list[Block] = [*_opening(form), _command(context, form.block("3")), _representatives(context, form)]
    blocks.extend(_section(context, form.block(number)) for number in ("5", "6", "7", "8"))
    blocks.extend(_closing(form, "9"))
    return context.document(f"{form.number} {form.title}", (Part(tuple(blocks)),))


def communications_list(context: FormContext) -> Document:
    """ICS 205A: everybody who holds or backs up an open role, and the partner agencies, with their numbers."""
    form = load_forms()["ics-205a"]
    columns = (
        Column("Incident Assigned Position", 1.7),
        Column("Name (alphabetized)", 1.2),
        Column("Method(s) of Contact (phone, pager, cell, radio frequency)", 1.4),
    )
    rows = (*_people(context), *_unfilled(context))
    blank = tuple(((), (), ()) for _ in range(_ROWS_FOR_THE_DAY))
    listed = Table(form.block("3").heading, "contacts", columns, (*rows, *blank))
    blocks = (*_opening(form), listed, *_closing(form, "4"))
    return context.document(f"{form.number} {form.title}", (Part(blocks),))


def organization_chart(context: FormContext) -> Document:
    """ICS 207: the chart of the level, on as many sheets as it needs to be readable."""
    form = load_forms()["ics-207"]
    width, height = drawing_room("form")
    pages = chart_pages(
        context.plan,
        context.pack,
        context.as_of,
        level=context.level,
        max_width=width,
        max_height=height - _BESIDES_THE_CHART,
    )
    parts = tuple(_chart_part(context, form, number, one, len(pages)) for number, one in enumerate(pages, start=1))
    return context.document(f"{form.number} {form.title}", parts)


def _chart_part(context: FormContext, form: Form, number: int, page: ChartPage, of: int) -> Part:
    """One sheet of the chart form: the whole chart, or an overview or a branch of it."""
    caption = form.block("3").heading
    told = alternative_text(context.plan, context.pack, context.as_of, context.level)
    if page.leader is not None:
        told = team_text(context.plan, context.pack, context.as_of, context.level, page.leader, page.roles)
        caption = f"{caption}: {context.title(page.leader)} and team"
    title = f" (sheet {number} of {of})" if of > 1 else ""
    figure = Figure(caption, f"chart-{number}", page.scene, told)
    blocks = (*_opening(form, title, f"-{number}"), figure, *_closing(form, "4"))
    return Part(blocks, landscape=True, one_page=True)


def _opening(form: Form, sheet: str = "", anchor: str = "") -> tuple[Block, ...]:
    """The title, then the blocks that only the day fills in."""
    return (Heading(1, f"{form.number} {form.title}{sheet}", f"{form.id}{anchor}"), name_and_period(form))


def _closing(form: Form, number: str) -> tuple[Block, ...]:
    """Who prepared the form, and where its block titles come from."""
    return (prepared(form, number, iap_page=True), origin(form))


def _position_table(block: FormBlock, rows: Sequence[Row]) -> Table:
    columns = (Column(block.heading, 1.5), Column("Name", 1.4), Column("Steps up next", 1.0))
    summary = "One row for each position: who fills it, and who steps up next."
    return Table("", f"block-{block.number}", columns, tuple(rows), summary)


def _command(context: FormContext, block: FormBlock) -> Table:
    joining = [
        (words("Unified command"), words(agency_contact(one)), (Run("–"),))
        for one in context.plan.agencies
        if one.joins_command
    ]
    return _position_table(block, [*_position_rows(context, block), *joining])


def _representatives(context: FormContext, form: Form) -> Table:
    """The agencies of the plan that respond or decide, with their contact."""
    rows = tuple((words(label(one)), _representative(one)) for one in context.plan.agencies)
    if not rows:
        rows = (((Missing("which agencies respond", "No agency in the plan"),), (Blank("name"),)),)
    columns = (Column(form.block("4").heading, 1.5), Column("Name", 2.4))
    return Table("", "agencies", columns, rows)


def _representative(agency: Agency) -> Inlines:
    contact = clean_text(agency.contact or "")
    return words(contact) if contact else (Missing(f"a contact at {label(agency)}", "No contact person"),)


def _section(context: FormContext, block: FormBlock) -> Table:
    return _position_table(block, list(_position_rows(context, block)))


def _position_rows(context: FormContext, block: FormBlock) -> Iterator[Row]:
    """The official positions in their order, then the other open roles of the section as the chart has them."""
    named: set[str] = set()
    for position in block.positions:
        role_id = next((one for one in position.roles if one in context.pack.roles), None)
        if role_id is None:
            yield (words(position.title), (Blank("name"),), (Run("–"),))
            continue
        named.add(role_id)
        role = context.pack.roles[role_id]
        title = position.title if _says_the_same(position.title, role.title) else f"{position.title} ({role.title})"
        yield _role_row(context, role, title)
    for role in roles_in_chart_order(context.structure):
        if role.id not in named and section_of(context, role.id) == block.group:
            yield _role_row(context, role, f"{_depth_marks(context, role)}{role.title}")


def _says_the_same(position: str, title: str) -> bool:
    """Whether a role's title repeats an official position: every word of one begins a word of the other."""
    wanted = {word[:4] for word in re.findall(r"[a-z]+", position.casefold())} - _RANK_WORDS
    there = {word[:4] for word in re.findall(r"[a-z]+", title.casefold())}
    return wanted <= there


def section_of(context: FormContext, role_id: str) -> str:
    """The section a role works in at the level: that of whoever above it reports straight to the top."""
    structure, here = context.structure, role_id
    while (leader := structure.above.get(here)) in structure.active and structure.above.get(leader or ""):
        here = leader or ""
    group = structure.active[here].group
    return _SECTION_OF_GROUP.get(group, group)


def _depth_marks(context: FormContext, role: Role) -> str:
    """Space that shows how far below the section's chief a role stands."""
    above = context.structure.depth(role.id) - 2
    return "\u00a0" * _DEEPER * max(0, above)


def _role_row(context: FormContext, role: Role, title: str) -> Row:
    if role.id in context.structure.active:
        backing = context.alternates(role.id)
        following = words(label(backing[0])) if backing else _nobody_next(role)
        return (marked(title, role.citations), context.who(role.id), following)
    acting = acting_for(context.plan, context.pack, context.structure, role.id)
    who = f"Not open: with the {context.title(acting)}" if acting else "Not used at this school"
    return (words(title), words(who, italic=True), (Run("–"),))


def _nobody_next(role: Role) -> Inlines:
    return (Missing(f"who steps up for the {role.title}", "Nobody named"),) if role.min_alternates else (Run("–"),)


def _people(context: FormContext) -> Iterator[Row]:
    """People and agencies in one alphabet."""
    rows = [(person.filed_under, _person_row(person, held)) for person, held in _posts(context)]
    rows += [((alphabetical(agency_contact(one)), ""), _agency_row(one)) for one in context.plan.agencies]
    yield from (row for _, row in sorted(rows, key=lambda row: row[0]))


def _posts(context: FormContext) -> Iterator[tuple[Person, Inlines]]:
    """Everybody with an open role: the roles held first, then those they back up in one line."""
    held: dict[str, list[Role]] = {}
    backing: dict[str, list[Role]] = {}
    people: dict[str, Person] = {}
    for role in roles_in_chart_order(context.structure):
        holder = context.holder(role.id)
        for person in (*((holder,) if holder else ()), *context.alternates(role.id)):
            people[person.id] = person
            (held if person is holder else backing).setdefault(person.id, []).append(role)
    for key, person in people.items():
        posts: list[Inlines] = [(Run(role.title),) for role in held.get(key, ())]
        if key in backing:
            posts.append((Run(f"Alternate: {', '.join(role.title for role in backing[key])}", italic=True),))
        yield person, lines(posts)


def _person_row(person: Person, posts: Inlines) -> Row:
    first = person.family_name and person.given_name
    name = f"{person.family_name}, {person.given_name}" if first else label(person)
    return (posts, words(clean_text(name)), _methods(person))


def _methods(person: Person) -> Inlines:
    numbers = (("Cell", person.mobile_phone), ("Work", person.work_phone), ("Home", person.home_phone))
    known = [f"{kind} {phone_text(clean_text(number))}" for kind, number in numbers if number]
    if known:
        return words("\n".join(known))
    return (Missing(f"a phone number for {label(person)}", "No phone"),)


def _agency_row(agency: Agency) -> Row:
    spec = field_spec(Agency, "kind")
    kind = next((one.label for one in spec.choices if one.id == agency.kind), "Agency")
    known = [phone_text(clean_text(agency.phone))] if agency.phone else []
    if agency.radio:
        known.append(f"Radio {clean_text(agency.radio)}")
    methods = words("\n".join(known)) if known else (Missing(f"a phone number for {label(agency)}", "No phone"),)
    return (words(kind), words(agency_contact(agency)), methods)


def _unfilled(context: FormContext) -> Iterator[Row]:
    """Open roles nobody holds, so that the list says who cannot be called; blanks where the day fills them."""
    for role in roles_in_chart_order(context.structure):
        if context.holder(role.id) is None:
            yield (words(role.title), context.who(role.id), ())
