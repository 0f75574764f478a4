"""Words for PDF pages: cleaned, measured once, encoded once, and wrapped into lines.

A paragraph is a list of atoms, the pieces a line is never broken inside (a word with the punctuation that touches it,
in however many styles). Atoms are remembered by word, so a long plan costs little more than its vocabulary.
All widths are points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfbase.ttfonts import TTFont

from eopbuilder.render.fonts import REPLACEMENT, font_name, register_fonts, split_by_font

if TYPE_CHECKING:
    from eopbuilder.render.pdf_document import TaggedDocument
    from eopbuilder.render.pdf_tagging import Element

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_TO_ESCAPE = re.compile(rb"[^ -~]|[()\\]")
_AFTER_THESE = re.compile(r"(?<=[^\W\d_])[-/–—](?=[^\W\d_]{3})")
_ALSO_AFTER_THESE = "-/–—@._=&?:,;)"
_SPACE = re.compile(r"(?<!\(\d{3}\)) |(?<=\)) (?!\d{3}-)")
_LONGEST_WORD = 256
_PRINTABLE = "".join(map(chr, range(32, 127)))


class Piece(NamedTuple):
    """Characters of one font subset: its resource name, the escaped string, the width in thousandths of the size."""

    font: str
    code: str
    width: float


class Link:
    """One reference to an anchor. `element` is its Link element once its first words are drawn."""

    __slots__ = ("anchor", "element", "text")

    def __init__(self, anchor: str, text: str) -> None:
        self.anchor = anchor
        self.text = text
        self.element: Element | None = None


class Look:
    """How words look: font, size, colour, a fill behind them, the link they are, how far they are stretched."""

    __slots__ = ("atoms", "bold", "color", "fill", "italic", "link", "size", "stretch", "typesetter")

    def __init__(
        self,
        typesetter: Typesetter,
        size: float,
        color: str,
        *,
        bold: bool = False,
        italic: bool = False,
        fill: str = "",
        link: Link | None = None,
        stretch: float = 1.0,
    ) -> None:
        self.typesetter = typesetter
        self.size = size
        self.color = color
        self.bold = bold
        self.italic = italic
        self.fill = fill
        self.link = link
        self.stretch = stretch
        self.atoms: dict[str, Atom] = {}

    def atom(self, word: str) -> Atom:
        """The word in this look."""
        atom = self.atoms.get(word)
        if atom is None:
            pieces = self.typesetter.pieces(word, self.bold, self.italic)
            width = sum(piece.width for piece in pieces) * self.size / 1000 * self.stretch
            atom = self.atoms[word] = Atom(width, self.space_after(pieces), (Part(self, word, pieces),))
        return atom

    def space_after(self, pieces: Sequence[Piece]) -> float:
        """The width of the space after a word, which is drawn in the font the word ends in."""
        return self.typesetter.spaces[pieces[-1].font] * self.size / 1000


class Part(NamedTuple):
    """The stretch of an atom that has one look."""

    look: Look
    text: str
    pieces: tuple[Piece, ...]


class Atom(NamedTuple):
    """What a line is not broken inside: its width, the width of the space after it (0: none), its parts."""

    width: float
    space: float
    parts: tuple[Part, ...]


Line = Sequence[Atom]

BREAK: Final = Atom(0.0, 0.0, ())
"""Ends a line wherever it stands."""


class Typesetter:
    """Encodes and measures words for one document, whose fonts it fills.

    `spaces` holds the width of a space in each font subset in use, in thousandths of the size.
    """

    def __init__(self, document: TaggedDocument) -> None:
        register_fonts()
        self._document = document
        self._pieces: dict[tuple[str, bool, bool], tuple[Piece, ...]] = {}
        self._faces: dict[tuple[bool, bool], _Face] = {}
        self.spaces: dict[str, float] = {}

    def pieces(self, word: str, bold: bool, italic: bool) -> tuple[Piece, ...]:
        """The word cut where the font or its subset changes."""
        key = (word, bold, italic)
        pieces = self._pieces.get(key)
        if pieces is None:
            pieces = self._pieces[key] = tuple(self._encode(word, bold, italic))
        return pieces

    def _encode(self, word: str, bold: bool, italic: bool) -> Iterable[Piece]:
        if word.isascii() and word.isprintable():
            face = self._faces.get((bold, italic)) or self._face(bold, italic)
            width = sum(map(face.widths.__getitem__, word.encode()))
            yield Piece(face.resource, _TO_ESCAPE.sub(_octal, word.encode()).decode("ascii"), width)
            return
        for name, text in split_by_font(word, bold, italic):
            font = cast(TTFont, getFont(name))
            start = 0
            for subset, codes in font.splitString(text, self._document):
                end = start + len(codes)
                code = _TO_ESCAPE.sub(_octal, codes).decode("ascii")
                resource = font.getSubsetInternalName(subset, self._document)
                self.spaces.setdefault(resource, font.stringWidth(" ", 1000))
                yield Piece(resource, code, font.stringWidth(text[start:end], 1000))
                start = end

    def _face(self, bold: bool, italic: bool) -> _Face:
        font = cast(TTFont, getFont(font_name(bold, italic)))
        font.splitString(_PRINTABLE, self._document)
        widths = (font.stringWidth(chr(code), 1000) if chr(code) in _PRINTABLE else 0.0 for code in range(128))
        face = _Face(font.getSubsetInternalName(0, self._document), tuple(widths))
        self._faces[bold, italic] = face
        self.spaces[face.resource] = face.widths[ord(" ")]
        return face


class _Face(NamedTuple):
    """The first subset of a text font, where every ASCII character has its own code: resource name and widths."""

    resource: str
    widths: tuple[float, ...]


def _octal(found: re.Match[bytes]) -> bytes:
    return b"\\%03o" % found[0][0]


def clean(text: str) -> str:
    """The text without what cannot be seen or stored; every line end is `\\n`, characters are composed (NFC).

    Characters of private use, whose meaning no reader can know, become U+FFFD.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_END.sub("\n", text).replace("\t", " ")
    text = _INVISIBLE.sub("", text)
    return _PRIVATE.sub(REPLACEMENT, unicodedata.normalize("NFC", text))


