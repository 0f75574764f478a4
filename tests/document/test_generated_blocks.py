"""Each generated block says what the plan knows, and what it does not."""

from __future__ import annotations

import dataclasses
import re
from typing import TypeGuard

import pytest

from eopbuilder.document import build
from eopbuilder.document.blocks_annex import time_text
from eopbuilder.document.context import capitalized
from eopbuilder.document.lint import inlines_of, lint
from eopbuilder.document.nodes import (
    Blank,
    Block,
    Callout,
    Column,
    Facts,
    Figure,
    Heading,
    ListItems,
    Missing,
    PageBreak,
    Paragraph,
    Reference,
    Run,
    Signatures,
    Table,
    plain_text,
)
from eopbuilder.document.undecided import undecided_list
from eopbuilder.domain import prose
from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Answer, Assignment, DrillRule, Hazard, Language, Person
from tests.document.samples import (
    BACK,
    FACTS,
    SITES,
    block,
    built,
    content,
    document_of,
    empty_plan,
    full_plan,
    half_plan,
    only,
    paragraph,
    question,
    rows_of,
    tiny_pack,
)


def test_a_holder_who_has_left_is_missing_everywhere() -> None:
    rows = rows_of(half_plan(), "role-table")
    assert rows[1][1] == "▲ Ben Gone has left"
    assert rows[0][2] == "Cy Half; ▲ 1 more wanted"
    assert "Ben Gone" not in str(rows_of(half_plan(), "contact-list"))


def test_a_role_filled_on_the_day_wants_no_primary() -> None:
    assert rows_of(half_plan(), "role-table")[2][1] == "Assigned on the day"


def test_the_table_of_a_level_holds_only_its_roles() -> None:
    assert [row[0] for row in rows_of(full_plan(), "role-table", level="act-1")] == ["Incident Commander"]


def test_what_rests_on_recalled_sources_is_marked() -> None:
    assert rows_of(full_plan(), "role-table")[1][0] == "Operations Section Chief (check locally)"
    callouts = [one.title for one in built(full_plan()).blocks() if isinstance(one, Callout)]
    assert "Check locally" in callouts


def test_our_own_design_is_not_shown_as_a_source() -> None:
    notes = [
        plain_text(one.inlines)
        for one in built(full_plan()).blocks()
        if isinstance(one, Paragraph) and one.role == "source"
    ]
    assert notes[0] == "Kept up to date by: Incident Commander (Ana Lopez). Sources: S1."
    assert notes[1] == "Sources: S2 (check locally)."
    footnotes = [
        [one.note for one in block.inlines if isinstance(one, Run | Reference)]
        for block in built(full_plan()).blocks()
        if isinstance(block, Paragraph) and block.role == "source"
    ]
    assert footnotes[0] == [False, True, True, True]
    assert not any(footnotes[1])


def test_the_source_list_holds_what_is_cited() -> None:
    assert [row[0] for row in rows_of(full_plan(), "source-list")] == ["S1"]


def test_a_read_source_beats_a_recalled_one() -> None:
    section = dataclasses.replace(
        SITES, when="", questions=(question("q-one", FACTS.questions[0].spec.kind, "One?", section="sites"),)
    )
    notes = [
        one
        for one in built(full_plan(), tiny_pack((section,))).blocks()
        if isinstance(one, Paragraph) and one.role == "source"
    ]
    assert "S1." in plain_text(notes[-1].inlines)


def test_each_level_has_its_chart_and_table_on_landscape_pages() -> None:
    parts = built(full_plan()).parts
    (wide,) = [part for part in parts if part.landscape]
    assert [type(one) for one in wide.blocks] == [Heading, Figure, Table, Figure, Table, Figure, Table]
    figures = [one for one in wide.blocks if isinstance(one, Figure)]
    content, second, third = [one for one in wide.blocks if isinstance(one, Table)]
    assert [figure.caption.split(". ")[0] for figure in figures] == ["Figure 1", "Figure 2", "Figure 3"]
    assert all(figure.scene.width <= 792 - 68 - 54 + 0.5 for figure in figures)
    assert all("Incident Commander (Ana Lopez)" in figure.alternative for figure in figures)
    assert len({figure.alternative for figure in figures}) == 3
    told = [plain_text(row[0]) for table in (content, second, third) for row in table.rows]
    assert [title for title in told if title == "Incident Commander"]
    opened = [plain_text(row[0]) for table in (second, third) for row in table.rows if "Opens" in plain_text(row[1])]
    first = [plain_text(row[0]) for row in content.rows]
    assert not set(first) & set(opened)
    assert {"Incident Commander", "Operations Section Chief (check locally)", "Team"} == {*first, *opened}


