"""Planning numbers worked out from known facts, with every assumption shown. None of them is a standard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from eopbuilder.document.context import CHECK_LOCALLY, Context, Node, label, missing, table, words
from eopbuilder.document.facts_text import list_text, number_text
from eopbuilder.document.nodes import Callout, Column, Inlines, Missing, Run
from eopbuilder.document.withheld import HERE
from eopbuilder.domain.facts import UNKNOWN, Known, Withheld
from eopbuilder.domain.records import Person


@dataclass(frozen=True)
class ReunificationAssumptions:
    """What the reunification numbers assume. No published standard gives these figures."""

    minutes_per_family: float = 3
    share_in_first_hour: float = 0.5
    minutes_round_trip: float = 6
    square_feet_per_student: float = 10
    extra_square_feet_per_wheelchair: float = 10
    cars_per_family: float = 0.6
    share_parked_at_once: float = 0.5


@dataclass(frozen=True)
class ReunificationNumbers:
    """What a reunification of so many families needs: people, space in square feet, parking, hours."""

    check_in_lines: int
    reunifiers: int
    assembly_square_feet: int
    parking_spaces: int
    hours_to_finish: float


def reunification_estimate(
    families: int, students: int, wheelchairs: int, assumed: ReunificationAssumptions
) -> ReunificationNumbers:
    """Check-in lines for the busiest hour, and what follows from them. All numbers are at least as large as needed."""
    peak = families * assumed.share_in_first_hour
    check_in_lines = max(1, ceil(peak * assumed.minutes_per_family / 60))
    return ReunificationNumbers(
        check_in_lines,
        ceil(check_in_lines * assumed.minutes_round_trip / assumed.minutes_per_family),
        ceil(students * assumed.square_feet_per_student + wheelchairs * assumed.extra_square_feet_per_wheelchair),
        ceil(families * assumed.cars_per_family * assumed.share_parked_at_once),
        families / (check_in_lines * 60 / assumed.minutes_per_family),
    )


def reunification_numbers(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """The calculator for a whole-school reunification: assumptions first, then what they lead to."""
    school = context.plan.school
    if not school.enrollment:
        return missing("how many students are enrolled; the numbers for a reunification follow from it")
    assumed = ReunificationAssumptions()
    families = students = school.enrollment
    found = reunification_estimate(families, students, school.wheelchair_users or 0, assumed)
    per_family = number_text(assumed.minutes_per_family)
    assumptions = (
        ("Families to check in", f"{number_text(families)}: one for each student; fewer where siblings go together"),
        ("Minutes to check in one family", per_family),
        ("Families who come in the first hour", f"{assumed.share_in_first_hour:.0%}"),
        ("Minutes to fetch one student and return", number_text(assumed.minutes_round_trip)),
        ("Floor area for each student", f"{number_text(assumed.square_feet_per_student)} square feet"),
        ("Extra area for each wheelchair user", _wheelchair_area(assumed, school.wheelchair_users)),
        ("Cars for each family", number_text(assumed.cars_per_family)),
        ("Cars parked at the same time", f"{assumed.share_parked_at_once:.0%}"),
    )
    results = (
        ("Check-in lines", number_text(found.check_in_lines), "families in the first hour × minutes each ÷ 60"),
        ("Reunifiers", number_text(found.reunifiers), "lines × minutes to fetch ÷ minutes to check in"),
        (
            "Assembly area",
            f"{number_text(found.assembly_square_feet)} square feet",
            "students × area, plus wheelchair area",
        ),
        ("Parking spaces", number_text(found.parking_spaces), "families × cars × share parked at once"),
        ("Time to finish", _hours(found.hours_to_finish), "families ÷ families checked in per hour"),
    )
    note = (
        "Each figure in the first table is an assumption, not a standard. Change the numbers after your own drill."
        " The fire official's limit for a room always wins."
    )
    return (
        Callout("Assumption, not a standard", (Run(note),)),
        *_pairs(
            "Assumptions behind the reunification numbers",
            "reunification-assumptions",
            "Assumption",
            "Value",
            assumptions,
        ),
        *table(
            "What a whole-school reunification takes",
            "reunification-numbers",
            (Column("What", 1.2), Column("About", 1, "right"), Column("Worked out as", 2.4)),
            ((words(what), words(amount), words(how)) for what, amount, how in results),
            none="the numbers for a reunification",
        ),
    )


def _wheelchair_area(assumed: ReunificationAssumptions, users: int | None) -> Inlines | str:
    area = f"{number_text(assumed.extra_square_feet_per_wheelchair)} square feet"
    if users is None:
        return (Run(f"{area}; "), Missing("how many students use a wheelchair"))
    return f"{area}, for {number_text(users, 'students')}"


def _hours(hours: float) -> str:
    return number_text(ceil(hours * 10) / 10, "hours")


def _pairs(
    caption: str, anchor: str, left: str, right: str, rows: Iterable[tuple[str, Inlines | str]]
) -> tuple[Node, ...]:
    cells = ((words(name), words(value) if isinstance(value, str) else value) for name, value in rows)
    return table(caption, anchor, (Column(left, 1.3), Column(right, 2)), cells, none="the assumptions")


@dataclass(frozen=True)
class StaffingRatio:
    """Students for each full-time specialist that a professional association recommends at most."""

    title: str
    job_words: tuple[str, ...]
    students: int
    question: str
    """The question of the pack that asks how many full-time positions the school has."""
    recalled: bool = False


STAFFING_RATIOS = (
    StaffingRatio("School counselor", ("counselor", "counsellor"), 250, "q-mh-3a"),
    StaffingRatio("School psychologist", ("psychologist",), 500, "q-mh-3b"),
    StaffingRatio("School social worker", ("social worker",), 250, "q-mh-3c"),
    StaffingRatio("School nurse", ("nurse",), 750, "q-mh-3d", recalled=True),
)


def staffing_gap(enrollment: int, ratio: StaffingRatio, full_time: float) -> float:
    """Full-time positions short of the recommended ratio; zero or less when there is none."""
    return ceil(enrollment / ratio.students) - full_time


def staffing_ratios(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Mental-health staff beside the recommended ratios, as planning information only."""
    enrollment = context.plan.school.enrollment
    if enrollment is None:
        return missing("how many students are enrolled; the staffing ratios follow from it")
    columns = (
        Column("Position", 1.3),
        Column("Recommended at most", 1.4),
        Column("At this school", 1.8),
        Column("Recommended positions", 1, "right"),
        Column("Gap", 0.8, "right"),
    )
    rows = (_ratio_row(context, ratio, enrollment) for ratio in STAFFING_RATIOS)
    note = (
        "These ratios are recommendations of professional associations, not rules. The staffing shown is what the"
        " team answered, or the shares of full time in the staff list."
    )
    return (
        Callout("Planning information only", (Run(note),)),
        *table("Mental-health staffing", "staffing", columns, rows, none="the staffing ratios"),
    )


