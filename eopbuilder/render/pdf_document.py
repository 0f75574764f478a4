"""reportlab's document object, made to write what PDF/UA-1 and PDF/A-2a ask for.

Four defects of reportlab 5.1 are worked around here, on objects of one document only, never on the library:
a font's second subset has no space before it holds 33 characters; its ToUnicode tables write more than 100 entries a
block, five-digit codes and U+0000; its streams end without a line end before `endstream` (PDF/A 6.1.7.1); its time
stamps come from the clock and get half-hour time zones wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import md5
from typing import Any, ClassVar, cast

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from eopbuilder.working import nothing

_TO_UNICODE = "toUnicodeCMap:"
_UNICODE_BLOCK = 100
_OBJECTS_BETWEEN = 500
"""Objects put into the file between two looks whether it is still wanted."""
_SPACE = 0x20
_UNMAPPABLE = {0x0000, 0xFEFF, 0xFFFE}


class RawObject(pdfdoc.PDFObject):
    """An indirect object whose bytes are ready."""

    __RefOnly__ = 1

    def __init__(self, data: bytes) -> None:
        self.data = data

    def format(self, document: object) -> bytes:
        """The bytes themselves."""
        cast(TaggedDocument, document).count_formatted()
        return self.data


class Stream(pdfdoc.PDFStream):
    """A stream that ends with a line end, as PDF/A wants it."""

    def format(self, document: object) -> bytes:
        """The stream's bytes."""
        data: bytes = super().format(document)
        return data.removesuffix(b"endstream\n") + b"\nendstream\n"


def compressed_stream(content: bytes, **dictionary: object) -> Stream:
    """A deflated stream with these entries in its dictionary."""
    return Stream(pdfdoc.PDFDictionary(dictionary), content, [pdfdoc.PDFZCompress])


class TaggedPage(pdfdoc.PDFPage):
    """A page that knows its place in the structure tree; readers follow its links in reading order."""

    __NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]  # noqa: RUF012  as reportlab has it
    ExtGState = None
    StructParents: int
    Tabs: str
    XObjects: pdfdoc.PDFDictionary | None
    _shadingUsed: ClassVar[dict[str, str]] = {}  # noqa: N815  reportlab's name


class TaggedCatalog(pdfdoc.PDFCatalog):
    """A catalog that can name the colour space of the whole document."""

    __NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents"]  # noqa: RUF012  as reportlab has it
    Lang: pdfdoc.PDFString
    MarkInfo: pdfdoc.PDFDictionary
    Metadata: pdfdoc.PDFStream
    Outlines: object
    OutputIntents: pdfdoc.PDFArray
    Pages: object
    StructTreeRoot: pdfdoc.PDFObject
    ViewerPreferences: pdfdoc.PDFDictionary


@dataclass(frozen=True)
class _Moment:
    """A point in time in the shape reportlab's time stamps have."""

    YMDhms: tuple[int, int, int, int, int, int]
    dhh: int = 0
    dmm: int = 0


