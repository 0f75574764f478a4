"""The checks of the command structure, each on a plan that breaks it and on one that does not."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.domain.catalogue import GraphNode, Pack, Relation, Role
from eopbuilder.domain.findings import Finding, Severity
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Assignment, Person
from eopbuilder.packs import load_pack
from eopbuilder.rolegraph.analysis import check_roles
from eopbuilder.rolegraph.structure import LEVELS, is_open, structure_at
from tests.effort import effort
from tests.rolegraph.small import AS_OF, COMMAND, pack_of, person, plan_of, relation, role

ANA, BEN, CAY = person("Ana Ruiz"), person("Ben Ode"), person("Cay Lim")
GONE = person("Gil Gone", end_date=date(2026, 6, 30))
ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


def found(code: str, plan: Plan, pack: Pack) -> list[Finding]:
    """The findings of one rule."""
    return [one for one in check_roles(plan, pack, AS_OF) if one.code == f"V-ICS-{code}"]


def told(code: str, plan: Plan, pack: Pack) -> list[tuple[Severity, str, str]]:
    """How grave, where and what the findings of one rule are."""
    return [(one.severity, one.where.record, one.message) for one in found(code, plan, pack)]


def without_phones(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, except the notes on the people of these tests, who have no phones."""
    return [one for one in findings if one.code != "V-ICS-19"]


def test_a_plan_in_order_has_no_findings() -> None:
    pack = pack_of([COMMAND, role("role-ops", opens=2, min_alternates=1)])
    assert without_phones(check_roles(plan_of({"role-ic": [ANA], "role-ops": [BEN, CAY]}), pack, AS_OF)) == []


def test_findings_point_at_the_roles_page() -> None:
    pack = load_pack("k12-federal")
    for finding in check_roles(plan_of(), pack, AS_OF):
        assert finding.where.step
        if finding.code == "V-ICS-16":
            continue
        assert finding.where.step == "roles"
        assert finding.where.record.removeprefix("roles:") in pack.roles
        assert finding.where.section == "bp-org"
        assert finding.remedy
        assert finding.source in {"", "S24 v", "S33 v", "S25 v, S26 v"}


# --- V-ICS-01: nobody assigned --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("opens", "when"), [(1, "at every level"), (2, "from level 2 up"), (3, "at level 3")])
def test_a_role_nobody_holds_is_named_once_with_the_level_it_opens_at(opens: int, when: str) -> None:
    pack = pack_of([COMMAND, role("role-ops", opens=opens)])
    message = f"Nobody is assigned as Ops; the role is needed {when}"
    assert told("01", plan_of({"role-ic": [ANA]}), pack) == [(ERROR, "roles:role-ops", message)]


def test_a_primary_who_left_counts_as_nobody_and_an_alternate_may_take_over() -> None:
    pack = pack_of([COMMAND, role("role-ops")])
    (finding,) = found("01", plan_of({"role-ic": [ANA], "role-ops": [GONE, BEN]}), pack)
    assert finding.message == "Nobody is assigned as Ops since Gil Gone left; the role is needed at every level"
    assert finding.remedy == "Make Ben Ode, who is an alternate, the primary, or assign someone else"


def test_nobody_is_told_to_do_without_the_command_role() -> None:
    (command, other) = found("01", plan_of(), pack_of([COMMAND, role("role-ops")]))
    assert command.remedy == "Assign someone on the roles page"
    assert other.remedy == "Assign someone on the roles page, or mark the role as not used at your school"


def test_roles_that_are_closed_or_filled_on_the_day_need_nobody() -> None:
    pack = pack_of([COMMAND, role("role-teacher", needs_primary=False, min_alternates=2), role("role-ops")])
    plan = plan_of({"role-ic": [ANA]}, {"role-ops": {"opens_at": "never"}})
    assert without_phones(check_roles(plan, pack, AS_OF)) == []


# --- V-ICS-02: one person in charge ---------------------------------------------------------------------------------

BARE = pack_of([COMMAND])


def test_somebody_must_be_in_charge() -> None:
    start = "Every incident needs one person in charge"
    nobody = told("02", plan_of(), BARE)
    assert nobody == [(ERROR, "roles:role-ic", f"{start}: nobody is assigned as Incident Commander")]
    (left,) = found("02", plan_of({"role-ic": [GONE, ANA]}), BARE)
    assert left.message == f"{start}: Gil Gone, the Incident Commander, has left"
    (unused,) = found("02", plan_of({"role-ic": [ANA]}, {"role-ic": {"opens_at": "never"}}), BARE)
    assert unused.message == f"{start}: there is no Incident Commander"
    (late,) = found("02", plan_of({"role-ic": [ANA]}, {"role-ic": {"opens_at": "2"}}), BARE)
    assert late.message == f"{start}: the Incident Commander is open only from level 2 up"
    assert late.remedy == unused.remedy == "Open the Incident Commander at every level, and assign someone"
    assert found("02", plan_of({"role-ic": [ANA]}), BARE) == []