def _ratio_row(context: Context, ratio: StaffingRatio, enrollment: int) -> tuple[Inlines, ...]:
    title: Inlines = (Run(ratio.title), Run(f" {CHECK_LOCALLY}", italic=True)) if ratio.recalled else words(ratio.title)
    full_time, here = _staffing(context, ratio)
    gap: Inlines = HERE if here == HERE else (Missing("the gap"),)
    if full_time is not None:
        gap = words(_gap_words(staffing_gap(enrollment, ratio, full_time)))
    wanted = number_text(ceil(enrollment / ratio.students))
    return (title, words(f"{number_text(ratio.students)} students each"), here, words(wanted), gap)


def _staffing(context: Context, ratio: StaffingRatio) -> tuple[float | None, Inlines]:
    """Full-time positions, or None while unknown, and the words for them: as answered, else from the staff list."""
    question = context.pack.questions.get(ratio.question)
    answer = context.plan.answer(question) if question else UNKNOWN
    if isinstance(answer, Withheld) or context.withholds(Person, "fte"):
        return None, HERE
    if isinstance(answer, Known) and isinstance(answer.value, int | float):
        return answer.value, words(f"{number_text(answer.value)} full-time")
    staff = [one for one in context.present_people() if _holds_job(one, ratio)]
    if not staff:
        return None, (Missing(f"full-time positions: {ratio.title.lower()}"),)
    unknown = [label(one) for one in staff if one.fte is None]
    if unknown:
        return None, (Missing(f"the share of full time of {list_text(unknown)}"),)
    names = ", ".join(label(one) for one in staff)
    return _full_time(staff), words(f"{number_text(_full_time(staff))} full-time ({names})")


def _holds_job(person: Person, ratio: StaffingRatio) -> bool:
    title = (person.job_title or "").casefold()
    return any(word in title for word in ratio.job_words)


def _full_time(staff: Iterable[Person]) -> float:
    return sum(one.fte or 0.0 for one in staff)


def _gap_words(gap: float) -> str:
    return number_text(round(gap, 2)) if gap > 0 else "None"
