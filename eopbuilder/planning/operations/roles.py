"""Operations on roles: who holds them in which order, when they open, and whom they report to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast
from uuid import uuid4

from eopbuilder.domain.facts import InvalidValue, is_empty
from eopbuilder.domain.records import Assignment, OwnRole, Person, RoleSetting
from eopbuilder.planning.operations.facts import with_value
from eopbuilder.planning.operations.order import close_gaps, in_order, put_in_order
from eopbuilder.planning.operations.values import checked_value, the_record, the_spec
from eopbuilder.planning.session import Session
from eopbuilder.planning.suggestions import Suggestion


def assign_role(session: Session, *, role: str, person: str, order: int | None = None, origin: object = None) -> str:
    """Gives a person a role and returns the assignment's id.

    `order` 0 makes them the primary and whoever was it the first alternate; without it they come last, or stay where
    they are when they hold the role already. Raises `InvalidValue` when role or person is not there.
    """
    checked_value(session, the_spec(Assignment.TABLE, "role"), role)
    checked_value(session, the_spec(Assignment.TABLE, "person"), person)
    holders = in_order(session, role)
    held = next((one for one in holders if one.person == person), None)
    if held is not None:
        _move(session, held, held.order or 0 if order is None else order, _assign_label(session, role, person), origin)
        return held.id
    added = Assignment(
        id=uuid4().hex, position=session.next_position(Assignment.TABLE), role=role, person=person, order=len(holders)
    )
    holders.insert(len(holders) if order is None else max(0, order), added)
    with session.operation(_assign_label(session, role, person), origin=origin) as writer:
        writer.put(added)
        put_in_order(writer, holders)
    return added.id


def take_suggestions(session: Session, *, suggestions: Iterable[Suggestion], origin: object = None) -> None:
    """Assigns everyone suggested, in one step; who holds a role already keeps their place before them."""
    with session.operation("Assign suggested roles", origin=origin):
        for suggestion in suggestions:
            assign_role(session, role=suggestion.role, person=suggestion.person)


def unassign(session: Session, *, assignment: str, origin: object = None) -> None:
    """Takes a role from a person; the alternates after them move up."""
    found = _assignment(session, assignment)
    label = f"Take {_person_name(session, found.person)} off {_title(session, found.role)}"
    with session.operation(label, origin=origin) as writer:
        writer.remove(Assignment.TABLE, found.id)
        close_gaps(session, writer, found.role or "")


def move_alternate(session: Session, *, assignment: str, to_order: int, origin: object = None) -> None:
    """Moves a holder to another place in the order; 0 makes them the primary, beyond the end means last."""
    found = _assignment(session, assignment)
    _move(session, found, to_order, f"Change the order for {_title(session, found.role)}", origin)


def set_role_level(session: Session, *, role: str, opens_at: str | int | None, origin: object = None) -> None:
    """Says from which activation level a role is open: 1, 2, 3 or “never”; None for what the template pack says."""
    checked_value(session, the_spec(Assignment.TABLE, "role"), role)
    raw = None if opens_at is None else str(opens_at)
    label = f"Change when {_title(session, role)} opens"
    _set(session, role, "opens_at", raw, label, origin)


def set_supervisor(session: Session, *, role: str, reports_to: str | None, origin: object = None) -> None:
    """Says whom a role reports to; None for what the template pack says.

    Raises `InvalidValue` when a role would report to itself, `UserFixable` naming the whole way round when it would
    report to somebody below it.
    """
    checked_value(session, the_spec(Assignment.TABLE, "role"), role)
    if reports_to == role:
        raise InvalidValue("A role cannot report to itself.")
    _set(session, role, "reports_to", reports_to, f"Change whom {_title(session, role)} reports to", origin)


def _set(session: Session, role: str, field: str, raw: object, label: str, origin: object) -> None:
    value = checked_value(session, the_spec(RoleSetting.TABLE, field), raw)
    own = session.record(OwnRole.TABLE, role)
    if own is not None:
        with session.operation(label, origin=origin) as writer:
            writer.put(with_value(own, field, value))
        return
    found = session.record(RoleSetting.TABLE, role)
    setting = found or RoleSetting(id=role, position=session.next_position(RoleSetting.TABLE))
    changed = cast("RoleSetting", with_value(setting, field, value))
    says_nothing = is_empty(changed.opens_at) and is_empty(changed.reports_to)
    with session.operation(label, origin=origin) as writer:
        if not says_nothing:
            writer.put(changed)
        elif found is not None:
            writer.remove(RoleSetting.TABLE, role)


def _move(session: Session, moved: Assignment, to_order: int, label: str, origin: object) -> None:
    others = [one for one in in_order(session, moved.role or "") if one.id != moved.id]
    others.insert(max(0, to_order), moved)
    with session.operation(label, origin=origin) as writer:
        put_in_order(writer, others)


def _assignment(session: Session, assignment: str) -> Assignment:
    return cast("Assignment", the_record(session, Assignment.TABLE, assignment))


def _assign_label(session: Session, role: str, person: str) -> str:
    return f"Assign {_person_name(session, person)} as {_title(session, role)}"


def _person_name(session: Session, person: str | None) -> str:
    found = session.record(Person.TABLE, person or "")
    return found.label if found else "a person"


def _title(session: Session, role: str | None) -> str:
    return session.pack.catalogue("pack.roles").get(role or "", role or "a role")
