"""The incident command forms carry every official block and every fact of the plan, and hide no gap."""

from __future__ import annotations

from io import BytesIO

import pytest

from eopbuilder.document.facts_text import phone_text
from eopbuilder.document.form_catalogue import load_forms
from eopbuilder.document.forms import FORMS
from eopbuilder.document.ics_forms import assignment_list, communications_list, organization_chart, section_of
from eopbuilder.document.lint import lint
from eopbuilder.document.nodes import Boxes, Document, Figure, Missing, Table, plain_text
from eopbuilder.domain.alphabet import alphabetical
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import RoleSetting
from eopbuilder.planning.sheets import FORM_NAMES
from eopbuilder.render.docx_writer import write_docx
from eopbuilder.render.pdf_writer import write_pdf
from eopbuilder.render.text_writer import write_text
from eopbuilder.rolegraph.structure import LEVELS
from tests.document.samples import empty_plan
from tests.document.schools import PACK, at_level, crowded_school, sample_school
from tests.render import pdf_reading
from tests.render.docx_reading import docx_text
from tests.render.writer_contract import lost_words

SCHOOLS = (sample_school, crowded_school)
OFFICIAL = {
    "ics-203": (
        "1. Incident Name", "2. Operational Period", "3. Incident Commander(s) and Command Staff",
        "4. Agency/Organization Representatives", "5. Planning Section", "6. Logistics Section",
        "7. Operations Section", "8. Finance/Administration Section", "9. Prepared by",
    ),
    "ics-205a": (
        "1. Incident Name", "2. Operational Period", "3. Basic Local Communications Information", "4. Prepared by",
        "Incident Assigned Position", "Name (alphabetized)",
        "Method(s) of Contact (phone, pager, cell, radio frequency)",
    ),
    "ics-207": ("1. Incident Name", "2. Operational Period", "3. Organization Chart", "4. Prepared by"),
}  # fmt: skip


def titles(document: Document) -> str:
    """Captions, titles of boxes and column titles of a document."""
    found: list[str] = []
    for block in document.blocks():
        if isinstance(block, Table):
            found.extend((block.caption, *(column.title for column in block.columns)))
        if isinstance(block, Figure):
            found.append(block.caption)
        if isinstance(block, Boxes):
            found.extend(box.title for row in block.rows for box in row.boxes)
    return "\n".join(found)


def rows(document: Document) -> list[list[str]]:
    """Every row of every table, in words."""
    tables = (block for block in document.blocks() if isinstance(block, Table))
    return [[plain_text(cell) for cell in row] for table in tables for row in table.rows]


def test_the_files_are_those_there_are_forms_for() -> None:
    assert tuple(FORMS) == FORM_NAMES


@pytest.mark.parametrize("name", OFFICIAL)
@pytest.mark.parametrize("level", LEVELS)
def test_every_official_block_has_its_title(name: str, level: int) -> None:
    assert [block.heading for block in load_forms()[name].blocks] == [one for one in OFFICIAL[name] if one[0].isdigit()]
    for plan in (sample_school(), empty_plan()):
        shown = titles(FORMS[name](at_level(plan, level)))
        assert [title for title in OFFICIAL[name] if title not in shown] == []


@pytest.mark.parametrize("name", FORM_NAMES)
@pytest.mark.parametrize("school", [*SCHOOLS, empty_plan])
def test_every_writer_keeps_every_word(name: str, school: type[Plan]) -> None:
    document = FORMS[name](at_level(school(), 2))
    assert lint(document) == ()
    pdf, word, text = BytesIO(), BytesIO(), BytesIO()
    write_pdf(document, pdf)
    write_docx(document, word)
    write_text(document, text)
    read = pdf_reading.read_pdf(pdf.getvalue())
    assert not lost_words(document, "\n".join(read.drawn))
    assert not lost_words(document, docx_text(word.getvalue()))
    assert not lost_words(document, text.getvalue().decode())
    assert "Contents" not in {node.text for node in read.all("H1")}


