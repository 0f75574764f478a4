"""The sheet of pages for the documentation: every page it names is found, and it stays small."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from PIL import Image

PACKAGING = Path(__file__).resolve().parent.parent / "packaging"


def test_every_page_it_names_is_on_the_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PACKAGING))
    spec = importlib.util.spec_from_file_location("contact_sheet", PACKAGING / "contact_sheet.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = script
    spec.loader.exec_module(script)
    target = tmp_path / "docs" / "pages.png"
    assert script.main([str(target)]) == 0
    with Image.open(target) as sheet:
        assert sheet.height > 3 * script._HEIGHT
        assert sheet.width > sheet.height
    assert target.stat().st_size < 600 * 1024
    nowhere = script.Shown("pages.pdf", ("words that stand nowhere",))
    Image.new("RGB", (60, 80), "white").save(tmp_path / "pages.pdf")
    with pytest.raises(LookupError, match=r"no page of pages\.pdf"):
        script.picture(tmp_path, nowhere)
