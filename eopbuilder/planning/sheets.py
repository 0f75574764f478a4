"""Writing single documents of a plan into a folder, those that an edition has, each from the facts of its readers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Assignment
from eopbuilder.errors import UserFixable
from eopbuilder.planning.exporting import ExportResult, Progress, moment

if TYPE_CHECKING:
    from eopbuilder.document.form_context import FormContext
    from eopbuilder.document.kit.catalogue import KitDocument
    from eopbuilder.document.nodes import Document

FORM_NAMES = ("ics-203", "ics-205a", "ics-207", "job-action-sheets")
"""The forms, by the names of their files, without ending."""
_SHORT = dict(zip(FORM_NAMES, ("ICS 203", "ICS 205A", "ICS 207", "job action sheets"), strict=True))
FormFormat = Literal["pdf", "docx"]
FORM_FORMATS: tuple[FormFormat, ...] = get_args(FormFormat)
_READERS = {
    Edition.FULL: "for the planning team",
    Edition.RESPONDER: "for leaders and responders",
    Edition.STAFF: "for those who work here",
}


def write_sheets(
    plan: Plan,
    pack: Pack,
    as_of: date,
    folder: Path,
    sheets: Sequence[KitDocument],
    level: int,
    edition: Edition,
    file_format: FormFormat,
    write: Callable[[Document, Path, Progress], ExportResult],
    progress: Progress,
) -> tuple[ExportResult, ...]:
    """Writes those of the `sheets` that the edition has; the last result warns of the others, and of old ones of them.

    `write` puts a document into a file. Raises `UserFixable` when the edition has none of them, or the folder or a file
    cannot be written.
    """
    from eopbuilder.document.kit.catalogue import context_in

    chosen = [one for one in sheets if one.is_in(edition)]
    others = [one for one in sheets if not one.is_in(edition)]
    if not chosen:
        raise UserFixable("Nothing was written", _left_out(others, edition), "Choose a fuller edition")
    make_folder(folder)

    @cache
    def context_of(edition: Edition) -> FormContext:
        return context_in(edition, plan, pack, as_of, level, moment(as_of))

    results: list[ExportResult] = []
    for place, one in enumerate(chosen):

        def forwarded(share: float, place: int = place) -> None:
            progress((place + share) / len(chosen))

        forwarded(0.0)
        document = one.make(context_of(one.facts_in(edition)))
        results.append(write(document, folder / f"{one.name}.{file_format}", forwarded))
    warnings = (*results[-1].warnings, *_warnings(folder, others, edition))
    return (*results[:-1], replace(results[-1], warnings=warnings))


def sheets_told(edition: Edition) -> str:
    """What an edition means for the kit, the forms and the role graph, in a line."""
    from eopbuilder.document.kit.catalogue import KIT

    chosen = [one.name for one in KIT if one.is_in(edition)]
    kit = f"all {len(KIT)} documents" if len(chosen) == len(KIT) else f"{len(chosen)} of {len(KIT)} documents"
    forms = [_SHORT[one] for one in FORM_NAMES if one in chosen]
    names = "with names" if edition.shows(Assignment.DISCLOSURE) else "titles without names"
    return f"Kit: {kit}. Forms: {', '.join(forms) or 'none'}. Role graph: {names}."


def _warnings(folder: Path, others: Sequence[KitDocument], edition: Edition) -> tuple[str, ...]:
    if not others:
        return ()
    old = [one.name for one in others for ending in FORM_FORMATS if (folder / f"{one.name}.{ending}").exists()]
    if not old:
        return (f"{_left_out(others, edition)}.",)
    still = f"An older export in {folder} still has {', '.join(dict.fromkeys(old))}: do not pass the folder on."
    return (f"{_left_out(others, edition)}.", still)


def _left_out(others: Sequence[KitDocument], edition: Edition) -> str:
    """What an edition leaves out, by whom it is for, in one line."""
    from eopbuilder.document.edition_words import name_in_title

    named = {least: [one.name for one in others if one.least is least] for least in _READERS}
    told = "; ".join(f"{', '.join(names)} ({_READERS[least]})" for least, names in named.items() if names)
    return f"Not in the {name_in_title(edition)}: {told}"


def make_folder(folder: Path) -> None:
    """Makes a folder and those above it. Raises `UserFixable` when that cannot be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = "a file has that name" if isinstance(error, FileExistsError) else str(error.strerror or "").lower()
        raise UserFixable(
            f"“{folder}” was not made", reason or "the disk reported an error", "Choose another folder"
        ) from error
