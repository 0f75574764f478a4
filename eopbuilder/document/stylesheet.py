"""The one look of printed plans, read from `resources/styles/plan.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from eopbuilder import assets


@dataclass(frozen=True)
class Page:
    """Page size and margins in points; swap width and height for landscape."""

    width: float
    height: float
    margin_left: float
    margin_right: float
    margin_top: float
    margin_bottom: float
    header_baseline: float
    footer_baseline: float


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
    """Page, font families, colours and text styles by name."""

    page: Page
    body_font: str
    fallback_font: str
    colors: Mapping[str, str]
    text: Mapping[str, TextStyle]


@cache
def load_stylesheet() -> StyleSheet:
    """The style sheet shipped with the program."""
    data = tomllib.loads(assets.read_text("resources/styles/plan.toml"))
    colors: dict[str, str] = data["colors"]
    text = {name: TextStyle(**{**look, "color": colors[look["color"]]}) for name, look in data["text"].items()}
    return StyleSheet(Page(**data["page"]), data["fonts"]["body"], data["fonts"]["fallback"], colors, text)
