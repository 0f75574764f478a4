"""What a Word file says, read back through python-docx."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree


def open_word(data: bytes) -> Any:
    """The file as python-docx sees it."""
    return docx.Document(BytesIO(data))


def part(data: bytes, name: str) -> Any:
    """The XML of one part."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def docx_text(data: bytes) -> str:
    """Every paragraph of the body on a line of its own, tables in reading order."""
    body = part(data, "word/document.xml")
    return "\n".join(paragraph_text(paragraph) for paragraph in body.iter(qn("w:p")))


def paragraph_text(paragraph: Any) -> str:
    """The words of a paragraph, breaks and tabs as such."""
    pieces = []
    for node in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
        if node.tag == qn("w:t"):
            pieces.append(node.text or "")
        elif node.getparent().tag == qn("w:r"):
            pieces.append("\n" if node.tag == qn("w:br") else "\t")
    return "".join(pieces)
