"""Nasty texts come back as they went out: through plan data, and through staff lists of both kinds."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
from openpyxl import Workbook

from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.images import image_id
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import PlanInfo, School
from eopbuilder.exchange.plan_json import plan_data, read_entries, write_plan_json
from eopbuilder.exchange.staff_list import read_people, read_staff_table
from eopbuilder.exchange.staff_values import NOTHING
from eopbuilder.packs import load_pack
from eopbuilder.planning.data_merge import merge_data
from eopbuilder.planning.staff_merge import merge_staff
from tests.nasty.plans import nasty_plan
from tests.nasty.strings import collected

PACK = load_pack("k12-federal")
TEXTS = collected(900, 3)


def test_plan_data_go_out_and_come_back_as_they_were(tmp_path: Path) -> None:
    plan, _ = nasty_plan(PACK, TEXTS * 8)
    stream = BytesIO()
    write_plan_json(plan, stream)
    path = tmp_path / "plan.json"
    path.write_bytes(stream.getvalue())
    empty = Plan.of(PlanInfo(id="plan"), School(id="school"))
    ids = count()
    merged = merge_data(empty, PACK, read_entries(path), lambda: f"new-{next(ids)}")
    back = {(record.TABLE, record.id): record for record in merged.records}
    again = plan_data(
        Plan.of(
            back.pop((PlanInfo.TABLE, "plan")),
            back.pop((School.TABLE, "school")),
            back.values(),
            {image_id(one): one for one in merged.images},
        )  # type: ignore[arg-type]
    )
    sent = plan_data(plan)
    told = " ".join(rejection.entry for rejection in merged.report.rejected)
    differ = [table for table, facts in sent.items() if again[table] != facts and table not in told]
    assert differ == []
    assert [one for one in merged.report.rejected if "takes" in one.why] == []


def _csv(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def _workbook(path: Path, rows: list[list[str]]) -> None:
    book = Workbook()
    page = book.worksheets[0]
    for at, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            cell = page.cell(at, column, clean_text(text))
            cell.data_type = "s"
    book.save(path)


@pytest.mark.parametrize(("ending", "write"), [(".csv", _csv), (".xlsx", _workbook)])
def test_a_staff_list_of_nasty_names_is_read_or_told_row_by_row(
    tmp_path: Path, ending: str, write: Callable[[Path, list[list[str]]], None]
) -> None:
    texts = [text.encode("utf-8", "ignore").decode() for text in TEXTS if "\x00" not in text]
    rows = [["Last name", "First name", "Job title", "Room"]]
    rows += [[f"Family{at}", "Given", text, f"R{at}"] for at, text in enumerate(texts)]
    rows += [[text, f"Given{at}", "Teacher", "1"] for at, text in enumerate(texts)]
    path = tmp_path / f"staff{ending}"
    write(path, rows)
    table = read_staff_table(path)
    staff = read_people(table, table.mapping)
    ids, empty = count(), Plan.of(PlanInfo(id="plan"), School(id="school"))
    merged = merge_staff(empty, staff, date(2026, 9, 1), lambda: f"p{next(ids)}")
    told = len(merged.report.rejected) + merged.report.merged
    assert merged.report.added + told >= len(rows) - 1
    titles = {person.room: person.job_title for person in merged.records if getattr(person, "room", None)}
    one_line = (" ".join(clean_text(text).split()) for text in texts)
    kept = {f"R{at}": None if text.casefold() in NOTHING else text for at, text in enumerate(one_line)}
    differ = {room: (titles.get(room), wanted) for room, wanted in kept.items() if titles.get(room) != wanted}
    assert differ == {}