def atoms_of(stretches: Iterable[tuple[Look, str]]) -> list[Atom]:
    """The atoms of some text given as stretches of one look each. Touching words of two stretches become one atom."""
    atoms: list[Atom] = []
    touching = False
    for look, text in stretches:
        known, make = look.atoms.get, look.atom
        for index, word in enumerate(_words(text)):
            if index:
                touching = False
            if not word:
                continue
            if word == "\n":
                atoms.append(BREAK)
                touching = False
                continue
            if len(word) > _LONGEST_WORD:
                atoms.extend(_chopped(look, word))
                touching = True
                continue
            atom = known(word) or make(word)
            if touching:
                last = atoms[-1]
                atoms[-1] = Atom(last.width + atom.width, atom.space, last.parts + atom.parts)
            else:
                atoms.append(atom)
                touching = True
    return atoms


def _words(text: str) -> list[str]:
    """The text cut at its spaces, but for the one in a phone number such as (505) 555-0100."""
    text = clean(text)
    text = text.replace("\n", " \n ") if "\n" in text else text
    return _SPACE.split(text) if ") " in text else text.split(" ")


def _chopped(look: Look, word: str) -> Iterable[Atom]:
    """A word longer than any line, in chunks that touch."""
    last = (len(word) - 1) // _LONGEST_WORD
    for index in range(last + 1):
        text = word[index * _LONGEST_WORD : (index + 1) * _LONGEST_WORD]
        pieces = look.typesetter.pieces(text, look.bold, look.italic)
        width = sum(piece.width for piece in pieces) * look.size / 1000 * look.stretch
        yield Atom(width, look.space_after(pieces) if index == last else 0.0, (Part(look, text, pieces),))


def wrap(atoms: Sequence[Atom], width: float) -> list[Line]:
    """The atoms as lines of at most this width. A word wider than a line is cut, after a joint if it has one."""
    lines: list[Line] = []
    line: list[Atom] = []
    used = 0.0
    for atom in atoms:
        reach = used + atom.width
        if reach <= width and atom is not BREAK:
            line.append(atom)
            used = reach + atom.space
            continue
        if atom is BREAK:
            lines.append(line)
            line, used = [], 0.0
            continue
        if line:
            head, tail = _cut_at_joint(atom, width - used)
            if head is not None:
                line.append(head)
            lines.append(line)
            line, used, atom = [], 0.0, tail
        while atom.width > width:
            head, atom = _cut(atom, width)
            lines.append([head])
        if atom.parts:
            line.append(atom)
            used = atom.width + atom.space
    if line:
        lines.append(line)
    return lines


def _cut_at_joint(atom: Atom, room: float) -> tuple[Atom | None, Atom]:
    """The atom cut after the last hyphen, dash or slash that fits and three letters follow; else None and the atom."""
    if len(atom.parts) != 1:
        return None, atom
    look, text, _ = atom.parts[0]
    for joint in reversed(list(_AFTER_THESE.finditer(text))):
        head = look.atom(text[: joint.end()])
        if head.width <= room:
            return head._replace(space=0.0), look.atom(text[joint.end() :])._replace(space=atom.space)
    return None, atom


def _cut(atom: Atom, room: float) -> tuple[Atom, Atom]:
    """The atom cut so that its head fits and holds at least a character; after a joint if that fills half the room."""
    used = joint_width = 0.0
    end = joint = (0, 0)
    for at, character, width in _characters(atom):
        used += width
        if used > room and end != (0, 0):
            break
        end = at
        if character in _ALSO_AFTER_THESE:
            joint, joint_width = end, used
    return _halves(atom, joint if joint_width > room / 2 else end)


def _characters(atom: Atom) -> Iterator[tuple[tuple[int, int], str, float]]:
    """Each character of an atom: the number of its part and the place after it, itself, its width."""
    for number, (look, text, _) in enumerate(atom.parts):
        for index, character in enumerate(text, start=1):
            yield (number, index), character, look.atom(character).width


def _halves(atom: Atom, at: tuple[int, int]) -> tuple[Atom, Atom]:
    """The atom cut in part `at[0]`, after its first `at[1]` characters, of which there is at least one."""
    number, index = at
    look, text, _ = atom.parts[number]
    head = [*atom.parts[:number], *look.atom(text[:index]).parts]
    tail = list(atom.parts[number + 1 :])
    if text[index:]:
        tail.insert(0, look.atom(text[index:]).parts[0])
    return _joined(head, 0.0), _joined(tail, atom.space)


def _joined(parts: Sequence[Part], space: float) -> Atom:
    return Atom(sum(width_of(part) for part in parts), space, tuple(parts))


def width_of(part: Part) -> float:
    """The width of one part of an atom in points."""
    return sum(piece.width for piece in part.pieces) * part.look.size / 1000 * part.look.stretch


def line_width(line: Line) -> float:
    """The width of a line in points, without the space at its end."""
    return sum(atom.width + atom.space for atom in line) - (line[-1].space if line else 0.0)
