"""A drawing as SVG: text stays text, with title and description for readers who cannot see it."""

from __future__ import annotations

import base64
import re
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.images import plain_image
from eopbuilder.rolegraph.scene import Backdrop, Box, Label, Line, Scene, arrow_head, outline

_FAMILIES = "'Source Sans 3',Calibri,Carlito,Arial,'DejaVu Sans',sans-serif"
"""The text font, then those about as narrow, so that words stay in their boxes where it is not installed."""


def write_svg(scene: Scene, stream: BinaryIO, *, description: str = "", background: str = "#FFFFFF") -> None:
    """Write the drawing as an SVG file of the scene's size in points. The same scene gives the same bytes."""
    width, height = _number(scene.width), _number(scene.height)
    link = ' xmlns:xlink="http://www.w3.org/1999/xlink"' if scene.backdrop is not None else ""
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg"{link} width="{width}pt" height="{height}pt"'
        f' viewBox="0 0 {width} {height}" role="img" aria-labelledby="title description" font-family="{_FAMILIES}">',
        f'<title id="title">{_text(scene.title)}</title>',
        f'<desc id="description">{_text(description or scene.description or scene.title)}</desc>',
        f'<rect width="{width}" height="{height}" fill="{background}"/>',
    ]
    if scene.backdrop is not None:
        out.append(_image(scene.backdrop))
    for number, item in enumerate(scene.items):
        if isinstance(item, Box):
            out.append(_box(item, number))
        elif isinstance(item, Line):
            out.append(_line(item, background))
        else:
            out.append(_label(item))
    out.append("</svg>\n")
    stream.write("\n".join(out).encode("utf-8"))


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _text(text: str) -> str:
    return escape(clean_text(text))


def _dash(dash: tuple[float, ...]) -> str:
    return f' stroke-dasharray="{" ".join(_number(one) for one in dash)}"' if dash else ""


def _image(backdrop: Backdrop) -> str:
    kind = "jpeg" if plain_image(backdrop.data).is_jpeg else "png"
    data = base64.b64encode(backdrop.data).decode("ascii")
    place = f'x="{_number(backdrop.x)}" y="{_number(backdrop.y)}"'
    size = f'width="{_number(backdrop.width)}" height="{_number(backdrop.height)}"'
    return f'<image {place} {size} preserveAspectRatio="none" xlink:href="data:image/{kind};base64,{data}"/>'


def _box(box: Box, number: int) -> str:
    identity = re.sub(r"[^A-Za-z0-9_.-]", "-", box.node) if box.node else f"box-{number}"
    tooltip = f"<title>{_text(box.tooltip)}</title>" if box.tooltip else ""
    if box.shape != "box":
        shape = (
            f'<polygon points="{_points(outline(box))}" fill="{box.fill}" stroke="{box.stroke}"'
            f' stroke-width="{_number(box.stroke_width)}" stroke-linejoin="round"{_dash(box.dash)}/>'
        )
        return f"<g id={quoteattr('node-' + identity)}>{tooltip}{shape}{''.join(map(_label, box.labels))}</g>"
    rectangle = (
        f'<rect x="{_number(box.x)}" y="{_number(box.y)}" width="{_number(box.width)}" height="{_number(box.height)}"'
        f' rx="{_number(box.radius)}" fill="{box.fill}" stroke="{box.stroke}"'
        f' stroke-width="{_number(box.stroke_width)}"{_dash(box.dash)}/>'
    )
    return f"<g id={quoteattr('node-' + identity)}>{tooltip}{rectangle}{''.join(map(_label, box.labels))}</g>"


def _label(label: Label) -> str:
    style = ' font-weight="bold"' if label.bold else ""
    style += ' font-style="italic"' if label.italic else ""
    style += f' text-anchor="{label.anchor}"' if label.anchor != "start" else ""
    return (
        f'<text x="{_number(label.x)}" y="{_number(label.y)}" font-size="{_number(label.size)}"'
        f' fill="{label.color}"{style}>{_text(label.text)}</text>'
    )


def _points(points: tuple[tuple[float, float], ...]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _line(line: Line, background: str) -> str:
    parts = [
        f'<polyline points="{_points(line.points)}" fill="none" stroke="{line.color}"'
        f' stroke-width="{_number(line.width)}" stroke-linejoin="round"{_dash(line.dash)}/>'
    ]
    parts.extend(
        f'<polygon points="{_points(part.points)}" fill="{line.color if part.filled else background}"'
        f' stroke="{line.color}" stroke-width="{_number(line.width * 0.7)}"/>'
        for part in arrow_head(line)
    )
    return "".join(parts)
