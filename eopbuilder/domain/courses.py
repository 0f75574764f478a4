"""Goals, objectives and courses of action of an annex, as a template pack writes them and as a plan has them.

A goal is an outcome, an objective a measurable step toward it, a course of action who does what, when, in how many
minutes and with what. The seven questions a course answers are those of the federal planning tool (S08).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from eopbuilder.domain.citation import Citations

PHASES = ("before", "during", "after")


@dataclass(frozen=True)
class CourseOfAction:
    """What is done. `minutes` is a planning estimate; `available` the time there is, None where nothing presses."""

    id: str
    action: str
    owner: str
    """Id of the role that does it; empty when nobody is named."""
    trigger: str
    minutes: int | None = None
    available: int | None = None
    resources: tuple[str, ...] = ()
    access: str = ""
    """What it means for people with access and functional needs or other languages."""
    after: tuple[str, ...] = ()
    """Ids of courses that must be done first."""
    see: str = ""
    """Id of the section that describes it; then this course is a reference and repeats nothing."""
    citations: Citations = ()


@dataclass(frozen=True)
class AnnexObjective:
    """A measurable step toward a goal, with its courses of action."""

    id: str
    text: str
    courses: tuple[CourseOfAction, ...]
    citations: Citations = ()


@dataclass(frozen=True)
class AnnexGoal:
    """The outcome wanted before, during or after an incident."""

    id: str
    phase: str
    text: str
    objectives: tuple[AnnexObjective, ...]
    citations: Citations = ()

    @property
    def courses(self) -> tuple[CourseOfAction, ...]:
        """Every course of the goal, in order."""
        return tuple(course for objective in self.objectives for course in objective.courses)


def waiting_for(courses: Iterable[CourseOfAction], one: str) -> frozenset[str]:
    """Ids of the courses that come after a course, at once or in the end, with its own id."""
    every, found = tuple(courses), {one}
    while later := {course.id for course in every if course.id not in found and not found.isdisjoint(course.after)}:
        found |= later
    return frozenset(found)


def circle(courses: Iterable[CourseOfAction]) -> tuple[str, ...]:
    """Ids of courses that wait for each other in a circle, first one repeated at the end; empty when there is none."""
    waits: Mapping[str, tuple[str, ...]] = {course.id: course.after for course in courses}
    settled: set[str] = set()
    for start in waits:
        path: list[str] = []
        found = _walk(start, waits, settled, path)
        if found:
            return found
    return ()


def _walk(one: str, waits: Mapping[str, tuple[str, ...]], settled: set[str], path: list[str]) -> tuple[str, ...]:
    if one in path:
        return (*path[path.index(one) :], one)
    if one in settled or one not in waits:
        return ()
    path.append(one)
    for before in waits[one]:
        found = _walk(before, waits, settled, path)
        if found:
            return found
    path.pop()
    settled.add(one)
    return ()