def test_a_level_named_is_the_highest_drawn_and_one_that_changes_nothing_says_so() -> None:
    (part,) = [part for part in document_of(full_plan(), block("graph", level="act-1")).parts if part.landscape]
    assert sum(isinstance(one, Figure) for one in part.blocks) == 1
    pack = tiny_pack((only(block("graph")),))
    always = {key: dataclasses.replace(role, opens_at=1) for key, role in pack.roles.items()}
    tables = [
        one
        for one in built(full_plan(), dataclasses.replace(pack, roles=always)).blocks()
        if isinstance(one, Table) and "What changes" in one.caption
    ]
    assert [plain_text(table.rows[0][0]) for table in tables] == ["No role", "No role"]


def test_a_chart_at_the_start_of_a_part_follows_its_headings() -> None:
    parts = document_of(full_plan(), block("graph"), *[paragraph("After.")] * 4).parts
    assert [part.landscape for part in parts] == [True, False]
    assert isinstance(parts[0].blocks[0], Heading)


@pytest.mark.parametrize(("paragraphs", "sideways"), [(1, [True, False]), (4, [True, False])])
def test_a_few_words_after_wide_content_get_no_page_of_their_own(
    monkeypatch: pytest.MonkeyPatch, paragraphs: int, sideways: list[bool]
) -> None:
    monkeypatch.setattr(build, "_HEADINGS_OF_A_LONG_ANNEX", 0)
    first = dataclasses.replace(only(block("graph"), *[paragraph("After.")] * paragraphs), id="first")
    document = built(full_plan(), tiny_pack((first, only(paragraph("Next."), number="F1"))))
    assert [part.landscape for part in document.parts] == sideways
    assert lint(document) == ()
    closing = [one for one in document.parts[0].blocks if isinstance(one, Paragraph)]
    assert bool(closing) is (paragraphs == 1)


def test_a_page_break_before_moved_headings_does_not_stay_behind() -> None:
    first = dataclasses.replace(only(paragraph("First.")), id="first")
    second = only(prose.Heading(1, "Chart"), block("graph"))
    document = built(full_plan(), tiny_pack((first, second)))
    assert not any(isinstance(part.blocks[-1], PageBreak) for part in document.parts)
    assert lint(document) == ()


@pytest.mark.parametrize(
    ("opening", "moves"), [(("Short.",), True), (("Short.", "Too long. " * 30), False), ((), True)]
)
def test_short_words_below_a_heading_go_with_the_wide_content_they_open(opening: tuple[str, ...], moves: bool) -> None:
    said = [paragraph("Before."), prose.Heading(1, "Chart"), *map(paragraph, opening), block("graph")]
    upright, wide, *_ = document_of(full_plan(), *said).parts
    assert wide.landscape
    assert not upright.landscape
    (holder,) = [part for part in (upright, wide) if "Chart" in {one.text for one in part.blocks if _heads(one)}]
    assert (holder is wide) is moves
    place = next(index for index, one in enumerate(holder.blocks) if _heads(one) and one.text == "Chart")
    below = holder.blocks[place + 1 : place + 1 + len(opening)]
    assert [plain_text(one.inlines) for one in below if isinstance(one, Paragraph)] == list(opening)


def _heads(block: Block) -> TypeGuard[Heading]:
    return isinstance(block, Heading)


def test_the_chart_of_a_pack_without_open_roles_is_missing() -> None:
    pack = dataclasses.replace(tiny_pack((only(block("graph")),)), roles={})
    found = [one for one in built(full_plan(), pack).blocks() if isinstance(one, Paragraph)]
    assert isinstance(found[0].inlines[0], Missing)


@pytest.mark.parametrize(("long", "breaks"), [(1, True), (99, False)])
def test_only_long_annexes_begin_on_a_new_page(monkeypatch: pytest.MonkeyPatch, long: int, breaks: bool) -> None:
    monkeypatch.setattr(build, "_HEADINGS_OF_A_LONG_ANNEX", long)
    blocks = list(built(full_plan()).blocks())
    before = [blocks[index - 1] for index, one in enumerate(blocks) if isinstance(one, Heading) and one.text == "Sites"]
    assert isinstance(before[0], PageBreak) is breaks


def test_long_sections_of_the_basic_plan_follow_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "_HEADINGS_OF_A_LONG_ANNEX", 0)
    sections = (dataclasses.replace(only(paragraph("First.")), id="first"), only(paragraph("Next."), number="2"))
    assert not any(isinstance(one, PageBreak) for one in built(full_plan(), tiny_pack(sections)).blocks())


