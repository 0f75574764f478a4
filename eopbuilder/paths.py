"""Where the program keeps its own files on this computer: working copies, backups, settings, the log."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from eopbuilder.errors import UserFixable

_NAME = "eopbuilder"


def data_folder() -> Path:
    """The program's folder in the user's local (never roaming) application data; made when missing.

    `EOPBUILDER_HOME` names another folder, for a portable installation or a test. Raises `UserFixable`, as all of
    these do, when the folder cannot be made.
    """
    chosen = os.environ.get("EOPBUILDER_HOME")
    folder = Path(chosen) if chosen else Path(platformdirs.user_data_dir(_NAME, appauthor=False, roaming=False))
    return _made(folder)


def working_folder() -> Path:
    """Where working databases lie."""
    return _inside("working")


def backup_folder() -> Path:
    """Where backups of plans lie."""
    return _inside("backups")


def packs_folder() -> Path:
    """Where a district drops template packs and requirement packs of its own, one folder each. It may not exist."""
    return data_folder() / "packs"


def settings_file() -> Path:
    """What the program remembers between starts: recent plans and the look; nothing of a plan's content."""
    return data_folder() / "settings.json"


def log_file() -> Path:
    """The log. See `journal` for what may stand in it."""
    return _inside("logs") / "eopbuilder.log"


def _inside(name: str) -> Path:
    return _made(data_folder() / name)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserFixable(
            f"The program's own folder “{folder}” could not be made",
            (error.strerror or "the disk reported an error").lower(),
            "Make room for it, or name another folder in EOPBUILDER_HOME",
        ) from error
    return folder
