"""Nothing an edition withholds is anywhere in its files: every part, property, description, name and the log."""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from eopbuilder import journal
from eopbuilder.document.build import build_document
from eopbuilder.document.kit.catalogue import KIT, KitDocument
from eopbuilder.document.lint import inlines_of, lint
from eopbuilder.document.nodes import Missing
from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.editions import plan_for_edition
from eopbuilder.domain.own_roles import with_own_roles
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Scenario
from eopbuilder.packs import load_pack
from eopbuilder.planning.exporting import ExportResult, export_graph, export_plan, moment
from eopbuilder.planning.exporting_exercise import export_exercise
from eopbuilder.planning.exporting_forms import export_forms
from eopbuilder.planning.exporting_kit import export_kit
from eopbuilder.planning.plan_lists import plan_lists
from eopbuilder.planning.sheets import FORM_FORMATS
from tests.document.schools import in_kit
from tests.planning.canaries import Canaries

PACK = load_pack("k12-federal")
AS_OF = date(2026, 11, 26)
LOWER = (Edition.RESPONDER, Edition.STAFF, Edition.PUBLIC)
GRAPH_FORMATS = ("svg", "png", "pdf", "graphml", "json")
FORMATS = ("docx", "pdf", "txt", "json", "xlsx", "ics")
_CANARY = re.compile(r"kanari\d{5}")
_CUT_SHORT = re.compile(r"kanari\d{1,4}(?=…)")
_BREAKS = re.compile(r"[\s\u00ad\ufffe-]+")
"""Where a line of text may end within a word."""
_PLANTED = 500
"""Words above the level of each lower edition, at least."""


@pytest.fixture(scope="module")
def canaries() -> Canaries:
    return Canaries(PACK)


@pytest.fixture(scope="module")
def plan(canaries: Canaries) -> Plan:
    return canaries.plan()


def words_in(file: Path) -> set[str]:
    """The canaries in a file, wherever they are: in its name, as plain bytes, or in what its format wraps up.

    Of words cut short to fit, as in a box of a chart, what is left of them is found.
    """
    found: set[str] = set()
    for text in (file.name, *_texts(file)):
        found.update(_CANARY.findall(text))
        found.update(_CANARY.findall(_BREAKS.sub("", text)))
        found.update(_CUT_SHORT.findall(text))
    return found


def given_away(found: set[str], hidden: set[str], every: set[str]) -> set[str]:
    """Of the words found those that are hidden, and those cut short that can stand for hidden words only."""
    shown = every - hidden
    cut = {one for one in found if one not in every}
    return (found & hidden) | {one for one in cut if not any(word.startswith(one) for word in shown)}


def _texts(file: Path) -> Iterator[str]:
    data = file.read_bytes()
    yield data.decode("latin-1")
    if file.suffix in {".docx", ".xlsx"}:
        with zipfile.ZipFile(file) as package:
            for name in package.namelist():
                text = package.read(name).decode("utf-8", errors="replace")
                yield name
                yield html.unescape(text)
                yield re.sub(r"<[^>]+>", "", text)
    elif file.suffix == ".json":
        yield from (base64.b64decode(image).decode("latin-1") for image in _IMAGE.findall(data.decode("utf-8")))
    elif file.suffix == ".pdf":
        for part in (data, *_streams(data)):
            yield _without_nulls(part)
            for string in _HEX_STRING.findall(part):
                yield _without_nulls(bytes.fromhex(string.decode("ascii") + "0" * (len(string) % 2)))
        with pypdfium2.PdfDocument(data) as document:
            for page in document:
                yield page.get_textpage().get_text_range()
            yield from (mark.get_title() for mark in document.get_toc(max_depth=10))
            yield from document.get_metadata_dict().values()


_IMAGE = re.compile('"(iVBORw0KGgo[A-Za-z0-9+/=]+)"')
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_HEX_STRING = re.compile(rb"<([0-9A-Fa-f]{8,})>")


def _streams(data: bytes) -> Iterator[bytes]:
    """What the streams of a PDF hold, unpacked; of pictures and fonts, whose bytes are no words, as they are."""
    for packed in _STREAM.findall(data):
        with contextlib.suppress(zlib.error):
            yield zlib.decompress(packed)


def _without_nulls(data: bytes) -> str:
    """Bytes as text; the zeros of two-byte strings are left out, plain or written as an escape."""
    return data.replace(b"\\000", b"").replace(b"\x00", b"").decode("latin-1")


def written(plan: Plan, edition: Edition, folder: Path) -> Iterator[ExportResult]:
    """Everything that is written in an edition: the plan in each format, the kit, the forms and the role graph."""
    pack = with_own_roles(PACK, plan)
    for ending in FORMATS:
        yield export_plan(plan, pack, AS_OF, folder / f"plan.{ending}", edition=edition)
    for ending in ("docx", "pdf", "txt"):
        yield export_plan(plan, pack, AS_OF, folder / f"with-kit.{ending}", edition=edition, with_kit=True)
    for ending in GRAPH_FORMATS:
        yield export_graph(plan, pack, AS_OF, folder / f"graph.{ending}", edition=edition)
    for file_format in FORM_FORMATS:
        yield from export_kit(plan, pack, AS_OF, folder / "kit", edition=edition, file_format=file_format)
        if edition is not Edition.PUBLIC:
            yield from export_forms(plan, pack, AS_OF, folder / "forms", edition=edition, file_format=file_format)


