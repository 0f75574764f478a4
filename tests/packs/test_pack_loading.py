"""A correct pack becomes exactly what its files say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eopbuilder import assets, packs
from eopbuilder.domain.catalogue import Citation, Step, StepPart, check_locally
from eopbuilder.domain.disclosure import Disclosure
from eopbuilder.domain.facts import Choice, FieldSpec, Kind
from eopbuilder.domain.prose import (
    BlankToFill,
    Generated,
    Heading,
    ListBlock,
    Paragraph,
    Placeholder,
    SectionLink,
    Text,
)
from eopbuilder.packs.citations import BadCitation, parse_citations

if TYPE_CHECKING:
    from tests.packs.conftest import TinyPack


def test_every_file_of_a_pack_becomes_domain_types(tiny: TinyPack) -> None:
    pack = tiny.load()

    assert (pack.id, pack.title, pack.edition, pack.language) == ("tiny", "Tiny pack", "1", "en")
    assert [part.id for part in pack.parts] == ["basic", "annexes"]
    assert pack.sources["S01"].consulted_on == "2026-11-21"
    assert [level.doubling for level in pack.levels] == ["note", "error"]
    commander, officer = pack.roles.values()
    assert commander.reports_to is None
    assert (commander.needs_primary, commander.counts_in_span, commander.note) == (True, True, "")
    assert (officer.reports_to, officer.needs_primary, officer.counts_in_span) == ("role-ic", False, False)
    assert officer.citations == (Citation("S01", "v", "title d"), Citation("", "r"))
    assert pack.nodes["external-ic"].kind == "partner"
    (relation,) = pack.relations
    assert (relation.source, relation.target, relation.phase) == ("role-pio", "role-ic", "before/during")
    assert pack.tiers["T1"].roles == ("role-ic",)
    assert pack.zones["zn-checkin"].must_be_hidden_from == ("zn-assembly",)
    assert (pack.zones["zn-checkin"].essential, pack.zones["zn-assembly"].essential) == (True, False)
    assert pack.channels["ch-sms"].failure_groups == ("cellular",)
    assert pack.audiences["au-family"].expected is False
    assert pack.messages[0].text == "Hold at {time}."
    assert pack.hotlines[0].verified_on == "2026-11-21"
    assert check_locally(pack.hotlines[0].citations)
    assert pack.glossary[0].meaning == "Incident Commander."


def test_questions_carry_everything_a_form_needs(tiny: TinyPack) -> None:
    pack = tiny.load()

    buses, way = pack.questions.values()

    assert buses.spec == FieldSpec(
        "q-1", Kind.NUMBER, "How many buses are there?", "Count them.", required=True, unit="buses",
        disclosure=Disclosure.STAFF,
    )  # fmt: skip
    assert (buses.section, buses.unanswered, buses.why) == ("fa-one", "the number of buses", "Buses move people.")
    assert way.spec.choices == (Choice("front", "Front door"), Choice("back", "Back door"))


def test_a_body_becomes_prose(tiny: TinyPack) -> None:
    section = tiny.load().section("fa-one")

    assert section.body == (
        Heading(1, "First"),
        Paragraph(
            (
                Placeholder("school.name"),
                Text(" has "),
                Placeholder("q-1", bold=True),
                Text(" buses at "),
                BlankToFill("time"),
                Text(". See "),
                SectionLink("the basics", "bp-two"),
                Text(" and "),
                Placeholder("holder:role-ic", italic=True),
                Text("."),
            )
        ),
        ListBlock(((Text("One "), Placeholder("count:sites")), (Text("Two"),)), ordered=False),
        ListBlock(((Text("First"),), (Text("Second"),)), ordered=True),
        Generated("answers", {"questions": ["q-2"], "caption": "Ways"}),
    )


def test_sections_follow_the_parts_then_their_file_numbers(tiny: TinyPack) -> None:
    tiny.write(
        "sections/5-fa-early.md",
        '+++\nid = "fa-early"\ntitle = "E"\npart = "annexes"\ndisclosure = 0\nsource = "d"\n+++\n',
    )

    assert [section.id for section in tiny.load().sections] == ["bp-two", "fa-early", "fa-one"]


def test_steps_say_what_each_page_shows(tiny: TinyPack) -> None:
    school, ways = tiny.load().steps

    assert school.parts == (StepPart("Facts", "", "school", ()),)
    assert ways == Step(
        "ways",
        "Ways",
        "door",
        "It matters too.",
        ("fa-one",),
        (StepPart("Questions", "Both.", "", ("q-1", "q-2")),),
        (Citation("", "d"),),
    )


@pytest.mark.parametrize(
    "name",
    ["relations.toml", "zones.toml", "channels.toml", "messages.toml", "hotlines.toml", "glossary.toml", "steps.toml"],
)
def test_what_nothing_refers_to_may_be_left_out(tiny: TinyPack, name: str) -> None:
    tiny.remove("messages.toml")
    if name != "messages.toml":
        tiny.remove(name)

    assert tiny.load().messages == ()


def test_windows_files_load_alike(tiny: TinyPack) -> None:
    expected = tiny.load()
    for path in tiny.folder.rglob("*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert tiny.load() == expected


def test_files_a_computer_leaves_behind_are_ignored(tiny: TinyPack) -> None:
    tiny.write("sections/._20-fa-one.md", b"\x00\x05\x16\x07")
    tiny.write("sections/notes.txt", "Not a section.")

    assert len(tiny.load().sections) == 2


def test_shipped_packs_are_found_by_the_name_of_their_folder() -> None:
    assert packs.available() == ("k12-federal",)
    assert packs.load_pack("k12-federal").id == "k12-federal"
    assert packs.load_pack("k12-federal") is packs.load_pack("k12-federal")


@pytest.mark.parametrize("name", ["", "nowhere", "../k12-federal", "requirements", "k12-federal/../k12-federal"])
def test_a_pack_that_is_not_installed_is_named(name: str) -> None:
    with pytest.raises(packs.PackError, match=r"no pack of that name is installed\. Use k12-federal\."):
        packs.load_pack(name)


def test_a_shipped_pack_can_be_copied_and_loaded_from_anywhere() -> None:
    assert packs.load_pack_folder(assets.path("plan_templates/k12-federal")) == packs.load_pack("k12-federal")


def test_citations_keep_source_confidence_and_note() -> None:
    assert parse_citations("S01 v, S02 r (stages, and more), d", {"S01", "S02"}) == (
        Citation("S01", "v"),
        Citation("S02", "r", "stages, and more"),
        Citation("", "d"),
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is not a source"),
        ("S01", "is not a source"),
        ("S01 x", "is not a source"),
        ("S01 v,", "is not a source"),
        ("v", "not where"),
        ("S99 v", "not among the sources"),
    ],
)
def test_a_source_line_must_say_where_and_how_sure(text: str, why: str) -> None:
    with pytest.raises(BadCitation, match=why):
        parse_citations(text, {"S01"})
