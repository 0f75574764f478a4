"""What every test gets: no network, its own data folder, and the look of a fresh computer."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


# No test is timed: how busy the computer is must never decide whether one passes.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def _refuse(*_args: object, **_kwargs: object) -> NoReturn:
    raise AssertionError("the program is offline: nothing may open a network connection")


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", _refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", _refuse)
    monkeypatch.setattr(socket, "create_connection", _refuse)
    monkeypatch.setattr(socket, "getaddrinfo", _refuse)


@pytest.fixture(autouse=True)
def _own_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EOPBUILDER_HOME", str(tmp_path / "home"))
