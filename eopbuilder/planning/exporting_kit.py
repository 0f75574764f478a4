"""Writing the kit of a plan into a folder: single documents to hand out, post or fill in, as PDF or Word files."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.paper import Paper
from eopbuilder.domain.plan import Plan
from eopbuilder.planning.exporting import ExportResult, Progress
from eopbuilder.planning.sheets import FormFormat, write_sheets
from eopbuilder.rolegraph.structure import TOP_LEVEL
from eopbuilder.working import untold


def export_kit(
    plan: Plan,
    pack: Pack,
    as_of: date,
    folder: Path,
    *,
    edition: Edition = Edition.FULL,
    file_format: FormFormat = "pdf",
    paper: Paper = "letter",
    passphrase: str = "",
    progress: Progress = untold,
) -> tuple[ExportResult, ...]:
    """Writes the documents of the kit that an edition has into `folder`, which is made if it is not there.

    They are filled in for the highest activation level. With a `passphrase` PDF files are locked. Older files of the
    same names are replaced one by one, each only when the new one is complete. What the edition leaves out is told as a
    warning. Raises `UserFixable` when the folder or a file cannot be written, `Cancelled` when `progress` does.
    """
    from eopbuilder.document.kit.catalogue import KIT
    from eopbuilder.planning.document_files import write_document

    write = partial(write_document, paper=paper, passphrase=passphrase)
    return write_sheets(plan, pack, as_of, folder, KIT, TOP_LEVEL, edition, file_format, write, progress)
