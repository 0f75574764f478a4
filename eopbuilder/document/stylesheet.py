"""The looks of printed documents, read from `resources/styles`: of plans, of forms, and of cards and signs."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from eopbuilder import assets
from eopbuilder.document.nodes import Look
from eopbuilder.domain.paper import Paper


@dataclass(frozen=True)
class Page:
    """Page size and margins in points. Pages are punched at the left, landscape pages at the top."""

    width: float
    height: float
    margin_left: float
    margin_right: float
    margin_top: float
    margin_bottom: float
    header_baseline: float
    footer_baseline: float

    @property
    def text_width(self) -> float:
        """What is left between the margins."""
        return self.width - self.margin_left - self.margin_right

    @property
    def text_height(self) -> float:
        """What is left between header and footer."""
        return self.height - self.margin_top - self.margin_bottom


@dataclass(frozen=True)
class TextStyle:
    """How one kind of text looks: sizes and spaces in points, the colour as `#RRGGBB`."""

    size: float
    leading: float
    color: str
    before: float = 0.0
    after: float = 0.0
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class StyleSheet:
    """Pages, font families, colours and text styles by name."""

    page: Page
    landscape: Page
    body_font: str
    fallback_font: str
    colors: Mapping[str, str]
    text: Mapping[str, TextStyle]
    cell_pad: float
    """Space above and below the text of a table cell, in points."""

    def turned(self, *, landscape: bool) -> Page:
        """The page as the paper lies."""
        return self.landscape if landscape else self.page

    def smaller(self, scale: float) -> StyleSheet:
        """The same look with smaller text and less space around it; pages and colors stay as they are."""
        shrunk = {name: _smaller(style, scale) for name, style in self.text.items()}
        return replace(self, text=shrunk, cell_pad=self.cell_pad * scale)


def _smaller(style: TextStyle, scale: float) -> TextStyle:
    return replace(
        style,
        size=style.size * scale,
        leading=style.leading * scale,
        before=style.before * scale,
        after=style.after * scale,
    )


PAPERS: Mapping[Paper, tuple[float, float]] = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}
"""Width and height of upright paper, in points."""


@cache
def load_stylesheet(look: Look = "plan", paper: Paper = "letter") -> StyleSheet:
    """A style sheet shipped with the program, for a paper."""
    data = _data(look)
    colors: dict[str, str] = data["colors"]
    text = {name: TextStyle(**{**look, "color": colors[look["color"]]}) for name, look in data["text"].items()}
    width, height = PAPERS[paper]
    return StyleSheet(
        Page(width, height, **data["page"]),
        Page(height, width, **data["landscape"]),
        data["fonts"]["body"],
        data["fonts"]["fallback"],
        colors,
        text,
        data["table"]["cell_pad"],
    )


def drawing_room(look: Look = "plan", *, landscape: bool = True) -> tuple[float, float]:
    """Width and height of a drawing that fits between the margins of a page of any paper."""
    pages = [load_stylesheet(look, paper).turned(landscape=landscape) for paper in PAPERS]
    return min(page.text_width for page in pages), min(page.text_height for page in pages)


def _data(look: str) -> dict[str, Any]:
    """A style sheet as data; one with a `base` changes single entries of that style sheet."""
    data: dict[str, Any] = tomllib.loads(assets.read_text(f"resources/styles/{look}.toml"))
    base = data.pop("base", "")
    return _merged(_data(base), data) if base else data


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**below, **above}
    for key, value in above.items():
        if isinstance(value, Mapping) and isinstance(below.get(key), Mapping):
            merged[key] = _merged(below[key], value)
    return merged
