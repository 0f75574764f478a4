"""Reading a PDF back as assistive technology does: by its structure tree, its bookmarks and its links."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import page as validation
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium


@dataclass
class Node:
    """A structure element on one page: its type, its own words, its alternative text, its children."""

    tag: str
    text: str = ""
    alternative: str = ""
    children: list[Node] = field(default_factory=list)

    def all(self, tag: str) -> list[Node]:
        """Every element of a type at or below this one, in order."""
        found = [self] if self.tag == tag else []
        return found + [node for child in self.children for node in child.all(tag)]


@dataclass
class Link:
    """A link: the page it is on, the page it leads to and how high, its rectangle (left, bottom, right, top)."""

    page: int
    target: int
    target_top: float
    rectangle: tuple[float, float, float, float]


@dataclass
class ReadPdf:
    """What a PDF holds."""

    sizes: list[tuple[float, float]]
    trees: list[Node]
    drawn: list[str]
    bookmarks: list[tuple[int, str, int]]
    links: list[Link]
    metadata: dict[str, str]

    @property
    def text(self) -> str:
        """The words of the structure tree in reading order, without decoration."""
        return "".join(tree.text for tree in self.trees)

    def all(self, tag: str) -> list[Node]:
        """Every element of a type, page by page."""
        return [node for tree in self.trees for node in tree.all(tag)]


def read_pdf(data: bytes) -> ReadPdf:
    """Everything tests ask about a PDF."""
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    try:
        pages = [document[index] for index in range(len(document))]
        return ReadPdf(
            [page.get_size() for page in pages],
            [_tree(page) for page in pages],
            [page.get_textpage().get_text_range() for page in pages],
            [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc(max_depth=10)],
            [link for number, page in enumerate(pages) for link in _links(document, number, page)],
            document.get_metadata_dict(),
        )
    finally:
        document.close()


def right_ends(data: bytes, *texts: str) -> list[float]:
    """Where the first occurrence of each text on the last page ends, in points from the left."""
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    try:
        words = document[len(document) - 1].get_textpage()
        ends = []
        for text in texts:
            index, count = words.search(text).get_next()
            ends.append(words.get_charbox(index + count - 1)[2])
        return ends
    finally:
        document.close()


def problems(data: bytes) -> list[str]:
    """What a validator of PDF/UA-1 has to say; nothing when the file is fine."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "checked.pdf"
        path.write_bytes(data)
        report = validation.validate_pdf(str(path), profile="ua1")
    found = [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    return found if found or report.is_compliant else ["not compliant"]


def _tree(page: pypdfium2.PdfPage) -> Node:
    marked: dict[int, str] = {}
    texts = page.get_textpage()
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        mark = pdfium.FPDFPageObj_GetMarkedContentID(item.raw)
        if mark >= 0:
            length = pdfium.FPDFTextObj_GetText(item.raw, texts.raw, None, 0)
            buffer = ctypes.create_string_buffer(length)
            pdfium.FPDFTextObj_GetText(
                item.raw, texts.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length
            )
            text = buffer.raw.decode("utf-16-le").rstrip("\0").replace("\x02", "-")  # pdfium: a hyphen ends the line
            marked[mark] = marked.get(mark, "") + text
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    try:
        root = Node("Root")
        for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            root.children.append(_node(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), marked))
        root.text = "".join(child.text for child in root.children)
        return root
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _node(element: object, marked: dict[int, str]) -> Node:
    node = Node(_string(pdfium.FPDF_StructElement_GetType, element))
    node.alternative = _string(pdfium.FPDF_StructElement_GetAltText, element)
    for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            node.children.append(_node(child, marked))
            node.text += node.children[-1].text
        else:
            node.text += marked.get(pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index), "")
    return node


def _string(read: object, element: object) -> str:
    length = read(element, None, 0)  # type: ignore[operator]
    buffer = ctypes.create_string_buffer(max(length, 2))
    read(element, buffer, length)  # type: ignore[operator]
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def _links(document: pypdfium2.PdfDocument, number: int, page: pypdfium2.PdfPage) -> Iterator[Link]:
    start = ctypes.c_int(0)
    link = pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page.raw, start, link):
        box = pdfium.FS_RECTF()
        pdfium.FPDFLink_GetAnnotRect(link, box)
        target = pdfium.FPDFLink_GetDest(document.raw, link)
        has_x, has_y, has_zoom = (pdfium.FPDF_BOOL() for _ in range(3))
        x, y, zoom = (pdfium.FS_FLOAT() for _ in range(3))
        pdfium.FPDFDest_GetLocationInPage(target, has_x, has_y, has_zoom, x, y, zoom)
        page_index = pdfium.FPDFDest_GetDestPageIndex(document.raw, target)
        yield Link(number, page_index, y.value, (box.left, box.bottom, box.right, box.top))


def languages_in(data: bytes) -> list[str]:
    """The languages that elements of the structure say they are in, in no particular order."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        known = (one for one in pdf.objects if isinstance(one, pikepdf.Object) and one._type_name == "dictionary")
        return [str(one.Lang) for one in known if "/Lang" in one and one != pdf.Root]
