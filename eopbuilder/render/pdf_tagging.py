"""The structure tree of a tagged PDF: what each piece of a page is, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFString

from eopbuilder.render.pdf_document import RawObject, TaggedDocument

if TYPE_CHECKING:
    from eopbuilder.render.pdf_page import PageContent


class Element:
    """One structure element, such as a paragraph or a table cell; `tag` is its standard structure type.

    Its children, in reading order, are other elements, stretches of page content (page index and marked-content
    number) and link annotations (page index and object number). `language` is set where it is not the document's.
    """

    __slots__ = ("alternative", "attributes", "children", "language", "number", "parent", "tag")

    def __init__(
        self,
        tag: str,
        parent: Element | None = None,
        *,
        attributes: bytes = b"",
        alternative: str = "",
        language: str = "",
    ) -> None:
        self.tag = tag
        self.parent = parent
        self.attributes = attributes
        self.alternative = alternative
        self.language = language
        self.children: list[Element | tuple[int, int] | LinkChild] = []
        self.number = 0
        if parent is not None:
            parent.children.append(self)

    def remove(self) -> None:
        """Takes the element out of the tree again."""
        if self.parent is not None:
            self.parent.children.remove(self)


class LinkChild:
    """A link annotation as a child of its Link element."""

    __slots__ = ("number", "page")

    def __init__(self, page: int, number: int) -> None:
        self.page = page
        self.number = number


def figure_attributes(left: float, bottom: float, right: float, top: float) -> bytes:
    """The attributes of a figure that stands by itself, with its corners on the page."""
    corners = (left, bottom, right, top)
    return b"<< /O /Layout /Placement /Block /BBox [ %.2f %.2f %.2f %.2f ] >>" % corners


def pdf_string(text: str) -> bytes:
    """The text as a PDF string in its shortest encoding."""
    data: bytes = PDFString(text).format(_PLAIN)
    return data


class _Plain:
    """Stands for a document without encryption where reportlab wants to be asked."""

    def __init__(self) -> None:
        from reportlab.pdfbase.pdfdoc import NoEncryption

        self.encrypt = NoEncryption()


_PLAIN = _Plain()


def write_structure(
    document: TaggedDocument, root: Element, pages: Sequence[PageContent], links: Sequence[Element]
) -> None:
    """Adds the structure tree to the document, after its pages.

    `root` is the Document element, `pages` the pages in order with the element of each marked content, `links` the
    Link element of each annotation: the annotation's key in the parent tree is the number of pages plus its place.
    """
    elements = _numbered(document, root)
    tree = RawObject(b"")
    tree_reference = b"%d 0 R" % document.number(tree)
    page_references = [b"%d 0 R" % document.page_number(page.index) for page in pages]
    for element, holder in elements:
        holder.data = _element_bytes(element, tree_reference, page_references)
    entries = [
        b"%d [ %s ]" % (page.index, b" ".join(b"%d 0 R" % element.number for element in page.marks)) for page in pages
    ]
    entries += [b"%d %d 0 R" % (key, link.number) for key, link in enumerate(links, start=len(pages))]
    parents = document.number(RawObject(b"<< /Nums [ %s ] >>" % b"\n".join(entries)))
    tree.data = b"<< /Type /StructTreeRoot /K [ %d 0 R ] /ParentTree %d 0 R /ParentTreeNextKey %d >>" % (
        root.number,
        parents,
        len(pages) + len(links),
    )
    document.tagged.StructTreeRoot = tree
    document.tagged.MarkInfo = PDFDictionary({"Marked": "true"})


def _numbered(document: TaggedDocument, root: Element) -> list[tuple[Element, RawObject]]:
    """Every element in document order with its indirect object, whose number the element now knows."""
    found = []
    waiting = [root]
    while waiting:
        element = waiting.pop()
        holder = RawObject(b"")
        element.number = document.number(holder)
        found.append((element, holder))
        waiting.extend(child for child in reversed(element.children) if isinstance(child, Element))
    return found


def _element_bytes(element: Element, tree: bytes, pages: Sequence[bytes]) -> bytes:
    """The dictionary of one element, whose number and children's numbers are known."""
    home = -1
    children = []
    for child in element.children:
        if isinstance(child, Element):
            children.append(b"%d 0 R" % child.number)
        elif isinstance(child, LinkChild):
            children.append(b"<< /Type /OBJR /Obj %d 0 R /Pg %s >>" % (child.number, pages[child.page]))
        else:
            page, mark = child
            if home < 0:
                home = page
            children.append(b"%d" % mark if page == home else b"<< /Type /MCR /Pg %s /MCID %d >>" % (pages[page], mark))
    parent = b"%d 0 R" % element.parent.number if element.parent is not None else tree
    parts = [b"<< /S /%s /P %s" % (element.tag.encode(), parent)]
    if home >= 0:
        parts.append(b"/Pg " + pages[home])
    if element.alternative:
        parts.append(b"/Alt " + pdf_string(element.alternative))
    if element.language:
        parts.append(b"/Lang " + pdf_string(element.language))
    if element.attributes:
        parts.append(b"/A " + element.attributes)
    if children:
        parts.append(b"/K " + (children[0] if len(children) == 1 else b"[ %s ]" % b" ".join(children)))
    parts.append(b">>")
    return b" ".join(parts)
