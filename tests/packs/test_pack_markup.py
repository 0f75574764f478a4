# ruff: noqa: E501  # one row a case reads better than short lines
"""The Markdown of a section: what it may hold, what is refused, and that no word is ever lost."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.domain.prose import (
    BlankToFill,
    Block,
    Generated,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Placeholder,
    SectionLink,
    Text,
)
from eopbuilder.packs import PackError
from eopbuilder.packs.markup import LONGEST_PARAGRAPH, Mention, parse_body
from eopbuilder.packs.reading import TomlText
from tests.effort import effort


def blocks(text: str) -> tuple[Block, ...]:
    return parse_body("s.md", text, 1).blocks


def inlines(text: str) -> tuple[Inline, ...]:
    (paragraph,) = blocks(text)
    assert isinstance(paragraph, Paragraph)
    return paragraph.inlines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", (Text("plain"),)),
        ("two\nlines", (Text("two lines"),)),
        ("hard  \nbreak", (Text("hard break"),)),
        ("**bold** *italic* ***both***", (Text("bold", True), Text(" "), Text("italic", italic=True), Text(" "), Text("both", True, True))),
        ("_under_ snake_case", (Text("under", italic=True), Text(" snake_case"))),
        (r"\*not bold\*", (Text("*not bold*"),)),
        ("<b>html</b> &amp; <img src=x>", (Text("<b>html</b> &amp; <img src=x>"),)),
        ("<script>\nalert(1)\n</script>", (Text("<script> alert(1) </script>"),)),
        ("<https://example.org>", (Text("<https://example.org>"),)),
        ("[square] brackets", (Text("[square] brackets"),)),
        ("{single} braces", (Text("{single} braces"),)),
        ("{{school.name}}", (Placeholder("school.name"),)),
        ("{{  a_b  }}{{c}}", (Placeholder("a_b"), Placeholder("c"))),
        ("[[ the time ]]", (BlankToFill("the time"),)),
        ("**[[time]] {{x}}**", (BlankToFill("time"), Text(" ", True), Placeholder("x", True))),
        ("[**all** of it](#fa-one)", (SectionLink("all of it", "fa-one"),)),
        ("[two\nlines](#fa-one)", (SectionLink("two lines", "fa-one"),)),
        ("[ref]: http://example.org", (Text("[ref]: http://example.org"),)),
        ("1999 was a year", (Text("1999 was a year"),)),
        ("| a | b |\n|---|---|", (Text("| a | b | |---|---|"),)),
        ("Title\n===", (Text("Title ==="),)),
    ],
)  # fmt: skip
def test_inlines(text: str, expected: tuple[Inline, ...]) -> None:
    assert inlines(text) == expected


def test_headings_have_two_levels_and_words_only() -> None:
    assert blocks("## One\n### **Two** of *them*") == (Heading(1, "One"), Heading(2, "Two of them"))


def test_loose_lists_are_lists_too() -> None:
    assert blocks("- a\n\n- b") == (ListBlock(((Text("a"),), (Text("b"),))),)


def test_an_item_of_several_lines_is_one_paragraph() -> None:
    assert blocks("1. a\n   b\n2. c") == (ListBlock(((Text("a b"),), (Text("c"),)), ordered=True),)


def test_a_generated_block_may_have_parameters_or_none() -> None:
    assert blocks("```block site-table\n```") == (Generated("site-table", {}),)
    assert blocks("~~~block graph\nlevel = 'act-3'\n~~~") == (Generated("graph", {"level": "act-3"}),)


def test_mentions_know_their_lines() -> None:
    body = parse_body("s.md", "First\n{{ a }}\n\n- x\n- [y](#z)\n\n```block graph\n```", 10)

    assert [(one.kind, one.name, one.line) for one in body.mentions] == [
        ("placeholder", "a", 11),
        ("link", "z", 14),
        ("block", "graph", 16),
    ]
    assert body.mentions[2] == Mention("block", "graph", 16, TomlText("s.md", "", 17))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# One", "s.md line 1: “#” is no heading of a section. Use ## or ###."),
        ("text\n\n#### Four", "s.md line 3: “####” is no heading of a section. Use ## or ###."),
        ("##", "s.md line 1: the heading has no words. Write some, or take it out."),
        ("## About {{ school.name }}", "s.md line 1: a heading holds words only. Move the rest below it."),
        ("## [[time]]", "s.md line 1: a heading holds words only. Move the rest below it."),
        ("> quoted", "s.md line 1: a section cannot hold a quotation (a line that starts with >). Use headings, paragraphs, flat lists, bold, italic and links to sections only."),
        ("a\n\n---", "s.md line 3: a section cannot hold a ruled line. Use headings, paragraphs, flat lists, bold, italic and links to sections only."),
        ("    code", "s.md line 1: a section cannot hold text indented by four spaces. Use headings, paragraphs, flat lists, bold, italic and links to sections only."),
        ("a `code`", "s.md line 1: a section cannot hold text between backticks. Use headings, paragraphs, flat lists, bold, italic and links to sections only."),
        ("![a](#b)", "s.md line 1: a section cannot hold an image. Use headings, paragraphs, flat lists, bold, italic and links to sections only."),
        ("- a\n  - b", "s.md line 1: the list item holds more than one paragraph. Keep lists flat."),
        ("- a\n\n  b", "s.md line 1: the list item holds more than one paragraph. Keep lists flat."),
        ("- - a", "s.md line 1: the list item does not hold plain words. Write one paragraph in each item."),
        ("- a\n- ## b", "s.md line 2: the list item does not hold plain words. Write one paragraph in each item."),
        ("- a\n-", "s.md line 2: the list item does not hold plain words. Write one paragraph in each item."),
        ("2. a", "s.md line 1: the numbered list does not start at 1. Start at 1, or put a word first."),
        ("```python\nprint()\n```", "s.md line 1: “```python” is no generated block. Write ```block and its name."),
        ("```block\n```", "s.md line 1: “```block” is no generated block. Write ```block and its name."),
        ("```block a b\n```", "s.md line 1: “```block a b” is no generated block. Write ```block and its name."),
        ("```block graph\nlevel = 'x'", "s.md line 1: the block “graph” does not end. Close it with ```."),
        ("```block graph", "s.md line 1: the block “graph” does not end. Close it with ```."),
        ("a\n\n```block graph\nx = 1\nlevel\n```", "s.md line 5: this is not TOML (Expected '=' after a key in a key/value pair). Correct the line or the one before it."),
        ("one\n{{ a", "s.md line 2: “{{” belongs to no placeholder or blank. Write {{ name }} for a fact and [[label]] for a blank."),
        ("a }} b", "s.md line 1: “}}” belongs to no placeholder or blank. Write {{ name }} for a fact and [[label]] for a blank."),
        ("[[a\nb]]", "s.md line 1: “[[” belongs to no placeholder or blank. Write {{ name }} for a fact and [[label]] for a blank."),
        ("{{ {{ a }} }}", "s.md line 1: “{{” belongs to no placeholder or blank. Write {{ name }} for a fact and [[label]] for a blank."),
        ("[a](http://example.org)", "s.md line 1: the link to “http://example.org” does not lead to a section. Write the id of a section after #, and nothing else."),
        ("x\n[a](javascript:alert(1))", "s.md line 2: the link to “javascript:alert(1)” does not lead to a section. Write the id of a section after #, and nothing else."),
        ("[a](#b 'title')", "s.md line 1: the link to “#b” does not lead to a section. Write the id of a section after #, and nothing else."),
        ("[ ](#b)", "s.md line 1: the link to “#b” has no words. Write what is to be shown."),
        ("[a {{ b }}](#c)", "s.md line 1: the link to “#c” holds more than words. Keep the rest outside."),
        ("[a ![x](#y)](#c)", "s.md line 1: the link to “#c” holds more than words. Keep the rest outside."),
        ("a" * (LONGEST_PARAGRAPH + 1), f"s.md line 1: the paragraph is longer than {LONGEST_PARAGRAPH} characters. Split it."),
    ],
)  # fmt: skip
def test_what_a_section_cannot_hold_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(PackError) as caught:
        blocks(text)

    assert str(caught.value) == message


@pytest.mark.parametrize(
    "text",
    [
        "[" * LONGEST_PARAGRAPH,
        "![" * (LONGEST_PARAGRAPH // 2),
        "*a_" * (LONGEST_PARAGRAPH // 3),
        "{{" * (LONGEST_PARAGRAPH // 2),
        "[[a" * (LONGEST_PARAGRAPH // 3),
        "[a](" * (LONGEST_PARAGRAPH // 4),
        "`a``" * (LONGEST_PARAGRAPH // 4),
        "- " * 140_000,
        "> " * 140_000,
        "1. " * 100_000,
        "```" * 100_000,
        "a\n\n" * 50_000,
        "\\" * LONGEST_PARAGRAPH,
    ],
)
def test_text_made_to_be_slow_takes_no_more_work_for_its_length(text: str) -> None:
    def parse_or_refuse(text: str) -> None:
        with contextlib.suppress(PackError):
            blocks(text)

    half = effort(lambda: parse_or_refuse(text[: len(text) // 2]))

    assert effort(lambda: parse_or_refuse(text)) < 2.5 * half


def words_of(block: Block) -> str:
    match block:
        case Heading():
            return block.text
        case Paragraph():
            return "".join(map(said, block.inlines))
        case ListBlock():
            return "\n".join("".join(map(said, item)) for item in block.items)
        case Generated():
            return f"block {block.name} {block.parameters}"


def said(inline: Inline) -> str:
    match inline:
        case Text():
            return inline.text
        case Placeholder():
            return inline.name
        case BlankToFill():
            return inline.label
        case SectionLink():
            return f"{inline.text} {inline.section}"


MARKS = st.sampled_from(
    ["**", "*", "_", "{{ school.name }}", "{{", "}}", "[[time]]", "[a](#b)", "](#b)", "[", "]", "## ", "- ", "1. ", "\n",
     "\n\n", "```block graph\n```\n", "```", "\\", "<b>", "&lt;", "> ", "    ", "---", "`", "\t", " "]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.one_of(MARKS, st.text(max_size=6))).map("".join)))
def test_no_text_crashes_the_parser_and_no_word_is_lost(text: str) -> None:
    try:
        parsed = blocks(text)
    except PackError:
        return
    found = "\n".join(map(words_of, parsed))
    numbered = re.sub(r"(?m)^([ \t]|-[ \t])*\d{1,9}[.)](?=\s)", "", text)

    assert [word for word in re.findall(r"[^\W_]+", numbered) if word not in found] == []
