"""The kit goes into a folder with progress; what is cancelled leaves older files as they were."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eopbuilder.document.kit.catalogue import KIT
from eopbuilder.domain.disclosure import Edition
from eopbuilder.planning.exporting import Cancelled
from eopbuilder.planning.exporting_kit import export_kit
from tests.document.samples import empty_plan
from tests.document.schools import AS_OF, PACK, sample_school
from tests.render.docx_reading import docx_text

NAMES = [one.name for one in KIT]


def test_progress_rises_to_the_end(tmp_path: Path) -> None:
    heard: list[float] = []
    results = export_kit(sample_school(), PACK, AS_OF, tmp_path / "new" / "kit", progress=heard.append)
    assert [result.path.name for result in results] == [f"{name}.pdf" for name in NAMES]
    assert all(result.path.read_bytes().startswith(b"%PDF") for result in results)
    assert heard == sorted(heard)
    assert (heard[0], heard[-1]) == (0.0, 1.0)


def test_cancelling_keeps_what_was_there(tmp_path: Path) -> None:
    folder = tmp_path / "kit"
    folder.mkdir()
    for name in NAMES:
        (folder / f"{name}.docx").write_text("older", encoding="utf-8")

    def cancel_in_the_third(share: float) -> None:
        if share > 2.3 / len(NAMES):
            raise Cancelled

    with pytest.raises(Cancelled):
        export_kit(sample_school(), PACK, AS_OF, folder, file_format="docx", progress=cancel_in_the_third)
    older = [name for name in NAMES if (folder / f"{name}.docx").read_bytes() == b"older"]
    assert older == NAMES[2:]
    assert len(list(folder.iterdir())) == len(NAMES)


def test_an_edition_has_the_documents_for_its_readers_and_says_which_it_leaves_out(tmp_path: Path) -> None:
    results = export_kit(sample_school(), PACK, AS_OF, tmp_path, edition=Edition.PUBLIC)
    assert {one.path.stem for one in results} == {
        "zone-signs",
        "cards-english",
        "cards-spanish",
        "family-guide-english",
        "family-guide-spanish",
    }
    (told,) = [warning for one in results for warning in one.warnings]
    assert told.startswith("Not in the public edition: binder-tabs (for the planning team); contact-sheet, ")
    assert all(name in told or (tmp_path / f"{name}.pdf").exists() for name in NAMES)


def test_a_folder_that_holds_fuller_documents_of_before_is_told(tmp_path: Path) -> None:
    (tmp_path / "contact-sheet.docx").write_bytes(b"older")
    *_, last = export_kit(sample_school(), PACK, AS_OF, tmp_path, edition=Edition.STAFF)
    assert last.warnings[-1] == f"An older export in {tmp_path} still has contact-sheet: do not pass the folder on."


def test_sheets_on_walls_and_in_pockets_hold_no_more_than_staff_may_know() -> None:
    most = {one.name: one.most for one in KIT}
    assert {most[name] for name in ("flip-card", "wallet-cards", "bus-signs")} == {Edition.STAFF}
    assert all(one.least.level <= one.most.level for one in KIT)


def test_letters_the_fonts_lack_are_warned_about_in_pdf_and_kept_in_word(tmp_path: Path) -> None:
    plan = sample_school()
    named = replace(plan, school=replace(plan.school, name="مدرسة القيقب 枫岭小学"))
    results = export_kit(named, PACK, AS_OF, tmp_path)
    told = [warning for one in results for warning in one.warnings]
    assert any("The PDF cannot show these characters as they are meant: " in one and "枫" in one for one in told)
    assert any("م" in warning for warning in told)
    word = export_kit(named, PACK, AS_OF, tmp_path, file_format="docx")
    assert not [warning for one in word for warning in one.warnings]
    for name in ("contact-sheet", "family-guide-spanish", "ics-214"):
        assert "枫岭小学" in docx_text((tmp_path / f"{name}.docx").read_bytes())


def test_spanish_sheets_say_in_spanish_what_is_missing(tmp_path: Path) -> None:
    export_kit(empty_plan(), PACK, AS_OF, tmp_path, file_format="docx")
    for name in ("family-guide-spanish", "cards-spanish"):
        text = docx_text((tmp_path / f"{name}.docx").read_bytes())
        assert not [word for word in ("No phone", "not yet decided", "Not yet decided", "School name") if word in text]
    assert "Falta el teléfono" in docx_text((tmp_path / "family-guide-spanish.docx").read_bytes())
