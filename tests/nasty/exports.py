"""Everything a plan can be exported as, looked at: each file holds what it must, and nothing else than text.

`faults_of` gives one sentence for each thing that is wrong; none means that every export is as it should be.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from icalendar import Calendar
from lxml import etree
from openpyxl import load_workbook
from PIL import Image

from eopbuilder.document.nodes import Document, Figure
from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.own_roles import with_own_roles
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Scenario
from eopbuilder.planning import document_files
from eopbuilder.planning.exporting import ExportResult, export_graph, export_plan
from eopbuilder.planning.exporting_exercise import export_exercise
from eopbuilder.planning.exporting_forms import export_forms
from eopbuilder.planning.exporting_kit import export_kit
from eopbuilder.planning.plan_dates import plan_dates
from eopbuilder.planning.plan_lists import plan_lists
from eopbuilder.render.lacking import words_of_scene
from eopbuilder.render.unsupported import unsupported_characters
from tests.nasty.reading import as_drawn, not_drawn, out_of_place, pdf_texts, squeezed, texts_of_tree, word_texts
from tests.render.docx_reading import open_word
from tests.render.pdf_reading import problems
from tests.render.writer_contract import words

_LONGEST_CELL = 32_767
_SHOWN = 3
_KNOWN_FIELDS = re.compile(
    r"\s*(TOC \\o \"1-\d\" \\h \\z \\u|(PAGE)?REF \w+ \\h|PAGE|NUMPAGES|SEQ \w+ \\\* ARABIC( \\r \d+)?)\s*"
)
"""The fields the Word writer makes; any other would come from what somebody typed."""
_CALENDAR_LINE = 75


MOST_EXERCISES = 3
"""Scenarios printed as exercises, the first of which have a nasty text in each field."""


@dataclass(frozen=True)
class Written:
    """A document, and what the program made of it."""

    document: Document
    result: ExportResult


@contextlib.contextmanager
def noting_documents() -> Iterator[list[Written]]:
    """Takes down every document that is written to a file meanwhile, whatever export it belongs to."""
    found: list[Written] = []
    write = document_files.write_document

    def noted(document: Document, target: Path, *others: Any, **named: Any) -> ExportResult:
        result = write(document, target, *others, **named)
        found.append(Written(document, result))
        return result

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document_files, "write_document", noted)
        yield found


def _nothing() -> None:
    """Counts nothing."""


def faults_of(
    plan: Plan,
    pack: Pack,
    as_of: date,
    folder: Path,
    editions: Sequence[Edition],
    on_warning: Callable[[], None] = _nothing,
) -> Iterator[str]:
    """What is wrong with the exports of a plan: documents in these editions, all others once.

    `on_warning` is called for each document that was written with a warning.
    """
    pack = with_own_roles(pack, plan)
    folder.mkdir(parents=True, exist_ok=True)
    with noting_documents() as documents:
        for name, export in _document_exports(plan, pack, as_of, folder, editions):
            yield from _tried(name, export)
    for written in documents:
        if written.result.warnings:
            on_warning()
        yield from (f"{written.result.path.name}: {fault}" for fault in document_faults(written))
    for name, check in _other_exports(plan, pack, as_of, folder).items():
        yield from _tried(name, lambda name=name, check=check: [f"{name}: {fault}" for fault in check()])


def _tried(name: str, export: Callable[[], Any]) -> list[str]:
    """The faults an export tells of, or that it failed."""
    try:
        told = export()
    except Exception as error:
        return [f"{name}: failed with {type(error).__name__}: {str(error)[:300]!r}"]
    return told if isinstance(told, list) else []


_Export = tuple[str, Callable[[], Any]]


def _document_exports(
    plan: Plan, pack: Pack, as_of: date, folder: Path, editions: Sequence[Edition]
) -> Iterator[_Export]:
    for edition in editions:
        for ending in document_files.DOCUMENT_ENDINGS:
            target = folder / f"plan-{edition}{ending}"
            yield (
                target.name,
                lambda target=target, edition=edition: export_plan(
                    plan, pack, as_of, target, edition=edition, copy="7"
                ),
            )
    for edition, kind in itertools.product(editions, ("pdf", "docx")):
        yield (
            f"kit-{edition} as {kind}",
            lambda kind=kind, edition=edition: export_kit(
                plan, pack, as_of, folder / f"kit-{edition}", edition=edition, file_format=kind
            ),
        )
    for kind in ("pdf", "docx"):
        yield (
            f"forms as {kind}",
            lambda kind=kind: export_forms(plan, pack, as_of, folder / "forms", file_format=kind, paper="a4"),
        )
    for scenario in plan.all(Scenario)[:MOST_EXERCISES]:
        for ending in document_files.DOCUMENT_ENDINGS:
            target = folder / f"exercise-{scenario.id}{ending}"
            yield (
                target.name,
                lambda target=target, scenario=scenario: export_exercise(plan, pack, as_of, scenario, target),
            )


# --- documents ------------------------------------------------------------------------------------------------------


def document_faults(written: Written) -> list[str]:
    """What is wrong with one document that was written to a file."""
    check = {".pdf": _pdf_faults, ".docx": _word_faults, ".txt": _text_faults}[written.result.path.suffix]
    return _tried(written.result.path.name, lambda: list(check(written)))


def _pdf_faults(written: Written) -> Iterator[str]:
    document = written.document
    data = written.result.path.read_bytes()
    wanted = [drawn for text in texts_of_tree(document) if (drawn := as_drawn(text))]
    yield from _differences(wanted, pdf_texts(data))
    yield from out_of_place(data)
    yield from problems(data)
    yield from _actions(written.result.path)
    yield from _warning_faults(written)


def _differences(wanted: list[str], found: list[str]) -> Iterator[str]:
    if wanted == found:
        return
    changes = SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes()
    for _, start, end, other_start, other_end in [one for one in changes if one[0] != "equal"][:_SHOWN]:
        told = [ascii(text)[:200] for text in (wanted[start:end], found[other_start:other_end])]
        yield f"the tree says {told[0]}, the file {told[1]}"


def _actions(path: Path) -> Iterator[str]:
    """What a PDF could do: it must only lead to its own pages."""
    with pikepdf.open(path) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and ({"/URI", "/JS", "/EF", "/AA"} & set(one.keys())):
                yield f"has an action or an attachment: {sorted(one.keys())}"


def _warning_faults(written: Written) -> Iterator[str]:
    document = written.document
    figures = (block.scene for block in document.blocks() if isinstance(block, Figure))
    drawn = (words for scene in figures for words in words_of_scene(scene))
    texts = (*texts_of_tree(document), *drawn, document.header, document.footer)
    missing = {one for text in texts for one in not_drawn(text)}
    named = set(unsupported_characters(document))
    if missing != named:
        yield f"does not name {missing - named!a}, names {named - missing!a} without need"
    if bool(missing) != bool(written.result.warnings):
        yield f"warns {written.result.warnings}, though it lacks {missing!a}"


def _word_faults(written: Written) -> Iterator[str]:
    data = written.result.path.read_bytes()
    open_word(data)
    with zipfile.ZipFile(written.result.path) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels", ".svg")):
                yield from (f"{name}: {fault}" for fault in _xml_faults(package.read(name)))
    wanted = Counter(squeezed(text) for text in texts_of_tree(written.document, word=True))
    lost = [text for text in (wanted - word_texts(data)) if text]
    yield from (f"does not hold {ascii(text)[:300]}" for text in lost[:_SHOWN])


def _xml_faults(data: bytes) -> Iterator[str]:
    try:
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        yield f"is not well-formed: {error}"
        return
    for node in tree.iter():
        words = "".join(node.itertext()) if isinstance(node.tag, str) and node.tag.endswith("}instrText") else ""
        if words and not _KNOWN_FIELDS.fullmatch(words):
            yield f"has the field {words[:60]!r}"
        if node.get("TargetMode") == "External":
            yield f"leads to {node.get('Target')}"


def _text_faults(written: Written) -> Iterator[str]:
    wanted = Counter(word for text in texts_of_tree(written.document) for word in words(clean_text(text)))
    lost = wanted - Counter(words(written.result.path.read_bytes().decode("utf-8")))
    if lost:
        yield f"does not hold {list(lost)[:_SHOWN]!a}"


# --- lists, dates, data and drawings --------------------------------------------------------------------------------


def _other_exports(plan: Plan, pack: Pack, as_of: date, folder: Path) -> dict[str, Callable[[], list[str]]]:
    def written(name: str) -> Path:
        return export_plan(plan, pack, as_of, folder / name).path

    def drawn(name: str) -> Path:
        return export_graph(plan, pack, as_of, folder / name).path

    return {
        "plan.xlsx": lambda: list(_workbook_faults(written("plan.xlsx"), plan, pack, as_of)),
        "plan.ics": lambda: list(_calendar_faults(written("plan.ics"), plan, pack, as_of)),
        "plan.json": lambda: list(_data_faults(written("plan.json"))),
        "graph.svg": lambda: list(_drawing_faults(drawn("graph.svg"))),
        "graph.graphml": lambda: list(_drawing_faults(drawn("graph.graphml"))),
        "graph.json": lambda: list(_data_faults(drawn("graph.json"))),
        "graph.png": lambda: list(_picture_faults(drawn("graph.png"))),
        "graph.pdf": lambda: list(_actions(drawn("graph.pdf"))),
    }


def _workbook_faults(path: Path, plan: Plan, pack: Pack, as_of: date) -> Iterator[str]:
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if re.search(rb"<f[ >]|<hyperlink|TargetMode=.External", package.read(name)):
                yield f"{name} has a formula or a link"
    book = load_workbook(path)
    for sheet in plan_lists(plan, pack, as_of):
        page = book[sheet.name]
        for row, texts in enumerate((sheet.headings, *sheet.rows), start=1):
            for column, text in enumerate(texts, start=1):
                cell = page.cell(row, column)
                if str(cell.value or "").replace("_x005F_", "_") != clean_text(text)[
                    :_LONGEST_CELL
                ] or cell.data_type not in {"s", "n"}:
                    yield f"{sheet.name} {cell.coordinate} holds {cell.value!r} for {text!r}"


def _calendar_faults(path: Path, plan: Plan, pack: Pack, as_of: date) -> Iterator[str]:
    data = path.read_bytes()
    longest = max(map(len, data.split(b"\r\n")))
    if longest > _CALENDAR_LINE:
        yield f"has a line of {longest} bytes"
    calendar = Calendar.from_ical(data)
    events = sorted(clean_text(one.title) for one in plan_dates(plan, pack, as_of))
    found = sorted(str(one["summary"]) for one in calendar.walk("VEVENT"))
    if events != found:
        yield f"has the events {found} for {events}"
    kinds = {str(one.name) for one in calendar.walk()}
    extra = {name for one in calendar.walk("VEVENT") for name in one} - {
        "UID", "DTSTAMP", "SUMMARY", "DESCRIPTION", "DTSTART", "DTEND",
    }  # fmt: skip
    if extra or kinds - {"VCALENDAR", "VEVENT"}:
        yield f"has {sorted(extra)} and {sorted(kinds)}"


def _data_faults(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    json.loads(text)
    if "\x00" in text:
        yield "holds a zero"


def _drawing_faults(path: Path) -> Iterator[str]:
    yield from _xml_faults(path.read_bytes())
    tags = {str(one.tag).rpartition("}")[2] for one in etree.parse(path).iter()}
    if tags & {"script", "image", "a", "use", "foreignObject", "style"}:
        yield f"holds more than shapes and words: {sorted(tags)}"


def _picture_faults(path: Path) -> Iterator[str]:
    with Image.open(path) as picture:
        picture.load()
        if min(picture.size) < 1:
            yield "is empty"