def test_the_forms_are_accessible_pdf() -> None:
    for name in ("ics-203", "ics-207"):
        pdf = BytesIO()
        write_pdf(FORMS[name](at_level(sample_school(), 1)), pdf)
        assert pdf_reading.problems(pdf.getvalue()) == []


@pytest.mark.parametrize("school", SCHOOLS)
@pytest.mark.parametrize("level", LEVELS)
def test_the_assignment_list_names_every_open_role_with_its_holder(school: type[Plan], level: int) -> None:
    context = at_level(school(), level)
    listed = rows(assignment_list(context))
    for role in context.structure.active.values():
        holder = context.holder(role.id)
        wanted = holder.label if holder else "Nobody assigned" if role.needs_primary else "(name)"
        assert any(wanted in row[1] for row in listed if len(row) == 3), role.title
    assert sum("Nobody assigned" in row[1] for row in listed if len(row) == 3) == sum(
        context.holder(role.id) is None and role.needs_primary for role in context.structure.active.values()
    )


def test_a_closed_position_says_who_does_its_work() -> None:
    listed = rows(assignment_list(at_level(sample_school(), 1)))
    planning = [row for row in listed if row[0] in {"Chief", "Situation Unit"} and len(row) == 3]
    assert planning
    assert all(row[1] == "Not open: with the Incident Commander" for row in planning)


def test_a_role_is_listed_in_the_section_it_works_in() -> None:
    context = at_level(sample_school(), 3)
    assert section_of(context, "rr-checker") == "operations"
    assert section_of(context, "rr-transport") == "logistics"
    assert section_of(context, "rr-pio") == "command"
    assert section_of(context, "role-ic") == "command"


@pytest.mark.parametrize("school", SCHOOLS)
@pytest.mark.parametrize("level", LEVELS)
def test_the_communications_list_has_everybody_once_with_the_numbers_of_the_plan(
    school: type[Plan], level: int
) -> None:
    context = at_level(school(), level)
    listed = [row for row in rows(communications_list(context)) if len(row) == 3]
    people = {
        person.id: person
        for role in context.structure.active
        for person in (*context.alternates(role), *filter(None, (context.holder(role),)))
    }
    for person in people.values():
        (row,) = [row for row in listed if row[1] == f"{person.family_name}, {person.given_name}"]
        numbers = [one for one in (person.mobile_phone, person.work_phone, person.home_phone) if one]
        assert [phone_text(one) in row[2] for one in numbers] == [True] * len(numbers)
        assert bool(numbers) != ("No phone" in row[2])
        for role in context.structure.active.values():
            assert (role.title in row[0]) or context.holder(role.id) != person
    names = [row[1] for row in listed if row[1] and "▲" not in row[1] and "____" not in row[1]]
    assert names == sorted(names, key=lambda name: [alphabetical(part.strip()) for part in name.split(",", 1)])
    vacant = [role.title for role in context.structure.active.values() if context.holder(role.id) is None]
    assert sorted(row[0] for row in listed if "▲" in row[1] or "____ (name)" in row[1]) == sorted(vacant)


def test_the_chart_is_that_of_the_level() -> None:
    for level in LEVELS:
        context = at_level(sample_school(), level)
        drawn = {
            item.node
            for block in organization_chart(context).blocks()
            if isinstance(block, Figure)
            for item in block.scene.items
            if hasattr(item, "node") and item.node
        }
        assert set(context.structure.active) <= drawn


def test_a_school_without_roles_or_agencies_is_told_so() -> None:
    settings = tuple(RoleSetting(id=role, opens_at="never") for role in PACK.roles)
    plan = empty_plan().with_list("role_settings", settings)
    for name in FORM_NAMES:
        document = FORMS[name](at_level(plan, 3))
        assert lint(document) == ()
    agencies = [
        inline
        for block in assignment_list(at_level(plan, 3)).blocks()
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        for inline in cell
        if isinstance(inline, Missing)
    ]
    assert Missing("which agencies respond", "No agency in the plan") in agencies
