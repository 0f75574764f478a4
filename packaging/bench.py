#!/usr/bin/env python3
"""How fast the program is, beside the fastest the same work could be done on this machine at this moment.

  bench.py [--rounds N] [GROUP …]

Every line times an operation and its floor: the least work that gives comparable results. Machines differ and one
machine differs from minute to minute, so only the ratio of the two counts; rounds are interleaved and medians taken.
The exit status is 1 when a figure is over its target by more than a third.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench_model import bench_document, bench_pack, bench_staff  # noqa: E402  it needs the path above

SLACK = 1.3
"""Part of its target a figure may be over before it counts as failed: the machine is never quiet."""

Work = Callable[[], object]


@dataclass
class Measured:
    """An operation beside its floor. `target` is a ratio, or milliseconds if `absolute`."""

    name: str
    floor_name: str
    floor: Work
    operation: Work
    target: float
    absolute: bool = False
    repeats: int = 1
    floors: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def round(self) -> None:
        """Times floor and operation once more, one right after the other."""
        self.floors.append(_seconds(self.floor, self.repeats))
        self.times.append(_seconds(self.operation, self.repeats))

    def line(self) -> tuple[str, bool]:
        """The result in one line, and whether it is acceptable."""
        floor, figure = statistics.median(self.floors), statistics.median(self.times)
        reached = figure * 1000 if self.absolute else figure / floor
        target = f"{self.target:g} ms" if self.absolute else f"{self.target:g}x"
        verdict = (
            "pass" if reached <= self.target else "pass (within slack)" if reached <= self.target * SLACK else "OVER"
        )
        text = (
            f"{self.name:<36} {figure * 1000:10.2f} ms   {self.floor_name:<30} {floor * 1000:9.2f} ms   "
            f"{figure / floor:6.2f}x   target {target:<7} {verdict}"
        )
        return text, verdict != "OVER"


class PeakMemory(Measured):
    """Megabytes rather than time; floor and operation give them. The target is the most it may take."""

    def round(self) -> None:
        self.floors.append(float(str(self.floor())))
        self.times.append(float(str(self.operation())))

    def line(self) -> tuple[str, bool]:
        floor, figure = statistics.median(self.floors), statistics.median(self.times)
        verdict = "pass" if figure <= self.target else "OVER"
        text = (
            f"{self.name:<36} {figure:10.0f} MB   {self.floor_name:<30} {floor:9.0f} MB   "
            f"{figure / floor:6.2f}x   target {f'{self.target:g} MB':<7} {verdict}"
        )
        return text, verdict != "OVER"


class SlowFrames(Measured):
    """Frames rather than work as a whole: a figure is the time that 99 of 100 frames stay below.

    It is the time the processor works on a frame: one frame in a hundred would else measure who else uses the machine.
    """

    def round(self) -> None:
        self.floors.append(_slow_frame(self.floor, self.repeats))
        self.times.append(_slow_frame(self.operation, self.repeats))


def _slow_frame(frame: Work, count: int) -> float:
    gc.collect()
    times = []
    for _ in range(count):
        started = time.thread_time()
        frame()
        times.append(time.thread_time() - started)
    return statistics.quantiles(times, n=100)[98]


def _seconds(work: Work, repeats: int) -> float:
    gc.collect()
    started = time.perf_counter()
    for _ in range(repeats):
        work()
    return (time.perf_counter() - started) / repeats


# --- documents ------------------------------------------------------------------------------------------------------


def pdf_benches(_stack: ExitStack) -> Iterator[Measured]:
    """Accessible PDF beside a bare canvas that draws the same words at the same places, and twice as long a plan."""
    from eopbuilder.render.pdf_writer import write_pdf

    once, twice = bench_document(), bench_document(2)
    floor = _canvas_floor()
    yield Measured("PDF, 120 pages, tagged", "bare canvas, same words", floor, lambda: write_pdf(once, io.BytesIO()), 6)
    yield Measured(
        "PDF, twice the plan",
        "the plan once",
        lambda: write_pdf(once, io.BytesIO()),
        lambda: write_pdf(twice, io.BytesIO()),
        2.4,
    )


def _canvas_floor() -> Work:
    """Draws what the PDF writer drew for the model with reportlab's canvas alone.

    No layout, no tags, no links, and a standard font, so that none is embedded either.
    """
    from reportlab.pdfgen.canvas import Canvas

    from eopbuilder.render.pdf_page import PageContent
    from eopbuilder.render.pdf_text import Line
    from eopbuilder.render.pdf_writer import write_pdf

    drawn: dict[int, list[tuple[str, float, float, float, str]]] = {}
    filled: dict[int, list[tuple[float, float, float, float]]] = {}
    draw_text, draw_fill = PageContent.text, PageContent.fill

    def text(page: PageContent, owner: object, x: float, baseline: float, line: Line) -> None:
        look = line[0].parts[0].look
        words = " ".join("".join(part.text for part in atom.parts) for atom in line)
        font = "Helvetica-Bold" if look.bold else "Helvetica"
        drawn.setdefault(page.index, []).append((font, look.size, x, baseline, words))
        draw_text(page, owner, x, baseline, line)  # type: ignore[arg-type]

    def fill(page: PageContent, left: float, bottom: float, width: float, height: float, color: str) -> None:
        filled.setdefault(page.index, []).append((left, bottom, width, height))
        draw_fill(page, left, bottom, width, height, color)

    with patch.object(PageContent, "text", text), patch.object(PageContent, "fill", fill):
        write_pdf(bench_document(), io.BytesIO())

    def draw() -> None:
        canvas = Canvas(io.BytesIO(), pagesize=(612, 792))
        for page, lines in sorted(drawn.items()):
            for box in filled.get(page, ()):
                canvas.rect(*box, stroke=0, fill=1)
            current = ("", 0.0)
            for font, size, x, y, words in lines:
                if current != (font, size):
                    canvas.setFont(font, size)
                    current = (font, size)
                canvas.drawString(x, y, words)
            canvas.showPage()
        canvas.save()

    return draw


def docx_benches(_stack: ExitStack) -> Iterator[Measured]:
    """Word beside building the same XML with lxml and zipping it, and twice as long a plan."""
    from eopbuilder.render.docx_writer import write_docx

    once, twice = bench_document(), bench_document(2)
    floor = _xml_floor()
    yield Measured("Word, 120 pages", "lxml + zip, same words", floor, lambda: write_docx(once, io.BytesIO()), 4)
    yield Measured(
        "Word, twice the plan",
        "the plan once",
        lambda: write_docx(once, io.BytesIO()),
        lambda: write_docx(twice, io.BytesIO()),
        2.4,
    )


def _xml_floor() -> Work:
    """Builds a paragraph element for each paragraph and cell of the model, serialises and deflates them: no package."""
    from lxml import etree

    from eopbuilder.document.nodes import Heading, Paragraph, Table, plain_text

    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    blocks = tuple(bench_document().blocks())

    def paragraph(parent: etree._Element, text: str) -> None:
        run = etree.SubElement(etree.SubElement(parent, f"{space}p"), f"{space}r")
        etree.SubElement(run, f"{space}t").text = text

    def build() -> None:
        body = etree.Element(f"{space}body")
        for block in blocks:
            match block:
                case Heading():
                    paragraph(body, block.title)
                case Paragraph(inlines):
                    paragraph(body, plain_text(inlines))
                case Table():
                    table = etree.SubElement(body, f"{space}tbl")
                    for row in (
                        [column.title for column in block.columns],
                        *(map(plain_text, row) for row in block.rows),
                    ):
                        element = etree.SubElement(table, f"{space}tr")
                        for text in row:
                            paragraph(etree.SubElement(element, f"{space}tc"), text)
                case _:
                    pass
        with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("word/document.xml", etree.tostring(body))

    return build


def memory_benches(_stack: ExitStack) -> Iterator[Measured]:
    """The most memory a process takes that writes the model as PDF or Word beside one that only builds it."""
    from bench_memory import peak_megabytes

    def bench(name: str, what: str, times: int = 1) -> Measured:
        floor, operation = (partial(peak_megabytes, what, times, idle=idle) for idle in (True, False))
        return PeakMemory(name, "loaded, nothing written", floor, operation, 150)

    yield bench("PDF, 120 pages, peak memory", "pdf")
    yield bench("Word, 120 pages, peak memory", "docx")


# --- saving ---------------------------------------------------------------------------------------------------------


def save_benches(stack: ExitStack) -> Iterator[Measured]:
    """An acknowledged edit of one field beside a write and a flush of one disk page."""
    from eopbuilder.planning import library
    from eopbuilder.planning.operations import set_fact

    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    stack.enter_context(patch.dict(os.environ, {"EOPBUILDER_HOME": str(folder)}))
    session = library.create_plan(folder / "bench.eop")
    stack.callback(session.close)
    descriptor = os.open(folder / "floor", os.O_RDWR | os.O_CREAT)
    stack.callback(os.close, descriptor)
    page = bytes(4096)
    count = iter(range(1_000_000_000))

    def floor() -> None:
        os.pwrite(descriptor, page, 4096 * (next(count) % 64))
        os.fsync(descriptor)

    def save() -> None:
        set_fact(session, table="school", field="name", value=f"School {next(count)}")

    yield Measured("a field saved", "write + flush of a page", floor, save, 6, repeats=100)


# --- starting -------------------------------------------------------------------------------------------------------

_EMPTY_WINDOW = """
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
window = QWidget()
window.show()
application.processEvents()
"""
_WELCOME_PAGE = """
from datetime import date
from PySide6.QtWidgets import QApplication
def until_shown(*_application):
    QApplication.processEvents()
    assert any(window.isVisible() for window in QApplication.topLevelWidgets()), "no window is shown"
    return 0
