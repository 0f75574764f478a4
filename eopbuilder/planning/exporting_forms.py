"""Writing the incident command forms and job action sheets of a plan into a folder, as PDF or Word files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import BinaryIO, Literal, get_args

from eopbuilder.document.nodes import Document
from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.plan import Plan
from eopbuilder.errors import Bug, UserFixable
from eopbuilder.files import replace_file
from eopbuilder.planning.exporting import ExportResult, Progress, missing_warning, moment, no_progress
from eopbuilder.rolegraph.structure import LEVELS, TOP_LEVEL

FormFormat = Literal["pdf", "docx"]
FORM_FORMATS: tuple[FormFormat, ...] = get_args(FormFormat)
FORM_NAMES = ("ics-203", "ics-205a", "ics-207", "job-action-sheets")
"""The files written, without ending, in this order."""

_Write = Callable[[Document, BinaryIO, Progress], None]


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

    if level not in LEVELS:
        raise Bug(f"no activation level {level}")
    make_folder(folder)
    context = FormContext(plan, pack, as_of, level, moment(as_of))
    results: list[ExportResult] = []
    for place, name in enumerate(FORM_NAMES):

        def forwarded(share: float, place: int = place) -> None:
            progress((place + share) / len(FORM_NAMES))

        forwarded(0.0)
        results.append(_write(FORMS[name](context), folder / f"{name}.{file_format}", file_format, forwarded))
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


def _write(document: Document, target: Path, file_format: FormFormat, progress: Progress) -> ExportResult:
    from eopbuilder.render.docx_writer import write_docx
    from eopbuilder.render.pdf_writer import unsupported_characters, write_pdf

    write: _Write = write_docx if file_format == "docx" else write_pdf
    replace_file(target, lambda stream: write(document, stream, progress))
    missing = unsupported_characters(document) if file_format == "pdf" else ()
    return ExportResult(target, (missing_warning(missing),) if missing else ())
