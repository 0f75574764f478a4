"""The document tree: what every writer draws.

A `Document` holds blocks in reading order. Numbers, anchors and references are final text here; a writer only draws.
Nesting: a `Document` holds `Part`s of blocks; `Table` cells and list items hold runs, never blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from eopbuilder.domain.paper import Paper
from eopbuilder.rolegraph.scene import Scene


@dataclass(frozen=True)
class Run:
    """Words in one style; a line end in `text` is a line break. `language` is set where it is not the document's.

    A `note` tells of the words before it, such as where a rule comes from: at the foot of the page where the format has
    footnotes, else in its place.
    """

    text: str
    bold: bool = False
    italic: bool = False
    language: str = ""
    note: bool = False


NOT_DECIDED = "Not yet decided"


@dataclass(frozen=True)
class Missing:
    """Something the team has not decided yet: drawn so that nobody overlooks it, in words as well as by look.

    `brief` is shown instead where the place already says what is missing, as in the cell of a table.
    """

    text: str
    brief: str = ""

    @property
    def words(self) -> str:
        """What every writer shows."""
        return f"▲ {self.brief}" if self.brief else f"▲ {NOT_DECIDED}: {self.text}"


@dataclass(frozen=True)
class Blank:
    """A line to fill in by hand on the day, with its label, such as “time”.

    `language` is that of the label where it is not the document's.
    """

    label: str
    language: str = ""


@dataclass(frozen=True)
class Reference:
    """A link to an anchor elsewhere in the document; `text` is what is shown, `note` as in `Run`."""

    text: str
    anchor: str
    note: bool = False


Inline = Run | Missing | Blank | Reference
Inlines = tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """A heading. `number` is its final number or empty; `anchor` is unique in the document; level 1 to 4.

    `shown_as` is the level whose look it has on paper, where that is another.
    """

    level: int
    text: str
    anchor: str
    number: str = ""
    in_contents: bool = True
    shown_as: int = 0

    @property
    def title(self) -> str:
        """Number and text as shown."""
        return f"{self.number} {self.text}".strip()


@dataclass(frozen=True)
class Paragraph:
    """Body text. `role` picks the look: body, lead (opening sentence), source (small note on where rules come from)."""

    inlines: Inlines
    role: Literal["body", "lead", "source"] = "body"


@dataclass(frozen=True)
class ListItems:
    """A bulleted, numbered or check-box list."""

    items: tuple[Inlines, ...]
    style: Literal["bullet", "number", "check"] = "bullet"


@dataclass(frozen=True)
class Callout:
    """A short boxed note: `title` says what kind in words."""

    title: str
    inlines: Inlines
    tone: Literal["note", "warning"] = "note"


@dataclass(frozen=True)
class Column:
    """A table column; `share` is its part of the width relative to the others. Numbers stand at the right."""

    title: str
    share: float = 1.0
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True)
class Table:
    """A table with a header row. `caption` is its final caption; `row_header` marks the first column as headers.

    A row whose cells are all empty is there to be filled in by hand, and with `by_hand` every row is: such rows are
    high, with lines between their cells.
    """

    caption: str
    anchor: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    summary: str = ""
    row_header: bool = True
    by_hand: bool = False


@dataclass(frozen=True)
class Facts:
    """Label and value pairs set side by side (a record sheet); drawn as a two-column table without a header row.

    `label_share` is the part of the width the labels take. `about` names what the labels are about, where they do not
    say so themselves.
    """

    caption: str
    anchor: str
    pairs: tuple[tuple[str, Inlines], ...]
    label_share: float = 0.38
    about: str = ""


@dataclass(frozen=True)
class Figure:
    """A vector drawing with caption and a text alternative saying the same."""

    caption: str
    anchor: str
    scene: Scene
    alternative: str


@dataclass(frozen=True)
class Signatures:
    """Lines to sign: one (name, title) pair each; empty strings leave a blank."""

    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Box:
    """A box of a form: its title, what is known already, and room to write. `share` is its part of the row's width."""

    title: str
    inlines: Inlines = ()
    share: float = 1.0


@dataclass(frozen=True)
class BoxRow:
    """Boxes side by side, at least `room` points high."""

    boxes: tuple[Box, ...]
    room: float = 30.0


@dataclass(frozen=True)
class Boxes:
    """Rows of boxes to write in. The edges of `cut` ones are dashed: they are cards to cut out along them.

    `width` is that of a row in points, for cards of a size of their own; 0 is as wide as the text.
    """

    rows: tuple[BoxRow, ...]
    cut: bool = False
    width: float = 0.0

    def across(self, room: float) -> float:
        """The width of a row on a page with so much room between its margins."""
        return min(self.width or room, room)


@dataclass(frozen=True)
class TearLine:
    """A dashed line across the page with what to do there, such as “Tear off here”."""

    text: str


@dataclass(frozen=True)
class PageBreak:
    """What follows starts on a new page."""


Look = Literal["plan", "form", "card", "wallet", "sign"]
"""How a document looks: roomy as a plan, dense as a form, large on a card, small on a wallet card, huge on a sign."""
Block = Heading | Paragraph | ListItems | Callout | Table | Facts | Figure | Signatures | Boxes | TearLine | PageBreak


@dataclass(frozen=True)
class Part:
    """Blocks that share one page orientation. A new part starts on a new page.

    `one_page`: Word and PDF make the text of this part smaller, within reason, until it fits one page.
    `grow`: how many times larger they may make it first, so that a short text fills its page and is read from afar.
    `look` is that of its text on paper, where it is not the document's; pages keep the margins of the document.
    """

    blocks: tuple[Block, ...]
    landscape: bool = False
    one_page: bool = False
    grow: float = 1.0
    look: Look | None = None


@dataclass(frozen=True)
class Cover:
    """The cover page.

    `marking` is the handling line, such as “Confidential”; `logo` a plain image (see `domain.images`), or empty.
    """

    title: str
    subtitle: str
    lines: tuple[str, ...]
    marking: str = ""
    logo: bytes = field(default=b"", repr=False)
    logo_alternative: str = ""


@dataclass(frozen=True)
class Document:
    """A whole document: cover if it has one, contents down to `contents_depth` (0: none), then parts.

    `created` is an ISO date and time; no writer reads the clock.
    """

    title: str
    language: str
    author: str
    subject: str
    created: str
    header: str
    footer: str
    cover: Cover | None
    parts: tuple[Part, ...]
    contents_depth: int = 2
    keywords: tuple[str, ...] = field(default=())
    look: Look = "plan"
    paper: Paper = "letter"

    def blocks(self) -> Iterator[Block]:
        """Every block in reading order."""
        for part in self.parts:
            yield from part.blocks

    def headings(self) -> tuple[Heading, ...]:
        """The headings of the table of contents, in order."""
        return tuple(
            block
            for block in self.blocks()
            if isinstance(block, Heading) and block.in_contents and block.level <= self.contents_depth
        )


def language_of(inlines: Inlines) -> str:
    """The language most of the words are in, or empty when that is the document's."""
    letters: dict[str, int] = {}
    for one in inlines:
        if isinstance(one, Run):
            letters[one.language] = letters.get(one.language, 0) + len(one.text)
    return max(letters, key=lambda language: letters[language], default="")


def plain_text(inlines: Inlines) -> str:
    """The words of a run of inlines as every writer shows them."""
    return "".join(_words(one) for one in inlines)


def _words(inline: Inline) -> str:
    match inline:
        case Missing():
            return inline.words
        case Blank(label):
            return f"________ ({label})"
        case Run(text) | Reference(text):
            return text
