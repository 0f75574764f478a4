"""The job sheets of a pack name roles that are there, and times and readers the program knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.packs.conftest import TinyPack

MISSION = '[[mission]]\nid = "role-ic"\ntext = "Lead."\nsource = "d"\n'
STEP = '[[job_step]]\nid = "one"\nwhen = "start"\ntext = "Begin."\nroles = ["role-ic"]\nsource = "S01 v"\n'


def test_missions_and_steps_are_read(tiny: TinyPack) -> None:
    tiny.write("job_sheets.toml", MISSION + STEP)
    pack = tiny.load()
    assert pack.missions["role-ic"].text == "Lead."
    (step,) = pack.job_steps
    assert (step.when, step.applies_to, step.roles, step.left_out) == ("start", "everyone", ("role-ic",), ())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (MISSION.replace("role-ic", "role-ci"), "“role-ci” names no role. Did you mean “role-ic”."),
        (STEP.replace("role-ic", "role-ci"), "“role-ci” names no role. Did you mean “role-ic”."),
        (STEP.replace('"start"', '"strat"'), "“strat” is not a possible when. Did you mean “start”."),
        (STEP + 'applies_to = "leader"\n', "“leader” is not a possible applies_to. Did you mean “leaders”."),
    ],
)
def test_what_is_wrong_is_named(tiny: TinyPack, text: str, why: str) -> None:
    tiny.write("job_sheets.toml", text)
    error = tiny.error()
    assert error.startswith("job_sheets.toml line")
    assert error.endswith(why)
