"""A plan and its pack become a document that says what is known, what is not, and what does not apply."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from eopbuilder.document.blocks import BLOCKS
from eopbuilder.document.build import MARKING
from eopbuilder.document.lint import inlines_of, lint
from eopbuilder.document.nodes import (
    Blank,
    Block,
    Callout,
    Document,
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
from eopbuilder.domain import prose
from eopbuilder.domain.catalogue import Section
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Answer, Assignment, Language, Person
from eopbuilder.errors import Bug
from tests.document.samples import (
    BACK,
    FACTS,
    SITES,
    block,
    built,
    empty_plan,
    full_plan,
    half_plan,
    paragraph,
    question,
    tiny_pack,
)

PLANS = pytest.mark.parametrize("make", [empty_plan, half_plan, full_plan])


def _only(*blocks: prose.Block, **changes: object) -> Section:
    return dataclasses.replace(FACTS, body=blocks, owner="", citations=(), **changes)  # type: ignore[arg-type]


def _document(plan: Plan, *blocks: prose.Block) -> Document:
    return built(plan, tiny_pack((_only(*blocks),)))


def _content(plan: Plan, *blocks: prose.Block) -> tuple[Block, ...]:
    """The blocks below the part's and the section's heading and above the note on sources."""
    return tuple(_document(plan, *blocks).blocks())[2:-1]


def _table(plan: Plan, name: str, **parameters: object) -> list[list[str]]:
    (found,) = [one for one in _content(plan, block(name, **parameters)) if isinstance(one, Table)]
    return [[plain_text(cell) for cell in row] for row in found.rows]


@PLANS
def test_any_plan_lints_clean(make: Callable[[], Plan]) -> None:
    assert lint(built(make())) == ()


def test_every_block_a_pack_may_name_is_built() -> None:
    from eopbuilder.packs import blocks

    assert set(BLOCKS) == set(blocks.BLOCKS)


@pytest.mark.parametrize("name", sorted(set(BLOCKS) - {"missing-list"}))
def test_a_block_of_an_empty_plan_says_something_and_is_never_an_empty_table(name: str) -> None:
    found = _content(empty_plan(), block(name))
    assert found
    assert all(one.rows for one in found if isinstance(one, Table))


@PLANS
def test_building_twice_gives_the_same(make: Callable[[], Plan]) -> None:
    assert built(make()) == built(make())


def test_parts_stand_at_level_one_and_sections_at_level_two() -> None:
    headings = [(one.level, one.title) for one in built(full_plan()).headings()]
    assert headings == [
        (1, "Basic Plan"),
        (2, "1 Facts"),
        (2, "2 Roles"),
        (1, "Annexes"),
        (2, "F1 People"),
        (2, "Sites"),
        (1, "Appendices"),
        (2, "A1 Back Matter"),
    ]


def test_headings_below_a_section_carry_its_number() -> None:
    titles = [one.title for one in built(full_plan()).blocks() if isinstance(one, Heading) and one.level > 2]
    assert titles[:3] == ["1.1 Details", "1.1.1 Deeper", "2.1 Chart"]
    assert "Sheets" in titles


def test_a_section_whose_condition_does_not_hold_is_left_out_with_its_links() -> None:
    document = built(empty_plan())
    assert "Sites" not in [one.title for one in document.headings()]
    (links,) = [one for one in document.blocks() if isinstance(one, Paragraph) and one.inlines[0] == Run("See ")]
    assert links.inlines[1] == Reference("the roles", "roles")
    assert links.inlines[3] == Run("the sites")


def test_what_is_never_exported_is_left_out() -> None:
    secret = dataclasses.replace(FACTS, disclosure=4)
    assert not [one for one in built(full_plan(), tiny_pack((secret, BACK))).headings() if one.text == "Facts"]


def test_a_part_without_sections_has_no_heading() -> None:
    back = dataclasses.replace(BACK, body=(paragraph("The end."),))
    assert [one.text for one in built(full_plan(), tiny_pack((back,))).headings()] == ["Appendices", "Back Matter"]


def test_an_unknown_condition_is_a_bug() -> None:
    with pytest.raises(Bug, match="full moon"):
        built(full_plan(), tiny_pack((dataclasses.replace(FACTS, when="full moon"),)))


@pytest.mark.parametrize("condition", ["has-off-site", "has-providers", "has-channels", "has-languages", ""])
def test_conditions_hold_for_a_full_plan(condition: str) -> None:
    assert built(full_plan(), tiny_pack((dataclasses.replace(FACTS, when=condition),))).parts


def test_the_cover_says_what_is_known() -> None:
    cover = built(full_plan()).cover
    assert cover.title == "Hill School Safety Plan"
    assert cover.subtitle == "Hill School"
    assert cover.lines == (
        "Hill District",
        "1 Hill Road",
        "Hilltown, NM 87000",
        "School year 2026-2027",
        "Draft printed on September 1, 2026",
    )
    assert cover.marking == MARKING


def test_the_cover_of_an_empty_plan_has_a_title() -> None:
    document = built(empty_plan())
    assert document.cover.title
    assert "not yet decided" in document.cover.subtitle
    assert document.author
    assert document.language == "en-US"


def test_the_title_names_the_school_once() -> None:
    assert built(full_plan()).title == "Hill School Safety Plan"
    assert built(half_plan()).title == "Safety Plan: Hill School"


@pytest.mark.parametrize(("language", "tag"), [("es", "es-US"), ("en-GB", "en-GB"), ("fr", "fr"), ("en", "en-US")])
def test_the_language_is_a_tag_with_a_country(language: str, tag: str) -> None:
    pack = dataclasses.replace(tiny_pack(), language=language)
    assert built(full_plan(), pack).language == tag


def _inlines(plan: Plan, *pieces: prose.Inline | str) -> tuple[object, ...]:
    (found,) = _content(plan, paragraph(*pieces))
    assert isinstance(found, Paragraph)
    return found.inlines


@pytest.mark.parametrize(
    ("name", "full", "empty"),
    [
        ("school.name", Run("Hill School"), Missing("the school name")),
        ("plan.title", Run("Hill School Safety Plan"), Missing("the plan title")),
        ("q-choice", Run("The first way"), Missing("what q-choice says")),
        ("q-number", Run("1 bus"), Missing("the buses at hand")),
        ("q-date", Run("August 31, 2026"), Missing("what q-date says")),
        ("role:role-ic", Run("Incident Commander"), Run("Incident Commander")),
        ("holder:role-ic", Run("Ana Lopez"), Missing("who is the Incident Commander")),
        ("alternates:role-ic", Run("Ben Ray, Cy Poe"), Missing("2 alternates for the Incident Commander")),
        ("alternates:role-ops", Run("None needed"), Run("None needed")),
        ("count:people", Run("3"), Run("0")),
        ("count:sites", Run("2"), Run("0")),
    ],
)
def test_placeholders(name: str, full: object, empty: object) -> None:
    assert _inlines(full_plan(), "It is ", prose.Placeholder(name))[1] == full
    assert _inlines(empty_plan(), "It is ", prose.Placeholder(name))[1] == empty


@pytest.mark.parametrize(
    "name", ["nothing", "school.nothing", "moon.name", "role:nobody", "count:nothing", "what:role-ic"]
)
def test_a_placeholder_that_means_nothing_is_a_bug(name: str) -> None:
    with pytest.raises(Bug, match="placeholder"):
        _inlines(full_plan(), prose.Placeholder(name))


def test_a_unit_the_text_repeats_is_said_once() -> None:
    said = _inlines(full_plan(), prose.Placeholder("school.enrollment"), " students and more")
    assert said == (Run("412"), Run(" students and more"))
    assert _inlines(full_plan(), prose.Placeholder("school.enrollment"), " in all")[0] == Run("412 students")
    assert _inlines(empty_plan(), prose.Placeholder("school.enrollment"), " students")[0] == Missing(
        "the students enrolled"
    )
    assert _inlines(full_plan(), prose.Placeholder("q-number"), " bus")[0] == Run("1")


def test_emphasis_reaches_the_words_of_a_placeholder() -> None:
    assert _inlines(full_plan(), prose.Placeholder("holder:role-ic", bold=True))[0] == Run("Ana Lopez", bold=True)


def test_a_blank_is_a_blank_with_its_label() -> None:
    assert _inlines(full_plan(), "At ", prose.BlankToFill("time"))[1] == Blank("time")


def test_a_long_answer_alone_in_its_paragraph_expands() -> None:
    found = _content(full_plan(), paragraph(prose.Placeholder("q-long")))
    assert [type(one) for one in found] == [Paragraph, ListItems, Paragraph, *[Paragraph] * 3]
    assert _content(empty_plan(), paragraph(prose.Placeholder("q-long"))) == (
        Paragraph((Missing("what q-long says"),)),
    )
    assert _content(half_plan(), paragraph(prose.Placeholder("q-long"))) == (
        Paragraph((Run("Not applicable: nothing to do"),)),
    )


def test_several_entries_alone_in_a_paragraph_become_a_list() -> None:
    (found,) = _content(full_plan(), paragraph(prose.Placeholder("q-roles")))
    assert found == ListItems(((Run("Incident Commander"),), (Run("Operations Section Chief"),)))
    assert _content(half_plan(), paragraph(prose.Placeholder("q-roles"))) == (
        Paragraph((Missing("what q-roles says"),)),
    )


def test_a_holder_who_has_left_is_missing_everywhere() -> None:
    assert _inlines(half_plan(), prose.Placeholder("holder:role-ops"))[0] == Missing(
        "who replaces Ben Gone as Operations Section Chief"
    )
    rows = _table(half_plan(), "role-table")
    assert rows[1][1] == "▲ Not yet decided: who replaces Ben Gone"
    assert rows[0][2] == "Cy Half; ▲ Not yet decided: one more alternate"
    assert "Ben Gone" not in str(_table(half_plan(), "contact-list"))


def test_a_role_filled_on_the_day_wants_no_primary() -> None:
    assert _table(half_plan(), "role-table")[2][1] == "Assigned on the day"


def test_the_table_of_a_level_holds_only_its_roles() -> None:
    assert [row[0] for row in _table(full_plan(), "role-table", level="act-1")] == ["Incident Commander"]


def test_what_rests_on_recalled_sources_is_marked() -> None:
    assert _table(full_plan(), "role-table")[1][0] == "Operations Section Chief (check locally)"
    callouts = [one.title for one in built(full_plan()).blocks() if isinstance(one, Callout)]
    assert "Check locally" in callouts


def test_our_own_design_is_not_shown_as_a_source() -> None:
    notes = [
        plain_text(one.inlines)
        for one in built(full_plan()).blocks()
        if isinstance(one, Paragraph) and one.role == "source"
    ]
    assert notes[0] == "Kept up to date by: Incident Commander (Ana Lopez). Sources: S1 First source."
    assert notes[1] == "Sources: S2 Second source (check locally)."


def test_the_source_list_holds_what_is_cited() -> None:
    assert [row[0] for row in _table(full_plan(), "source-list")] == ["S1"]


def test_a_read_source_beats_a_recalled_one() -> None:
    section = dataclasses.replace(
        SITES, when="", questions=(question("q-one", FACTS.questions[0].spec.kind, "One?", section="sites"),)
    )
    notes = [
        one
        for one in built(full_plan(), tiny_pack((section,))).blocks()
        if isinstance(one, Paragraph) and one.role == "source"
    ]
    assert "S1 First source." in plain_text(notes[0].inlines)


def test_the_chart_lies_on_a_landscape_page_with_its_heading_and_table() -> None:
    parts = built(full_plan()).parts
    (wide,) = [part for part in parts if part.landscape]
    assert [type(one) for one in wide.blocks] == [Heading, Figure, PageBreak, Table]
    figure, content = wide.blocks[1], wide.blocks[3]
    assert isinstance(figure, Figure)
    assert isinstance(content, Table)
    assert figure.caption.startswith("Figure 1. ")
    assert figure.scene.width <= 792 - 68 - 54 + 0.5
    for row in content.rows:
        assert plain_text(row[0]).removesuffix(" (check locally)") in figure.alternative
    assert plain_text(content.rows[1][2]) == "Outside commander, Incident Commander"


def test_a_chart_at_the_start_of_a_part_follows_its_headings() -> None:
    parts = _document(full_plan(), block("graph"), paragraph("After.")).parts
    assert [part.landscape for part in parts] == [True, False]
    assert isinstance(parts[0].blocks[0], Heading)


def test_a_page_break_before_moved_headings_does_not_stay_behind() -> None:
    first = dataclasses.replace(_only(paragraph("First.")), id="first")
    second = _only(prose.Heading(1, "Chart"), block("graph"))
    document = built(full_plan(), tiny_pack((first, second)))
    assert not any(isinstance(part.blocks[-1], PageBreak) for part in document.parts)
    assert lint(document) == ()


def test_the_chart_of_a_pack_without_open_roles_is_missing() -> None:
    pack = dataclasses.replace(tiny_pack((_only(block("graph")),)), roles={})
    found = [one for one in built(full_plan(), pack).blocks() if isinstance(one, Paragraph)]
    assert isinstance(found[0].inlines[0], Missing)


def test_sections_with_headings_begin_on_a_new_page() -> None:
    blocks = list(built(full_plan()).blocks())
    before = [blocks[index - 1] for index, one in enumerate(blocks) if isinstance(one, Heading) and one.text == "Sites"]
    assert isinstance(before[0], PageBreak)


def test_agreements_tell_their_state() -> None:
    lapsed = _table(half_plan(), "agreement-table", kinds=["host"])
    assert lapsed[0][2] == "Signed, lapsed on August 31, 2026; ▲ Not yet decided: its renewal"
    assert _table(full_plan(), "agreement-table", kinds=["host"])[0][2] == "Signed, until August 31, 2027"
    assert (
        _table(half_plan(), "agreement-table", kinds=["mutual-aid"])[0][2] == "None yet; ▲ Not yet decided: agreement"
    )


def test_an_agreement_names_its_partner_and_what_it_is_about() -> None:
    partners = [row[0] for row in _table(full_plan(), "agreement-table")]
    assert partners == ["Church board", "Clinic", "Unnamed agreement"]
    renamed = [dataclasses.replace(one, partner="The board") for one in full_plan().agreements[:1]]
    plan = full_plan().with_list("agreements", [*renamed, dataclasses.replace(renamed[0], id="g9", partner=None)])
    assert [row[0] for row in _table(plan, "agreement-table")] == ["Church / The board", "Church"]


def test_no_agreement_of_a_kind_is_missing() -> None:
    (found,) = _content(full_plan(), block("agreement-table", kinds=["sro"]))
    assert found == Paragraph((Missing("agreements (school resource officer)"),))


def test_sites_without_an_agreement_want_one() -> None:
    plan = half_plan().with_list("agreements", ())
    rows = _table(plan, "site-table")
    assert rows[0][5] == "▲ Not yet decided: agreement with the host"
    assert rows[1][5] == "Not needed: on campus"


def test_a_zone_without_a_role_names_the_usual_one() -> None:
    plan = half_plan()
    tables = [one for one in _content(plan, block("site-sheets")) if isinstance(one, Table)]
    runs = [plain_text(row[2]) for row in tables[0].rows]
    assert runs == ["–", "Incident Commander"]


def test_sheets_below_the_deepest_heading_have_bold_lines() -> None:
    found = _content(full_plan(), prose.Heading(1, "A"), prose.Heading(2, "B"), block("site-sheets"))
    assert Paragraph((Run("Church", bold=True),)) in found


def test_messages_fill_in_the_school_and_leave_blanks() -> None:
    found = _content(full_plan(), block("message-library", language="es"))
    assert isinstance(found[0], Table)
    words = found[0].rows[0][2]
    assert words[0] == Run("Hill School")
    assert words[1] == Run(": espera desde ", language="es")
    assert words[2] == Blank("time")
    assert _table(empty_plan(), "message-library")[0][2].startswith("________ (school)")
    assert _table(full_plan(), "message-library", channels=["ch-sms"])[0][0] == "Hold"


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
        assert any(entry.endswith(text) for entry in listed), text


def test_nothing_missing_is_said_in_words() -> None:
    found = _content(full_plan(), paragraph("All is known."), block("missing-list"))
    assert found[-1] == Paragraph((Run("Everything this plan asks for has been decided."),))


def test_answers_show_three_different_things() -> None:
    (found,) = _content(
        half_plan(), block("answers", questions=["q-yes", "q-choice", "q-long", "q-date"], caption="All")
    )
    assert isinstance(found, Facts)
    assert [plain_text(inlines) for _label, inlines in found.pairs] == [
        "No",
        "Not applicable: there is one way only",
        "Not applicable: nothing to do",
        "▲ Not yet decided: what q-date says",
    ]


def test_answers_without_names_show_the_section() -> None:
    (found,) = _content(full_plan(), block("answers"))
    assert isinstance(found, Facts)
    assert len(found.pairs) == len(FACTS.questions)
    assert found.caption == "Facts"


def test_answers_of_a_section_that_asks_nothing() -> None:
    section = dataclasses.replace(BACK, body=(block("answers"),))
    found = tuple(built(full_plan(), tiny_pack((section,))).blocks())
    assert Paragraph((Missing("what this section asks"),)) in found


@pytest.mark.parametrize(("rows", "count"), [(3, 3), (0, 1), (1000, 60), ("x", 6)])
def test_record_tables_have_a_sensible_number_of_rows(rows: object, count: int) -> None:
    (found,) = _content(full_plan(), block("record-table", columns=["A"], rows=rows))
    assert isinstance(found, Table)
    assert len(found.rows) == count


def test_signature_lines_name_who_holds_a_role() -> None:
    (found,) = _content(full_plan(), block("signature-lines", names=["Board"], roles=["role-ic", "role-spare"]))
    assert found == Signatures((("", "Board"), ("Ana Lopez", "Incident Commander"), ("", "Spare")))
    (left,) = _content(half_plan(), block("signature-lines", roles=["role-ops"]))
    assert left == Signatures((("", "Operations Section Chief"),))


def test_succession_runs_in_order_and_says_who_is_lacking() -> None:
    assert _table(full_plan(), "succession-table", roles=["role-ic"]) == [
        ["Incident Commander", "Ana Lopez", "Ben Ray", "Cy Poe"]
    ]
    assert _table(half_plan(), "succession-table", roles=["role-ic"])[0][3] == "▲ Not yet decided: second alternate"
    many = [Person(id=f"x{index}", given_name=f"N{index}") for index in range(9)]
    stand_ins = [Assignment(id=f"y{index}", role="role-ic", person=f"x{index}", order=index) for index in range(9)]
    plan = Plan.of(full_plan().info, full_plan().school, [*many, *stand_ins])
    rows = _table(plan, "succession-table")
    assert rows[0][-1] == "N6, N7, N8"
    assert rows[1][2] == "–"


def test_a_level_that_opens_many_roles_says_how_many() -> None:
    pack = tiny_pack((_only(block("level-table")),))
    roles = {f"r{index}": dataclasses.replace(pack.roles["role-team"], id=f"r{index}") for index in range(20)}
    found = [
        one for one in built(full_plan(), dataclasses.replace(pack, roles=roles)).blocks() if isinstance(one, Table)
    ]
    assert plain_text(found[0].rows[1][2]).startswith("20 more roles")


def test_speakers_are_named_beside_their_language() -> None:
    plan = full_plan().with_list("languages", [Language(id="l", name="spanish"), Language(id="m")])
    rows = _table(plan, "language-table")
    assert rows[0][2] == "Ana Lopez"
    assert rows[1] == ["Unnamed language", "▲ Not yet decided: share of families", "–"]


def test_staffing_uses_the_answer_before_the_staff_list() -> None:
    asked = question("q-mh-3a", FACTS.questions[6].spec.kind, "Counselors?", section="facts")
    section = _only(block("staffing-ratios"), questions=(asked,))
    plan = full_plan().with_list("answers", [Answer(id="q-mh-3a", value=2.0)])
    found = [one for one in built(plan, tiny_pack((section,))).blocks() if isinstance(one, Table)]
    counselor = [plain_text(cell) for cell in found[0].rows[0]]
    assert counselor == ["School counselor", "250 students each", "2 full-time", "2", "None"]


def test_staffing_from_the_staff_list() -> None:
    rows = _table(full_plan(), "staffing-ratios")
    assert rows[0][2:] == ["0.5 full-time (Ben Ray)", "2", "1.5"]
    assert "the gap" in rows[1][4]
    unknown = _table(half_plan(), "staffing-ratios")
    assert unknown[3][2] == "▲ Not yet decided: the share of full time of Cy Half"
    assert unknown[3][0] == "School nurse (check locally)"


def test_the_pack_in_use_builds_clean_documents() -> None:
    from eopbuilder.packs import load_pack

    pack = load_pack("k12-federal")
    for plan in (empty_plan(), half_plan(), full_plan()):
        assert lint(built(plan, pack)) == ()