class TaggedDocument(pdfdoc.PDFDocument):
    """A PDF 1.7 document without a clock: the same content gives the same bytes.

    `tagged` is the catalog. `created` goes into the file as the time of creation and change; a time without a zone is
    taken as UTC. `working` is called now and then while the file is put together, and may raise to stop it.
    """

    Pages: pdfdoc.PDFPages
    _catalog: pdfdoc.PDFCatalog

    def __init__(self, *, language: str, created: datetime, working: Callable[[], None] = nothing) -> None:
        super().__init__(compression=1, invariant=1, pdfVersion=(1, 7), lang=language)
        moment = created.replace(tzinfo=created.tzinfo or UTC).astimezone(UTC)
        self.created = moment
        self._working, self._formatted = working, 0
        self._timeStamp = _Moment((moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second))
        self.signature = md5(moment.isoformat().encode(), usedforsecurity=False)
        self.tagged = TaggedCatalog()
        self.tagged.Pages, self.tagged.Outlines = self.Pages, self.Outlines
        self.tagged.Lang = pdfdoc.PDFString(language)
        self.Catalog = self._catalog = self.tagged

    def count_formatted(self) -> None:
        """One more object is in the file."""
        self._formatted += 1
        if self._formatted % _OBJECTS_BETWEEN == 0:
            self._working()

    def number(self, item: pdfdoc.PDFObject) -> int:
        """Registers `item` as an indirect object and gives its number."""
        return self._number_of(self.Reference(item).name)

    def page_number(self, index: int) -> int:
        """The object number of a page that has been added; the first has index 0."""
        return self._number_of(f"Page{index + 1}")

    def _number_of(self, name: str) -> int:
        number: int = self.idToObjectNumberAndVersion[name][0]
        return number

    def append_page(
        self,
        size: tuple[float, float],
        content: bytes,
        links: Sequence[int],
        parent_key: int,
        images: Iterable[str] = (),
    ) -> None:
        """Adds a finished page: its content stream, the object numbers of its links, its key in the parent tree.

        `images` names the images its content draws.
        """
        page = TaggedPage()
        page.MediaBox = pdfdoc.PDFArray([0, 0, *size])
        page.Contents = compressed_stream(content)
        page.Annots = pdfdoc.PDFArray([f"{number} 0 R" for number in links]) if links else None
        page.StructParents, page.Tabs = parent_key, pdfdoc.PDFName("S")
        page.XObjects = self.xobjDict(sorted(images)) if images else None
        self.signature.update(content)
        self.addPage(page)

    def Reference(self, obj: Any, name: str | None = None) -> Any:  # noqa: N802  reportlab's name
        """Registers an object. Font streams, which reportlab makes itself, get their proper end here."""
        if type(obj) is pdfdoc.PDFStream:
            obj.__class__ = Stream
        reference: Any = cast(Any, super()).Reference(obj, name)
        return reference

    def GetPDFData(self, canvas: object) -> bytes:  # noqa: N802  reportlab's name
        """The bytes of the finished file."""
        for font in self.delayedFonts:
            _give_space(cast(TTFont, font).state[self].subsets)
        subsets = [list(subset) for font in self.delayedFonts for subset in cast(TTFont, font).state[self].subsets]
        for font in self.delayedFonts:
            font.addObjects(self)
        self.delayedFonts = []
        tables = [stream for name, stream in self.idToObject.items() if name.startswith(_TO_UNICODE)]
        for stream, codes in zip(tables, subsets, strict=True):
            cast(pdfdoc.PDFStream, stream).content = to_unicode(codes)
        data: bytes = super().GetPDFData(canvas)
        return data


def _give_space(subsets: Sequence[list[int]]) -> None:
    """Sees to it that code 32 is a space in each subset of a font: a new one has none before its 33rd character."""
    for subset in subsets:
        if len(subset) <= _SPACE:
            subset.extend([0] * (_SPACE - len(subset)))
            subset.append(_SPACE)


def to_unicode(codes: Iterable[int]) -> str:
    """The table that turns a font's byte codes (the positions in `codes`) back into text."""
    entries = []
    for position, code in enumerate(codes):
        text = chr(0xFFFD if code in _UNMAPPABLE else code)
        entries.append(f"<{position:02X}> <{text.encode('utf-16-be', 'surrogatepass').hex().upper()}>")
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for start in range(0, len(entries), _UNICODE_BLOCK):
        block = entries[start : start + _UNICODE_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])


class DrawingCanvas(Canvas):
    """A canvas for drawings that reportlab's own calls make; its pages are written by the document."""

    def __init__(self, document: TaggedDocument, font: str) -> None:
        super().__init__("", initialFontName=cast(Any, font))  # the stubs take the name for a number
        self._doc = document
        self._code: list[str] = []
        self._formsinuse: list[str] = []

    def take_code(self) -> list[str]:
        """The operators drawn since the last call."""
        code, self._code = list(self._code), []
        return code

    def take_images(self) -> list[str]:
        """The names of the images drawn since the last call."""
        images, self._formsinuse = list(self._formsinuse), []
        return images
