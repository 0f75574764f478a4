"""The federal template pack, against which rules are tried."""

from __future__ import annotations

import pytest

from eopbuilder.domain.catalogue import Pack
from eopbuilder.packs import load_pack


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack("k12-federal")