def test_agreements_tell_their_state() -> None:
    lapsed = rows_of(half_plan(), "agreement-table", kinds=["host"])
    assert lapsed[0][2] == "Signed, lapsed on August 31, 2026; ▲ Not yet decided: its renewal"
    assert rows_of(full_plan(), "agreement-table", kinds=["host"])[0][2] == "Signed, until August 31, 2027"
    assert (
        rows_of(half_plan(), "agreement-table", kinds=["mutual-aid"])[0][2] == "None yet; ▲ Not yet decided: agreement"
    )


def test_an_agreement_names_its_partner_and_what_it_is_about() -> None:
    partners = [row[0] for row in rows_of(full_plan(), "agreement-table")]
    assert partners == ["Church board", "Clinic", "Unnamed agreement"]
    renamed = [dataclasses.replace(one, partner="The board") for one in full_plan().agreements[:1]]
    plan = full_plan().with_list("agreements", [*renamed, dataclasses.replace(renamed[0], id="g9", partner=None)])
    assert [row[0] for row in rows_of(plan, "agreement-table")] == ["Church / The board", "Church"]


def test_no_agreement_of_a_kind_is_missing() -> None:
    (found,) = content(full_plan(), block("agreement-table", kinds=["sro"]))
    assert found == Paragraph((Missing("agreements (school resource officer)"),))


def test_sites_without_an_agreement_want_one() -> None:
    plan = half_plan().with_list("agreements", ())
    rows = rows_of(plan, "site-table")
    assert rows[0][5] == "▲ Not yet decided"
    assert rows[1][5] == "Not needed: on campus"


def test_a_zone_without_a_role_names_the_usual_one() -> None:
    plan = half_plan()
    tables = [one for one in content(plan, block("site-sheets")) if isinstance(one, Table)]
    runs = [plain_text(row[2]) for row in tables[0].rows]
    assert runs == ["–", "Incident Commander"]


def test_sheets_below_the_deepest_heading_have_bold_lines() -> None:
    found = content(full_plan(), prose.Heading(1, "A"), prose.Heading(2, "B"), block("site-sheets"))
    assert Paragraph((Run("Church", bold=True),)) in found


def test_messages_fill_in_the_school_and_leave_blanks() -> None:
    found = content(full_plan(), block("message-library", language="es"))
    assert isinstance(found[0], Table)
    words = found[0].rows[0][2]
    assert words[0] == Run("Hill School")
    assert words[1] == Run(": espera desde ", language="es")
    assert words[2] == Blank("hora")
    assert rows_of(empty_plan(), "message-library")[0][2].startswith("________ (school)")
    assert rows_of(empty_plan(), "message-library", language="es")[0][2].startswith("________ (escuela)")
    assert rows_of(full_plan(), "message-library", channels=["ch-sms"])[0][0] == "Hold"


def test_the_missing_list_names_every_missing_thing_once() -> None:
    document = built(half_plan())
    marked = {
        one.text
        for item in document.blocks()
        for inlines in inlines_of(item)
        for one in inlines
        if isinstance(one, Missing)
    }
    listed = [
        plain_text(entry)
        for item in document.blocks()
        if isinstance(item, ListItems) and item.style == "check"
        for entry in item.items
    ]
    assert marked
    assert len(listed) == len(set(listed))
    for text in marked:
        assert any(re.search(rf"(^|: |; ){re.escape(text)}(;|$)", entry, re.IGNORECASE) for entry in listed), text
    assert all(entry == capitalized(entry) for entry in listed)


def test_what_one_subject_lacks_is_one_point_and_what_two_sections_lack_is_listed_once() -> None:
    sites = Table(
        "Sites",
        "sites",
        (Column("Site"), Column("Phone"), Column("Led by")),
        (
            ((Run("Gym"),), (Missing("phone"),), (Missing("who leads it"),)),
            ((Run("Field"),), (Missing("phone"),), (Missing("who is at Field"),)),
        ),
    )
    first = (sites, Facts("Field at a glance", "field", (("Route", (Missing("route"),)),), about="Field"))
    again = (Paragraph((Missing("who is at Field"),)), Facts("Doors", "doors", (("Key", (Missing("who has keys"),)),)))
    found = undecided_list(((Heading(2, "One", "one"), first), (Heading(2, "Two", "two"), again)))
    assert [[plain_text(item) for item in block.items] for block in found if isinstance(block, ListItems)] == [
        ["Gym: phone; who leads it", "Field: phone; route", "Who is at Field"],
        ["Who has keys"],
    ]


