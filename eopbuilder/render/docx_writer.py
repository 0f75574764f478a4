"""The document tree as a Word file: real styles, linked contents, tables with repeating headers, tagged pictures."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, BinaryIO

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from eopbuilder.document.nodes import Cover, Document, Part
from eopbuilder.document.stylesheet import StyleSheet, load_stylesheet
from eopbuilder.render.docx_body import AddPicture, Body
from eopbuilder.render.docx_contents import contents_xml, with_lines_as_close_as_needed
from eopbuilder.render.docx_fonts import add_fonts, faces_for
from eopbuilder.render.docx_frame import (
    PageShape,
    cover_header_xml,
    cover_xml,
    footer_xml,
    header_xml,
    section_xml,
)
from eopbuilder.render.docx_package import WordPackage
from eopbuilder.render.docx_pictures import LOGO_NUMBER, content_type, picture_xml
from eopbuilder.render.docx_sheets import SheetStyles
from eopbuilder.render.docx_styles import settings_xml, styles_xml
from eopbuilder.render.docx_xml import DECLARATION, R, W
from eopbuilder.render.keeping import Fit, logo_size
from eopbuilder.render.part_tabs import PartTab, part_tabs
from eopbuilder.working import Steps, untold

if TYPE_CHECKING:
    from eopbuilder.render.page_fit import PageFit

Progress = Callable[[float], None]


def write_docx(document: Document, stream: BinaryIO, progress: Progress = untold) -> None:
    """Write the document as a Word file. `progress` hears how much is done, 0 to 1; it may raise to stop the work.

    The same document gives the same bytes. Nothing is written to `stream` before the whole document is laid out.
    """
    sheet = load_stylesheet(document.look, document.paper)
    package = WordPackage()

    sections = _Sections(package, document, sheet)
    body = Body(sheet, document.language, package.add_picture)
    if document.cover is not None:
        body.add_raw(cover_xml(document.cover, sheet, _logo(document.cover, package.add_picture)))
        body.end_section(sections.cover())
    if document.contents_depth:
        sheet = with_lines_as_close_as_needed(sheet, document)
        body.add_raw(contents_xml(document, sheet))
    steps = Steps(progress)
    sizes = _Sizes(document, steps)
    last = _parts(body, document, sections, sizes, steps)
    package.add(
        "/word/styles.xml",
        CONTENT_TYPE.WML_STYLES,
        RELATIONSHIP_TYPE.STYLES,
        styles_xml(sheet, document.language, sizes.styles_xml()).encode(),
    )
    package.add(
        "/word/numbering.xml",
        CONTENT_TYPE.WML_NUMBERING,
        RELATIONSHIP_TYPE.NUMBERING,
        body.numbering.xml().encode(),
    )
    package.add(
        "/word/settings.xml",
        CONTENT_TYPE.WML_SETTINGS,
        RELATIONSHIP_TYPE.SETTINGS,
        settings_xml(document.language, footnotes=bool(body.notes)).encode(),
    )
    if body.notes:
        package.add("/word/footnotes.xml", CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES, body.notes.xml())
    add_fonts(package, sheet, faces_for(document.look, body.text()))
    main = f'{DECLARATION}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body.text()}{last}</w:body></w:document>'
    package.write(document, main.encode(), stream)
    steps.reach(1.0)


def _logo(cover: Cover, add_picture: AddPicture) -> str:
    """The run with the logo; nothing where there is none."""
    if not cover.logo:
        return ""
    image = add_picture(cover.logo, content_type(cover.logo))
    return picture_xml(cover.logo_alternative, LOGO_NUMBER, *logo_size(cover.logo), image)


class _Sections:
    """Sections of a document, one for each way the paper lies and each tab, with their headers and footers."""

    def __init__(self, package: WordPackage, document: Document, sheet: StyleSheet) -> None:
        self._package = package
        self._document = document
        self._sheet = sheet
        self._made: dict[tuple[bool, PartTab | None], str] = {}
        self._footers: dict[tuple[bool, PartTab | None], str] = {}

    def shape(self, *, landscape: bool) -> PageShape:
        """The page as the paper lies."""
        return PageShape(self._sheet.turned(landscape=landscape), landscape)

    def xml(self, part: Part, tab: PartTab | None) -> str:
        """The properties of the section a part stands in."""
        made = self._made.get((part.landscape, tab))
        if made is None:
            shape = self.shape(landscape=part.landscape)
            header = self._package.add(
                f"/word/header{len(self._made) + 1}.xml",
                CONTENT_TYPE.WML_HEADER,
                RELATIONSHIP_TYPE.HEADER,
                header_xml(self._document.header, self._sheet, shape, tab).encode(),
            )
            made = self._made[part.landscape, tab] = section_xml(shape, header, self._footer(shape, tab))
        return made

    def cover(self) -> str:
        """The properties of the section the cover is."""
        header = self._package.add(
            "/word/header-cover.xml",
            CONTENT_TYPE.WML_HEADER,
            RELATIONSHIP_TYPE.HEADER,
            cover_header_xml(self._sheet).encode(),
        )
        return section_xml(self.shape(landscape=False), header)

    def _footer(self, shape: PageShape, tab: PartTab | None) -> str:
        key = (shape.landscape, tab if shape.landscape else None)
        footer = self._footers.get(key)
        if footer is None:
            footer = self._footers[key] = self._package.add(
                f"/word/footer{len(self._footers) + 1}.xml",
                CONTENT_TYPE.WML_FOOTER,
                RELATIONSHIP_TYPE.FOOTER,
                footer_xml(self._document.footer, self._sheet, shape, self._document.language, tab).encode(),
            )
        return footer


class _Sizes:
    """The sizes of text in the parts of a document."""

    def __init__(self, document: Document, steps: Steps) -> None:
        self._document = document
        self._steps = steps
        self._own = load_stylesheet(document.look, document.paper)
        self._fit: PageFit | None = None
        self._made: dict[int, SheetStyles] = {}

    def of(self, part: Part) -> tuple[SheetStyles | None, Fit]:
        """The styles a part is set in, None for those of the document, and how it fills its pages."""
        look = part.look or self._document.look
        if look == "plan":
            return None, Fit(self._own)
        fit = self._page_fit().fit(part)
        if look == self._document.look and not part.one_page and fit.scale == 1.0:
            return None, fit
        styles = self._made.get(id(fit.sheet))
        if styles is None:
            ending = f"{look.capitalize()}{len(self._made) + 1}"
            styles = self._made[id(fit.sheet)] = SheetStyles(ending, fit.scale, fit.sheet, self._own)
        return styles, fit

    def styles_xml(self) -> str:
        """The definitions of all styles that belong to single parts."""
        return "".join(one.xml() for one in self._made.values())

    def _page_fit(self) -> PageFit:
        if self._fit is None:
            from eopbuilder.render.page_fit import PageFit

            self._fit = PageFit.for_word(self._document, self._steps.tick)
        return self._fit


def _parts(body: Body, document: Document, sections: _Sections, sizes: _Sizes, steps: Steps) -> str:
    """Every block; a new page for each part, a new section where the paper turns or another tab begins.

    Gives the properties of the last section.
    """
    parts = [*zip(document.parts, part_tabs(document), strict=True)]
    if document.contents_depth or not parts:
        parts.insert(0, (Part((), landscape=False), None))
    total = sum(len(part.blocks) for part, _ in parts) or 1
    done = 0
    for place, (part, tab) in enumerate(parts):
        before = parts[place - 1] if place else None
        if before is not None:
            if (part.landscape, tab) != (before[0].landscape, before[1]):
                body.end_section(sections.xml(*before))
            else:
                body.break_page()
        body.begin_part(sections.shape(landscape=part.landscape), *sizes.of(part))
        for block, following in pairwise((*part.blocks, None)):
            if block:
                body.add(block, following)
            done += 1
            steps.reach(0.9 * done / total)
    body.end()
    return sections.xml(*parts[-1])
