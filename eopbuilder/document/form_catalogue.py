"""The incident command forms the program knows: official block titles and positions, read from `resources/forms`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from eopbuilder import assets


@dataclass(frozen=True)
class Position:
    """An official position of a form and the roles of the template pack that fill it; none: filled in on the day."""

    title: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class FormBlock:
    """A numbered block. `group` is the part of the command structure it lists, or empty."""

    number: str
    title: str
    group: str
    positions: tuple[Position, ...]

    @property
    def heading(self) -> str:
        """Number and official title."""
        return f"{self.number}. {self.title}"


@dataclass(frozen=True)
class Form:
    """A form: its number, title and blocks, and where its block titles were read."""

    id: str
    number: str
    title: str
    blocks: tuple[FormBlock, ...]
    sources: tuple[str, ...]
    """Titles of the sources."""

    def block(self, number: str) -> FormBlock:
        """The block with this number; KeyError when the form has none."""
        return {one.number: one for one in self.blocks}[number]


@cache
def load_forms() -> Mapping[str, Form]:
    """Every form by id."""
    data = tomllib.loads(assets.read_text("resources/forms/ics.toml"))
    titles = {one["id"]: one["title"] for one in data["source"]}
    return {one["id"]: _form(one, titles) for one in data["form"]}


def _form(data: Mapping[str, Any], titles: Mapping[str, str]) -> Form:
    cited = [part.split()[0] for part in data["source"].split(", ")]
    blocks = tuple(_block(one) for one in data["block"])
    return Form(data["id"], data["number"], data["title"], blocks, tuple(titles[one] for one in cited))


def _block(data: Mapping[str, Any]) -> FormBlock:
    positions = tuple(Position(title, tuple(roles)) for title, *roles in data.get("positions", ()))
    return FormBlock(data["number"], data["title"], data.get("group", ""), positions)
