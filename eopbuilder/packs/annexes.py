"""The goals, objectives and courses of action in the front matter of an annex."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from eopbuilder.domain.citation import Citations
from eopbuilder.domain.courses import PHASES, AnnexGoal, AnnexObjective, CourseOfAction, circle
from eopbuilder.packs.entry import Entry
from eopbuilder.packs.reading import TomlText
from eopbuilder.packs.tables import Table, collect, entries

HEADER = "goal"
_LONGEST_MINUTES = 100_000


class _Reader:
    """Reads nested tables, counting those of earlier parents so that each fault names its own line."""

    def __init__(self, toml: TomlText, sources: Collection[str]) -> None:
        self.toml = toml
        self.sources = sources
        self.counted: dict[str, int] = {}
        self.courses: list[tuple[Entry, CourseOfAction]] = []

    def inner(self, entry: Entry, header: str) -> list[Entry]:
        entry.has(header.rpartition(".")[2])
        found = entries(self.toml, entry.values, header, self.counted.get(header, 0))
        self.counted[header] = self.counted.get(header, 0) + len(found)
        if not found:
            raise entry.fault(f"there is no [[{header}]] below it", "Write at least one, or take the entry out")
        return found

    def goal(self, entry: Entry) -> AnnexGoal:
        citations = entry.citations(self.sources)
        objectives = collect(self.inner(entry, f"{HEADER}.objective"), lambda one: self.objective(one, citations))
        return AnnexGoal(
            entry.identifier(), entry.choice("phase", PHASES), entry.text("text"), objectives.values, citations
        )

    def objective(self, entry: Entry, inherited: Citations) -> AnnexObjective:
        citations = self._citations(entry, inherited)
        courses = collect(self.inner(entry, f"{HEADER}.objective.course"), lambda one: self.course(one, citations))
        return AnnexObjective(entry.identifier(), entry.text("text"), courses.values, citations)

    def course(self, entry: Entry, inherited: Citations) -> CourseOfAction:
        see = entry.identifier("see", "")
        course = CourseOfAction(
            id=entry.identifier(),
            action=entry.text("action"),
            owner=entry.identifier("owner"),
            trigger=entry.text("trigger"),
            minutes=self._minutes(entry, "minutes", required=not see),
            available=self._minutes(entry, "available", required=False),
            resources=entry.texts("resources", () if see else None),
            access=entry.text("access", ""),
            after=entry.texts("after", ()),
            see=see,
            citations=self._citations(entry, inherited),
        )
        if course.available is not None and course.available < (course.minutes or 0):
            raise entry.fault("it takes longer than the time there is", "Change one of the two", "available")
        self.courses.append((entry, course))
        return course

    def _citations(self, entry: Entry, inherited: Citations) -> Citations:
        return entry.citations(self.sources) if entry.has("source") else inherited

    def _minutes(self, entry: Entry, key: str, *, required: bool) -> int | None:
        if not required and not entry.has(key):
            return None
        return entry.number(key, lowest=1, highest=_LONGEST_MINUTES)


def read_goals(toml: TomlText, document: Mapping[str, Any], sources: Collection[str]) -> Table[AnnexGoal]:
    """The goals of a section; none for a section that is no annex. Raises `PackError` with the line of a fault."""
    reader = _Reader(toml, sources)
    goals = collect(entries(toml, document, HEADER), reader.goal)
    seen: set[str] = set()
    for entry, goal in goals:
        if goal.phase in seen:
            raise entry.fault(f"there are two goals for “{goal.phase}”", "Join them", "phase")
        seen.add(goal.phase)
    known = {course.id for _, course in reader.courses}
    for entry, course in reader.courses:
        for other in course.after:
            entry.require(other in known, other, "names no course of this section", known, "after")
    loop = circle(course for _, course in reader.courses)
    if loop:
        entry = next(one for one, course in reader.courses if course.id == loop[0])
        raise entry.fault(f"courses wait for each other: {' → '.join(loop)}", "Take one of them out", "after")
    return goals