def test_a_pack_without_command_cannot_miss_it() -> None:
    assert found("02", plan_of(), pack_of([role("role-a", "role-b"), role("role-b", "role-a")])) == []


# --- V-ICS-03 and 04: one line up -----------------------------------------------------------------------------------

LINES = pack_of(
    [COMMAND, role("role-a"), role("role-b", "role-a"), role("role-c", "role-b"), role("role-d", "role-c", 0)],
    nodes=[GraphNode("police", "Police", "partner", "", ""), GraphNode("gym", "Gym", "place", "", "")],
)


def test_a_loop_is_told_once_with_its_path_from_the_role_that_was_changed() -> None:
    plan = plan_of(settings={"role-b": {"reports_to": "role-c"}})
    message = "Reporting lines loop: B reports to C, which reports to B"
    assert told("03", plan, LINES) == [(ERROR, "roles:role-b", message)]
    assert found("04", plan, LINES) == []


def test_a_role_above_itself_is_a_loop() -> None:
    (finding,) = found("03", plan_of(settings={"role-a": {"reports_to": "role-a"}}), LINES)
    assert finding.message == "Reporting lines loop: A reports to itself"
    assert finding.remedy == "Choose another role as its supervisor"


def test_a_loop_through_the_command_role_is_told() -> None:
    (finding,) = found("03", plan_of(settings={"role-ic": {"reports_to": "role-b"}}), LINES)
    assert finding.message == (
        "Reporting lines loop: Incident Commander reports to B, which reports to A, which reports to Incident Commander"
    )


def test_a_loop_of_roles_nobody_uses_is_no_matter_except_to_those_below() -> None:
    settings = {"role-b": {"reports_to": "role-a", "opens_at": "never"}}
    settings |= {"role-a": {"reports_to": "role-b", "opens_at": "never"}}
    plan = plan_of(settings=settings)
    assert found("03", plan, LINES) == []
    message = "C has no supervisor: B is not used at this school, and no used role stands above it"
    assert told("04", plan, LINES) == [(ERROR, "roles:role-c", message)]


def test_a_long_loop_is_cut_short() -> None:
    def loop_of(length: int) -> str:
        roles = [role(f"role-{number}", f"role-{(number + 1) % length}") for number in range(length)]
        (finding,) = found("03", plan_of(), pack_of([COMMAND, *roles]))
        return finding.message.removeprefix("Reporting lines loop: ").replace("which reports to", "->")

    assert loop_of(6) == "0 reports to 1, -> 2, -> 3, -> 4, -> 5, -> 0"
    assert loop_of(7) == "0 reports to 1, -> 2, -> 3, -> 4, -> 5, -> 6, and so on back to 0"
    assert loop_of(9) == "0 reports to 1, -> 2, -> 3, -> 4, -> 5, -> 6, and so on through 2 more back to 0"


@pytest.mark.parametrize(
    ("leader", "message"),
    [
        ("role-gone", "C has no supervisor: the role it reported to no longer exists"),
        ("gym", "C reports to “Gym”, which is not a role"),
    ],
)
def test_every_role_needs_one_supervisor(leader: str, message: str) -> None:
    plan = plan_of(settings={"role-c": {"reports_to": leader}})
    assert told("04", plan, LINES) == [(ERROR, "roles:role-c", message)]


def test_a_role_may_report_to_a_partner_or_over_a_closed_role() -> None:
    assert found("04", plan_of(settings={"role-c": {"reports_to": "police"}}), LINES) == []
    assert found("04", plan_of(settings={"role-b": {"opens_at": "never"}}), LINES) == []


def test_a_second_root_has_no_supervisor() -> None:
    (finding,) = found("04", plan_of(), pack_of([COMMAND, role("role-a", None)]))
    assert finding.message == "A has no supervisor: nobody is chosen"
    assert finding.source == "S27 v"


# --- V-ICS-05 and 15: one person, two places ------------------------------------------------------------------------


def test_one_person_in_several_places_is_told_once_with_the_levels() -> None:
    pack = pack_of([COMMAND, role("role-a", opens=2), role("role-b", opens=3), role("role-c", opens=2)])
    plan = plan_of({"role-ic": [ANA], "role-a": [ANA], "role-b": [ANA], "role-c": [BEN]})
    message = (
        "Ana Ruiz is needed in three places at once: "
        "Incident Commander (at every level), A (from level 2 up) and B (at level 3)"
    )
    assert told("05", plan, pack) == [(ERROR, "roles:role-b", message)]


