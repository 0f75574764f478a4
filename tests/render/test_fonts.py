"""Every character gets a font that draws it, or is named as missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from eopbuilder.render.fonts import REPLACEMENT, font_name, missing_glyphs, register_fonts, split_by_font
from eopbuilder.rolegraph.metrics import text_width


def test_each_run_is_in_a_font_that_draws_it() -> None:
    assert split_by_font("Łukasz Nguyễn") == (("SourceSans3", "Łukasz Nguyễn"),)
    assert split_by_font("a ☒ b", bold=True) == (
        ("SourceSans3-Bold", "a "),
        ("DejaVuSans-Bold", "☒"),
        ("SourceSans3-Bold", " b"),
    )
    assert split_by_font("\tx", italic=True) == (("SourceSans3-Italic", " x"),)
    assert font_name(bold=True, italic=True) == "SourceSans3-BoldItalic"


def test_what_no_font_draws_is_replaced_and_named() -> None:
    assert "".join(run for _, run in split_by_font("學x")) == f"{REPLACEMENT}x"
    assert missing_glyphs("學 x☒\n學習") == ("學", "習")
    assert missing_glyphs("Nguyễn") == ()


@pytest.mark.parametrize("bold", [False, True])
def test_what_the_fallback_has_in_one_weight_only_is_drawn_in_it(bold: bool) -> None:
    register_fonts()
    for character, font in (("\U0001ee72", "DejaVuSans"), ("\U0001d5d4", "DejaVuSans-Bold")):
        assert split_by_font(character, bold) == ((font, character),)
        assert missing_glyphs(character) == ()
        drawn = stringWidth(character, font, 1000)
        assert text_width(character, 1000, bold) == pytest.approx(drawn)


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), max_size=30), st.booleans()
)
def test_every_run_can_be_drawn_by_the_pdf_library_in_its_font(text: str, bold: bool) -> None:
    from reportlab.pdfbase import pdfmetrics

    register_fonts()
    runs = split_by_font(text, bold)
    assert "".join(run for _, run in runs).count(REPLACEMENT) == text.count(REPLACEMENT) + sum(
        text.count(one) for one in missing_glyphs(text) if one != REPLACEMENT
    )
    assert len("".join(run for _, run in runs)) == len(text)
    for font, run in runs:
        known = pdfmetrics.getFont(font).face.charToGlyph
        assert all(ord(character) in known for character in run)


@given(st.text(st.sampled_from("abcŁễ ☒ABC-"), max_size=20), st.booleans())
def test_widths_are_those_of_the_pdf_library(text: str, bold: bool) -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    register_fonts()
    drawn = sum(stringWidth(run, font, 9) for font, run in split_by_font(text, bold=bold))
    assert abs(drawn - text_width(text, 9, bold)) < 0.5
