"""The check of Word files against the Open XML SDK: what it holds against it, and what it says when it cannot."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

from eopbuilder.document.nodes import Block

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture
def check_word(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(PACKAGING))
    import check_word as module

    return module


def test_without_node_one_sentence_says_what_to_do(
    check_word: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setenv("EOPBUILDER_HOME", "kept")
    assert check_word.main([]) == 2
    said = capsys.readouterr().err.strip()
    assert "Node.js" in said
    assert "\n" not in said


def test_a_folder_that_is_there_is_left_alone(
    check_word: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EOPBUILDER_HOME", "kept")
    assert check_word.main([str(tmp_path)]) == 2
    assert list(tmp_path.iterdir()) == []


def test_an_option_it_does_not_know_is_no_folder(
    check_word: ModuleType, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert [check_word.main([one]) for one in ("--help", "--fast")] == [0, 2]
    assert "check_word.py [FOLDER | PLAN.eop]" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_findings_are_told_with_their_place(check_word: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    found = '{"ok": false, "errors": [{"path": "/word/document.xml", "description": "No.", "xPath": "/w:p"}]}'
    results = {
        "bad.docx": subprocess.CompletedProcess([], 1, found, ""),
        "good.docx": subprocess.CompletedProcess([], 0, '{"ok": true, "errors": []}', ""),
        "unread.docx": subprocess.CompletedProcess([], 2, "", "no binary"),
    }
    monkeypatch.setattr(subprocess, "run", lambda command, **_options: results[command[-1]])
    assert check_word.problems(["check"], Path("bad.docx")) == ["/word/document.xml: No. (/w:p)"]
    assert check_word.problems(["check"], Path("good.docx")) == []
    with pytest.raises(check_word.Unavailable, match="no binary"):
        check_word.problems(["check"], Path("unread.docx"))


def test_the_nasty_document_has_every_kind_of_block_but_drawings(check_word: ModuleType) -> None:
    made = {type(one).__name__ for one in check_word.nasty_document().blocks()}
    drawn = {"Figure"}
    assert {one.__name__ for one in get_args(Block)} - drawn <= made
