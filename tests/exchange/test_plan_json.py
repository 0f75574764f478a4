"""Plan data is written so that other programs can read it, and files that are no plan data are refused as a whole."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import LISTS, Answer, Channel, Person, PlanInfo, School, Site
from eopbuilder.errors import UserFixable
from eopbuilder.exchange import plan_json
from eopbuilder.exchange.plan_json import Entry, plan_data, read_entries, write_plan_json

PLAN = Plan.of(
    PlanInfo(id="plan-1", title="Plan", pack_edition="2026.1"),
    School(id="school", name="Zoë’s School", enrollment=0, not_applicable={"website": "none"}),
    [
        Person(id="ana", given_name="Ana", end_date=date(2028, 2, 29), left=False),
        Site(id="new"),
        Channel(id="pa", name="PA", operators=("ana",)),
        Answer(id="q-1", value="yes"),
        Answer(id="q-2", value=()),
        Answer(id="q-3", not_applicable={"value": "no buses"}),
        Answer(id="q-4", value=("a", "b")),
        Answer(id="q-5", value=False),
    ],
)


def test_facts_are_written_and_what_nobody_knows_is_left_out() -> None:
    data = plan_data(PLAN)
    assert data["plan"] == {"title": "Plan", "pack": "k12-federal", "pack_edition": "2026.1"}
    assert data["school"] == {"name": "Zoë’s School", "enrollment": 0, "not_applicable": {"website": "none"}}
    assert data["people"] == [{"id": "ana", "given_name": "Ana", "end_date": "2028-02-29", "left": False}]
    assert data["sites"] == [{"id": "new"}]
    assert data["channels"] == [{"id": "pa", "name": "PA", "operators": ["ana"]}]
    assert data["answers"] == {"q-1": "yes", "q-3": {"not_applicable": "no buses"}, "q-4": ["a", "b"], "q-5": False}
    assert set(data) == {"format", "format_version", "plan", "school", *(kind.TABLE for kind in LISTS)}


def test_the_file_is_readable_text_and_the_same_each_time() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    write_plan_json(PLAN, first)
    write_plan_json(PLAN, second)
    assert first.getvalue() == second.getvalue()
    text = first.getvalue().decode("utf-8")
    assert "Zoë’s School" in text
    assert text.endswith("}\n")
    assert json.loads(text) == plan_data(PLAN)


def write(folder: Path, content: Any) -> Path:
    path = folder / "data.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def test_entries_come_with_references_pointing_backwards(tmp_path: Path) -> None:
    data = {"answers": {"q-1": 5}, "assignments": [{"a": 1}, {}], "people": [{"id": "x"}], "school": {}, "plan": {}}
    entries = read_entries(write(tmp_path, data))
    assert [entry.where for entry in entries] == [
        "plan", "school", "people[0]", "assignments[0]", "assignments[1]", "answers.q-1",
    ]  # fmt: skip
    assert entries[-1] == Entry("answers.q-1", "answers", {"id": "q-1", "value": 5})


def test_answers_may_also_be_a_list(tmp_path: Path) -> None:
    (entry,) = read_entries(write(tmp_path, {"answers": [{"id": "q-1", "value": 5}]}))
    assert entry == Entry("answers[0]", "answers", {"id": "q-1", "value": 5})


def test_an_empty_object_is_a_partial_plan_that_says_nothing(tmp_path: Path) -> None:
    assert read_entries(write(tmp_path, {})) == ()


def test_a_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    assert read_entries(write(tmp_path, b"\xef\xbb\xbf{}")) == ()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is empty"),
        (b'{"people": [\n  {"id": }\n]}', "line 2 is not JSON"),
        (b"\xff\xfe{}", "it is not UTF-8 text"),
        (b'{"school": {"name": "Mu\xf1oz"}}', "it is not UTF-8 text"),
        (b"[]", "it is not plan data of eopbuilder"),
        (b"null", "it is not plan data of eopbuilder"),
        ({"format": "something-else"}, "it is not plan data of eopbuilder"),
        ({"format_version": "1"}, "it is not plan data of eopbuilder"),
        ({"format_version": 2}, "it was written by a newer version"),
        ({"students": []}, "it has a part called “students”, which a plan does not have"),
        ({"people": {}}, "“people” is not a list"),
        ({"people": None}, "“people” is not a list"),
        ({"answers": "none"}, "“answers” is not a list"),
        ({"people": [{}, "Ana"]}, "“people[1]” is not an object"),
        ({"school": []}, "“school” is not an object"),
        (b'{"school": {"enrollment": ' + b"9" * 5000 + b"}}", "it holds a number far too long to read"),
        (b'{"a":' * 100_000, "it is nested far too deeply"),
        (b'{"school": {"name": ' + b"[" * 30 + b"]" * 30 + b"}}", "it is not plan data of eopbuilder"),
    ],
)
def test_a_file_that_is_no_plan_data_is_refused_in_one_sentence(tmp_path: Path, content: Any, why: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(UserFixable) as caught:
        read_entries(path)
    assert why in str(caught.value)
    assert caught.value.what == "“data.json” was not imported"
    assert "\n" not in str(caught.value)


def test_a_missing_file_a_folder_and_a_failing_disk_are_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UserFixable, match="there is no such file"):
        read_entries(tmp_path / "none.json")
    with pytest.raises(UserFixable, match="it is a folder"):
        read_entries(tmp_path)
    path = write(tmp_path, {})

    def fail(_self: Path) -> bytes:
        raise OSError

    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(UserFixable, match="the disk reported an error"):
        read_entries(path)


def test_a_file_far_too_large_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_json, "MAX_BYTES", 1)
    with pytest.raises(UserFixable, match="far larger than any plan"):
        read_entries(write(tmp_path, {}))


def refusal_of(path: Path) -> str:
    try:
        entries = read_entries(path)
    except UserFixable as refusal:
        return str(refusal)
    assert all(entry.where.startswith(entry.table) for entry in entries)
    return "."


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)
TABLES = st.sampled_from([kind.TABLE for kind in LISTS] + ["plan", "school", "format", "format_version"])


@given(st.dictionaries(TABLES, JSON) | st.binary(max_size=80))
def test_any_content_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: Any) -> None:
    assert refusal_of(write(tmp_path_factory.getbasetemp(), content)).endswith(".")
