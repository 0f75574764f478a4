"""What a team writes into a large box becomes paragraphs and lists without losing a word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.document.long_text import long_text_blocks
from eopbuilder.document.nodes import ListItems, Paragraph, Run, plain_text
from eopbuilder.domain.facts import clean_text


def test_lines_become_paragraphs_and_lists() -> None:
    assert long_text_blocks("One\n\n- a\n* b\n1. x\n2) y\nEnd") == (
        Paragraph((Run("One"),)),
        ListItems(((Run("a"),), (Run("b"),))),
        ListItems(((Run("x"),), (Run("y"),)), "number"),
        Paragraph((Run("End"),)),
    )


def test_numbers_that_do_not_count_up_stay_as_written() -> None:
    assert long_text_blocks("3. x\n7. y") == (Paragraph((Run("3. x"),)), Paragraph((Run("7. y"),)))


def test_braces_and_markup_are_only_words() -> None:
    assert long_text_blocks("{{ school.name }} <b>") == (Paragraph((Run("{{ school.name }} <b>"),)),)


@given(st.text(alphabet=st.sampled_from("ab1-*•. \n\x00é"), max_size=60))
def test_no_word_is_lost(text: str) -> None:
    found = []
    for block in long_text_blocks(text):
        if isinstance(block, Paragraph):
            found.append(plain_text(block.inlines))
        elif isinstance(block, ListItems):
            found.extend(plain_text(item) for item in block.items)
    letters = [one for one in clean_text(text) if one in "abé"]
    assert [one for one in "".join(found) if one in "abé"] == letters
