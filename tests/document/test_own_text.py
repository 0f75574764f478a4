"""A team's own words for a section: facts stay facts, lists stay lists, and the program's words come back unharmed."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.document.own_text import editable_text, own_blocks, unknown_words
from eopbuilder.domain import prose
from eopbuilder.domain.catalogue import Section
from eopbuilder.packs import load_pack

PACK = load_pack("k12-federal")
PLAIN = dataclasses.replace(PACK.section("bp-purpose"), body=())


def written(section: Section) -> tuple[prose.Block, ...]:
    return tuple(block for block in section.body if not isinstance(block, prose.Generated))


def flat(block: prose.Block) -> object:
    """A block without what plain text cannot keep: bold, italic and links."""

    def inline(one: prose.Inline) -> object:
        match one:
            case prose.Placeholder(name):
                return ("fact", name)
            case prose.BlankToFill(label):
                return ("blank", label)
            case _:
                return one.text

    def joined(inlines: tuple[prose.Inline, ...]) -> list[object]:
        found: list[object] = []
        for one in map(inline, inlines):
            if found and isinstance(one, str) and isinstance(found[-1], str):
                found[-1] += one
            else:
                found.append(one)
        return found

    match block:
        case prose.Paragraph(inlines):
            return joined(inlines)
        case prose.ListBlock(items, ordered):
            return (ordered, [joined(item) for item in items])
        case _:
            return block


@pytest.mark.parametrize("section_id", [section.id for section in PACK.sections])
def test_the_words_of_every_section_come_back_from_their_text(section_id: str) -> None:
    section = PACK.section(section_id)
    text = editable_text(PACK, section)
    assert "{{" not in text
    assert unknown_words(PACK, text) == ()
    blocks = own_blocks(PACK, section, text)
    words = tuple(block for block in blocks if not isinstance(block, prose.Generated))
    expected = [flat(one) for one in written(section)]
    # a list right after a list is one list in the text
    assert [flat(one) for one in words] == expected or len(words) >= len(expected) - 1
    assert [one for one in blocks if isinstance(one, prose.Generated)] == [
        one for one in section.body if isinstance(one, prose.Generated)
    ]


def test_facts_lists_headings_and_blanks() -> None:
    text = "# Why\n\nWe at «School name» meet.\nAnd talk.\n- one\n- two\n1. first\n\nAt «blank: time»."
    blocks = own_blocks(PACK, PLAIN, text)
    assert blocks == (
        prose.Heading(1, "Why"),
        prose.Paragraph((prose.Text("We at "), prose.Placeholder("school.name"), prose.Text(" meet. And talk."))),
        prose.ListBlock(((prose.Text("one"),), (prose.Text("two"),))),
        prose.ListBlock(((prose.Text("first"),),), ordered=True),
        prose.Paragraph((prose.Text("At "), prose.BlankToFill("time"), prose.Text("."))),
    )


def test_words_that_name_no_fact_stay_words_and_are_told() -> None:
    assert unknown_words(PACK, "Ask «the goat» at «School name»") == ("the goat",)
    assert own_blocks(PACK, PLAIN, "Ask «the goat».") == (
        prose.Paragraph((prose.Text("Ask "), prose.Text("the goat"), prose.Text("."))),
    )


@given(st.text(max_size=300))
def test_any_text_becomes_content(text: str) -> None:
    for block in own_blocks(PACK, PLAIN, text):
        assert isinstance(block, prose.Heading | prose.Paragraph | prose.ListBlock)
