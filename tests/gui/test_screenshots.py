"""The script that takes the pictures works on a page and on the dialogs."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.gui.screen import settle
from ui.main_window import MainWindow

SCRIPT = Path(__file__).resolve().parent.parent.parent / "packaging" / "screenshots.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("screenshots", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["screenshots"] = module
    spec.loader.exec_module(module)
    return module


def test_a_page_is_grabbed_in_the_size_of_the_window(
    script: ModuleType, app: QApplication, sample_window: MainWindow, tmp_path: Path
) -> None:
    camera = script.Camera(app, tmp_path / "pictures")
    camera.shoot(sample_window, "page")
    picture = QImage(str(tmp_path / "pictures" / "page.png"))
    assert (picture.width(), picture.height()) == (1280, 720)
    colours = {picture.pixel(x, y) for x in range(0, 1280, 40) for y in range(0, 720, 40)}
    assert len(colours) > 5


def test_every_dialog_is_grabbed(
    script: ModuleType, app: QApplication, sample_window: MainWindow, tmp_path: Path
) -> None:
    staff = tmp_path / "staff.csv"
    staff.write_text("First,Last\nZoë,Park\n", encoding="utf-8")
    camera = script.Camera(app, tmp_path / "pictures")
    script.shoot_dialogs(camera, sample_window, "light", staff)
    settle(sample_window)
    names = {file.stem for file in (tmp_path / "pictures").iterdir()}
    assert {"light-dialog-import-choose", "light-dialog-import-columns", "light-dialog-fault"} <= names
