"""What the program remembers of a person's taste: the look, the size of text and the paper."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, BinaryIO, Literal

from eopbuilder import paths
from eopbuilder.domain.paper import Paper
from eopbuilder.errors import UserFixable
from eopbuilder.files import replace_file

Appearance = Literal["system", "light", "dark"]
TEXT_SCALES = (100, 115, 130, 150, 175, 200)


@dataclass(frozen=True)
class Look:
    """How the program looks. `text_scale` is in percent."""

    appearance: Appearance = "system"
    text_scale: int = 100


def load_look() -> Look:
    """The remembered look; the usual one when nothing (or nothing readable) is remembered."""
    remembered = _read().get("look")
    if not isinstance(remembered, dict):
        return Look()
    checks: dict[str, Callable[[Any], bool]] = {
        "appearance": lambda value: value in ("system", "light", "dark"),
        "text_scale": lambda value: value in TEXT_SCALES,
    }
    known = {one.name for one in fields(Look)}
    return replace(
        Look(), **{name: value for name, value in remembered.items() if name in known and checks[name](value)}
    )


def save_look(look: Look) -> bool:
    """Remembers the look; what else the file holds stays. False when it cannot be written, which harms nothing."""
    return _save("look", asdict(look))


def load_paper() -> Paper:
    """The paper last chosen to print on; US Letter when none is remembered."""
    return "a4" if _read().get("paper") == "a4" else "letter"


def save_paper(paper: Paper) -> bool:
    """Remembers the paper. False when it cannot be written, which harms nothing."""
    return _save("paper", paper)


def _save(name: str, value: Any) -> bool:
    content = {**_read(), name: value}

    def write(stream: BinaryIO) -> None:
        stream.write(json.dumps(content, indent=1, ensure_ascii=False).encode())

    try:
        replace_file(paths.settings_file(), write)
    except UserFixable:
        return False
    return True


def _read() -> dict[str, Any]:
    try:
        content = json.loads(paths.settings_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
