"""Every fault a document must not have is found and named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eopbuilder.document.lint import inlines_of, lint, texts_of
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
    PageBreak,
    Paragraph,
    Part,
    Reference,
    Run,
    Signatures,
    Table,
)
from eopbuilder.rolegraph.scene import Scene

TOP = Heading(1, "Top", "top")
WORDS = Paragraph((Run("Words."),))
CELL = (Run("x"),)
SCENE = Scene(10, 10, (), "Nothing")


def document(*blocks: Block, cover: str = "Plan") -> Document:
    return Document(
        "Plan", "en-US", "School", "Plan", "2026-09-01", "Header", "Footer", Cover(cover, "School", ()), (Part(blocks),)
    )


def test_a_good_document_has_no_faults() -> None:
    good = (
        TOP,
        WORDS,
        Heading(2, "Below", "below"),
        Table("T", "t", (Column("A"),), ((CELL,), ((),))),
        Facts("F", "f", (("a", CELL),)),
        ListItems((CELL,)),
        Callout("Note", (Reference("Below", "below"),)),
        Figure("Fig", "fig", SCENE, "A drawing"),
        Signatures((("", ""),)),
        PageBreak(),
        Paragraph((Blank("time"),)),
    )
    assert lint(document(*good)) == ()


@pytest.mark.parametrize(
    ("blocks", "fault"),
    [
        ((TOP, WORDS, Heading(2, "Again", "top"), WORDS), "share the anchor “top”"),
        ((TOP, WORDS, Heading(2, "Again", "TOP"), WORDS), "share the anchor “TOP”"),
        ((Heading(1, "Top", ""), WORDS), "no anchor"),
        ((TOP, Paragraph((Reference("there", "nowhere"),))), "leads to “nowhere”"),
        ((TOP,), "Nothing stands below the heading “Top”"),
        ((TOP, PageBreak(), Heading(1, "Next", "next"), WORDS), "Nothing stands below the heading “Top”"),
        ((TOP, Heading(2, "A", "a"), Heading(2, "B", "b"), WORDS), "below the heading “A”"),
        ((Heading(1, " ", "a"), WORDS), "A heading has no words"),
        ((TOP, Heading(3, "Deep", "deep"), WORDS), "skips from level 1 to level 3"),
        ((TOP, Table("T", "t", (Column("A"),), ())), "The table “T” is empty"),
        ((TOP, Table("T", "t", (), ((),))), "The table “T” is empty"),
        ((TOP, Facts("F", "f", ())), "The table “F” is empty"),
        ((TOP, Table("T", "t", (Column("A"),), ((CELL, CELL),))), "rows of the wrong length"),
        ((TOP, ListItems(())), "A list has no entries"),
        ((TOP, Signatures(())), "no line to sign"),
        ((TOP, Paragraph(())), "A paragraph has no words"),
        ((TOP, Figure("", "f", SCENE, "A drawing")), "no caption"),
        ((TOP, Figure("Fig", "f", SCENE, "")), "no text alternative"),
        ((TOP, Paragraph((Run("Call {{ name }} now"),))), "not filled in: “Call {{ name }} now”"),
        ((TOP, ListItems(((Run("[[time]]"),),))), "not filled in"),
        ((TOP, Callout("{school}", CELL)), "not filled in"),
        ((TOP, Table("{school}", "t", (Column("A"),), ((CELL,),))), "not filled in"),
        ((TOP, Table("T", "t", (Column("{a}"),), (((Run("{b}"),),),))), "not filled in"),
        ((TOP, Facts("F", "f", (("{a}", CELL),))), "not filled in"),
        ((TOP, Figure("{a}", "f", SCENE, "A drawing")), "not filled in"),
        ((TOP, Signatures((("{a}", ""),))), "not filled in"),
    ],
)
def test_faults_are_named(blocks: tuple[Block, ...], fault: str) -> None:
    assert any(fault in one for one in lint(document(*blocks)))


def test_the_drawing_of_a_sign_needs_no_caption_but_words_for_those_who_do_not_see_it() -> None:
    sign = replace(document(TOP, Figure("", "f", SCENE, "A drawing")), look="sign")
    assert lint(sign) == ()
    assert lint(replace(document(TOP, Figure("", "f", SCENE, "")), look="sign")) == (
        "A figure has no text alternative.",
    )


def test_the_cover_is_looked_at_too() -> None:
    assert "not filled in" in lint(document(TOP, WORDS, cover="{{ plan.title }}"))[0]


def test_braces_in_ordinary_words_are_no_fault() -> None:
    assert lint(document(TOP, Paragraph((Run("A set {1, 2} and a [note]"),)))) == ()


def test_a_page_break_says_nothing() -> None:
    assert list(texts_of(PageBreak())) == []
    assert list(inlines_of(PageBreak())) == []
