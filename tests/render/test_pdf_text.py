"""Measuring and wrapping: what a line holds, where words may be cut, what cannot be seen is taken out."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.render.fonts import font_name
from eopbuilder.render.pdf_document import TaggedDocument, to_unicode
from eopbuilder.render.pdf_text import Line, Look, Typesetter, atoms_of, clean, line_width, wrap


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter(TaggedDocument(language="en-US", created=datetime(2026, 1, 1)))


@pytest.fixture(scope="module")
def look(typesetter: Typesetter) -> Look:
    return Look(typesetter, 10, "#000000")


def lines_of(look: Look, text: str, width: float) -> list[str]:
    return [shown(line) for line in wrap(atoms_of([(look, text)]), width)]


def shown(line: Line) -> str:
    return "".join("".join(part.text for part in atom.parts) + (" " if atom.space else "") for atom in line).rstrip(" ")


def test_a_phone_number_is_never_cut_at_its_space(look: Look) -> None:
    assert lines_of(look, "Call (505) 555-0100 cell", 70) == ["Call", "(505) 555-0100", "cell"]
    assert lines_of(look, "a (one) b (505) c", 1000) == ["a (one) b (505) c"]
    assert lines_of(look, "(check locally) now", 40) == ["(check", "locally)", "now"]


def test_widths_are_those_of_the_font(look: Look) -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    line = wrap(atoms_of([(look, "Safety Officer")]), 500)[0]
    assert line_width(line) == pytest.approx(stringWidth("Safety Officer", font_name(), 10))
    assert line_width([]) == 0


def test_a_space_is_as_wide_as_in_the_font_it_is_drawn_in(look: Look) -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    assert look.atom("plan").space == pytest.approx(stringWidth(" ", "SourceSans3", 10))
    assert look.atom("⚠").space == pytest.approx(stringWidth(" ", "DejaVuSans", 10))
    assert look.atom("a⚠b").space == look.atom("plan").space
    assert atoms_of([(look, "⚠" * 300)])[-1].space == look.atom("⚠").space


def test_every_ascii_character_is_encoded_as_the_font_library_does(typesetter: Typesetter) -> None:
    from reportlab.pdfbase.pdfmetrics import getFont

    text = "".join(map(chr, range(33, 127)))
    for bold, italic in ((False, False), (True, False), (False, True), (True, True)):
        ((_, codes),) = getFont(font_name(bold, italic)).splitString(text, typesetter._document)
        (piece,) = typesetter.pieces(text, bold, italic)
        assert codes == text.encode()
        assert re.sub(r"\\(\d{3})", lambda found: chr(int(found[1], 8)), piece.code) == text


def test_no_line_is_wider_than_asked(look: Look) -> None:
    for line in wrap(atoms_of([(look, "safety officer and incident commander " * 20)]), 100):
        assert 60 < line_width(line) <= 100


def test_line_ends_in_the_text_are_line_ends(look: Look) -> None:
    assert lines_of(look, "one\r\ntwo\n\nthree\x0bfour", 500) == ["one", "two", "", "three", "four"]


def test_words_that_touch_in_two_looks_stay_together(typesetter: Typesetter, look: Look) -> None:
    bold = Look(typesetter, 10, "#000000", bold=True)
    atoms = atoms_of([(bold, "Go"), (look, ", then "), (bold, "stay"), (look, "!")])
    assert ["".join(part.text for part in atom.parts) for atom in atoms] == ["Go,", "then", "stay!"]
    assert atoms[0].width == pytest.approx(bold.atom("Go").width + look.atom(",").width)


def test_a_word_may_go_on_after_a_hyphen_between_letters(look: Look) -> None:
    width = look.atom("a re-").width + 1
    assert lines_of(look, "a re-entry", width + 20) == ["a re-", "entry"]
    assert lines_of(look, "a 555-0123", look.atom("555-0123").width + 1) == ["a", "555-0123"]
    assert lines_of(look, "aaaa bb-cccccc", look.atom("aaaa b").width + 5)[0] == "aaaa"


def test_a_word_wider_than_a_line_is_cut_after_a_joint_or_anywhere(look: Look) -> None:
    assert lines_of(look, "maria.kowalczyk@cedarfalls", 90) == ["maria.kowalczyk@", "cedarfalls"]
    cut = lines_of(look, "x" * 300, 90)
    assert "".join(cut) == "x" * 300
    assert all(look.atom(piece).width <= 90 for piece in cut)
    assert lines_of(look, "WWW", 1) == ["W", "W", "W"]


def test_a_wide_word_of_two_looks_is_cut_in_either(typesetter: Typesetter, look: Look) -> None:
    bold = Look(typesetter, 10, "#000000", bold=True)
    for first, second in (("m" * 30, "n" * 3), ("m" * 3, "n" * 30), ("m" * 9, "n" * 9)):
        lines = wrap(atoms_of([(bold, first), (look, second)]), look.atom("m" * 10).width)
        assert "".join(map(shown, lines)) == first + second
        for line in lines:
            assert line_width(line) <= look.atom("m" * 10).width


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "Zs"])), st.floats(5, 300))
def test_wrapping_loses_no_character(typesetter: Typesetter, text: str, width: float) -> None:
    look = Look(typesetter, 10, "#000000")
    assert "".join(lines_of(look, text, width)).replace(" ", "") == text.replace(" ", "")


def test_cleaning_takes_out_what_cannot_be_seen() -> None:
    assert clean("plain") == "plain"
    assert clean("a\x00b\x1b\u200b\u202e\u00ad\ud800\ufffe\ufe0f\u180f\U0001d177c") == "abc"
    assert clean("tab\there\u2028next") == "tab here\nnext"
    assert clean("e\u0301") == "é"
    assert clean("\ue000") == "\ufffd"


def test_the_way_back_to_text_has_blocks_of_a_hundred_and_no_unmapped_codes() -> None:
    table = to_unicode([0, *range(32, 180), 0x1F392, 0xFEFF])
    assert [line for line in table.splitlines() if "beginbfchar" in line] == ["100 beginbfchar", "51 beginbfchar"]
    assert "<00> <FFFD>" in table
    assert "<95> <D83CDF92>" in table
    assert "<96> <FFFD>" in table
