"""The small part of Markdown a section may use, parsed once into prose.

Headings, paragraphs, flat lists, bold, italic, `{{ placeholders }}`, `[[blanks]]`, links to sections, and fenced
generated blocks. Anything else is refused with its line, or is plain text; HTML is always plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

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
from eopbuilder.packs.errors import PackError
from eopbuilder.packs.reading import TomlText

LONGEST_PARAGRAPH = 5_000
"""Characters. Keeps the parser's time bounded whatever a file holds."""

_PLACEHOLDER = re.compile(r"\{\{[ \t]*([^{}\n]{1,120}?)[ \t]*\}\}")
_BLANK = re.compile(r"\[\[[ \t]*([^\[\]\n]{1,80}?)[ \t]*\]\]")
_LEFT_OVER = re.compile(r"\{\{|\}\}|\[\[|\]\]")
_ALLOWED = "Use headings, paragraphs, flat lists, bold, italic and links to sections only"


@dataclass(frozen=True)
class Mention:
    """A place where a body names something that must exist. `line` is the line of the file."""

    kind: Literal["placeholder", "link", "block"]
    name: str
    line: int
    parameters: TomlText
    """The TOML of a block; empty for the others."""


@dataclass(frozen=True)
class Body:
    """A parsed body and what it mentions, in order."""

    blocks: tuple[Block, ...]
    mentions: tuple[Mention, ...]


def parse_body(file: str, text: str, first_line: int) -> Body:
    """Parses the Markdown body of a section. `first_line` is the line of the file it starts on. Raises `PackError`."""
    return _Parser(file, text, first_line).parse()


class _Parser:
    def __init__(self, file: str, text: str, first_line: int) -> None:
        self.file = file
        self.text = text
        self.lines = text.split("\n")
        self.first_line = first_line
        self.mentions: list[Mention] = []

    def parse(self) -> Body:
        tokens: list[Token] = []
        _markdown().block.parse(self.text, _markdown(), {}, tokens)
        return Body(tuple(self._blocks(iter(tokens))), tuple(self.mentions))

    def _blocks(self, tokens: Iterator[Token]) -> Iterator[Block]:
        for token in tokens:
            if token.type == "heading_open":
                yield self._heading(token, next(tokens))
                next(tokens)
            elif token.type == "paragraph_open":
                yield Paragraph(self._inlines(next(tokens)))
                next(tokens)
            elif token.type in {"bullet_list_open", "ordered_list_open"}:
                yield self._list(token, tokens)
            elif token.type == "fence":
                yield self._generated(token)
            else:
                raise self._fault(token, f"a section cannot hold {_OUTSIDE[token.type]}", _ALLOWED)

    def _heading(self, opening: Token, content: Token) -> Heading:
        level = len(opening.markup) - 1
        if level not in {1, 2}:
            raise self._fault(opening, f"“{opening.markup}” is no heading of a section", "Use ## or ###")
        inlines = self._inlines(content)
        if not inlines:
            raise self._fault(opening, "the heading has no words", "Write some, or take it out")
        if not all(isinstance(inline, Text) for inline in inlines):
            raise self._fault(opening, "a heading holds words only", "Move the rest below it")
        return Heading(level, "".join(inline.text for inline in inlines if isinstance(inline, Text)))

    def _list(self, opening: Token, tokens: Iterator[Token]) -> ListBlock:
        ordered = opening.type == "ordered_list_open"
        if ordered and opening.attrGet("start") is not None:
            raise self._fault(opening, "the numbered list does not start at 1", "Start at 1, or put a word first")
        items: list[tuple[Inline, ...]] = []
        for item in takewhile(lambda token: token.type == "list_item_open", tokens):
            paragraph = next(tokens)
            if paragraph.type != "paragraph_open":
                raise self._fault(item, "the list item does not hold plain words", "Write one paragraph in each item")
            items.append(self._inlines(next(tokens)))
            next(tokens)
            if next(tokens).type != "list_item_close":
                raise self._fault(item, "the list item holds more than one paragraph", "Keep lists flat")
        return ListBlock(tuple(items), ordered)

    def _generated(self, token: Token) -> Generated:
        words = token.info.split()
        start, end = token.map or [0, 0]
        if len(words) != 2 or words[0] != "block":
            raise self._fault(
                token, f"“{token.markup}{token.info}” is no generated block", "Write ```block and its name"
            )
        if end - start < 2 or not self.lines[end - 1].strip().startswith(token.markup):
            raise self._fault(token, f"the block “{words[1]}” does not end", f"Close it with {token.markup}")
        line = self.first_line + start
        parameters = TomlText(self.file, token.content, line + 1)
        self.mentions.append(Mention("block", words[1], line, parameters))
        return Generated(words[1], parameters.parse())

    def _inlines(self, token: Token) -> tuple[Inline, ...]:
        if len(token.content) > LONGEST_PARAGRAPH:
            raise self._fault(token, f"the paragraph is longer than {LONGEST_PARAGRAPH} characters", "Split it")
        children: list[Token] = []
        _markdown().inline.parse(token.content, _markdown(), {}, children)
        found: list[Inline] = []
        bold = italic = 0
        stream = iter(children)
        for child in stream:
            if child.type in {"text", "text_special", "softbreak", "hardbreak"}:
                words = child.content if child.type.startswith("text") else " "
                _append(found, Text(words, bold > 0, italic > 0))
            elif child.type in {"strong_open", "strong_close"}:
                bold += child.nesting
            elif child.type in {"em_open", "em_close"}:
                italic += child.nesting
            elif child.type == "placeholder":
                self._mention("placeholder", child.content, self._line(token, child.content))
                found.append(Placeholder(child.content, bold > 0, italic > 0))
            elif child.type == "blank":
                found.append(BlankToFill(child.content))
            elif child.type == "link_open":
                found.append(self._link(token, child, stream))
            else:
                raise self._fault(token, f"a section cannot hold {_OUTSIDE[child.type]}", _ALLOWED)
        for inline in found:
            left_over = _LEFT_OVER.search(inline.text) if isinstance(inline, Text | SectionLink) else None
            if left_over:
                line = self._line(token, left_over[0])
                why = f"“{left_over[0]}” belongs to no placeholder or blank"
                raise PackError(self.file, line, why, "Write {{ name }} for a fact and [[label]] for a blank")
        return tuple(found)

    def _link(self, block: Token, opening: Token, stream: Iterator[Token]) -> SectionLink:
        address, words = str(opening.attrGet("href")), ""
        for child in takewhile(lambda token: token.type != "link_close", stream):
            if child.type in {"placeholder", "blank", "image", "code_inline"}:
                raise self._fault(block, f"the link to “{address}” holds more than words", "Keep the rest outside")
            words += child.content or (" " if child.type.endswith("break") else "")
        line = self._line(block, address)
        if not address.startswith("#") or opening.attrGet("title") is not None:
            why = f"the link to “{address}” does not lead to a section"
            raise PackError(self.file, line, why, "Write the id of a section after #, and nothing else")
        if not words.strip():
            raise PackError(self.file, line, f"the link to “{address}” has no words", "Write what is to be shown")
        self._mention("link", address[1:], line)
        return SectionLink(words, address[1:])

    def _mention(self, kind: Literal["placeholder", "link"], name: str, line: int) -> None:
        self.mentions.append(Mention(kind, name, line, TomlText(self.file, "", line)))

    def _line(self, token: Token, needle: str) -> int:
        """The line of the file where `needle` stands in a block, or else where the block starts."""
        start, end = token.map or [0, 0]
        return self.first_line + next((n for n in range(start, end) if needle in self.lines[n]), start)

    def _fault(self, token: Token, why: str, remedy: str) -> PackError:
        return PackError(self.file, self.first_line + (token.map or [0])[0], why, remedy)


