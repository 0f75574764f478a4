"""The document tree as a Word file: real styles, linked contents, tables with repeating headers, tagged pictures."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import BinaryIO

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from eopbuilder.document.nodes import Document, Part
from eopbuilder.document.stylesheet import StyleSheet, load_stylesheet
from eopbuilder.render.docx_body import Body
from eopbuilder.render.docx_frame import PageShape, contents_xml, cover_xml, footer_xml, header_xml, section_xml
from eopbuilder.render.docx_package import SVG, WordPackage
from eopbuilder.render.docx_styles import font_table_xml, numbering_xml, settings_xml, styles_xml
from eopbuilder.render.docx_xml import DECLARATION, R, W

Progress = Callable[[float], None]


def _nothing(_done: float) -> None:
    """Progress nobody watches."""


def write_docx(document: Document, stream: BinaryIO, progress: Progress = _nothing) -> None:
    """Write the document as a Word file. `progress` hears how much is done, 0 to 1; it may raise to stop the work.

    The same document gives the same bytes. Nothing is written to `stream` before the whole document is laid out.
    """
    sheet = load_stylesheet(document.look)
    package = WordPackage()

    def add_picture(png: bytes, svg: bytes) -> tuple[str, str]:
        return package.add_picture(png, CONTENT_TYPE.PNG), package.add_picture(svg, SVG)

    portrait, landscape = (_frame(package, document, sheet, PageShape(sheet.page, wide)) for wide in (False, True))
    body = Body(sheet, add_picture)
    if document.cover is not None:
        body.add_raw(cover_xml(document.cover, sheet))
        body.end_section(section_xml(PageShape(sheet.page, landscape=False)))
    if document.contents_depth:
        body.add_raw(contents_xml(document))
    _parts(body, document, {False: portrait, True: landscape}, progress)
    last = landscape if document.parts and document.parts[-1].landscape else portrait
    package.add(
        "/word/styles.xml",
        CONTENT_TYPE.WML_STYLES,
        RELATIONSHIP_TYPE.STYLES,
        styles_xml(sheet, document.language).encode(),
    )
    package.add(
        "/word/numbering.xml",
        CONTENT_TYPE.WML_NUMBERING,
        RELATIONSHIP_TYPE.NUMBERING,
        numbering_xml(body.numbered_lists).encode(),
    )
    package.add(
        "/word/settings.xml",
        CONTENT_TYPE.WML_SETTINGS,
        RELATIONSHIP_TYPE.SETTINGS,
        settings_xml(document.language).encode(),
    )
    package.add(
        "/word/fontTable.xml", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, font_table_xml(sheet).encode()
    )
    main = f'{DECLARATION}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body.text()}{last}</w:body></w:document>'
    package.write(document, main.encode(), stream)
    progress(1.0)


def _frame(package: WordPackage, document: Document, sheet: StyleSheet, shape: PageShape) -> str:
    """Header and footer for pages of one shape; the properties of a section with them."""
    which = "landscape" if shape.landscape else "portrait"
    header = package.add(
        f"/word/header-{which}.xml",
        CONTENT_TYPE.WML_HEADER,
        RELATIONSHIP_TYPE.HEADER,
        header_xml(document.header, sheet).encode(),
    )
    footer = package.add(
        f"/word/footer-{which}.xml",
        CONTENT_TYPE.WML_FOOTER,
        RELATIONSHIP_TYPE.FOOTER,
        footer_xml(document.footer, shape, document.language).encode(),
    )
    return section_xml(shape, header, footer)


def _parts(body: Body, document: Document, sections: dict[bool, str], progress: Progress) -> None:
    """Every block; a new page for each part, a new section where the paper turns."""
    parts = document.parts
    total = sum(len(part.blocks) for part in parts) or 1
    done = 0
    ahead = Part((), landscape=False) if document.contents_depth else None
    for before, part in pairwise((ahead, *parts)):
        if part is None:
            continue
        if before is None:
            body.shape = PageShape(body.shape.page, part.landscape)
        elif part.landscape != before.landscape:
            body.end_section(sections[before.landscape])
            body.shape = PageShape(body.shape.page, part.landscape)
        else:
            body.break_page()
        for block, following in pairwise((*part.blocks, None)):
            if block:
                body.add(block, following)
            done += 1
            progress(0.9 * done / total)
