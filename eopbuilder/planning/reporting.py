"""Nobody reports to somebody below them: every change of a reporting line is looked at before it is saved."""

from __future__ import annotations

from collections.abc import Iterable

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import OwnRole, RoleSetting
from eopbuilder.errors import UserFixable
from eopbuilder.planning.changes import RowChange
from eopbuilder.rolegraph.structure import reporting_circle


def changed_lines(changes: Iterable[RowChange]) -> tuple[str, ...]:
    """The roles that report to somebody else after these changes."""
    return tuple(
        change.id
        for change in changes
        if change.table in {RoleSetting.TABLE, OwnRole.TABLE}
        and getattr(change.before, "reports_to", None) != getattr(change.after, "reports_to", None)
    )


def refuse_circles(plan: Plan, pack: Pack, roles: Iterable[str]) -> None:
    """Raises `UserFixable` with the whole way round when one of these roles would report to somebody below it."""
    for role in roles:
        circle = reporting_circle(plan, pack, role)
        if circle:
            _, leader, *_ = titles = [pack.roles[one].title for one in circle]
            raise UserFixable(
                f"{titles[0]} can't report to {leader}",
                circle_words(pack, circle),
                f"Choose a role that is not below {titles[0]}, or first have {leader} report to another one",
            )


def circle_words(pack: Pack, circle: tuple[str, ...]) -> str:
    """A way round as words, from the leader of its first role on: “Triage reports to Medical, which reports to …”."""
    _, leader, *others = (pack.roles[one].title for one in circle)
    return f"{leader} reports to {', which reports to '.join(others)}"
