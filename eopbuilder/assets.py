"""The only reader of files shipped with the program: fonts, icons, styles, template packs."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from eopbuilder.errors import Bug

_PACKAGE = Path(__file__).resolve().parent
_BUNDLED = _PACKAGE / "_data"
ROOT = _BUNDLED if _BUNDLED.is_dir() else _PACKAGE.parent


def path(relative: str) -> Path:
    """Where a shipped file or folder lies. `relative` is a POSIX path such as `resources/fonts/x.ttf`.

    Raises `Bug` when the path leaves the shipped folders or nothing is there.
    """
    pure = PurePosixPath(relative)
    if pure.is_absolute() or ".." in pure.parts or pure.parts[:1] not in {("resources",), ("plan_templates",)}:
        raise Bug(f"not a shipped file: {relative}")
    found = ROOT.joinpath(*pure.parts)
    if not found.exists():
        raise Bug(f"shipped file missing: {relative}")
    return found


def read_bytes(relative: str) -> bytes:
    """The content of a shipped file. Raises `Bug` when it is missing."""
    return path(relative).read_bytes()


def read_text(relative: str) -> str:
    """The text of a shipped UTF-8 file. Raises `Bug` when it is missing."""
    return path(relative).read_text(encoding="utf-8")
