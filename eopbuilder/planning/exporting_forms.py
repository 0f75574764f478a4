"""Writing the incident command forms and job action sheets of a plan into a folder, as PDF or Word files."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.paper import Paper
from eopbuilder.domain.plan import Plan
from eopbuilder.errors import Bug
from eopbuilder.planning.exporting import ExportResult, Progress
from eopbuilder.planning.sheets import FORM_NAMES, FormFormat, write_sheets
from eopbuilder.rolegraph.structure import LEVELS, TOP_LEVEL
from eopbuilder.working import untold


def export_forms(
    plan: Plan,
    pack: Pack,
    as_of: date,
    folder: Path,
    *,
    level: int = TOP_LEVEL,
    edition: Edition = Edition.FULL,
    file_format: FormFormat = "pdf",
    paper: Paper = "letter",
    passphrase: str = "",
    progress: Progress = untold,
) -> tuple[ExportResult, ...]:
    """Writes the forms of an edition, filled in for an activation level, into `folder`, which is made if need be.

    With a `passphrase` PDF files are locked. Older files of the same names are replaced one by one, each only when the
    new one is complete. What the edition leaves out is told as a warning. Raises `UserFixable` when the edition has no
    forms or something cannot be written, `Cancelled` when `progress` does.
    """
    from eopbuilder.document.kit.catalogue import KIT
    from eopbuilder.planning.document_files import write_document

    if level not in LEVELS:
        raise Bug(f"no activation level {level}")
    forms = tuple(one for one in KIT if one.name in FORM_NAMES)
    ordered = sorted(forms, key=lambda one: FORM_NAMES.index(one.name))
    write = partial(write_document, paper=paper, passphrase=passphrase)
    return write_sheets(plan, pack, as_of, folder, ordered, level, edition, file_format, write, progress)
