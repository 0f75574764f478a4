"""Operations on the hazard register."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from eopbuilder.domain.records import Hazard
from eopbuilder.domain.risk import DEFAULT_SCALE
from eopbuilder.planning.operations.values import checked_value, the_spec
from eopbuilder.planning.session import Session


def carry_hazard(session: Session, *, hazard: str, included: bool, origin: object = None) -> None:
    """Carries a hazard of the pack forward into the plan, or takes it out again.

    A hazard somebody has scored or described stays in the register, marked as left out. Raises `InvalidValue` when the
    pack has no such hazard.
    """
    checked_value(session, the_spec(Hazard.TABLE, "hazard"), hazard)
    title = session.pack.hazards[hazard].title
    found = next((one for one in session.plan.hazards if one.hazard == hazard), None)
    label = f"{'Prepare' if included else 'Do not prepare'} for {title}"
    with session.operation(label, origin=origin) as writer:
        if found is None and included:
            position = session.next_position(Hazard.TABLE)
            added = Hazard(id=uuid4().hex, position=position, hazard=hazard, included=True, scale=DEFAULT_SCALE)
            writer.put(added)
        elif found is not None and not included and _is_bare(found):
            writer.remove(Hazard.TABLE, found.id)
        elif found is not None:
            writer.put(replace(found, included=included))


def _is_bare(hazard: Hazard) -> bool:
    """Whether nothing is known of a hazard but that it was ticked."""
    ticked = Hazard(
        id=hazard.id, position=hazard.position, hazard=hazard.hazard, included=hazard.included, scale=DEFAULT_SCALE
    )
    return hazard == ticked
