"""Every open role has a job action sheet of one page that names the people around it as the plan has them."""

from __future__ import annotations

from io import BytesIO

import pytest

from eopbuilder.document.facts_text import phone_text
from eopbuilder.document.job_sheets import MOST_NEIGHBORS, job_sheets
from eopbuilder.document.nodes import Facts, Heading, Paragraph, Part, Table, plain_text
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import RoleSetting
from eopbuilder.render.pdf_writer import write_pdf
from eopbuilder.rolegraph.neighbors import downstream
from eopbuilder.rolegraph.structure import LEVELS
from tests.document.schools import PACK, at_level, crowded_school, sample_school
from tests.render.pdf_reading import read_pdf

SCHOOLS = (sample_school, crowded_school)


def sheets(plan: Plan, level: int) -> dict[str, Part]:
    """Role to its sheet."""
    found = {}
    for part in job_sheets(at_level(plan, level)).parts:
        heading = part.blocks[0]
        assert isinstance(heading, Heading)
        assert heading.anchor not in found
        found[heading.anchor] = part
    return found


def tables(part: Part) -> dict[str, list[list[str]]]:
    """Title of the first column to the rows of each table."""
    return {
        block.columns[0].title: [[plain_text(cell) for cell in row] for row in block.rows]
        for block in part.blocks
        if isinstance(block, Table)
    }


def post(part: Part) -> dict[str, str]:
    (facts,) = [block for block in part.blocks if isinstance(block, Facts)]
    return {label: plain_text(value) for label, value in facts.pairs}


@pytest.mark.parametrize("school", SCHOOLS)
@pytest.mark.parametrize("level", LEVELS)
def test_every_open_role_has_a_sheet_of_one_page(school: type[Plan], level: int) -> None:
    context = at_level(school(), level)
    document = job_sheets(context)
    assert set(sheets(school(), level)) == {*context.structure.active, "sources"}
    pdf = BytesIO()
    write_pdf(document, pdf)
    read = read_pdf(pdf.getvalue())
    titles = [context.pack.roles[role].title for role in sheets(school(), level) if role != "sources"]
    starts = [page for _level, title, page in read.bookmarks if title in titles]
    assert starts == list(range(len(titles)))
    assert len(read.sizes) - len(titles) in {1, 2}


@pytest.mark.parametrize("school", SCHOOLS)
@pytest.mark.parametrize("level", LEVELS)
def test_reporting_lines_names_and_phones_are_those_of_the_plan(school: type[Plan], level: int) -> None:
    context = at_level(school(), level)
    for role_id, part in sheets(school(), level).items():
        if role_id == "sources":
            continue
        above, below = tables(part)["You depend on"], tables(part).get("Depends on you", [])
        assert bool(below) != (post(part).get("Depends on you") == "Nobody at this level")
        leader = context.structure.above[role_id]
        if leader:
            assert above[0][0] == context.title(leader)
            assert above[0][3].startswith("Your supervisor.")
        else:
            assert above[0][3] == "You are in charge."
        team = [row[0] for row in below if row[3].startswith("Reports to you.")]
        assert team == [context.title(one) for one in context.structure.reports_of(role_id)][:MOST_NEIGHBORS]
        by_title = {role.title: role.id for role in PACK.roles.values()}
        for title, person, phone, _why in (*above, *below):
            holder = context.holder(by_title[title]) if title in by_title else None
            if holder:
                assert person == holder.label
                assert phone == (phone_text(holder.best_phone) if holder.best_phone else "▲ No phone")
        facts = post(part)
        holder = context.holder(role_id)
        assert (
            (holder.label in facts["Held by"]) if holder else ("▲" in facts["Held by"] or "(name)" in facts["Held by"])
        )
        order = [facts["Steps up, in order"].index(one.label) for one in context.alternates(role_id)]
        assert order == sorted(order)


def test_a_sheet_says_what_to_do_and_when() -> None:
    (command, checker) = (sheets(sample_school(), 2)[one] for one in ("role-ic", "rr-checker"))
    when = {row[0]: row[1] for row in tables(command)["When"]}
    assert list(when) == [
        "At the start", "Within 10 minutes", "Within 30 minutes", "Within 60 minutes", "All along",
        "Outside questions", "Closing down", "Kit and forms",
    ]  # fmt: skip
    assert "Approves what is told to the public." in when["All along"]
    assert "Get a briefing" not in when["At the start"]
    assert "Brief your people" in when["At the start"]
    led = {row[0]: row[1] for row in tables(checker)["When"]}
    assert "Get a briefing" in led["At the start"]
    assert "Brief your people" not in led["At the start"]
    assert "Public Information Officer" in led["Outside questions"]


def test_the_mission_is_the_packs_and_our_design_is_called_no_standard() -> None:
    for role_id, part in sheets(sample_school(), 3).items():
        if role_id == "sources":
            continue
        lead, note = (block for block in part.blocks if isinstance(block, Paragraph))
        assert plain_text(lead.inlines) == f"Mission: {PACK.missions[role_id].text}"
        assert "not a standard" in plain_text(note.inlines)
        assert "Sources: d" not in plain_text(note.inlines)
        assert "S31" in plain_text(note.inlines)


def test_a_need_that_is_closed_leads_to_whoever_does_its_work() -> None:
    above = tables(sheets(sample_school(), 1)["role-pio"])["You depend on"]
    assert above[0][0] == "Incident Commander"
    assert not [row for row in above if row[0].startswith("Communications Leader") and "not open" not in row[0]]
    context = at_level(sample_school(), 1)
    standing_in = [one for one in above if "(not open: Incident Commander)" in one[0]]
    holder = context.holder("role-ic")
    assert holder is not None
    assert standing_in
    assert {row[1] for row in standing_in} == {holder.label}


def test_neighbors_beyond_the_table_are_counted_never_dropped() -> None:
    settings = tuple(
        RoleSetting(id=role, reports_to="role-ic") for role in PACK.roles if role.startswith(("role-ops-", "rr-"))
    )
    plan = crowded_school().with_list("role_settings", settings)
    context = at_level(plan, 3)
    found = downstream(plan, PACK, context.structure, "role-ic")
    assert len(found) > MOST_NEIGHBORS
    below = tables(sheets(plan, 3)["role-ic"])["Depends on you"]
    assert below[-1][0] == f"{len(found) - MOST_NEIGHBORS} more"
    assert "ICS 203" in below[-1][3]
