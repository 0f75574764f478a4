"""The flow walks, jumps and never gets between two steps; findings find their way to the page that mends them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.domain.catalogue import Pack, Question, Section, Step, StepPart
from eopbuilder.domain.facts import FieldSpec, Kind
from eopbuilder.domain.findings import Finding, Severity, Where
from eopbuilder.wizard.flow import Flow, is_about_the_whole, part_of, step_of

QUESTION = Question(FieldSpec("q-1", Kind.TEXT, "Q"), "fa-x", "", "")
SECTION = Section("fa-x", "X", "p", "1", 1, "", "", (QUESTION,), (), "x.md")
STEPS = (
    Step("school", "School", "school", "", (), (StepPart("School", "", "school"), StepPart("Sites", "", "sites"))),
    Step("annex", "Annex", "x", "", ("fa-x",), (StepPart("A", ""), StepPart("Ask", "", questions=("q-1",)))),
    Step("review", "Review", "x", "", (), (StepPart("Review", "", "review"),)),
)


def pack() -> Pack:
    return Pack(
        "p", "P", "1", "en", (), {}, (), {}, {}, (), {}, {}, {}, {}, (), (), (), (SECTION,), STEPS
    )  # fmt: skip


def finding(**where: str) -> Finding:
    return Finding("V", Severity.ERROR, Where(**where), "", "")


def test_walks_forward_and_back_and_stops_at_the_ends() -> None:
    flow = Flow(STEPS)
    seen: list[str] = []
    flow.on_move(lambda step: seen.append(step.id))
    assert flow.preceding is None
    assert not flow.back()
    assert flow.following is STEPS[1]
    assert flow.next()
    assert flow.preceding is STEPS[0]
    assert flow.next()
    assert flow.following is None
    assert not flow.next()
    assert flow.back()
    assert flow.current.id == "annex"
    assert seen == ["annex", "review", "annex"]


def test_jumps_to_known_steps_only() -> None:
    flow = Flow(STEPS)
    seen: list[str] = []
    flow.on_move(lambda step: seen.append(step.id))
    assert flow.jump("review")
    assert flow.jump("review")
    assert not flow.jump("nowhere")
    assert flow.current.id == "review"
    assert seen == ["review"]


def test_needs_a_step() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Flow(())


@given(st.lists(st.sampled_from(["next", "back", "school", "annex", "review", "nowhere"])))
def test_is_always_on_a_step_and_neighbours_agree(moves: list[str]) -> None:
    flow = Flow(STEPS)
    for move in moves:
        before = flow.current
        moved = flow.next() if move == "next" else flow.back() if move == "back" else flow.jump(move)
        assert flow.current in STEPS
        if not moved:
            assert flow.current is before
        if flow.following:
            assert STEPS.index(flow.following) == STEPS.index(flow.current) + 1


@pytest.mark.parametrize(
    ("where", "step"),
    [
        ({"step": "review", "field": "q-1"}, "review"),
        ({"step": "gone", "field": "q-1"}, "annex"),
        ({"record": "sites:abc"}, "school"),
        ({"section": "fa-x"}, "annex"),
        ({"section": "fa-y"}, ""),
        ({}, ""),
    ],
)
def test_a_finding_leads_to_its_step(where: dict[str, str], step: str) -> None:
    assert step_of(finding(**where), pack()) == step


def test_a_finding_leads_to_its_part() -> None:
    assert part_of(finding(field="q-1"), STEPS[1]) == 1
    assert part_of(finding(record="sites:a"), STEPS[0]) == 1
    assert part_of(finding(record="school:x"), STEPS[0]) == 0
    assert part_of(finding(), STEPS[1]) == 0


def test_what_is_missing_from_a_list_is_mended_where_the_list_is() -> None:
    assert part_of(finding(field="capacity"), STEPS[0]) == 1
    assert part_of(finding(field="capacity", record="school:x"), STEPS[0]) == 0
    assert part_of(finding(field="unheard-of"), STEPS[0]) == 0


def test_what_no_field_shows_is_for_the_part_to_say() -> None:
    sites, review = STEPS[0].parts[1], STEPS[2].parts[0]
    assert is_about_the_whole(finding(field="capacity"), sites)
    assert is_about_the_whole(finding(record="sites:a"), sites)
    assert not is_about_the_whole(finding(record="sites:a", field="capacity"), sites)
    assert not is_about_the_whole(finding(), review)
