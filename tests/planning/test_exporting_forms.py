"""Forms go into a folder with progress; what is cancelled or fails leaves older files as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from eopbuilder.domain.disclosure import Edition
from eopbuilder.errors import Bug, UserFixable
from eopbuilder.planning.exporting import Cancelled
from eopbuilder.planning.exporting_forms import export_forms
from eopbuilder.planning.sheets import FORM_NAMES
from tests.document.schools import AS_OF, PACK, sample_school


def test_progress_rises_to_the_end(tmp_path: Path) -> None:
    heard: list[float] = []
    results = export_forms(sample_school(), PACK, AS_OF, tmp_path / "forms", level=1, progress=heard.append)
    assert [result.path.stem for result in results] == list(FORM_NAMES)
    assert heard == sorted(heard)
    assert (heard[0], heard[-1]) == (0.0, 1.0)


def test_cancelling_keeps_what_was_there(tmp_path: Path) -> None:
    for name in FORM_NAMES:
        (tmp_path / f"{name}.docx").write_text("older", encoding="utf-8")

    def cancel_in_the_second(share: float) -> None:
        if share > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        export_forms(sample_school(), PACK, AS_OF, tmp_path, level=1, file_format="docx", progress=cancel_in_the_second)
    older = [name for name in FORM_NAMES if (tmp_path / f"{name}.docx").read_bytes() == b"older"]
    assert older == list(FORM_NAMES[1:])
    assert len(list(tmp_path.iterdir())) == len(FORM_NAMES)


def test_a_level_there_is_not_is_a_fault_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(Bug):
        export_forms(sample_school(), PACK, AS_OF, tmp_path / "forms", level=4)
    assert not (tmp_path / "forms").exists()


def test_the_public_has_no_forms_and_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(UserFixable, match="Not in the public edition: ics-205a"):
        export_forms(sample_school(), PACK, AS_OF, tmp_path / "forms", edition=Edition.PUBLIC)
    assert not (tmp_path / "forms").exists()


def test_forms_for_staff_have_no_mobile_numbers(tmp_path: Path) -> None:
    results = export_forms(sample_school(), PACK, AS_OF, tmp_path, edition=Edition.STAFF)
    assert [one.path.stem for one in results] == ["ics-203", "ics-207", "job-action-sheets"]
    assert "ics-205a (for leaders and responders)" in results[-1].warnings[0]
