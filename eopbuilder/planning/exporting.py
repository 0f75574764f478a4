"""Writing a plan, or its role graph, to a file; a failed or cancelled export leaves an older file as it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.copies import doubt_about
from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.editions import in_edition
from eopbuilder.domain.paper import Paper
from eopbuilder.domain.plan import Plan
from eopbuilder.errors import UserFixable
from eopbuilder.files import replace_file
from eopbuilder.rolegraph.structure import TOP_LEVEL
from eopbuilder.working import Steps, untold, within

if TYPE_CHECKING:
    from eopbuilder.rolegraph.pictures import Picture
    from eopbuilder.rolegraph.scene import Scene

Progress = Callable[[float], None]
"""Called with the share done, 0 to 1. It may raise `Cancelled` to stop the export."""


SHORTEST_PASSPHRASE = 8
_BUILDING_SHARE = 0.35
"""The part of an export that is done when the document is built and only has to be written."""


class Cancelled(Exception):
    """The user stopped the export."""


@dataclass(frozen=True)
class ExportResult:
    """Where the file is, and what the reader should know about it."""

    path: Path
    warnings: tuple[str, ...] = ()


def export_plan(
    plan: Plan,
    pack: Pack,
    as_of: date,
    target: Path,
    *,
    edition: Edition | None = None,
    copy: str = "",
    paper: Paper = "letter",
    with_kit: bool = False,
    passphrase: str = "",
    progress: Progress = untold,
) -> ExportResult:
    """Writes the plan as Word, PDF, plain text or JSON, its lists as XLSX, or its dates as ICS, by `target`'s ending.

    An edition holds only the facts up to its level. Without one, documents are the full edition, and JSON holds every
    fact, to be taken into a plan again. `copy` is the number of the copy, printed on the cover of a document; one that
    does not fit the record of distribution is warned about. `paper` is what Word and PDF are laid out for; `with_kit`
    binds the sheets of the kit into a document.
    With a `passphrase` a PDF is locked (AES-256); such a file is no PDF/A.

    Raises `UserFixable` when the ending is not known, a file of another format should be locked, or the file cannot be
    written; `Cancelled` when `progress` does.
    """
    ending = target.suffix.casefold()
    check_ending((*_DOCUMENTS, *_PLAN_WRITERS), target, "a plan")
    if passphrase and ending != ".pdf":
        why = "only a PDF can be locked"
        raise UserFixable(f"“{target.name}” was not written", why, "Use a name that ends in .pdf")
    if edition is None and ending != ".json":
        edition = Edition.FULL
    shown, pack = in_edition(plan, pack, edition, as_of)
    if ending not in _DOCUMENTS:
        return _PLAN_WRITERS[ending](shown, pack, as_of, target, progress)
    from eopbuilder.document.build import build_document
    from eopbuilder.document.kit.binding import bound_parts
    from eopbuilder.planning.document_files import write_document

    edition, created = edition or Edition.FULL, moment(as_of)
    steps = Steps(within(progress, 0.0, _BUILDING_SHARE))
    bound = bound_parts(plan, pack, as_of, created, edition, steps.tick) if with_kit else ()
    document = build_document(shown, pack, as_of, created, copy=copy, bound=bound, progress=steps.reach)
    writing = within(progress, _BUILDING_SHARE, 1.0)
    result = write_document(document, target, writing, paper=paper, passphrase=passphrase)
    doubt = doubt_about(plan, copy, edition)
    return replace(result, warnings=(*result.warnings, doubt)) if doubt else result


def export_graph(
    plan: Plan,
    pack: Pack,
    as_of: date,
    target: Path,
    *,
    edition: Edition | None = None,
    progress: Progress = untold,
) -> ExportResult:
    """Writes the role graph as a drawing (SVG, PNG, PDF) or as data (GraphML, JSON), by the ending of `target`.

    An edition holds only the facts up to its level, so that the public one has titles without names; without one, all
    are there. Raises as `export_plan` does.
    """
    writer = _choose(_GRAPH_WRITERS, target, "a role graph")
    shown, pack = in_edition(plan, pack, edition, as_of)
    return writer(shown, pack, as_of, target, progress)


def export_picture(
    plan: Plan, pack: Pack, as_of: date, target: Path, picture: Picture, *, progress: Progress = untold
) -> ExportResult:
    """Writes what somebody looks at of the role graph as SVG, PNG or PDF, by the ending of `target`; always on white.

    Raises as `export_plan` does.
    """
    from eopbuilder.rolegraph.pictures import described

    write = _choose(_DRAWING_WRITERS, target, "a drawing")
    progress(0.1)
    scene = described(plan, pack, as_of, picture)
    progress(0.5)
    return _write_scenes([scene], write, as_of, target, progress)


_Writer = Callable[[Plan, Pack, date, Path, Progress], ExportResult]
_Draw = Callable[["Sequence[Scene]", datetime, BinaryIO], None]
_Chosen = TypeVar("_Chosen")


def _choose(writers: Mapping[str, _Chosen], target: Path, what: str) -> _Chosen:
    check_ending(tuple(writers), target, what)
    return writers[target.suffix.casefold()]


def check_ending(endings: Sequence[str], target: Path, what: str) -> None:
    """Raises `UserFixable` when the name of a file has another ending than these."""
    if target.suffix.casefold() not in endings:
        why = f"“{target.suffix}” is not a format for {what}" if target.suffix else "its name has no ending"
        remedy = f"Use a name that ends in one of {', '.join(endings)}"
        raise UserFixable(f"“{target.name}” was not written", why, remedy)


def _write_json(plan: Plan, _pack: Pack, _as_of: date, target: Path, progress: Progress) -> ExportResult:
    from eopbuilder.exchange.plan_json import write_plan_json

    _put_in_place(target, lambda stream: write_plan_json(plan, stream), progress)
    return ExportResult(target)


def _write_workbook(plan: Plan, pack: Pack, as_of: date, target: Path, progress: Progress) -> ExportResult:
    from eopbuilder.exchange.workbook import write_workbook
    from eopbuilder.planning.plan_lists import plan_lists

    sheets = plan_lists(plan, pack, as_of)
    _put_in_place(target, lambda stream: write_workbook(sheets, plan.info.label, moment(as_of), stream), progress)
    return ExportResult(target)


def _write_calendar(plan: Plan, pack: Pack, as_of: date, target: Path, progress: Progress) -> ExportResult:
    from eopbuilder.exchange.calendar_file import write_calendar
    from eopbuilder.planning.plan_dates import plan_dates

    events = plan_dates(plan, pack, as_of)
    _put_in_place(target, lambda stream: write_calendar(events, plan.info.label, moment(as_of), stream), progress)
    return ExportResult(target)


def _write_drawing(plan: Plan, pack: Pack, as_of: date, target: Path, progress: Progress) -> ExportResult:
    from eopbuilder.rolegraph.chart_pages import chart_pages, stacked
    from eopbuilder.rolegraph.describe import alternative_text, page_text

    write = _DRAWING_WRITERS[target.suffix.casefold()]
    pages = chart_pages(plan, pack, as_of)
    if write is _write_pages:
        scenes = [
            replace(page.scene, description=page_text(plan, pack, as_of, TOP_LEVEL, page.leader, page.roles))
            for page in pages
        ]
    else:
        scenes = [replace(stacked(pages), description=alternative_text(plan, pack, as_of))]
    return _write_scenes(scenes, write, as_of, target, progress)


def _write_scenes(scenes: Sequence[Scene], write: _Draw, as_of: date, target: Path, progress: Progress) -> ExportResult:
    """Writes drawings, and says what characters they lack: only SVG, whose text stays text, has them all."""
    from eopbuilder.render.lacking import lacking, warning, words_of_scene

    _put_in_place(target, lambda stream: write(scenes, moment(as_of), stream), progress)
    missing = () if write is _write_svg else lacking(text for scene in scenes for text in words_of_scene(scene))
    return ExportResult(target, (warning("The drawing", "an SVG drawing", missing),) if missing else ())


def _write_pages(scenes: Sequence[Scene], created: datetime, stream: BinaryIO) -> None:
    from eopbuilder.render.graph_pages import write_graph_pages

    write_graph_pages(scenes, stream, created=created)


def _write_svg(scenes: Sequence[Scene], _created: datetime, stream: BinaryIO) -> None:
    from eopbuilder.render.graph_svg import write_svg

    write_svg(scenes[0], stream)


def _write_png(scenes: Sequence[Scene], _created: datetime, stream: BinaryIO) -> None:
    from eopbuilder.render.graph_png import write_png

    write_png(scenes[0], stream)


def _write_graph_data(plan: Plan, pack: Pack, as_of: date, target: Path, progress: Progress) -> ExportResult:
    from eopbuilder.exchange.graph_files import write_graphml, write_node_link
    from eopbuilder.rolegraph.build import build_graph

    graph = build_graph(plan, pack, as_of)

    def write(stream: BinaryIO) -> None:
        if target.suffix.casefold() == ".json":
            write_node_link(graph, stream)
        else:
            write_graphml(graph, stream)

    _put_in_place(target, write, progress)
    return ExportResult(target)


def _put_in_place(target: Path, write: Callable[[BinaryIO], None], progress: Progress) -> None:
    """Replaces the file by what `write` writes at once; who stops that, even at its end, keeps the older file."""

    def write_whole(stream: BinaryIO) -> None:
        write(stream)
        progress(1.0)

    replace_file(target, write_whole)


def moment(as_of: date) -> datetime:
    """The moment stamped into exported files: noon of the day asked about, so that equal plans give equal files."""
    return datetime.combine(as_of, time(12), UTC)


_DOCUMENTS = (".docx", ".pdf", ".txt")
_PLAN_WRITERS: dict[str, _Writer] = {
    ".json": _write_json,
    ".xlsx": _write_workbook,
    ".ics": _write_calendar,
}
_DRAWING_WRITERS: dict[str, _Draw] = {".svg": _write_svg, ".png": _write_png, ".pdf": _write_pages}
"""Each takes the scenes of a drawing; only a PDF has more than one page for them."""
_GRAPH_WRITERS: dict[str, _Writer] = {
    ".svg": _write_drawing,
    ".png": _write_drawing,
    ".pdf": _write_drawing,
    ".graphml": _write_graph_data,
    ".json": _write_graph_data,
}
