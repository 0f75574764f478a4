"""Every kind of PDF or Word file the program writes, for three plans: the sample school's, an empty one, and the
finished one with names in other alphabets; or for a plan of one's own. What validates files takes them from here.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from itertools import cycle
from pathlib import Path
from unittest.mock import patch

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import PlanInfo, Scenario, School
from eopbuilder.packs import available, load_pack
from eopbuilder.planning import exporting, library, sample
from eopbuilder.planning.exporting_exercise import export_exercise
from eopbuilder.planning.exporting_forms import export_forms
from eopbuilder.planning.exporting_kit import export_kit
from eopbuilder.rolegraph.pictures import ChartPicture, DependencyPicture

AS_OF = date(2026, 11, 26)
COPY = "7"
PASSPHRASE = "copper lantern river"
_NAMES = (
    ("Thị Ánh Nguyệt", "Nguyễn"),
    ("Дмитрий", "Щербаков"),
    ("Łucja", "Żółkiewska-Ó Súilleabháin"),
    ("小明", "王"),
    ("فاطمة", "العلي"),
    ("Ελένη", "Παπαδοπούλου"),
    ("שרה", "כהן"),
    ("🙂 Zoë", "O’Neill <b>&"),
)


@dataclass(frozen=True)
class Sample:
    """A file. A locked one opens with `PASSPHRASE`."""

    path: Path
    locked: bool = False


def plans(pack: Pack) -> dict[str, Plan]:
    """The plans by name. Another pack than the sample school's own ignores what it does not ask for."""
    empty = Plan.of(PlanInfo(id="plan", pack=pack.id), School(id="school"))
    started, finished = _sample(finished=False), _sample(finished=True)
    people = tuple(
        replace(person, given_name=given, family_name=family)
        for person, (given, family) in zip(finished.people, cycle(_NAMES), strict=False)
    )
    school = replace(finished.school, name="Škola Łukasiewicza 明學 مدرسة Αθηνά")
    named = replace(finished.with_list("people", people), school=school)
    return {"sample": started, "empty": empty, "alphabets": named}


def _sample(*, finished: bool) -> Plan:
    with (
        tempfile.TemporaryDirectory() as home,
        patch.dict(os.environ, {"EOPBUILDER_HOME": home}),
        sample.create_sample(Path(home) / "plan.eop", finished=finished) as session,
    ):
        return session.plan


def write_all(folder: Path, ending: str) -> Iterator[Sample]:
    """Writes every document of every template pack into `folder` and tells each as soon as it is there."""
    for pack_id in available():
        pack = load_pack(pack_id)
        for name, plan in plans(pack).items():
            yield from write_documents(plan, pack, folder / pack_id / name, ending)


def write_documents_of(file: Path, folder: Path, ending: str) -> Iterator[Sample]:
    """Writes every document of a plan file into `folder`. Raises `UserFixable` when it is none."""
    with closing(library.open_for_reading(file)) as reading:
        yield from write_documents(reading.plan, reading.pack, folder / file.stem, ending)


def write_documents(plan: Plan, pack: Pack, folder: Path, ending: str) -> Iterator[Sample]:
    """Writes every document of a plan into `folder`, as “.pdf” or “.docx”."""
    folder.mkdir(parents=True, exist_ok=True)
    for edition in Edition:
        target = folder / f"plan-{edition.value}{ending}"
        yield Sample(exporting.export_plan(plan, pack, AS_OF, target, edition=edition, copy=COPY).path)
    yield Sample(exporting.export_plan(plan, pack, AS_OF, folder / f"plan-with-kit{ending}", with_kit=True).path)
    if ending == ".pdf":
        yield from _only_in_pdf(plan, pack, folder)
    for scenario in plan.all(Scenario):
        target = folder / f"exercise-{scenario.id}{ending}"
        yield Sample(export_exercise(plan, pack, AS_OF, scenario, target).path)
    file_format = ending.removeprefix(".")
    for level in (1, 2, 3):
        place = folder / f"forms-level-{level}"
        for form in export_forms(plan, pack, AS_OF, place, level=level, file_format=file_format):
            yield Sample(form.path)
    for edition in Edition:
        place = folder / f"kit-{edition.value}"
        for document in export_kit(plan, pack, AS_OF, place, edition=edition, file_format=file_format):
            yield Sample(document.path)


def _only_in_pdf(plan: Plan, pack: Pack, folder: Path) -> Iterator[Sample]:
    """A locked copy and the drawings."""
    target = folder / "plan-locked.pdf"
    edition = Edition.PUBLIC
    locked = exporting.export_plan(plan, pack, AS_OF, target, edition=edition, passphrase=PASSPHRASE)
    yield Sample(locked.path, locked=True)
    yield Sample(exporting.export_graph(plan, pack, AS_OF, folder / "role-graph.pdf").path)
    for picture in (ChartPicture(level=2, overlay=frozenset({"needs"})), DependencyPicture()):
        target = folder / f"picture-{type(picture).__name__}.pdf"
        yield Sample(exporting.export_picture(plan, pack, AS_OF, target, picture).path)