@pytest.mark.parametrize("edition", LOWER)
def test_no_canary_flies_into_a_lower_edition(plan: Plan, canaries: Canaries, tmp_path: Path, edition: Edition) -> None:
    log = tmp_path / "eopbuilder.log"
    journal.open_log(log)
    hidden, every = canaries.above(edition.level), set(canaries.levels)
    assert len(hidden) >= _PLANTED
    seen: dict[str, set[str]] = {}
    for result in written(plan, edition, tmp_path):
        found = words_in(result.path)
        seen[result.path.relative_to(tmp_path).as_posix()] = found
        assert not given_away(found, hidden, every), result.path.name
        assert not hidden & set(_CANARY.findall(" ".join(result.warnings)))
    blind = [name for name, found in seen.items() if not found and name.startswith("plan")]
    assert set(blind) <= {"plan.ics"}, "no canary at all: is the search blind?"
    assert not log.exists() or not words_in(log)


def test_the_search_sees_canaries_in_the_full_edition(plan: Plan, canaries: Canaries, tmp_path: Path) -> None:
    never, above_staff = canaries.above(Edition.FULL.level), canaries.above(Edition.STAFF.level)
    above_responder = canaries.above(Edition.RESPONDER.level)
    seen = {
        one.path.relative_to(tmp_path).as_posix(): words_in(one.path) for one in written(plan, Edition.FULL, tmp_path)
    }
    assert not never & set().union(*seen.values())
    for ending in ("docx", "pdf", "txt", "json"):
        assert len(seen[f"plan.{ending}"] & above_responder) > 100
        assert len(seen[f"plan.{ending}"] & above_staff) > 250
    above_public = canaries.above(Edition.PUBLIC.level)
    assert all(seen[f"graph.{ending}"] & above_public for ending in ("svg", "pdf", "graphml", "json"))
    for file_format in FORM_FORMATS:
        for name in ("contact-sheet", "site-sheets", "traffic", "ics-205a", "ics-205"):
            assert seen[f"kit/{name}.{file_format}"] & above_staff, name
        assert seen[f"forms/ics-205a.{file_format}"] & above_staff


def test_an_exercise_is_for_the_planning_team_and_says_so(plan: Plan, canaries: Canaries, tmp_path: Path) -> None:
    scenario = next(one for one in plan.all(Scenario) if one.story)
    told = dataclasses.replace(scenario, day=None, time=None)
    file = export_exercise(plan, PACK, AS_OF, told, tmp_path / "exercise.docx").path
    assert words_in(file) & canaries.above(Edition.RESPONDER.level)
    assert not words_in(file) & canaries.above(Edition.FULL.level)
    assert any("Confidential" in text for text in _texts(file))


@pytest.mark.parametrize("edition", LOWER)
def test_sheets_tell_nothing_withheld_as_missing(plan: Plan, edition: Edition) -> None:
    def gaps(sheet: KitDocument, of: Edition) -> set[str]:
        document = in_kit(sheet, plan, edition=of)
        runs = (one for block in document.blocks() for inlines in inlines_of(block) for one in inlines)
        return {one.text for one in runs if isinstance(one, Missing)}

    for one in KIT:
        if one.is_in(edition):
            assert lint(in_kit(one, plan, edition=edition)) == ()
            assert gaps(one, edition) <= gaps(one, Edition.FULL), one.name


def test_lists_of_the_public_edition_call_no_role_vacant(plan: Plan) -> None:
    public = plan_for_edition(plan, PACK, Edition.PUBLIC, AS_OF)
    contacts, roles, partners, *_others = plan_lists(public, PACK, AS_OF)
    assert contacts.rows == ()
    assert {row[3:] for row in roles.rows} == {("", "", "")}
    assert partners.headings == ("Agency", "Kind")


def test_json_without_an_edition_holds_every_fact(plan: Plan, canaries: Canaries, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    export_plan(plan, PACK, AS_OF, file)
    assert words_in(file) == set(canaries.levels)


@pytest.mark.parametrize("edition", LOWER)
def test_what_is_withheld_is_never_told_as_missing(plan: Plan, edition: Edition) -> None:
    def gaps(shown: Plan) -> set[str]:
        blocks = build_document(shown, PACK, AS_OF, moment(AS_OF)).blocks()
        runs = (one for block in blocks for inlines in inlines_of(block) for one in inlines)
        return {one.text for one in runs if isinstance(one, Missing)}

    assert gaps(plan_for_edition(plan, PACK, edition, AS_OF)) <= gaps(plan)


@pytest.mark.parametrize("edition", LOWER)
def test_no_edition_has_empty_headings_or_links_that_lead_nowhere(plan: Plan, edition: Edition) -> None:
    document = build_document(plan_for_edition(plan, PACK, edition, AS_OF), PACK, AS_OF, moment(AS_OF))
    assert lint(document) == ()