def test_alternates_and_people_who_left_are_not_in_two_places() -> None:
    pack = pack_of([COMMAND, role("role-a"), role("role-b")])
    assert found("05", plan_of({"role-ic": [ANA], "role-a": [BEN, ANA], "role-b": [CAY, ANA]}), pack) == []
    assert found("05", plan_of({"role-ic": [ANA], "role-a": [GONE], "role-b": [GONE]}), pack) == []
    unused = plan_of({"role-ic": [ANA], "role-a": [ANA]}, {"role-a": {"opens_at": "never"}})
    assert found("05", unused, pack) == []


@pytest.mark.parametrize(("ranks", "severity"), [((1,), NOTE), ((1, 2), WARNING), ((1, 2, 3), ERROR), ((), NOTE)])
def test_the_level_decides_how_grave_holding_two_roles_is(ranks: tuple[int, ...], severity: Severity) -> None:
    full = pack_of([COMMAND, role("role-a")], [relation("mutually_exclusive", "role-ic", "role-a")])
    pack = dataclasses.replace(full, levels=tuple(level for level in full.levels if level.rank in ranks))
    plan = plan_of({"role-ic": [ANA], "role-a": [ANA]})
    assert [one.severity for code in ("05", "15") for one in found(code, plan, pack)] == [severity, severity]


def test_two_roles_kept_apart_may_not_be_one_person() -> None:
    text = "Not the same person when both are open."
    pack = pack_of(
        [COMMAND, role("role-pio", opens=2), role("role-c")],
        [
            relation("mutually_exclusive", "role-ic", "role-pio", text=text),
            relation("mutually_exclusive", "role-pio", "role-ic", text=text),
            relation("mutually_exclusive", "role-pio", "role-gone"),
        ],
    )
    plan = plan_of({"role-ic": [ANA], "role-pio": [ANA], "role-c": [ANA]})
    (finding,) = found("15", plan, pack)
    assert finding.message == "Ana Ruiz holds both Incident Commander and Pio, which are open together from level 2 up"
    assert finding.remedy == "Give one of the two roles to someone else: not the same person when both are open"
    assert (finding.severity, finding.where.record) == (ERROR, "roles:role-pio")
    assert found("15", plan_of({"role-ic": [ANA], "role-pio": [BEN, ANA], "role-c": [ANA]}), pack) == []


# --- V-ICS-06 and 08: those who step up -----------------------------------------------------------------------------


def test_nobody_can_stand_in_for_themselves_or_twice() -> None:
    pack = pack_of([COMMAND, role("role-a")])
    plan = plan_of({"role-ic": [ANA, BEN, ANA], "role-a": [BEN, CAY, CAY, CAY]})
    assert told("06", plan, pack) == [
        (ERROR, "roles:role-ic", "Ana Ruiz is named both as the primary and as an alternate of Incident Commander"),
        (ERROR, "roles:role-a", "Cay Lim is named three times as an alternate of A"),
    ]
    no_primary = [Assignment(id=f"x{order}", role="role-a", person=CAY.id, order=order) for order in (1, 2)]
    (finding,) = found("06", plan_of({"role-ic": [ANA]}, records=[CAY, *no_primary]), pack)
    assert finding.message == "Cay Lim is named twice as an alternate of A"
    assert found("06", plan_of({"role-ic": [ANA, BEN], "role-a": [BEN, ANA]}), pack) == []


def test_too_few_alternates_are_counted_without_leavers_and_repeats() -> None:
    pack = pack_of([COMMAND, role("role-a", min_alternates=2), role("role-b", min_alternates=1)])
    plan = plan_of({"role-ic": [ANA], "role-a": [BEN, GONE, BEN, CAY], "role-b": [CAY]})
    assert told("08", plan, pack) == [
        (WARNING, "roles:role-a", "Name one more alternate for A: only Cay Lim can step up (Gil Gone has left)"),
        (WARNING, "roles:role-b", "Name one alternate for B: nobody can step up"),
    ]
    other = person("Hal Gone", left=True)
    (finding,) = found("08", plan_of({"role-ic": [ANA], "role-a": [BEN, GONE, other], "role-b": [CAY, ANA]}), pack)
    assert finding.message == "Name two alternates for A: nobody can step up (Gil Gone and Hal Gone have left)"


# --- V-ICS-07: span of control --------------------------------------------------------------------------------------