def test_a_provider_is_named_and_its_kind_stands_with_its_services() -> None:
    assert rows_of(full_plan(), "provider-table")[0][:2] == [
        "Clinic",
        "Community provider\n▲ Not yet decided: services",
    ]
    assert rows_of(half_plan(), "provider-table")[0][:2] == ["Clinic", "▲ Not yet decided"]


def test_the_kit_list_says_who_may_have_each_document() -> None:
    full = {row[4]: row[2] for row in rows_of(full_plan(), "kit-list")}
    assert full["call-tree"] == "Those who have this edition"
    assert full["wallet-cards"] == "Everyone who works here"
    assert full["family-guide-english"] == "Anyone"
    public = rows_of(dataclasses.replace(full_plan(), edition=Edition.PUBLIC), "kit-list")
    assert {row[2] for row in public} == {"Anyone"}
    assert len(public) < len(full)


def test_a_site_sheet_leaves_out_what_does_not_matter_there() -> None:
    found = [one for one in content(half_plan(), block("site-sheets")) if isinstance(one, Facts)]
    assert found
    for sheet in found:
        assert all(plain_text(told) != "–" for _label, told in sheet.pairs)
        assert "Order of choice and way there" in dict(sheet.pairs)


def test_nothing_missing_is_said_in_words() -> None:
    found = content(full_plan(), paragraph("All is known."), block("missing-list"))
    assert found[-1] == Paragraph((Run("Everything this plan asks for has been decided."),))


def test_answers_show_three_different_things() -> None:
    (found,) = content(
        half_plan(), block("answers", questions=["q-yes", "q-choice", "q-long", "q-date"], caption="All")
    )
    assert isinstance(found, Facts)
    assert [plain_text(inlines) for _label, inlines in found.pairs] == [
        "No",
        "Not applicable: there is one way only",
        "Not applicable: nothing to do",
        "▲ Not yet decided",
    ]


def test_answers_without_names_show_the_section() -> None:
    (found,) = content(full_plan(), block("answers"))
    assert isinstance(found, Facts)
    assert len(found.pairs) == len(FACTS.questions)
    assert found.caption == "Facts"


def test_answers_of_a_section_that_asks_nothing() -> None:
    section = dataclasses.replace(BACK, body=(block("answers"),))
    found = tuple(built(full_plan(), tiny_pack((section,))).blocks())
    assert Paragraph((Missing("what this section asks"),)) in found


@pytest.mark.parametrize(("rows", "count"), [(3, 3), (0, 1), (1000, 60), ("x", 6)])
def test_record_tables_have_a_sensible_number_of_rows(rows: object, count: int) -> None:
    (found,) = content(full_plan(), block("record-table", columns=["A"], rows=rows))
    assert isinstance(found, Table)
    assert len(found.rows) == count


def test_signature_lines_name_who_holds_a_role() -> None:
    (found,) = content(full_plan(), block("signature-lines", names=["Board"], roles=["role-ic", "role-spare"]))
    assert found == Signatures((("", "Board"), ("Ana Lopez", "Incident Commander"), ("", "Spare")))
    (left,) = content(half_plan(), block("signature-lines", roles=["role-ops"]))
    assert left == Signatures((("", "Operations Section Chief"),))


def test_succession_runs_in_order_and_says_who_is_lacking() -> None:
    assert rows_of(full_plan(), "succession-table", roles=["role-ic"]) == [
        ["Incident Commander", "Ana Lopez", "Ben Ray", "Cy Poe"]
    ]
    assert rows_of(half_plan(), "succession-table", roles=["role-ic"])[0][3] == "▲ Not yet decided"
    many = [Person(id=f"x{index}", given_name=f"N{index}") for index in range(9)]
    stand_ins = [Assignment(id=f"y{index}", role="role-ic", person=f"x{index}", order=index) for index in range(9)]
    plan = Plan.of(full_plan().info, full_plan().school, [*many, *stand_ins])
    rows = rows_of(plan, "succession-table")
    assert rows[0][-1] == "N6, N7, N8"
    assert rows[1][2] == "–"


def test_a_level_that_opens_many_roles_says_how_many() -> None:
    pack = tiny_pack((only(block("level-table")),))
    roles = {f"r{index}": dataclasses.replace(pack.roles["role-team"], id=f"r{index}") for index in range(20)}
    found = [
        one for one in built(full_plan(), dataclasses.replace(pack, roles=roles)).blocks() if isinstance(one, Table)
    ]
    assert plain_text(found[0].rows[1][2]).startswith("20 more roles")