_OUTSIDE = {
    "blockquote_open": "a quotation (a line that starts with >)",
    "hr": "a ruled line",
    "code_block": "text indented by four spaces",
    "code_inline": "text between backticks",
    "image": "an image",
}


def _append(found: list[Inline], text: Text) -> None:
    """Adds words, joining them to words of the same style just before."""
    last = found[-1] if found else None
    if isinstance(last, Text) and (last.bold, last.italic) == (text.bold, text.italic):
        found[-1] = Text(last.text + text.text, text.bold, text.italic)
    elif text.text:
        found.append(text)


@cache
def _markdown() -> MarkdownIt:
    """A parser that knows only what a section may hold, and what is to be refused by name. It knows no HTML."""
    parser = MarkdownIt("zero")
    parser.enable(["heading", "list", "fence", "hr", "blockquote", "code"])
    parser.enable(["emphasis", "link", "image", "escape", "newline", "backticks"])
    parser.inline.ruler.before("link", "placeholder", _placeholder_rule)
    parser.inline.ruler.before("link", "blank", _blank_rule)
    parser.validateLink = _any_address  # type: ignore[method-assign]
    parser.normalizeLink = _as_written  # type: ignore[method-assign]
    return parser


def _any_address(url: str) -> bool:
    """Takes every link, so that one which leads elsewhere is refused by name instead of printed as text."""
    return bool(url)


def _as_written(url: str) -> str:
    return url


def _placeholder_rule(state: StateInline, silent: bool) -> bool:
    return _take(state, silent, _PLACEHOLDER, "placeholder")


def _blank_rule(state: StateInline, silent: bool) -> bool:
    return _take(state, silent, _BLANK, "blank")


def _take(state: StateInline, silent: bool, pattern: re.Pattern[str], kind: str) -> bool:
    found = pattern.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push(kind, "", 0).content = found[1]
    state.pos = found.end()
    return True