def team_of(size: int, opens: int = 1, **changes: object) -> list[Role]:
    """A leader with so many roles below."""
    leader = role("role-lead", opens=opens, **changes)
    return [COMMAND, leader, *(role(f"role-{number}", "role-lead", opens) for number in range(size))]


@pytest.mark.parametrize(("size", "severity"), [(5, None), (6, NOTE), (7, NOTE), (8, WARNING)])
def test_more_than_five_reports_are_many_and_more_than_seven_too_many(size: int, severity: Severity | None) -> None:
    assert [one.severity for one in found("07", plan_of(), pack_of(team_of(size)))] == ([severity] if severity else [])


def test_the_span_is_told_at_the_level_where_it_is_worst() -> None:
    roles = [*team_of(6), role("role-late", "role-lead", 2), role("role-later", "role-lead", 3)]
    (finding,) = found("07", plan_of(), pack_of(roles))
    assert finding.message == (
        "Eight roles report straight to the Lead at level 3; "
        "five work best, and seven are the most one leader can guide"
    )
    assert finding.remedy.startswith("Consider branches")
    assert (finding.where.record, finding.severity, finding.source) == ("roles:role-lead", WARNING, "S25 v, S26 v")
    assert "at level 1" in found("07", plan_of(), pack_of(team_of(6)))[0].message


def test_a_deputy_and_a_recorder_do_not_count() -> None:
    roles = [*team_of(5), role("role-deputy", "role-lead", counts_in_span=False)]
    assert found("07", plan_of(), pack_of(roles)) == []


@pytest.mark.parametrize(
    ("size", "words"), [(0, "No roles report"), (1, "One role reports"), (2, "Two roles report"), (3, None)]
)
def test_a_branch_leads_at_least_three(size: int, words: str | None) -> None:
    findings = found("07", plan_of(), pack_of(team_of(size, 3, rank="lvl-branch")))
    expected = f"{words} to the Lead at level 3; a branch is worth having from three"
    assert [(one.severity, one.message) for one in findings] == ([(NOTE, expected)] if words else [])


# --- V-ICS-17: circles ----------------------------------------------------------------------------------------------

FOUR = [COMMAND, role("role-a"), role("role-b"), role("role-c")]


def test_needs_in_a_circle_within_one_phase() -> None:
    pack = pack_of(
        FOUR,
        [
            relation("needs", "role-b", "role-c"),
            relation("needs", "role-c", "role-a", "before/during"),
            relation("needs", "role-a", "role-b", "any"),
        ],
    )
    message = "Circular dependency during an incident: A needs B, which needs C, which needs A"
    assert told("17", plan_of(), pack) == [(ERROR, "roles:role-a", message)]
    assert found("17", plan_of(settings={"role-b": {"opens_at": "never"}}), pack) == []


def test_needs_of_different_phases_make_no_circle_and_informing_may() -> None:
    pack = pack_of(
        FOUR,
        [
            relation("needs", "role-a", "role-b", "before"),
            relation("needs", "role-b", "role-a", "after"),
            relation("informs", "role-a", "role-c"),
            relation("informs", "role-c", "role-a"),
            relation("needs", "role-c", "role-b"),
            relation("needs_approval", "role-b", "role-c"),
        ],
    )
    assert found("17", plan_of(), pack) == []


def test_one_circle_in_several_phases_is_told_once() -> None:
    two = pack_of(FOUR, [relation("needs", "role-a", "role-a", "before/after")])
    (finding,) = found("17", plan_of(), two)
    assert finding.message == "Circular dependency before an incident and after an incident: A needs itself"
    every = pack_of(FOUR, [relation("hands_off_to", "role-a", "role-a", "any")])
    assert found("17", plan_of(), every)[0].message == "Circular dependency: A hands over to itself"


def test_a_tangle_is_one_finding_with_a_shortest_way_round() -> None:
    names = [f"role-{number}" for number in range(12)]
    relations = [relation("needs_approval", one, other) for one in names for other in names if one != other]
    (finding,) = found("17", plan_of(), pack_of([COMMAND, *(role(name) for name in names)], relations))
    assert finding.message == (
        "Circular dependency during an incident: 0 needs approval from 1, which needs approval from 0"
    )


def test_a_circle_of_things_that_are_not_roles_names_no_role() -> None:
    nodes = [GraphNode(name, name.title(), "function", "", "") for name in ("one", "two")]
    pack = pack_of(FOUR, [relation("needs", "one", "two"), relation("needs", "two", "one")], nodes)
    assert told("17", plan_of(), pack) == [
        (ERROR, "", "Circular dependency during an incident: One needs Two, which needs One")
    ]


