"""A sample of the long reliability test: random kills, and kill points of replacing a file and of publishing."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"


@pytest.fixture
def torture(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(PACKAGING))
    import torture as module

    return module


def test_kills_lose_nothing() -> None:
    command = [sys.executable, str(PACKAGING / "torture.py"), "--kills", "6", "--seed", "20261121", "--step", "7"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "6 random kills" in done.stdout
    points = [int(number) for number in re.findall(r"every 7th of (\d+) points", done.stdout)]
    assert len(points) == 2
    assert min(points) > 10
    assert "0 losses" in done.stdout


def test_a_loss_is_noticed(torture: ModuleType, tmp_path: Path) -> None:
    """The harness itself: a plan that says less, a torn edit and a broken file are all reported."""
    from eopbuilder.planning import library, operations

    path = tmp_path / "plan.eop"
    with library.create_plan(path, pack="torture", load_pack=torture._empty_pack) as session:
        for number in (1, 2, 3):
            torture._edit(session, number)
    report = torture.Report()
    assert torture._check(path, 3, 3, report) == 3
    assert report.losses == []
    torture._check(path, 5, 4, report)
    assert [loss.split(": ")[1].split(",")[0] for loss in report.losses] == [
        "edit 5 was acknowledged",
        "4 was published",
    ]
    with library.open_plan(path, load_pack=torture._empty_pack) as session:
        operations.set_fact(session, table="plan", field="title", value="x")
        operations.set_fact(session, table="sites", record="site-2", field="notes", value="x")
    report = torture.Report()
    torture._check(path, 3, 3, report)
    assert {loss.split(": ")[1] for loss in report.losses} == {
        "edit 3 is in the plan only in part",
        "edit 2 is damaged",
    }
    path.write_bytes(b"broken")
    report = torture.Report()
    torture._check(path, 3, 3, report)
    assert len(report.losses) == 1


def test_the_figures_are_printed(
    torture: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = torture.Report(kills=5, losses=["kill 3: an edit is gone"], points={"replacing a file": 18})
    monkeypatch.setattr(
        torture, "torture", lambda kills, seed, step: found if (kills, seed, step) == (5, 7, 1) else None
    )
    assert torture.main(["--kills", "5", "--seed", "7"]) == 1
    printed = capsys.readouterr().out
    assert "seed 7;" in printed
    assert "LOST: kill 3: an edit is gone" in printed
    found.losses.clear()
    assert torture.main(["--kills", "5", "--seed", "7"]) == 0
