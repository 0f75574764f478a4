"""What a template pack says about job action sheets: the mission of each role, and the steps every sheet lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from eopbuilder.domain.citation import Citations

StepTime = Literal["start", "within-10", "within-30", "within-60", "ongoing", "questions", "equipment", "closing"]
"""When a step is due: at the start, within so many minutes, all along, with outside questions, at the end; or kit."""
AppliesTo = Literal["everyone", "leaders", "led", "command"]
"""Whose sheet lists a step: all; roles somebody reports to; roles that report to somebody; the role in charge."""


@dataclass(frozen=True)
class Mission:
    """What a role is there for, in one sentence. Its id is the role's."""

    id: str
    text: str
    citations: Citations = ()


@dataclass(frozen=True)
class JobStep:
    """A step on the job action sheets of many roles."""

    id: str
    when: StepTime
    text: str
    applies_to: AppliesTo = "everyone"
    roles: tuple[str, ...] = ()
    """Only these roles; all that `applies_to` names when empty."""
    left_out: tuple[str, ...] = ()
    citations: Citations = ()
