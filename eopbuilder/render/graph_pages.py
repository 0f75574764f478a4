"""Drawings as a PDF of their own, a page of its size for each: PDF/UA-1 and PDF/A-2a like every PDF of the program."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import BinaryIO

from eopbuilder.render.fonts import BODY, register_fonts
from eopbuilder.render.graph_pdf import draw_scene
from eopbuilder.render.pdf_document import DrawingCanvas, TaggedDocument
from eopbuilder.render.pdf_metadata import PROGRAM, write_metadata
from eopbuilder.render.pdf_page import PageContent
from eopbuilder.render.pdf_tagging import Element, write_structure
from eopbuilder.render.pdf_text import clean
from eopbuilder.rolegraph.scene import Scene

_LANGUAGE = "en-US"
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def write_graph_pdf(scene: Scene, stream: BinaryIO, *, background: str = "#FFFFFF") -> None:
    """Writes one page of the scene's size. The same scene gives the same bytes."""
    write_graph_pages((scene,), stream, background=background)


def write_graph_pages(
    scenes: Sequence[Scene], stream: BinaryIO, *, created: datetime = _NO_DATE, background: str = "#FFFFFF"
) -> None:
    """Writes a page for each scene, of its size, with its description for readers who cannot see it.

    `created` goes into the file as the time it was made. The same scenes give the same bytes.
    """
    register_fonts()
    pdf = TaggedDocument(language=_LANGUAGE, created=created)
    canvas = DrawingCanvas(pdf, BODY)
    root = Element("Document")
    pages = []
    for index, scene in enumerate(scenes):
        page = PageContent(index, scene.width, scene.height)
        page.fill(0, 0, scene.width, scene.height, background)
        box = b"<< /O /Layout /Placement /Block /BBox [ 0 0 %.2f %.2f ] >>" % (scene.width, scene.height)
        told = clean(scene.description) or clean(scene.title)
        draw_scene(canvas, scene, 0, 0, background=background)
        page.drawing(
            Element("Figure", root, attributes=box, alternative=told), canvas.take_code(), canvas.take_images()
        )
        canvas.bookmarkPage(f"{index}", fit="XYZ", left=0, top=round(scene.height, 2))
        canvas.addOutlineEntry(clean(scene.title) or "Role graph", f"{index}", 0)
        pdf.append_page((scene.width, scene.height), page.content(), (), index, page.images)
        pages.append(page)
    write_structure(pdf, root, pages, ())
    title = clean(scenes[0].title) or "Role graph"
    write_metadata(pdf, title=title, author=PROGRAM, subject="Role graph", keywords=(), language=_LANGUAGE)
    stream.write(pdf.GetPDFData(canvas))
