"""A Word file from its parts, through python-docx's package: relationships, properties, the same bytes every time."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import BinaryIO
from xml.sax.saxutils import quoteattr

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PACKAGE_URI, PackURI
from docx.opc.part import Part
from docx.package import Package

from eopbuilder.document.nodes import Document
from eopbuilder.domain.facts import clean_text
from eopbuilder.render.docx_xml import DECLARATION

LONGEST_PROPERTY = 255
SVG = "image/svg+xml"
_ENDINGS = {CONTENT_TYPE.PNG: "png", CONTENT_TYPE.JPEG: "jpg", SVG: "svg"}
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_EARLIEST = datetime(1980, 1, 1)
"""Zip files know no earlier date."""


class OpenPart(Part):
    """A part whose relationships come first; its XML follows once they are known."""

    xml = b""

    @property
    def blob(self) -> bytes:
        """The XML."""
        return self.xml


class WordPackage:
    """The parts of one Word file. Parts are added around the main document; `write` puts them into a zip file."""

    def __init__(self) -> None:
        self._package = Package()
        self._main = OpenPart(PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, package=self._package)
        self._package.relate_to(self._main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
        self._pictures: dict[bytes, str] = {}

    def add(self, name: str, content_type: str, relationship: str, data: bytes, *, of: OpenPart | None = None) -> str:
        """Add a part the main document, or another, refers to; the id of the relationship."""
        part = Part(PackURI(name), content_type, data, self._package)
        return (of or self._main).relate_to(part, relationship)

    def start_part(self, name: str, content_type: str, relationship: str) -> OpenPart:
        """Add a part that refers to others itself; whoever starts it gives it its XML."""
        part = OpenPart(PackURI(name), content_type, package=self._package)
        self._main.relate_to(part, relationship)
        return part

    def add_picture(self, data: bytes, content_type: str) -> str:
        """Add a picture, once however often it is shown; the id of the relationship."""
        if data not in self._pictures:
            name = f"/word/media/picture{len(self._pictures) + 1}.{_ENDINGS[content_type]}"
            self._pictures[data] = self.add(name, content_type, RELATIONSHIP_TYPE.IMAGE, data)
        return self._pictures[data]

    def write(self, document: Document, body: bytes, stream: BinaryIO) -> None:
        """Finish the file with the main document's XML and the properties, and write it."""
        self._main.xml = body
        created = _moment(document.created)
        self._set_properties(document, created)
        parts = tuple(self._package.iter_parts())
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            _store(archive, created, "[Content_Types].xml", _content_types(parts))
            _store(archive, created, PACKAGE_URI.rels_uri.membername, self._package.rels.xml)
            for part in parts:
                _store(archive, created, part.partname.membername, part.blob)
                if part.rels:
                    _store(archive, created, part.partname.rels_uri.membername, part.rels.xml)

    def _set_properties(self, document: Document, created: datetime) -> None:
        properties = self._package.core_properties
        properties.title = _property(document.title)
        properties.author = properties.last_modified_by = _property(document.author)
        properties.subject = _property(document.subject)
        properties.keywords = _property("; ".join(document.keywords))
        properties.language = document.language
        properties.comments = ""
        properties.revision = 1
        properties.created = properties.modified = created


def _property(text: str) -> str:
    """A property as long as Word allows; a longer one ends in an ellipsis."""
    cleaned = " ".join(clean_text(text).split())
    return cleaned if len(cleaned) <= LONGEST_PROPERTY else f"{cleaned[: LONGEST_PROPERTY - 1]}…"


def _moment(created: str) -> datetime:
    """The document's date and time without a zone, in UTC when it names one."""
    moment = datetime.fromisoformat(created)
    if moment.tzinfo:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment.replace(microsecond=0)


def _content_types(parts: Iterable[Part]) -> bytes:
    overrides = "".join(
        f"<Override PartName={quoteattr(part.partname)} ContentType={quoteattr(part.content_type)}/>" for part in parts
    )
    return (
        f'{DECLARATION}<Types xmlns="{_CONTENT_TYPES}">'
        f'<Default Extension="rels" ContentType="{CONTENT_TYPE.OPC_RELATIONSHIPS}"/>'
        f'<Default Extension="xml" ContentType="{CONTENT_TYPE.XML}"/>{overrides}</Types>'
    ).encode()


def _store(archive: zipfile.ZipFile, created: datetime, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, max(created, _EARLIEST).timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    entry.create_system = 3
    archive.writestr(entry, data)