def test_a_priority_of_the_teams_own_is_listed_with_its_reason() -> None:
    agreed = Hazard(
        id="h1",
        hazard="hz",
        name="Frost",
        included=True,
        scale="scale-rems",
        probability="1",
        magnitude="1",
        warning="1",
        duration="1",
        priority="low",
    )
    rare = dataclasses.replace(agreed, id="h2", name="Flood", priority="high", override_reason="It hurts.")
    alike = [dataclasses.replace(rare, id=name, name=name, override_reason="") for name in ("Fire", "Heat")]
    plan = full_plan().with_list("hazards", (rare, agreed, *alike))
    (listed,) = [one for one in content(plan, block("scale-notes")) if isinstance(one, ListItems)]
    assert sorted(plain_text(item) for item in listed.items) == [
        "Fire; Heat: the score suggests low, and the team gives high priority.",
        "Flood: the score suggests low, and the team gives high priority. It hurts.",
    ]


@pytest.mark.parametrize(
    ("minutes", "available", "shown"),
    [(5, 8, "5 of 8 min"), (5, 5, "5 min"), (30, 240, "30 min of 4 h"), (240, 720, "4 of 12 h"), (5, None, "5 min")],
)
def test_the_time_a_step_takes_stands_beside_the_time_there_is(minutes: int, available: int | None, shown: str) -> None:
    assert time_text(minutes, available) == shown


def test_contacts_stand_in_the_order_of_the_alphabet_with_all_ways_to_reach_them() -> None:
    known = Person(id="p0", given_name="A", family_name="Zed", mobile_phone="+15055550100", email="zed@school.example")
    unreachable = Person(id="p1", given_name="A", family_name="Çelik", email="celik@school.example")
    plan = Plan.of(
        full_plan().info,
        full_plan().school,
        [
            known,
            unreachable,
            Person(id="p2", given_name="A", family_name="van Dam"),
            Assignment(id="y", role="role-ic", person="p1", order=0),
        ],
    )
    rows = rows_of(plan, "contact-list")
    assert [row[0] for row in rows] == ["A Çelik", "A van Dam", "A Zed"]
    assert [row[3] for row in rows] == [
        "▲ No phone number\ncelik@school.example",
        "–",
        "(505) 555-0100 cell\nzed@school.example",
    ]


def test_a_name_that_lost_letters_is_marked_and_listed_as_open() -> None:
    hurt = Person(id="p0", given_name="Elena", family_name="?ukasik", email="e?ukasik@school.example")
    plan = Plan.of(full_plan().info, full_plan().school, [hurt, Person(id="p1", given_name="Ana", family_name="Zed")])
    rows = rows_of(plan, "contact-list")
    assert [row[0] for row in rows] == ["Elena ?ukasik\n▲ Check the spelling", "Ana Zed"]
    assert rows[0][3] == "e?ukasik@school.example\n▲ Check the spelling"


def test_speakers_are_named_beside_their_language() -> None:
    plan = full_plan().with_list("languages", [Language(id="l", name="spanish"), Language(id="m")])
    rows = rows_of(plan, "language-table")
    assert rows[0][2] == "Ana Lopez"
    assert rows[1] == ["Unnamed language", "▲ Not yet decided", "–"]


def test_staffing_uses_the_answer_before_the_staff_list() -> None:
    asked = question("q-mh-3a", FACTS.questions[6].spec.kind, "Counselors?", section="facts")
    section = only(block("staffing-ratios"), questions=(asked,))
    plan = full_plan().with_list("answers", [Answer(id="q-mh-3a", value=2.0)])
    found = [one for one in built(plan, tiny_pack((section,))).blocks() if isinstance(one, Table)]
    counselor = [plain_text(cell) for cell in found[0].rows[0]]
    assert counselor == ["School counselor", "250 students each", "2 full-time", "2", "None"]


def test_staffing_from_the_staff_list() -> None:
    rows = rows_of(full_plan(), "staffing-ratios")
    assert rows[0][2:] == ["0.5 full-time (Ben Ray)", "2", "1.5"]
    assert rows[1][4] == "▲ Not yet decided"
    unknown = rows_of(half_plan(), "staffing-ratios")
    assert unknown[3][2] == "▲ Not yet decided"
    assert unknown[3][0] == "School nurse (check locally)"


def test_the_reason_why_there_is_no_period_stays_as_it_was_written() -> None:
    rules = (
        DrillRule(id="r1", drill="dr-fire", times=1, period="month"),
        DrillRule(id="r2", drill="dr-lockdown", times=2, not_applicable={"period": "The State asks for none"}),
    )
    plan = empty_plan().with_list(DrillRule.TABLE, rules)
    often = [row[1] for row in rows_of(plan, "drill-rules")]
    assert often == ["1 time, each month", "2 times, each Not applicable: The State asks for none"]
