"""A plan is written in every format, and an export that fails or is stopped leaves the older file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eopbuilder.errors import UserFixable
from eopbuilder.packs import load_pack
from eopbuilder.planning.exporting import Cancelled, ExportResult, export_graph, export_plan
from eopbuilder.render.lacking import warning as warning_about
from tests.domain.plans import AS_OF, SCHOOL, changed, sound_plan
from tests.render.pdf_reading import read_pdf

PACK = load_pack("k12-federal")
PLAN = sound_plan()
FIRST_BYTES = {
    ".docx": b"PK\x03\x04", ".pdf": b"%PDF-", ".txt": b"", ".json": b"{", ".svg": b"<", ".png": b"\x89PNG",
    ".graphml": b"<",
}  # fmt: skip


@pytest.mark.parametrize("ending", [".docx", ".pdf", ".txt", ".json", ".PDF"])
def test_a_plan_is_written_by_the_ending_of_its_name(tmp_path: Path, ending: str) -> None:
    shares: list[float] = []
    target = tmp_path / f"plan{ending}"
    assert export_plan(PLAN, PACK, AS_OF, target, progress=shares.append) == ExportResult(target)
    assert target.read_bytes().startswith(FIRST_BYTES[ending.lower()])
    assert shares[-1] == 1
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)


@pytest.mark.parametrize("ending", [".svg", ".png", ".pdf", ".json", ".graphml"])
def test_a_graph_is_written_by_the_ending_of_its_name(tmp_path: Path, ending: str) -> None:
    shares: list[float] = []
    target = tmp_path / f"graph{ending}"
    assert export_graph(PLAN, PACK, AS_OF, target, progress=shares.append) == ExportResult(target)
    assert target.read_bytes().startswith(FIRST_BYTES[ending])
    assert shares[-1] == 1


def test_graph_data_names_roles_and_relations(tmp_path: Path) -> None:
    export_graph(PLAN, PACK, AS_OF, tmp_path / "graph.json")
    data = json.loads((tmp_path / "graph.json").read_text(encoding="utf-8"))
    assert {"id", "kind", "label", "level", "staffed"} <= set(data["nodes"][0])
    assert {"source", "target", "type"} <= set(data["edges"][0])


def test_the_school_stands_in_the_text(tmp_path: Path) -> None:
    export_plan(PLAN, PACK, AS_OF, tmp_path / "plan.txt")
    assert str(SCHOOL.name) in (tmp_path / "plan.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", [".docx", ".txt", ".json"])
def test_equal_plans_give_equal_files(tmp_path: Path, ending: str) -> None:
    one, two = tmp_path / f"one{ending}", tmp_path / f"two{ending}"
    for target in (one, two):
        export_plan(PLAN, PACK, AS_OF, target)
    assert one.read_bytes() == two.read_bytes()


def test_letters_no_font_can_show_are_told(tmp_path: Path) -> None:
    strange = sound_plan(put=[changed("chapel", notes="Runes: \U00013000\U00013001")])
    (warning,) = export_plan(strange, PACK, AS_OF, tmp_path / "plan.pdf").warnings
    assert warning == (
        "The PDF cannot show these characters as they are meant: \U00013000 \U00013001 (Egyptian). "
        "They stand in it as � or in the wrong order; the Word file has them right."
    )
    assert "is right in the Word file" in read_pdf((tmp_path / "plan.pdf").read_bytes()).drawn[2]
    assert export_plan(strange, PACK, AS_OF, tmp_path / "plan.docx").warnings == ()


def test_a_drawing_tells_of_them_too_unless_its_words_stay_words(tmp_path: Path) -> None:
    strange = sound_plan(put=[changed("bo", given_name="م\u5b78\U0001f9d1\u200d\U0001f33e")])
    for ending in (".pdf", ".png"):
        (warning,) = export_graph(strange, PACK, AS_OF, tmp_path / f"graph{ending}").warnings
        assert "(Chinese, Arabic, emoji and signs)" in warning
        assert "an SVG drawing has them right" in warning
    assert export_graph(strange, PACK, AS_OF, tmp_path / "graph.svg").warnings == ()


def test_a_long_list_of_them_is_cut_short_and_counted() -> None:
    told = warning_about("The PDF", "the Word file", [chr(code) for code in range(0x4E00, 0x4E20)])
    assert "一 丁 " in told
    assert " and 20 more (Chinese)." in told


@pytest.mark.parametrize(("name", "why"), [("plan.odt", "“.odt” is not a format"), ("plan", "its name has no ending")])
def test_an_ending_nobody_knows_is_explained(tmp_path: Path, name: str, why: str) -> None:
    for export in (export_plan, export_graph):
        with pytest.raises(UserFixable, match=why):
            export(PLAN, PACK, AS_OF, tmp_path / name)
    assert list(tmp_path.glob("plan*")) == []


def stop(_share: float) -> None:
    raise Cancelled


@pytest.mark.parametrize("ending", [".docx", ".pdf"])
def test_an_export_that_is_stopped_leaves_the_older_file(tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"plan{ending}"
    target.write_bytes(b"older")
    with pytest.raises(Cancelled):
        export_plan(PLAN, PACK, AS_OF, target, progress=stop)
    assert target.read_bytes() == b"older"
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == [target.name]
