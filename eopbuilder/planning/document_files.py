"""Writing a finished document to a file, as Word, PDF or plain text by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from eopbuilder.document.nodes import Document
from eopbuilder.domain.paper import Paper
from eopbuilder.files import replace_file
from eopbuilder.planning.exporting import ExportResult, Progress
from eopbuilder.working import untold


def write_document(
    document: Document,
    target: Path,
    progress: Progress = untold,
    *,
    paper: Paper = "letter",
    passphrase: str = "",
) -> ExportResult:
    """Writes a document; an older file is replaced only when the new one is complete.

    `target` ends in one of `DOCUMENT_ENDINGS`; a PDF is locked when there is a passphrase. Raises `UserFixable` when
    the file cannot be written.
    """
    document = replace(document, paper=paper)
    if target.suffix.casefold() == ".pdf":
        return _write_pdf(document, target, progress, passphrase)
    return _WRITERS[target.suffix.casefold()](document, target, progress)


def _write_word(document: Document, target: Path, progress: Progress) -> ExportResult:
    from eopbuilder.render.docx_writer import write_docx

    replace_file(target, lambda stream: write_docx(document, stream, progress))
    return ExportResult(target)


def _write_pdf(document: Document, target: Path, progress: Progress, passphrase: str) -> ExportResult:
    from eopbuilder.render.lacking import note, warning
    from eopbuilder.render.pdf_writer import write_pdf
    from eopbuilder.render.unsupported import unsupported_characters

    missing = unsupported_characters(document)
    if missing:
        footer = " · ".join(filter(None, (document.footer, note(document.language))))
        document = replace(document, footer=footer)
    replace_file(target, lambda stream: write_pdf(document, stream, progress, passphrase))
    return ExportResult(target, (warning("The PDF", "the Word file", missing),) if missing else ())


def _write_text(document: Document, target: Path, progress: Progress) -> ExportResult:
    from eopbuilder.render.text_writer import write_text

    replace_file(target, lambda stream: write_text(document, stream, progress))
    return ExportResult(target)


_WRITERS: dict[str, Callable[[Document, Path, Progress], ExportResult]] = {
    ".docx": _write_word,
    ".txt": _write_text,
}
DOCUMENT_ENDINGS = (".docx", ".pdf", ".txt")
"""The endings a document can be written with."""
