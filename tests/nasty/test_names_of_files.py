"""Whatever a school is called, the names suggested for its files can be written, are told apart and hide nothing."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.facts import parse_value
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import PlanInfo, School, field_spec
from tests.nasty.strings import nasty_text
from ui.widgets.export_names import forms_folder_name, kit_folder_name, suggested_name


def named(text: str) -> Plan:
    name, year = parse_value(field_spec(School, "name"), text), parse_value(field_spec(PlanInfo, "school_year"), "2026")
    return Plan.of(PlanInfo(id="plan", school_year=year), School(id="school", name=name))  # type: ignore[arg-type]


def names(plan: Plan) -> list[str]:
    return [
        *(suggested_name(plan, ".pdf", of_graph=False, edition=edition) for edition in Edition),
        suggested_name(plan, ".svg", of_graph=True),
        *(forms_folder_name(plan, level) for level in (1, 2, 3)),
        *(kit_folder_name(plan, edition) for edition in Edition),
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(nasty_text())
def test_any_name_can_be_written(tmp_path: Path, text: str) -> None:
    found = names(named(text))
    assert len(set(found)) == len(found)
    for name in found:
        (tmp_path / name).write_bytes(b"")
        assert (tmp_path / name).parent == tmp_path
        assert not set(name) & set('\\/:*?"<>|')
        assert all(unicodedata.category(one)[0] != "C" for one in name)
        assert name == name.strip(" .")


@pytest.mark.parametrize("text", ["学" * 300, "W" * 1000, "CON", "nul.", "LPT1.x", "...", "a\u202efdp.exe"])
def test_long_reserved_and_misleading_names_are_made_harmless(text: str, tmp_path: Path) -> None:
    for name in names(named(text)):
        assert len(name.encode()) < 220
        assert name.partition(".")[0].strip().casefold() not in {"con", "nul", "lpt1", ""}
        assert "\u202e" not in name
        (tmp_path / name).write_bytes(b"")
