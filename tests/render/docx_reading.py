"""What a Word file says, read back through python-docx."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType
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
    body, notes = part(data, "word/document.xml"), footnotes(data)
    return "\n".join(paragraph_text(paragraph, notes) for paragraph in body.iter(qn("w:p")))


def footnotes(data: bytes) -> dict[str, str]:
    """The words of every footnote by its id."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if "word/footnotes.xml" not in archive.namelist():
            return {}
    return {
        note.get(qn("w:id")): "\n".join(paragraph_text(one) for one in note.iter(qn("w:p")))
        for note in part(data, "word/footnotes.xml")
        if not note.get(qn("w:type"))
    }


def paragraph_text(paragraph: Any, notes: Mapping[str, str] = MappingProxyType({})) -> str:
    """The words of a paragraph, breaks and tabs as such, footnotes where their marks are."""
    pieces = []
    for node in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"), qn("w:footnoteReference")):
        if node.tag == qn("w:t"):
            pieces.append(node.text or "")
        elif node.tag == qn("w:footnoteReference"):
            pieces.append(notes.get(node.get(qn("w:id")), ""))
        elif node.getparent().tag == qn("w:r"):
            pieces.append("\n" if node.tag == qn("w:br") else "\t")
    return "".join(pieces)
