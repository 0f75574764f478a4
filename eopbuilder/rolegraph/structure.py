"""Which roles are open at an activation level, and who reports to whom once closed roles have rolled up.

A team may change when a role opens and whom it reports to; both changes are applied here and nowhere else. A role may
also report to a partner of the pack (a police lead reports to the outside incident commander).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eopbuilder.domain.catalogue import Pack, Role
from eopbuilder.domain.plan import Plan

LEVELS = (1, 2, 3)
"""Ranks of the activation levels, lowest first."""
TOP_LEVEL = LEVELS[-1]


def opens_at(plan: Plan, role: Role) -> int | None:
    """Rank of the lowest level at which the role is open at this school; None when it is not used."""
    setting = plan.role_setting(role.id)
    chosen = setting.opens_at if setting else None
    if chosen == "never":
        return None
    return int(chosen) if chosen in {"1", "2", "3"} else role.opens_at or None


def is_open(plan: Plan, role: Role, level_rank: int) -> bool:
    """Whether the role is open at the level."""
    lowest = opens_at(plan, role)
    return lowest is not None and lowest <= level_rank


def active_roles(plan: Plan, pack: Pack, level_rank: int) -> tuple[Role, ...]:
    """The roles open at the level, in the pack's order."""
    return tuple(role for role in pack.roles.values() if is_open(plan, role, level_rank))


def supervisor(plan: Plan, pack: Pack, role_id: str) -> str | None:
    """Id of the role or partner the role reports to, open or not; None when it has none or names one that is gone."""
    setting = plan.role_setting(role_id)
    chosen = (setting.reports_to if setting else None) or pack.roles[role_id].reports_to
    return chosen if chosen in pack.roles or chosen in pack.nodes else None


def reporting_circle(plan: Plan, pack: Pack, role_id: str) -> tuple[str, ...]:
    """The way up from a role, along leaders open or not, back to itself, both ends included; empty without one."""
    way: dict[str, None] = {}
    here: str | None = role_id
    while here is not None and here in pack.roles and here not in way:
        way[here] = None
        here = supervisor(plan, pack, here)
    return (*way, role_id) if way and here == role_id else ()


def command_role(pack: Pack) -> str | None:
    """Id of the role in charge of every incident: the first of the command rank that reports to nobody."""
    return next((one.id for one in pack.roles.values() if one.rank == "lvl-command" and one.reports_to is None), None)


@dataclass(frozen=True)
class Structure:
    """Who reports to whom at one level: open roles, and the partners some of them report to."""

    level: int
    active: Mapping[str, Role]
    """Open roles by id, in the pack's order."""
    above: Mapping[str, str | None]
    """Open role to the open role or partner it reports to; None at the top, and for roles whose lines loop."""
    below: Mapping[str, tuple[str, ...]]
    """Role or partner to its direct reports, in the pack's order."""

    def reports_of(self, leader: str) -> tuple[str, ...]:
        """The direct reports of a role or partner."""
        return self.below.get(leader, ())

    def roots(self) -> tuple[str, ...]:
        """Whoever reports to nobody: the command role first when it is open, stray roles and partners after it."""
        stray = [role for role, leader in self.above.items() if leader is None]
        return (*stray, *(leader for leader in self.below if leader not in self.active))

    def depth(self, role_id: str) -> int:
        """Steps from the role up to whoever reports to nobody."""
        steps = 0
        leader = self.above.get(role_id)
        while leader is not None:
            steps += 1
            leader = self.above.get(leader)
        return steps


def structure_at(plan: Plan, pack: Pack, level_rank: int) -> Structure:
    """The structure at a level, closed roles rolled up to the nearest open role above them. Linear in the roles."""
    active = {role.id: role for role in active_roles(plan, pack, level_rank)}
    nearest: dict[str, str | None] = {}
    above = {role_id: _nearest_open(plan, pack, active, role_id, nearest) for role_id in active}
    _break_loops(above)
    below: dict[str, list[str]] = {}
    for role_id, leader in above.items():
        if leader is not None:
            below.setdefault(leader, []).append(role_id)
    return Structure(level_rank, active, above, {leader: tuple(team) for leader, team in below.items()})


def open_role_above(plan: Plan, pack: Pack, structure: Structure, role_id: str) -> str | None:
    """Who answers for a role at a level: the role itself while it is open, else the nearest open role or partner above.

    None when there is nobody, or no such role.
    """
    if role_id in structure.active or role_id not in pack.roles:
        return role_id if role_id in structure.active else None
    return _nearest_open(plan, pack, structure.active, role_id, {})


def _nearest_open(
    plan: Plan, pack: Pack, active: Mapping[str, Role], role_id: str, nearest: dict[str, str | None]
) -> str | None:
    """The first open role or partner above a role. `nearest` remembers what was found for closed roles passed."""
    passed: list[str] = []
    leader = supervisor(plan, pack, role_id)
    while leader is not None and leader in pack.roles and leader not in active and leader not in nearest:
        nearest[leader] = None
        passed.append(leader)
        leader = supervisor(plan, pack, leader)
    found = nearest.get(leader, leader) if leader is not None else None
    nearest.update(dict.fromkeys(passed, found))
    return found


def _break_loops(above: dict[str, str | None]) -> None:
    """Cut every loop of reporting lines at the role where it is first entered, so that what is left is a tree."""
    settled: set[str] = set()
    for start in above:
        path: dict[str, None] = {}
        here: str | None = start
        while here in above and here not in settled and here not in path:
            path[here] = None
            here = above[here]
        if here in path:
            above[here] = None
        settled.update(path)


def team(plan: Plan, pack: Pack, role_id: str, level_rank: int) -> tuple[str, ...]:
    """Ids of the open roles that report straight to a role at the level, in the pack's order."""
    return structure_at(plan, pack, level_rank).reports_of(role_id)
