"""Writing the kit of a plan into a folder: single documents to hand out, post or fill in, as PDF or Word files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.plan import Plan
from eopbuilder.planning.exporting import ExportResult, Progress, moment, no_progress
from eopbuilder.planning.exporting_forms import FormFormat, make_folder
from eopbuilder.rolegraph.structure import TOP_LEVEL


def export_kit(
    plan: Plan,
    pack: Pack,
    as_of: date,
    folder: Path,
    *,
    file_format: FormFormat = "pdf",
    progress: Progress = no_progress,
) -> tuple[ExportResult, ...]:
    """Writes every document of the kit into `folder`, which is made if it is not there.

    They are filled in for the highest activation level. Older files of the same names are replaced one by one, each
    only when the new one is complete. Raises `UserFixable` when the folder or a file cannot be written, `Cancelled`
    when `progress` does.
    """
    from eopbuilder.document.form_context import FormContext
    from eopbuilder.document.kit.catalogue import KIT
    from eopbuilder.planning.document_files import write_document

    make_folder(folder)
    context = FormContext(plan, pack, as_of, TOP_LEVEL, moment(as_of))
    results: list[ExportResult] = []
    for place, one in enumerate(KIT):

        def forwarded(share: float, place: int = place) -> None:
            progress((place + share) / len(KIT))

        forwarded(0.0)
        results.append(write_document(one.make(context), folder / f"{one.name}.{file_format}", forwarded))
    return tuple(results)
