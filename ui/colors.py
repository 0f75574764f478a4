"""The colours of the program: one set of named colours for light and one for dark, each pair readable."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Colors:
    """Named colours, as `#RRGGBB`. A `_soft` colour is a background for the colour of the same name."""

    canvas: str
    """Behind everything."""
    surface: str
    """Behind fields and lists."""
    rail: str
    """Behind the list of steps."""
    hover: str
    rule: str
    """Quiet dividing lines; they carry no meaning."""
    edge: str
    """The outline of a field or button, at least 3:1 against its surroundings."""
    ink: str
    muted: str
    accent: str
    accent_strong: str
    accent_soft: str
    on_accent: str
    focus: str
    error: str
    error_soft: str
    warning: str
    warning_soft: str
    good: str
    good_soft: str


LIGHT = Colors(
    canvas="#F7F8FA",
    surface="#FFFFFF",
    rail="#EDF1F5",
    hover="#E4EAF0",
    rule="#DCE2E8",
    edge="#7C8894",
    ink="#17212B",
    muted="#4A5866",
    accent="#1D4F7C",
    accent_strong="#153C60",
    accent_soft="#DFEAF5",
    on_accent="#FFFFFF",
    focus="#1F6FB5",
    error="#A1261F",
    error_soft="#FBE9E7",
    warning="#7A4A00",
    warning_soft="#FFF3D6",
    good="#1C6337",
    good_soft="#E3F3E8",
)

DARK = Colors(
    canvas="#161B20",
    surface="#1E242A",
    rail="#12161A",
    hover="#2A323A",
    rule="#2F3841",
    edge="#7E8B98",
    ink="#E9EDF1",
    muted="#AEB9C4",
    accent="#86BDEE",
    accent_strong="#A9D2F7",
    accent_soft="#1F3448",
    on_accent="#0D1A26",
    focus="#8FC6F7",
    error="#FFA79E",
    error_soft="#3B2221",
    warning="#F3C56B",
    warning_soft="#372C15",
    good="#8AD6A0",
    good_soft="#1A3324",
)

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("ink", "muted", "accent") for ground in ("canvas", "surface", "rail", "hover")),
    *((text, ground) for text in ("error", "warning", "good") for ground in ("canvas", "surface", "rail", "hover")),
    ("ink", "accent_soft"),
    ("muted", "accent_soft"),
    ("accent", "accent_soft"),
    ("accent_strong", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
    *((text, f"{text}_soft") for text in ("error", "warning", "good")),
    *(("ink", f"{ground}_soft") for ground in ("error", "warning", "good")),
)
"""Every text colour with every ground it is put on: 4.5:1 or more."""

SHAPE_PAIRS: tuple[tuple[str, str], ...] = tuple(
    (shape, ground) for shape in ("edge", "focus") for ground in ("canvas", "surface")
)
"""Outlines that carry meaning, with their grounds: 3:1 or more."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two `#RRGGBB` colours by WCAG 2.1, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def tokens(colors: Colors) -> dict[str, str]:
    """The colours by name."""
    return {one.name: getattr(colors, one.name) for one in fields(colors)}
