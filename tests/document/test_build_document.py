"""A plan and its pack become a document that says what is known, what is not, and what does not apply."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from eopbuilder.document.blocks import BLOCKS
from eopbuilder.document.edition_words import COPY_TO_FILL_IN, marking
from eopbuilder.document.lint import lint
from eopbuilder.document.nodes import (
    Blank,
    Heading,
    ListItems,
    Missing,
    Paragraph,
    Reference,
    Run,
    Table,
)
from eopbuilder.domain import prose
from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.plan import Plan
from eopbuilder.errors import Bug
from tests.document.samples import (
    BACK,
    FACTS,
    block,
    built,
    content,
    empty_plan,
    full_plan,
    half_plan,
    paragraph,
    tiny_pack,
)

PLANS = pytest.mark.parametrize("make", [empty_plan, half_plan, full_plan])


@PLANS
def test_any_plan_lints_clean(make: Callable[[], Plan]) -> None:
    assert lint(built(make())) == ()


def test_every_block_a_pack_may_name_is_built() -> None:
    from eopbuilder.packs import blocks

    assert set(BLOCKS) == set(blocks.BLOCKS)


@pytest.mark.parametrize("name", sorted(set(BLOCKS) - {"missing-list", "pictures"}))
def test_a_block_of_an_empty_plan_says_something_and_is_never_an_empty_table(name: str) -> None:
    found = content(empty_plan(), block(name))
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
        "Full plan",
        COPY_TO_FILL_IN,
    )
    assert cover.marking == marking(Edition.FULL)


@pytest.mark.parametrize(
    ("status", "words"),
    [("draft", "Draft printed on"), ("in-review", "Draft printed on"), ("approved", "Printed on"), (None, "Draft")],
)
def test_only_the_cover_of_a_plan_not_yet_approved_calls_it_a_draft(status: str | None, words: str) -> None:
    plan = full_plan()
    cover = built(dataclasses.replace(plan, info=dataclasses.replace(plan.info, status=status))).cover
    assert sum(line.startswith(words) and line.endswith("September 1, 2026") for line in cover.lines) == 1


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
    (found,) = content(plan, paragraph(*pieces))
    assert isinstance(found, Paragraph)
    return found.inlines


@pytest.mark.parametrize(
    ("name", "full", "empty"),
    [
        ("school.name", Run("Hill School"), Run("this school")),
        ("plan.title", Run("Hill School Safety Plan"), Missing("the plan title")),
        ("q-choice", Run("The first way"), Missing("what q-choice says")),
        ("q-number", Run("1 bus"), Missing("the buses at hand")),
        ("q-date", Run("August 31, 2026"), Missing("what q-date says")),
        ("role:role-ic", Run("Incident Commander"), Run("Incident Commander")),
        ("holder:role-ic", Run("Ana Lopez"), Missing("who is the Incident Commander")),
        ("alternates:role-ic", Run("Ben Ray, Cy Poe"), Missing("2 alternates for the Incident Commander")),
        ("alternates:role-ops", Run("None needed"), Run("None needed")),
        ("count:people", Run("3"), Missing("how many people")),
        ("count:sites", Run("2"), Missing("how many sites")),
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


def test_a_school_without_a_name_is_marked_in_its_facts_and_readable_in_sentences() -> None:
    name = prose.Placeholder("school.name")
    assert _inlines(empty_plan(), name, " learns. ", name, " trains.")[::2] == (Run("This school"), Run("This school"))
    assert _inlines(empty_plan(), "This is ", prose.BlankToFill("name"), " at ", name)[3] == Missing("the school name")
    (facts,) = content(empty_plan(), prose.ListBlock(((name,),), False))
    assert isinstance(facts, ListItems)
    assert facts.items == ((Missing("the school name"),),)


def test_a_unit_the_text_repeats_is_said_once() -> None:
    said = _inlines(full_plan(), prose.Placeholder("school.enrollment"), " students and more")
    assert said == (Run("412"), Run(" students and more"))
    assert _inlines(full_plan(), prose.Placeholder("school.enrollment"), " in all")[0] == Run("412 students")
    assert _inlines(empty_plan(), prose.Placeholder("school.enrollment"), " students")[0] == Missing(
        "the number of students enrolled"
    )
    assert _inlines(full_plan(), prose.Placeholder("q-number"), " bus")[0] == Run("1")


def test_emphasis_reaches_the_words_of_a_placeholder() -> None:
    assert _inlines(full_plan(), prose.Placeholder("holder:role-ic", bold=True))[0] == Run("Ana Lopez", bold=True)


def test_a_blank_is_a_blank_with_its_label() -> None:
    assert _inlines(full_plan(), "At ", prose.BlankToFill("time"))[1] == Blank("time")


def test_a_long_answer_alone_in_its_paragraph_expands() -> None:
    found = content(full_plan(), paragraph(prose.Placeholder("q-long")))
    assert [type(one) for one in found] == [Paragraph, ListItems, Paragraph, *[Paragraph] * 3]
    assert content(empty_plan(), paragraph(prose.Placeholder("q-long"))) == (Paragraph((Missing("what q-long says"),)),)
    assert content(half_plan(), paragraph(prose.Placeholder("q-long"))) == (
        Paragraph((Run("Not applicable: nothing to do"),)),
    )


def test_several_entries_alone_in_a_paragraph_become_a_list() -> None:
    (found,) = content(full_plan(), paragraph(prose.Placeholder("q-roles")))
    assert found == ListItems(((Run("Incident Commander"),), (Run("Operations Section Chief"),)))
    assert content(half_plan(), paragraph(prose.Placeholder("q-roles"))) == (
        Paragraph((Missing("what q-roles says"),)),
    )


def test_the_pack_in_use_builds_clean_documents() -> None:
    from eopbuilder.packs import load_pack

    pack = load_pack("k12-federal")
    for plan in (empty_plan(), half_plan(), full_plan()):
        assert lint(built(plan, pack)) == ()


def test_a_placeholder_for_a_holder_who_has_left_asks_for_a_successor() -> None:
    assert _inlines(half_plan(), prose.Placeholder("holder:role-ops"))[0] == Missing(
        "who replaces Ben Gone as Operations Section Chief"
    )
