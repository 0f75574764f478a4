"""The kit goes into a folder with progress; what is cancelled leaves older files as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from eopbuilder.document.kit.catalogue import KIT
from eopbuilder.planning.exporting import Cancelled
from eopbuilder.planning.exporting_kit import export_kit
from tests.document.schools import AS_OF, PACK, sample_school

NAMES = [one.name for one in KIT]


def test_progress_rises_to_the_end(tmp_path: Path) -> None:
    heard: list[float] = []
    results = export_kit(sample_school(), PACK, AS_OF, tmp_path / "new" / "kit", progress=heard.append)
    assert [result.path.name for result in results] == [f"{name}.pdf" for name in NAMES]
    assert all(result.path.read_bytes().startswith(b"%PDF") for result in results)
    assert heard == sorted(heard)
    assert (heard[0], heard[-1]) == (0.0, 1.0)


def test_cancelling_keeps_what_was_there(tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / f"{name}.docx").write_text("older", encoding="utf-8")

    def cancel_in_the_third(share: float) -> None:
        if share > 2.3 / len(NAMES):
            raise Cancelled

    with pytest.raises(Cancelled):
        export_kit(sample_school(), PACK, AS_OF, tmp_path, file_format="docx", progress=cancel_in_the_third)
    older = [name for name in NAMES if (tmp_path / f"{name}.docx").read_bytes() == b"older"]
    assert older == NAMES[2:]
    assert len(list(tmp_path.iterdir())) == len(NAMES)
