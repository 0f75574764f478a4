"""A drawing as plain data: boxes, lines and text at coordinates, drawn alike on screen, in PDF, SVG and PNG.

Coordinates are points (1/72 inch), the origin at the top left, y downwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Arrow = Literal["none", "filled", "open", "bar", "diamond", "both"]


@dataclass(frozen=True)
class Label:
    """One line of text. `y` is the baseline; `anchor` says which end of the text `x` is."""

    x: float
    y: float
    text: str
    size: float
    color: str
    bold: bool = False
    italic: bool = False
    anchor: Literal["start", "middle", "end"] = "start"


@dataclass(frozen=True)
class Box:
    """A rounded rectangle with its lines of text. `node` is the graph node it stands for, or empty."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    stroke: str
    stroke_width: float
    labels: tuple[Label, ...]
    node: str = ""
    dash: tuple[float, ...] = ()
    radius: float = 3.0
    tooltip: str = ""


@dataclass(frozen=True)
class Line:
    """A polyline. `edge` is (source, target, type) of the relation it shows, or empty."""

    points: tuple[tuple[float, float], ...]
    color: str
    width: float
    dash: tuple[float, ...] = ()
    arrow: Arrow = "none"
    edge: tuple[str, str, str] | tuple[()] = ()


Item = Box | Line | Label


@dataclass(frozen=True)
class Scene:
    """A finished drawing: its size in points, its items back to front, and a title for readers who cannot see it."""

    width: float
    height: float
    items: tuple[Item, ...]
    title: str
