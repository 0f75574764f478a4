"""Nothing an edition withholds is anywhere in its files: every part, property, description, name and the log."""

from __future__ import annotations

import contextlib
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
from eopbuilder.document.lint import inlines_of, lint
from eopbuilder.document.nodes import Missing
from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.editions import plan_for_edition
from eopbuilder.domain.own_roles import with_own_roles
from eopbuilder.domain.plan import Plan
from eopbuilder.packs import load_pack
from eopbuilder.planning.exporting import export_plan, moment
from eopbuilder.planning.plan_lists import plan_lists
from tests.planning.canaries import Canaries

PACK = load_pack("k12-federal")
AS_OF = date(2026, 11, 26)
LOWER = (Edition.RESPONDER, Edition.STAFF, Edition.PUBLIC)
FORMATS = ("docx", "pdf", "txt", "json", "xlsx", "ics")
_CANARY = re.compile(r"kanari\d{5}")


@pytest.fixture(scope="module")
def canaries() -> Canaries:
    return Canaries(PACK)


@pytest.fixture(scope="module")
def plan(canaries: Canaries) -> Plan:
    return canaries.plan()


def words_in(file: Path) -> set[str]:
    """The canaries in a file, wherever they are: in its name, as plain bytes, or in what its format wraps up."""
    return {found for text in (file.name, *_texts(file)) for found in _CANARY.findall(text)}


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


@pytest.mark.parametrize("edition", LOWER)
def test_no_canary_flies_into_a_lower_edition(plan: Plan, canaries: Canaries, tmp_path: Path, edition: Edition) -> None:
    log = tmp_path / "eopbuilder.log"
    journal.open_log(log)
    assert len(canaries.above(Edition.STAFF.level)) >= 500
    pack = with_own_roles(PACK, plan)
    hidden = canaries.above(edition.level)
    for ending in FORMATS:
        file = tmp_path / f"{edition}.{ending}"
        result = export_plan(plan, pack, AS_OF, file, edition=edition)
        assert not hidden & set(_CANARY.findall(" ".join(result.warnings)))
        found = words_in(file)
        assert not found & hidden, ending
        assert found or ending == "ics", f"no canary at all in {file.name}: is the search blind?"
    assert not log.exists() or not _CANARY.findall(log.read_text(encoding="utf-8"))


@pytest.mark.parametrize("ending", ["docx", "pdf", "txt", "json"])
def test_the_search_sees_canaries_in_the_full_edition(
    plan: Plan, canaries: Canaries, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"full.{ending}"
    export_plan(plan, PACK, AS_OF, file, edition=Edition.FULL)
    found = words_in(file)
    assert not found & canaries.above(Edition.FULL.level)
    assert len(found & canaries.above(Edition.RESPONDER.level)) > 10
    assert len(found & canaries.above(Edition.STAFF.level)) > 150


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
