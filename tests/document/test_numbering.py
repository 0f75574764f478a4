"""Numbers, anchors and references are final and stable."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.document.nodes import (
    Callout,
    Column,
    Facts,
    Figure,
    Heading,
    ListItems,
    Paragraph,
    Part,
    Reference,
    Run,
    Table,
)
from eopbuilder.document.numbering import number_parts, slug
from eopbuilder.rolegraph.scene import Scene

CELL = (Run("x"),)
TABLE = Table("Sites", "sites", (Column("A"),), ((CELL,),))
FIGURE = Figure("Chart", "chart", Scene(1, 1, (), ""), "A chart")


def test_headings_are_numbered_below_their_section() -> None:
    levels = [(1, ""), (2, "F1"), (3, ""), (4, ""), (4, ""), (3, ""), (4, ""), (2, ""), (3, ""), (2, "2"), (3, "")]
    (part,) = number_parts((Part(tuple(Heading(level, "A b", "", number) for level, number in levels)),))
    numbers = [one.number for one in part.blocks if isinstance(one, Heading)]
    assert numbers == ["", "F1", "F1.1", "F1.1.1", "F1.1.2", "F1.2", "F1.2.1", "", "", "2", "2.1"]


def test_anchors_are_unique_and_stay_when_other_sections_change() -> None:
    section = (Heading(2, "Sites", "sites"), Heading(3, "Notes", ""), TABLE, TABLE, Facts("Sheet", "", (("a", CELL),)))
    (part,) = number_parts((Part(section),))
    anchors = [one.anchor for one in part.blocks if isinstance(one, Heading | Table | Facts)]
    assert anchors == ["sites", "sites-notes", "sites-sites", "sites-sites-2", "sites-facts"]
    (longer,) = number_parts((Part((Heading(2, "First", "first"), TABLE, *section)),))
    assert [one.anchor for one in longer.blocks if isinstance(one, Heading | Table | Facts)][2:] == anchors


def test_captions_carry_numbers_of_their_kind() -> None:
    parts = number_parts((Part((TABLE, FIGURE)), Part((TABLE, FIGURE), landscape=True)))
    captions = [one.caption for part in parts for one in part.blocks if isinstance(one, Table | Figure)]
    assert captions == ["Table 1. Sites", "Figure 1. Chart", "Table 2. Sites", "Figure 2. Chart"]
    assert parts[1].landscape


def test_references_get_the_name_of_their_target_or_become_words() -> None:
    inlines = (Reference("", "s-sites"), Reference("here", "s"), Reference("gone", "nowhere"), Run("."))
    blocks = (
        Heading(2, "Section", "s", "3"),
        TABLE,
        Paragraph(inlines),
        ListItems((inlines,)),
        Callout("Note", inlines),
        Facts("F", "f", (("a", inlines),)),
        Table("T", "t", (Column("A"),), ((inlines,),)),
    )
    (part,) = number_parts((Part(blocks),))
    wanted = (Reference("Table 1", "s-sites"), Reference("here", "s"), Run("gone"), Run("."))
    assert part.blocks[2] == Paragraph(wanted)
    assert part.blocks[3] == ListItems((wanted,))
    assert part.blocks[4] == Callout("Note", wanted)
    facts, table = part.blocks[5], part.blocks[6]
    assert isinstance(facts, Facts)
    assert isinstance(table, Table)
    assert facts.pairs == (("a", wanted),)
    assert table.rows == ((wanted,),)


def test_headings_without_latin_letters_get_an_anchor() -> None:
    (part,) = number_parts((Part((Heading(1, "学校", ""), Heading(3, "学", ""), Heading(3, "校", ""))),))
    assert [one.anchor for one in part.blocks if isinstance(one, Heading)] == ["section", "part", "part-2"]


def test_slugs() -> None:
    assert slug("Diné — Family & Services!") == "dine-family-services"


@given(st.text())
def test_a_slug_is_short_and_plain(text: str) -> None:
    found = slug(text)
    assert len(found) <= 48
    assert found == found.strip("-")
    assert all(one.isascii() and (one.isalnum() or one == "-") for one in found)
