"""Drawing a scene on a page of a PDF: vector, with the shipped fonts embedded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eopbuilder.render.fonts import register_fonts, split_by_font
from eopbuilder.render.pdf_images import draw_image
from eopbuilder.render.pdf_text import clean
from eopbuilder.rolegraph.scene import Box, Label, Line, Scene, arrow_head, outline

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


def draw_scene(
    canvas: Canvas, scene: Scene, x: float, y: float, scale: float = 1.0, *, background: str = "#FFFFFF"
) -> None:
    """Draw the scene with its lower left corner at (x, y) of the page, in points, `scale` times its size."""
    register_fonts()
    canvas.saveState()
    canvas.translate(x, y + scene.height * scale)
    canvas.scale(scale, scale)
    canvas.setLineJoin(1)
    if scene.backdrop is not None:
        behind = scene.backdrop
        draw_image(canvas, behind.data, behind.x, -behind.y - behind.height, behind.width, behind.height)
    for item in scene.items:
        if isinstance(item, Box):
            _draw_box(canvas, item)
        elif isinstance(item, Line):
            _draw_line(canvas, item, background)
        else:
            _draw_label(canvas, item)
    canvas.restoreState()


def _stroke(canvas: Canvas, color: str, width: float, dash: tuple[float, ...]) -> None:
    from reportlab.lib.colors import HexColor

    canvas.setStrokeColor(HexColor(color))
    canvas.setLineWidth(width)
    canvas.setDash(list(dash))


def _fill(canvas: Canvas, color: str) -> None:
    from reportlab.lib.colors import HexColor

    canvas.setFillColor(HexColor(color))


def _draw_box(canvas: Canvas, box: Box) -> None:
    _stroke(canvas, box.stroke, box.stroke_width, box.dash)
    _fill(canvas, box.fill)
    if box.shape == "box":
        radius = min(box.radius, box.width / 2, box.height / 2)
        canvas.roundRect(box.x, -box.y - box.height, box.width, box.height, radius, stroke=1, fill=1)
    else:
        _draw_polygon(canvas, outline(box))
    for label in box.labels:
        _draw_label(canvas, label)


def _draw_label(canvas: Canvas, label: Label) -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    runs = split_by_font(clean(label.text), label.bold, label.italic)
    width = sum(stringWidth(text, font, label.size) for font, text in runs)
    shift = {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    _fill(canvas, label.color)
    text_object = canvas.beginText(label.x - shift, -label.y)
    for font, text in runs:
        text_object.setFont(font, label.size)
        text_object.textOut(text)
    canvas.drawText(text_object)


def _draw_line(canvas: Canvas, line: Line, background: str) -> None:
    _stroke(canvas, line.color, line.width, line.dash)
    path = canvas.beginPath()
    first, *rest = line.points
    path.moveTo(first[0], -first[1])
    for px, py in rest:
        path.lineTo(px, -py)
    canvas.drawPath(path)
    _stroke(canvas, line.color, line.width * 0.7, ())
    for part in arrow_head(line):
        _fill(canvas, line.color if part.filled else background)
        _draw_polygon(canvas, part.points)


def _draw_polygon(canvas: Canvas, points: Sequence[tuple[float, float]]) -> None:
    path = canvas.beginPath()
    (start_x, start_y), *others = points
    path.moveTo(start_x, -start_y)
    for px, py in others:
        path.lineTo(px, -py)
    path.close()
    canvas.drawPath(path, stroke=1, fill=1)
