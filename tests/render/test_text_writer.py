"""Plain text people can read: wrapped, aligned, nothing broken."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.document.nodes import (
    Blank,
    Block,
    Callout,
    Column,
    Cover,
    Document,
    Facts,
    Figure,
    Heading,
    ListItems,
    Missing,
    PageBreak,
    Paragraph,
    Part,
    Run,
    Signatures,
    Table,
)
from eopbuilder.domain.facts import clean_text
from eopbuilder.render.text_layout import column_widths, hanging, width_of, wrap
from eopbuilder.render.text_writer import WIDTH, write_text
from eopbuilder.rolegraph.scene import Scene


def text_of(*blocks: Block) -> str:
    cover = Cover("Plan", "School", ("A line",))
    document = Document("P", "en-US", "S", "P", "2026-09-01", "H", "F", cover, (Part(blocks),))
    stream = BytesIO()
    write_text(document, stream)
    return stream.getvalue().decode()


def below(*blocks: Block) -> list[str]:
    """The lines after the contents."""
    lines = text_of(*blocks).splitlines()
    return lines[lines.index("Contents") + 3 :]


def test_each_kind_of_block() -> None:
    assert below(
        Heading(3, "Deep", "d", "1.1"),
        Paragraph((Run("At "), Blank("time"), Run(" "), Missing("who"))),
        ListItems(((Run("a"),), (Run("b"),)), "number"),
        ListItems(((Run("a"),),), "check"),
        Callout("Note", (Run("Words"),)),
        Figure("Figure 1. Chart", "f", Scene(1, 1, (), ""), "One box."),
        Facts("Sheet", "s", (("Name", (Run("Ana\nLopez"),)),)),
        Signatures((("", ""), ("Ana", "Principal"))),
        PageBreak(),
    ) == [
        "1.1 Deep",
        "~~~~~~~~",
        "",
        "At ________ (time) ▲ Not yet decided: who",
        "",
        "1. a",
        "2. b",
        "",
        "[ ] a",
        "",
        "| Note",
        "  Words",
        "",
        "Figure 1. Chart",
        "One box.",
        "",
        "Sheet",
        "  Name: Ana",
        "  Lopez",
        "",
        "",
        f"{'_' * 44}  Date {'_' * 16}",
        "Name and title",
        "",
        f"{'_' * 44}  Date {'_' * 16}",
        "Ana, Principal",
    ]


def test_tables_are_aligned_numbers_at_the_right() -> None:
    rows = (((Run("Church"),), (Run("600"),)), ((Run("Field"),), (Run("1,600"),)), ((), ()))
    table = Table("Table 1. Sites", "t", (Column("Site"), Column("Holds", align="right")), rows)
    assert below(table) == [
        "Table 1. Sites",
        "Site    Holds",
        "------  -----",
        "Church    600",
        "Field   1,600",
        "______  _____",
    ]


def test_wide_tables_wrap_inside_their_columns() -> None:
    rows = (((Run("word " * 40),), (Run("x"),)),)
    lines = below(Table("T", "t", (Column("Long", 3), Column("Short")), rows))
    assert max(len(line) for line in lines) <= WIDTH
    assert lines[3].endswith("x")


def test_tables_with_words_too_wide_become_records() -> None:
    rows = (((Run("a" * 80),), (Run("b" * 80),)), ((Run("c"),), (Run("d"),)))
    lines = below(Table("T", "t", (Column("One"), Column("Two")), rows))
    assert lines[1:] == ["  One: " + "a" * 80, "  Two: " + "b" * 80, "", "  One: c", "  Two: d"]


def test_a_word_longer_than_the_line_stays_whole() -> None:
    assert "x" * 300 in text_of(Paragraph((Run("x" * 300),)))


def test_wide_and_combining_characters_count_as_shown() -> None:
    assert width_of("学校") == 4
    assert width_of("e\u0301") == 1
    assert width_of("abc") == 3


def test_a_mark_stands_before_the_first_line_only() -> None:
    assert hanging("a b", "- ", 3) == ["- a", "  b"]


def test_columns_that_fit_keep_their_natural_width() -> None:
    assert column_widths([["ab", "c"]], [1, 1], 20) == [2, 1]
    assert column_widths([["ab", ""]], [1, 1], 1) is None


@given(st.text(), st.integers(1, 60))
def test_wrapping_keeps_every_word(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert " ".join(lines).split() == clean_text(text).split()
    for line in lines:
        assert width_of(line) <= width or " " not in line


@given(st.text(min_size=1))
def test_any_text_is_written_without_loss(text: str) -> None:
    kept = clean_text(text).split()
    assert not kept or text_of(Paragraph((Run(text),))).split()[-len(kept) :] == kept


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_headings_are_underlined_as_wide_as_they_are(level: int) -> None:
    lines = text_of(Heading(level, "学校", "h")).splitlines()
    assert len(lines[-1]) == 4
