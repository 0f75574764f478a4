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
    body, notes, counted = part(data, "word/document.xml"), footnotes(data), HeadingNumbers(data)
    return "\n".join(counted.before(one) + paragraph_text(one, notes) for one in body.iter(qn("w:p")))


class HeadingNumbers:
    """Counts headings as Word does, paragraph by paragraph."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            known = "word/numbering.xml" in archive.namelist()
        self._numbering = part(data, "word/numbering.xml") if known else None
        self._counted: dict[str, list[int]] = {}
        self._begun: set[str] = set()

    def before(self, paragraph: Any) -> str:
        """The number shown before a heading, and the space after it; empty for other paragraphs."""
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        place = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if self._numbering is None or place is None or style is None or "Heading" not in style.get(qn("w:val")):
            return ""
        run = place.find(qn("w:numId")).get(qn("w:val"))
        depth = int(place.find(qn("w:ilvl")).get(qn("w:val")))
        (found,) = [one for one in self._numbering.iter(qn("w:num")) if one.get(qn("w:numId")) == run]
        definition = found.find(qn("w:abstractNumId")).get(qn("w:val"))
        counted = [*self._counted.get(definition, []), *[0] * 9][: depth + 1]
        start = found.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}")
        if depth == 0 and start is not None and run not in self._begun:
            counted[0] = int(start.get(qn("w:val"))) - 1
            self._begun.add(run)
        counted[depth] += 1
        self._counted[definition] = counted
        (kinds,) = [
            list(one.iter(qn("w:lvl")))
            for one in self._numbering.iter(qn("w:abstractNum"))
            if one.get(qn("w:abstractNumId")) == definition
        ]
        text = str(kinds[depth].find(qn("w:lvlText")).get(qn("w:val")))
        for level in range(depth, -1, -1):
            letters = kinds[level].find(qn("w:numFmt")).get(qn("w:val")) == "upperLetter"
            shown = chr(ord("A") + counted[level] - 1) if letters else str(counted[level])
            text = text.replace(f"%{level + 1}", shown)
        return f"{text} "


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
