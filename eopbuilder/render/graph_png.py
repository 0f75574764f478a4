"""A drawing as PNG: the vector page drawn at a resolution, so that it looks exactly like the PDF."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO

from eopbuilder.render.graph_pages import write_graph_pdf
from eopbuilder.rolegraph.scene import Scene

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_PIXELS = 60_000_000
_EXACT_COLORS = 12


def write_png(
    scene: Scene, stream: BinaryIO, *, dpi: int = 300, background: str = "#FFFFFF", palette: bool = False
) -> None:
    """Write the drawing at `dpi` dots an inch; a drawing of extreme size at as many as keep memory in bounds.

    With a `palette` of 256 colors the file has a third of the size; only blurred edges differ, and nobody sees it.
    """
    _write(scene, stream, dpi, background, "PNG", palette=palette)


def write_jpeg(scene: Scene, stream: BinaryIO, *, dpi: int = 200) -> None:
    """Write a drawing made on a photo, which would take many times as much as PNG."""
    _write(scene, stream, dpi, "#FFFFFF", "JPEG", palette=False)


def _write(scene: Scene, stream: BinaryIO, dpi: int, background: str, file_format: str, *, palette: bool) -> None:
    import pypdfium2

    page_file = io.BytesIO()
    write_graph_pdf(scene, page_file, background=background)
    scale = dpi / 72
    scale = min(scale, (_MOST_PIXELS / (scene.width * scene.height)) ** 0.5)
    document = pypdfium2.PdfDocument(page_file.getvalue())
    try:
        page = document[0]
        bitmap = page.render(scale=scale)
        image = bitmap.to_pil()
        if palette:
            image = _with_palette(image.convert("RGB"))
        image.save(stream, format=file_format, dpi=(scale * 72, scale * 72), quality=85)
        bitmap.close()
        page.close()
    finally:
        document.close()


def _with_palette(image: Image) -> Image:
    """The picture in 256 colors, those of whole areas exact: what is nearly white would be printed as dots."""
    from PIL.Image import Dither, Quantize

    reduced = image.quantize(256, method=Quantize.FASTOCTREE, dither=Dither.NONE)
    flat = reduced.getpalette() or []
    entries = [flat[at : at + 3] for at in range(0, len(flat), 3)]
    counted = sorted(image.getcolors(image.width * image.height) or (), reverse=True)
    for _count, color in reversed(counted[:_EXACT_COLORS]):
        wanted = color if isinstance(color, tuple) else (color,) * 3
        nearest = min(entries, key=lambda one: sum((a - b) ** 2 for a, b in zip(one, wanted, strict=True)))
        entries[entries.index(nearest)] = list(wanted)
    reduced.putpalette([value for entry in entries for value in entry])
    return reduced
