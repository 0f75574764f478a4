"""Writing the incident command forms and job action sheets of a plan into a folder, as PDF or Word files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal, get_args

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.plan import Plan
from eopbuilder.errors import Bug, UserFixable
from eopbuilder.planning.exporting import ExportResult, Progress, moment, no_progress
from eopbuilder.rolegraph.structure import LEVELS, TOP_LEVEL

FormFormat = Literal["pdf", "docx"]
FORM_FORMATS: tuple[FormFormat, ...] = get_args(FormFormat)
FORM_NAMES = ("ics-203", "ics-205a", "ics-207", "job-action-sheets")
"""The files written, without ending, in this order."""


def export_forms(
    plan: Plan,
    pack: Pack,
    as_of: date,
    folder: Path,
    *,
    level: int = TOP_LEVEL,
    file_format: FormFormat = "pdf",
    progress: Progress = no_progress,
) -> tuple[ExportResult, ...]:
    """Writes every form, filled in for an activation level, into `folder`, which is made if it is not there.

    Older files of the same names are replaced one by one, each only when the new one is complete. Raises `UserFixable`
    when the folder or a file cannot be written, `Cancelled` when `progress` does.
    """
    from eopbuilder.document.form_context import FormContext
    from eopbuilder.document.forms import FORMS
    from eopbuilder.planning.document_files import write_document

    if level not in LEVELS:
        raise Bug(f"no activation level {level}")
    make_folder(folder)
    context = FormContext(plan, pack, as_of, level, moment(as_of))
    results: list[ExportResult] = []
    for place, name in enumerate(FORM_NAMES):

        def forwarded(share: float, place: int = place) -> None:
            progress((place + share) / len(FORM_NAMES))

        forwarded(0.0)
        results.append(write_document(FORMS[name](context), folder / f"{name}.{file_format}", forwarded))
    return tuple(results)


def make_folder(folder: Path) -> None:
    """Makes a folder and those above it. Raises `UserFixable` when that cannot be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = "a file has that name" if isinstance(error, FileExistsError) else str(error.strerror or "").lower()
        raise UserFixable(
            f"“{folder}” was not made", reason or "the disk reported an error", "Choose another folder"
        ) from error
