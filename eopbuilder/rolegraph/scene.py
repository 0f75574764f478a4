"""A drawing as plain data: boxes, lines and text at coordinates, drawn alike on screen, in PDF, SVG and PNG.

Coordinates are points (1/72 inch), the origin at the top left, y downwards.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Literal

Arrow = Literal["none", "filled", "open", "double", "bar", "diamond"]
"""The head at the last point of a line: a solid or open triangle, two open ones, a cross bar, or a diamond.

`arrow_head` gives its shape, so that every writer draws the same."""


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


Shape = Literal["box", "diamond", "hexagon", "house", "up", "down"]
"""What is drawn inside the rectangle of a box: the rectangle itself, or another figure (`outline`)."""


@dataclass(frozen=True)
class Box:
    """A rounded rectangle, or another shape in it, with its lines of text.

    `node` is the graph node it stands for, or empty.
    """

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
    shape: Shape = "box"


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
class Backdrop:
    """A plain JPEG or PNG (see `domain.images`) on which a drawing is made, and where it lies."""

    x: float
    y: float
    width: float
    height: float
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Scene:
    """A finished drawing: its size in points, its items back to front, and its title.

    `description` says the same in words, for readers who cannot see it; empty where nobody wrote one.
    """

    width: float
    height: float
    items: tuple[Item, ...]
    title: str
    description: str = ""
    backdrop: Backdrop | None = None

    @property
    def smallest_label(self) -> float:
        """Size in points of the smallest text; 0 when there is none."""
        boxed = (label for item in self.items if isinstance(item, Box) for label in item.labels)
        loose = (item for item in self.items if isinstance(item, Label))
        return min((label.size for label in (*boxed, *loose)), default=0.0)


_OUTLINES: dict[Shape, tuple[tuple[float, float], ...]] = {
    "box": ((0, 0), (1, 0), (1, 1), (0, 1)),
    "diamond": ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
    "hexagon": ((0.25, 0), (0.75, 0), (1, 0.5), (0.75, 1), (0.25, 1), (0, 0.5)),
    "house": ((0.5, 0), (1, 0.42), (1, 1), (0, 1), (0, 0.42)),
    "up": ((0.5, 0), (1, 1), (0, 1)),
    "down": ((0, 0), (1, 0), (0.5, 1)),
}


def outline(box: Box) -> tuple[tuple[float, float], ...]:
    """The corners of a box's shape, so that every writer draws the same; those of a “box” are to be rounded."""
    return tuple((box.x + x * box.width, box.y + y * box.height) for x, y in _OUTLINES[box.shape])


@dataclass(frozen=True)
class ArrowPart:
    """One closed piece of an arrowhead: filled with the line's colour, or with the background and outlined."""

    points: tuple[tuple[float, float], ...]
    filled: bool


_LENGTH = 5.5
_HALF = 2.3
"""Length and half width of an arrowhead, in points, for a line 1.2 points wide."""


def arrow_head(line: Line) -> tuple[ArrowPart, ...]:
    """The shape of the head at a line's last point, so that every writer draws the same; empty without a head."""
    (x1, y1), (x2, y2) = line.points[-2:]
    run = math.hypot(x2 - x1, y2 - y1)
    if line.arrow == "none" or run == 0:
        return ()
    unit = line.width / 1.2
    ahead = ((x2 - x1) / run * unit, (y2 - y1) / run * unit)

    def at(back: float, aside: float) -> tuple[float, float]:
        return (x2 - ahead[0] * back - ahead[1] * aside, y2 - ahead[1] * back + ahead[0] * aside)

    def triangle(back: float, filled: bool) -> ArrowPart:
        return ArrowPart((at(back, 0), at(back + _LENGTH, _HALF), at(back + _LENGTH, -_HALF)), filled)

    match line.arrow:
        case "filled":
            return (triangle(0, True),)
        case "open":
            return (triangle(0, False),)
        case "double":
            return triangle(0, True), triangle(_LENGTH, True)
        case "bar":
            return (ArrowPart((at(1, 3.2), at(2.2, 3.2), at(2.2, -3.2), at(1, -3.2)), True),)
        case "diamond":
            return (ArrowPart((at(0, 0), at(3.6, 2.4), at(7.2, 0), at(3.6, -2.4)), True),)


def scaled(scene: Scene, scale: float) -> Scene:
    """The drawing larger or smaller, its text and lines too."""
    behind = scene.backdrop
    if behind is not None:
        x, y, width, height = (one * scale for one in (behind.x, behind.y, behind.width, behind.height))
        behind = replace(behind, x=x, y=y, width=width, height=height)
    items = tuple(moved(item, scale, 0, 0) for item in scene.items)
    return replace(scene, width=scene.width * scale, height=scene.height * scale, items=items, backdrop=behind)


def moved(item: Item, scale: float, dx: float, dy: float) -> Item:
    """The item scaled about the origin, its text and lines too, then shifted."""
    if isinstance(item, Label):
        return replace(item, x=item.x * scale + dx, y=item.y * scale + dy, size=item.size * scale)
    if isinstance(item, Line):
        points = tuple((x * scale + dx, y * scale + dy) for x, y in item.points)
        return replace(item, points=points, width=item.width * scale, dash=tuple(one * scale for one in item.dash))
    labels = tuple(
        replace(label, x=label.x * scale + dx, y=label.y * scale + dy, size=label.size * scale) for label in item.labels
    )
    return replace(
        item,
        x=item.x * scale + dx,
        y=item.y * scale + dy,
        width=item.width * scale,
        height=item.height * scale,
        stroke_width=item.stroke_width * scale,
        radius=item.radius * scale,
        dash=tuple(one * scale for one in item.dash),
        labels=labels,
    )
