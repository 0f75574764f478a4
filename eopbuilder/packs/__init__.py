"""Template packs: the structure of a plan as data, loaded and checked into domain types."""

from __future__ import annotations

from eopbuilder.packs.errors import PackError
from eopbuilder.packs.loader import available, load_pack, load_pack_folder

__all__ = ["PackError", "available", "load_pack", "load_pack_folder"]