QApplication.exec = until_shown
from ui import app
app.run(None, date(2026, 9, 1))
"""


def start_benches(stack: ExitStack) -> Iterator[Measured]:
    """The program from nothing to its welcome page beside Python, Qt and an empty window."""
    importlib.import_module("ui.app")
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "EOPBUILDER_HOME": folder, "PYTHONPATH": str(ROOT)}

    def run(program: str) -> Work:
        command = [sys.executable, "-P", "-c", program]
        return lambda: subprocess.run(command, env=environment, cwd=folder, check=True, capture_output=True, timeout=60)

    yield Measured("start to the welcome page", "empty window", run(_EMPTY_WINDOW), run(_WELCOME_PAGE), 1.6)


# --- the role graph -------------------------------------------------------------------------------------------------


def graph_benches(_stack: ExitStack) -> Iterator[Measured]:
    """All findings about 1,000 roles with 5,000 relations beside one search for circles."""
    import networkx

    from eopbuilder.domain.hours import Moment
    from eopbuilder.domain.plan import Plan
    from eopbuilder.domain.records import PlanInfo, School
    from eopbuilder.rolegraph.analysis import check_roles
    from eopbuilder.rolegraph.case import Case
    from eopbuilder.rolegraph.whatif import what_if

    pack = bench_pack()
    plan = Plan.of(PlanInfo(id="plan"), School(id="school"))
    graph: networkx.DiGraph[str] = networkx.DiGraph((relation.source, relation.target) for relation in pack.relations)

    def floor() -> None:
        list(networkx.strongly_connected_components(graph))

    def operation() -> None:
        check_roles(plan, pack, date(2026, 9, 1))

    yield Measured("role graph, 1,000 roles, 5,000 links", "circles only", floor, operation, 50, absolute=True)
    staffed = bench_staff(pack)
    away = frozenset(person.id for person in staffed.people[::3])

    def ask() -> None:
        outcome = what_if(staffed, pack, date(2026, 9, 1), Case(absent=away, at=Moment(1, 9 * 60)))
        _ = (outcome.steps_up, outcome.uncovered, outcome.stretched, outcome.annexes_affected)

    yield Measured("what if, 1,000 roles, 5,000 links", "circles only", floor, ask, 50, absolute=True)


def drag_benches(_stack: ExitStack) -> Iterator[Measured]:
    """The slow frames while a box is dragged over a chart of 100 roles beside a picture moved over an empty view."""
    from bench_drag import bare_frames, drag_frames

    yield SlowFrames(
        "dragging among 100 roles, p99 frame", "a picture moved, p99", bare_frames(), drag_frames(), 16, True, 400
    )


GROUPS: dict[str, Callable[[ExitStack], Iterator[Measured]]] = {
    "Word": docx_benches,
    "PDF": pdf_benches,
    "memory": memory_benches,
    "saving": save_benches,
    "starting": start_benches,
    "role graph": graph_benches,
    "dragging": drag_benches,
}


@contextmanager
def prepared(chosen: Sequence[str] = ()) -> Iterator[list[Measured]]:
    """Every bench of the groups chosen (all without a choice); one that cannot run here is named with the reason."""
    benches: list[Measured] = []
    with ExitStack() as stack:
        for name in chosen or GROUPS:
            group = GROUPS[name]
            try:
                benches += group(stack)
            except ImportError as missing:
                print(f"{name}: skipped, because {missing}")
        yield benches


def main() -> int:
    """Runs the rounds and prints a line for each bench; 1 when one is over its target."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=7, help="how often each figure is taken (default 7)")
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"only these: {', '.join(GROUPS)}")
    options = parser.parse_args()
    unknown = [one for one in options.groups if one not in GROUPS]
    if unknown:
        parser.error(f"there is no group “{unknown[0]}”; choose from {', '.join(GROUPS)}")
    rounds = max(1, options.rounds)
    with prepared(options.groups) as benches:
        for bench in benches:
            bench.floor()
            bench.operation()
        for _ in range(rounds):
            for bench in benches:
                bench.round()
        lines = [bench.line() for bench in benches]
    for text, _ in lines:
        print(text)
    return 0 if all(acceptable for _, acceptable in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
