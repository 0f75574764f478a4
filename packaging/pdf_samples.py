"""Every kind of PDF the program writes, for three plans: the sample school's, an empty one, and one whose names are
written in other alphabets. What validates PDF files takes them from here.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
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
from eopbuilder.planning import exporting, sample
from eopbuilder.planning.exporting_exercise import export_exercise
from eopbuilder.planning.exporting_forms import export_forms
from eopbuilder.planning.exporting_kit import export_kit
from eopbuilder.rolegraph.pictures import ChartPicture, DependencyPicture

AS_OF = date(2026, 11, 26)
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
class PdfSample:
    """A PDF file. A locked one opens with `PASSPHRASE`."""

    path: Path
    locked: bool = False


def plans(pack: Pack) -> dict[str, Plan]:
    """The plans by name. Another pack than the sample school's own ignores what it does not ask for."""
    empty = Plan.of(PlanInfo(id="plan", pack=pack.id), School(id="school"))
    with (
        tempfile.TemporaryDirectory() as home,
        patch.dict(os.environ, {"EOPBUILDER_HOME": home}),
        sample.create_sample(Path(home) / "plan.eop") as session,
    ):
        full = session.plan
    people = tuple(
        replace(person, given_name=given, family_name=family)
        for person, (given, family) in zip(full.people, cycle(_NAMES), strict=False)
    )
    school = replace(full.school, name="Škola Łukasiewicza 明學 مدرسة Αθηνά")
    named = replace(full.with_list("people", people), school=school)
    return {"sample": full, "empty": empty, "alphabets": named}


def write_all(folder: Path) -> Iterator[PdfSample]:
    """Writes every document of every template pack into `folder` and tells each as soon as it is there."""
    for pack_id in available():
        pack = load_pack(pack_id)
        for name, plan in plans(pack).items():
            place = folder / pack_id / name
            place.mkdir(parents=True, exist_ok=True)
            yield from write_documents(plan, pack, place)


def write_documents(plan: Plan, pack: Pack, folder: Path) -> Iterator[PdfSample]:
    """Writes every document of a plan into `folder`."""
    for edition in Edition:
        target = folder / f"plan-{edition.value}.pdf"
        yield PdfSample(exporting.export_plan(plan, pack, AS_OF, target, edition=edition).path)
    yield PdfSample(exporting.export_plan(plan, pack, AS_OF, folder / "plan-with-kit.pdf", with_kit=True).path)
    target = folder / "plan-locked.pdf"
    edition = Edition.PUBLIC
    locked = exporting.export_plan(plan, pack, AS_OF, target, edition=edition, passphrase=PASSPHRASE)
    yield PdfSample(locked.path, locked=True)
    yield PdfSample(exporting.export_graph(plan, pack, AS_OF, folder / "role-graph.pdf").path)
    for picture in (ChartPicture(level=2, overlay=frozenset({"needs"})), DependencyPicture()):
        target = folder / f"picture-{type(picture).__name__}.pdf"
        yield PdfSample(exporting.export_picture(plan, pack, AS_OF, target, picture).path)
    for scenario in plan.all(Scenario):
        target = folder / f"exercise-{scenario.id}.pdf"
        yield PdfSample(export_exercise(plan, pack, AS_OF, scenario, target).path)
    for level in (1, 2, 3):
        for form in export_forms(plan, pack, AS_OF, folder / f"forms-level-{level}", level=level):
            yield PdfSample(form.path)
    for edition in Edition:
        for document in export_kit(plan, pack, AS_OF, folder / f"kit-{edition.value}", edition=edition):
            yield PdfSample(document.path)
