"""A drawing as PNG: the vector page drawn at a resolution, so that it looks exactly like the PDF."""

from __future__ import annotations

import io
from typing import BinaryIO

from eopbuilder.render.graph_pdf import write_graph_pdf
from eopbuilder.rolegraph.scene import Scene

_MOST_PIXELS = 60_000_000


def write_png(scene: Scene, stream: BinaryIO, *, dpi: int = 300, background: str = "#FFFFFF") -> None:
    """Write the drawing at `dpi` dots an inch; a drawing of extreme size at as many as keep memory in bounds."""
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
        image.save(stream, format="PNG", dpi=(scale * 72, scale * 72))
        bitmap.close()
        page.close()
    finally:
        document.close()