# --- against a plain reading of the rules ---------------------------------------------------------------------------

_ROLE = st.tuples(
    st.integers(0, 6), st.integers(0, 3), st.booleans(), st.booleans(), st.integers(0, 2), st.integers(0, 2)
)
_STAFF = (ANA, BEN, CAY, GONE, person("Dee Fox"))
_RANKS = ("lvl-unit", "lvl-branch", "lvl-team")


@st.composite
def schools(draw: st.DrawFn) -> tuple[Plan, Pack]:
    """A small school: up to twelve roles at random places, held by few people."""
    drawn = draw(st.lists(_ROLE, min_size=1, max_size=12))
    roles = [COMMAND]
    for place, (above, opens, needed, counts, least, rank) in enumerate(drawn):
        leader = f"role-{above}" if above < place else "role-ic"
        changes = {"needs_primary": needed, "counts_in_span": counts, "min_alternates": least, "rank": _RANKS[rank]}
        roles.append(role(f"role-{place}", leader, opens, **changes))
    holders = {one.id: draw(st.lists(st.sampled_from(_STAFF), max_size=4)) for one in roles}
    return plan_of(holders), pack_of(roles)


def present(people: Iterable[Person]) -> list[Person]:
    return [one for one in people if not one.has_left(AS_OF)]


@given(schools())
def test_the_checks_agree_with_a_plain_reading_of_the_rules(school: tuple[Plan, Pack]) -> None:
    plan, pack = school
    expected: Counter[tuple[str, str, Severity]] = Counter()
    used = [one for one in pack.roles.values() if is_open(plan, one, 3)]
    held: dict[str, list[str]] = defaultdict(list)
    for one in used:
        holders = [plan.get(Person, row.person) for row in plan.holders(one.id)]
        people = [person for person in holders if person]
        first, others = people[:1], people[1:]
        if one.needs_primary and not present(first):
            expected["V-ICS-01", one.id, ERROR] += 1
        if one.needs_primary and len({person.id for person in present(others)} - {p.id for p in first}) < (
            one.min_alternates
        ):
            expected["V-ICS-08", one.id, WARNING] += 1
        for person_held in present(first):
            held[person_held.id].append(one.id)
        spans = [span_at(plan, pack, one, level) for level in LEVELS if is_open(plan, one, level)]
        if any(span > 7 for span in spans):
            expected["V-ICS-07", one.id, WARNING] += 1
        elif any(span in {6, 7} or (span < 3 and one.rank == "lvl-branch") for span in spans):
            expected["V-ICS-07", one.id, NOTE] += 1
    for roles in held.values():
        if len(roles) > 1:
            expected["V-ICS-05", roles[-1], ERROR] += 1
    findings = check_roles(plan, pack, AS_OF)
    codes = {"V-ICS-01", "V-ICS-05", "V-ICS-07", "V-ICS-08"}
    assert expected == Counter(
        (one.code, one.where.record.removeprefix("roles:"), one.severity) for one in findings if one.code in codes
    )


def span_at(plan: Plan, pack: Pack, leader: Role, level: int) -> int:
    """How many roles that count report to a leader at a level."""
    return sum(
        one.counts_in_span and structure_at(plan, pack, level).above[one.id] == leader.id
        for one in pack.roles.values()
        if is_open(plan, one, level)
    )


# --- speed ----------------------------------------------------------------------------------------------------------


def big_school(size: int) -> tuple[Plan, Pack]:
    """A plan of so many roles, each below a fifth as many and with five needs."""
    names = [f"role-{number}" for number in range(size)]
    roles = [
        COMMAND,
        *(role(name, f"role-{(place - 1) // 5}" if place else "role-ic") for place, name in enumerate(names)),
    ]
    relations = [
        Relation(f"dep-{step}-{place}", "needs", name, names[(place + step) % size], "because", "any")
        for place, name in enumerate(names)
        for step in range(1, 6)
    ]
    staff = [person(f"Staff {number}") for number in range(size * 7 // 10)]
    held = {name: [staff[place % len(staff)], staff[(place + 1) % len(staff)]] for place, name in enumerate(names)}
    return plan_of(held), pack_of(roles, relations)


def test_the_work_grows_no_faster_than_the_roles_and_relations() -> None:
    small_plan, small_pack = big_school(250)
    plan, pack = big_school(1000)

    assert {one.code for one in check_roles(plan, pack, AS_OF)} >= {"V-ICS-02", "V-ICS-05", "V-ICS-17"}
    small = effort(lambda: check_roles(small_plan, small_pack, AS_OF))
    assert effort(lambda: check_roles(plan, pack, AS_OF)) < 4 * 1.25 * small
