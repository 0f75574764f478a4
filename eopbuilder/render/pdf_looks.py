"""The looks of the style sheet for one document, and inlines turned into measured words."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from eopbuilder.document import nodes
from eopbuilder.document.nodes import (
    Blank,
    Document,
    Facts,
    Figure,
    Heading,
    Inline,
    Inlines,
    Missing,
    Reference,
    Run,
    Table,
)
from eopbuilder.document.stylesheet import StyleSheet, TextStyle, load_stylesheet
from eopbuilder.render.keeping import Fit
from eopbuilder.render.pdf_text import Atom, Link, Look, Typesetter, atoms_of, clean, line_width

_BLANK_STRETCH = 2.2
_BLANK_LABEL_SIZE = 0.88


class Looks:
    """Words in the styles of a style sheet. References to anchors that are not in `anchors` are plain words."""

    def __init__(self, typesetter: Typesetter, stylesheet: StyleSheet, anchors: Collection[str]) -> None:
        self.stylesheet = stylesheet
        self._typesetter = typesetter
        self._anchors = anchors
        self._looks: dict[tuple[str, bool, bool], Look] = {}
        self._special: dict[tuple[str, str], Look] = {}

    def style(self, name: str) -> TextStyle:
        """A text style by name."""
        return self.stylesheet.text[name]

    def color(self, name: str) -> str:
        """A colour by name, as `#RRGGBB`."""
        return self.stylesheet.colors[name]

    def look(self, name: str, *, bold: bool = False, italic: bool = False) -> Look:
        """The look of a text style, made bolder or slanted."""
        key = (name, bold, italic)
        look = self._looks.get(key)
        if look is None:
            style = self.style(name)
            look = self._looks[key] = Look(
                self._typesetter, style.size, style.color, bold=bold or style.bold, italic=italic or style.italic
            )
        return look

    def tinted(self, name: str, color: str) -> Look:
        """The look of a text style in another colour."""
        look = self._special.get((name, color))
        if look is None:
            style = self.style(name)
            look = Look(self._typesetter, style.size, self.color(color), bold=style.bold, italic=style.italic)
            self._special[name, color] = look
        return look

    def words(self, text: str, name: str, *, bold: bool = False) -> list[Atom]:
        """Plain text in a style."""
        return atoms_of([(self.look(name, bold=bold), text)])

    def words_to_fit(self, text: str, name: str, room: float, least: float) -> list[Atom]:
        """Plain text in a style, made smaller to be `room` points wide, down to the part `least` of its size."""
        words = self.words(text, name)
        wide = line_width(words)
        if wide <= room:
            return words
        style = self.style(name)
        size = style.size * max(least, room / wide)
        return atoms_of([(Look(self._typesetter, size, style.color, bold=style.bold, italic=style.italic), text)])

    def link_words(self, text: str, name: str, link: Link) -> list[Atom]:
        """Plain text in a style that is a link as a whole."""
        style = self.style(name)
        look = Look(self._typesetter, style.size, style.color, bold=style.bold, italic=style.italic, link=link)
        return atoms_of([(look, text)])

    def inlines(self, inlines: Inlines, name: str, *, bold: bool = False) -> list[Atom]:
        """Inlines in a style; the words are those of `plain_text`."""
        return atoms_of(stretch for inline in inlines for stretch in self._stretches(inline, name, bold))

    def _stretches(self, inline: Inline, name: str, bold: bool) -> Iterable[tuple[Look, str]]:
        match inline:
            case Run(text):
                yield self.look(name, bold=bold or inline.bold, italic=inline.italic), text
            case Missing():
                yield self._missing(name), inline.words
            case Blank(label):
                line, small = self._blank(name)
                yield line, "________"
                yield small, f"\u00a0({label})"
            case Reference(text, anchor):
                if anchor in self._anchors:
                    size = self.style(name).size
                    link = Link(anchor, text)
                    yield Look(self._typesetter, size, self.color("accent"), bold=bold, link=link), text
                else:
                    yield self.look(name, bold=bold), text

    def _missing(self, name: str) -> Look:
        look = self._special.get((name, "missing"))
        if look is None:
            look = self._special[name, "missing"] = Look(
                self._typesetter, self.style(name).size, self.color("missing_ink"), fill=self.color("missing_fill")
            )
        return look

    def _blank(self, name: str) -> tuple[Look, Look]:
        line, small = self._special.get((name, "line")), self._special.get((name, "label"))
        if line is None or small is None:
            size = self.style(name).size
            line = Look(self._typesetter, size, self.color("muted"), stretch=_BLANK_STRETCH)
            small = Look(self._typesetter, size * _BLANK_LABEL_SIZE, self.color("muted"))
            self._special[name, "line"], self._special[name, "label"] = line, small
        return line, small


class LooksInSizes:
    """The looks of a document's parts with larger and smaller text, each made once."""

    def __init__(self, document: Document, typesetter: Typesetter) -> None:
        self._paper = document.paper
        self._typesetter = typesetter
        self._anchors = _anchors(document)
        self._made: dict[tuple[nodes.Look, float], Looks] = {}

    def of(self, look: nodes.Look, scale: float = 1.0) -> Looks:
        """A look whose text is so many times its size."""
        found = self._made.get((look, scale))
        if found is None:
            sheet = load_stylesheet(look, self._paper).smaller(scale)
            found = self._made[look, scale] = Looks(self._typesetter, sheet, self._anchors)
        return found

    def fitted(self, look: nodes.Look, fit: Fit) -> Looks:
        """A look in the size in which a part fills its pages, or in a style sheet made for it alone."""
        found = self.of(look, fit.scale)
        return found if found.stylesheet is fit.sheet else Looks(self._typesetter, fit.sheet, self._anchors)


def _anchors(document: Document) -> frozenset[str]:
    """Every anchor a reference can lead to."""
    return frozenset(
        block.anchor
        for block in document.blocks()
        if (isinstance(block, Heading) and shown_title(block)) or isinstance(block, Table | Facts | Figure)
    )


def shown_title(heading: Heading) -> str:
    """A heading's number and text on one line."""
    return clean(heading.title).replace("\n", " ").strip()
