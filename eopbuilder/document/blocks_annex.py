"""Generated content of annexes: goals with their courses of action, protective actions, who supports which annex."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from eopbuilder.document.conditions import is_printed, is_withheld_section
from eopbuilder.document.context import Context, Node, lines, missing, or_dash, table, words
from eopbuilder.document.facts_text import list_text, number_text
from eopbuilder.document.nodes import Column, Inline, Inlines, ListItems, Missing, Paragraph, Reference, Run
from eopbuilder.document.withheld import HERE, NOTHING_HERE
from eopbuilder.domain.annexes import HAZARD_ANNEX, annex_goals, annexes, lead_of
from eopbuilder.domain.catalogue import Section
from eopbuilder.domain.courses import AnnexGoal, CourseOfAction
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.records import ProtectiveAction

PHASE_TITLES = {"before": "Before", "during": "During", "after": "After"}
_ESTIMATES = "Times are estimates to check in drills, not a standard. Of two times, the second is how long there is."
_MINUTES_IN_AN_HOUR = 60
_MINUTES_IN_A_DAY = 24 * 60
_LONG = 3 * _MINUTES_IN_AN_HOUR


def courses(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """The goals of the annex: for each phase its objectives and one table of courses of action."""
    goals = annex_goals(context.plan, context.pack, context.section)
    if not goals:
        return missing("goals, objectives and courses of action of this annex")
    found: list[Node] = []
    for goal in goals:
        found.extend(_goal(context, goal, _numbers(goal, goals)))
    return (*found, Paragraph((Run(_ESTIMATES),), "source"))


def _goal(context: Context, goal: AnnexGoal, numbers: Mapping[str, str]) -> Iterator[Node]:
    phase = PHASE_TITLES[goal.phase]
    yield context.sub_heading(phase)
    yield Paragraph((Run("Goal: ", bold=True), Run(clean_text(goal.text))))
    if not goal.objectives:
        yield from missing(f"objectives for “{phase.lower()}”")
        return
    yield ListItems(tuple((Run(clean_text(one.text)),) for one in goal.objectives), "number")
    rows = [_row(context, one, numbers) for objective in goal.objectives for one in objective.courses]
    columns = (
        Column("No.", 0.35),
        Column("What is done", 3.2),
        Column("Who does it", 1),
        Column("When it starts", 1.25),
        Column("Time", 0.65),
        Column("What is needed", 1.15),
    )
    caption = f"Courses of action {phase.lower()}"
    yield from table(caption, f"courses-{goal.phase}", columns, rows, none=f"courses of action for “{phase.lower()}”")
    for place, objective in enumerate(goal.objectives, start=1):
        if not objective.courses:
            yield from missing(f"a course of action for objective {place}")


def _numbers(goal: AnnexGoal, goals: Iterable[AnnexGoal]) -> dict[str, str]:
    """Course id to what the table of a goal calls it: its objective’s number and a letter, such as 2b.

    A course of another goal has the phase behind it, because each phase counts anew.
    """
    return {
        course.id: f"{place}{_letter(index)}" + ("" if one is goal else f" of “{PHASE_TITLES[one.phase]}”")
        for one in goals
        for place, objective in enumerate(one.objectives, start=1)
        for index, course in enumerate(objective.courses)
    }


def _letter(index: int) -> str:
    """a to z, then aa, ab and so on."""
    first, last = divmod(index, 26)
    return (_letter(first - 1) if first else "") + "abcdefghijklmnopqrstuvwxyz"[last]


def _row(context: Context, course: CourseOfAction, numbers: Mapping[str, str]) -> tuple[Inlines, ...]:
    return (
        words(numbers[course.id]),
        _action(context, course),
        words(context.role_title(course.owner)) if course.owner else (Missing("who does it"),),
        _when(course, numbers),
        _time(course),
        or_dash("; ".join(clean_text(one) for one in course.resources)),
    )


def _action(context: Context, course: CourseOfAction) -> Inlines:
    parts: list[tuple[Inline, ...]] = [
        (Run(clean_text(course.action)),) if course.action else (Missing("what is done"),)
    ]
    if course.access:
        parts.append((Run("Access: ", bold=True), Run(clean_text(course.access))))
    if course.see and not is_withheld_section(context.plan, context.pack, course.see):
        parts.append((Run("See ", italic=True), _section_name(context, course.see), Run(".", italic=True)))
    return lines(parts)


def _section_name(context: Context, section_id: str) -> Inline:
    section = next((one for one in context.pack.sections if one.id == section_id), None)
    if section is None:
        return Run(section_id, italic=True)
    if is_printed(context.plan, section):
        return Reference(section.title, section.id)
    return Run(section.title, italic=True)


def _when(course: CourseOfAction, numbers: Mapping[str, str]) -> Inlines:
    first = [numbers[one] for one in course.after if one in numbers]
    after = f"after {list_text(first)}" if first else ""
    trigger = clean_text(course.trigger)
    if not trigger:
        return (Missing("when it starts"),) if not after else words(after.capitalize())
    return words(f"{trigger}, {after}" if after else trigger)


def _time(course: CourseOfAction) -> Inlines:
    if course.minutes is None:
        return or_dash("") if course.see else (Missing("how long it takes", "Not yet decided"),)
    return words(time_text(course.minutes, course.available))


def time_text(minutes: int, available: int | None) -> str:
    """How long a step takes, and how long there is if that is another time: “5 of 8 min”."""
    text = duration_text(minutes)
    if available is None or available == minutes:
        return text
    number, unit = text.split(" ")
    there_is = duration_text(available)
    return f"{number if there_is.endswith(f' {unit}') else text} of {there_is}"


def duration_text(minutes: int) -> str:
    """Minutes as people say them: “90 min”, “4 h”, “2 days”."""
    if minutes % _MINUTES_IN_A_DAY == 0:
        days = minutes // _MINUTES_IN_A_DAY
        return f"{number_text(days)} {'day' if days == 1 else 'days'}"
    if minutes >= _LONG and minutes % _MINUTES_IN_AN_HOUR == 0:
        return f"{number_text(minutes // _MINUTES_IN_AN_HOUR)} h"
    return f"{number_text(minutes)} min"


def action_table(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """The protective actions: the words, what people do, who may order each at any hour, and who ends it."""
    settled = {one.action: one for one in context.plan.all(ProtectiveAction)}
    meanings = [
        (
            words(action.title),
            words(f"“{_announcement(settled.get(action.id), action.announcement)}”"),
            words(action.means),
            words(action.used_for),
        )
        for action in context.pack.actions.values()
    ]
    authority = [
        (words(action.title), *_authority(context, settled.get(action.id), action.ended_by))
        for action in context.pack.actions.values()
    ]
    said = table(
        "Protective actions",
        "actions",
        (
            Column("Action", 0.8),
            Column("Words said, twice", 1.6),
            Column("What people do", 1.9),
            Column("Used for", 1.4),
        ),
        meanings,
        none="which protective actions the school uses",
    )
    ordered = table(
        "Authority to order and end a protective action",
        "action-authority",
        (
            Column("Action", 0.8),
            Column("Any staff member, if life is in danger", 0.9),
            Column("Otherwise ordered by, in order", 1.4),
            Column("After hours", 1.2),
            Column("Announced by", 1.2),
            Column("Ended by", 1.5),
        ),
        authority,
        none="who may order a protective action",
    )
    return (*said, *ordered)


def _announcement(action: ProtectiveAction | None, words_of_pack: str) -> str:
    return clean_text(action.says) if action and action.says else words_of_pack.strip('“”"')


def _authority(context: Context, action: ProtectiveAction | None, ended_by: str) -> tuple[Inlines, ...]:
    if action is None:
        wanted = ("whether anyone may order it", "who orders it", "who orders it after hours", "how it is announced")
        unsettled = zip(_AUTHORITY, wanted, strict=True)
        return (
            *(
                HERE if context.withholds(ProtectiveAction, name) else (Missing(text, "Not yet decided"),)
                for name, text in unsettled
            ),
            HERE if context.withholds(ProtectiveAction, "ended_by") else words(ended_by),
        )
    if context.withholds(ProtectiveAction, "ended_by"):
        ended: Inlines = HERE
    else:
        ended = context.cell(action, "ended_by") if action.ended_by else words(ended_by)
    return (
        *(context.cell(action, name) for name in _AUTHORITY),
        ended,
    )


_AUTHORITY = ("anyone", "ordered_by", "after_hours", "channels")


def responsibility_matrix(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Functional annexes against roles: who leads each, and who acts in it before, during and after."""
    rows = []
    for section in annexes(context.plan, context.pack):
        if section.when == HAZARD_ANNEX or not is_printed(context.plan, section):
            continue
        lead = lead_of(context.plan, section)
        rows.append(
            (
                (Reference(section.title, section.id),),
                words(context.role_title(lead)) if lead else (Missing("who leads it"),),
                lines(_supporting(context, section, lead)) or or_dash(""),
            )
        )
    if not rows and context.plan.edition is not None:
        return NOTHING_HERE
    columns = (Column("Annex", 1.1), Column("Primary", 1), Column("Support", 3.6))
    return table(
        "Who leads and who supports each annex", "responsibilities", columns, rows, none="which annexes the plan has"
    )


def _supporting(context: Context, section: Section, lead: str) -> Iterator[Inlines]:
    """The roles that act in an annex beside the one that leads it, a line for each phase."""
    for goal in annex_goals(context.plan, context.pack, section):
        acting = dict.fromkeys(course.owner for course in goal.courses if course.owner and course.owner != lead)
        if acting:
            titles = "; ".join(context.role_title(role) for role in acting)
            yield Run(f"{PHASE_TITLES[goal.phase]}: ", bold=True), Run(titles)
