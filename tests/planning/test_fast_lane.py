"""The fast lane: a staff list and about forty answers lead to a draft that stands on its own feet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from eopbuilder.domain.facts import Kind, Unknown
from eopbuilder.domain.findings import Severity
from eopbuilder.domain.records import RECORD_TYPES, field_spec
from eopbuilder.packs import load_pack
from eopbuilder.planning import library, operations, staff_import
from eopbuilder.planning.completeness import asked_fact, step_states
from eopbuilder.planning.review import review
from eopbuilder.planning.session import Session
from eopbuilder.planning.suggestions import suggest_assignments

AS_OF = date(2026, 11, 26)
PACK = load_pack("k12-federal")
LANE = PACK.step("start")
ASKED = [name for part in LANE.parts for name in part.asks]
TITLES = (
    "Principal", "Assistant Principal", "Assistant Principal", "Office Manager", "Attendance Clerk", "School Nurse",
    "School Counselor", "School Psychologist", "Head Custodian", "Custodian", "Cafeteria Manager", "Librarian",
    "PE Teacher", "Special Education Teacher", "Technology Specialist", "Secretary", "Registrar", "Social Worker",
    *("Classroom Teacher",) * 20,
)  # fmt: skip


HIGH_SCHOOL = (
    "Principal", *("Assistant Principal",) * 3, "Dean of Students", "Office Manager", "Registrar", "Bookkeeper",
    *("Attendance Clerk",) * 2, "School Nurse", "Health Aide", *("School Counselor",) * 4, "School Psychologist",
    "Social Worker", "Athletic Director", "Athletic Trainer", "Head Custodian", *("Custodian",) * 3,
    "Cafeteria Manager", "Librarian", "IT Specialist", *("Security Officer",) * 2, "Band Director",
    "Communications Coordinator", "Transportation Liaison", "504 Coordinator", *("Paraprofessional",) * 10,
    *(f"{subject} Teacher" for subject in ("English", "Math", "Science", "Social Studies", "World Languages",
                                           "PE/Health", "CTE", "Fine Arts", "Special Education", "ELD") for _ in "123"),
)  # fmt: skip


def staff_list(folder: Path, titles: tuple[str, ...] = TITLES) -> Path:
    rows = ["Last Name,First Name,Title,Cell Phone,Work Days"]
    rows += [f"Last{n},First{n},{title},(505) 555-01{n:02},M-F" for n, title in enumerate(titles)]
    file = folder / "staff.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def answer(session: Session, name: str) -> None:
    """Answers one thing the lane asks as a team would, with the first fitting value."""
    table, dot, field = name.partition(".")
    spec = field_spec(RECORD_TYPES[table], field) if dot else PACK.questions[name].spec
    people = [person.id for person in session.plan.people]
    values: dict[Kind, object] = {
        Kind.TEXT: "Main office", Kind.LONG_TEXT: "Two adults check.", Kind.TEXTS: ["English", "Spanish"],
        Kind.YES_NO: True, Kind.NUMBER: 412, Kind.DECIMAL: 2.0, Kind.DATE: "2027-06-01", Kind.PHONE: "(505) 555-0100",
    }  # fmt: skip
    value: object = values.get(spec.kind)
    if spec.choices:
        value = spec.choices[0].id
    elif spec.refers_to:
        there = list(PACK.catalogue(spec.refers_to)) if spec.refers_to.startswith("pack.") else people
        there = there if spec.refers_to != "agencies" else [one.id for one in session.plan.agencies]
        value = [there[0]] if spec.kind is Kind.REFERENCES else there[0]
    if dot:
        operations.set_fact(session, table=table, field=field, value=value)
    else:
        operations.answer_question(session, question=name, value=value)


def test_the_lane_is_short() -> None:
    assert 30 <= len(ASKED) <= 45
    for name in ASKED:
        assert "." in name or name in PACK.step_of_question, name


def test_a_staff_list_and_the_lane_lead_to_a_sound_draft(tmp_path: Path) -> None:
    with library.create_plan(tmp_path / "plan.eop") as session:
        empty = [one for one in review(session.plan, PACK, AS_OF) if one.severity is Severity.ERROR]
        report = staff_import.import_staff(session, preview=staff_import.preview(staff_list(tmp_path)), as_of=AS_OF)
        assert report.people == len(TITLES)
        operations.take_suggestions(session, suggestions=suggest_assignments(session.plan, PACK, AS_OF))
        for kind, name in (
            ("police", "Police"),
            ("fire", "Station 2"),
            ("ems", "County EMS"),
            ("district", "District"),
        ):
            operations.add_record(
                session, table="agencies", values={"name": name, "kind": kind, "phone": "505-555-0190"}
            )
        for reach, name in (("on-campus", "North field"), ("walking", "Chapel"), ("bus", "Middle school")):
            values = {"name": name, "reach": reach, "rank": "primary", "capacity": 900}
            operations.add_record(session, table="sites", values=values)
        for hazard in ("hz-fire", "hz-activeshooter", "hz-wind"):
            operations.carry_hazard(session, hazard=hazard, included=True)
        for name in ASKED:
            answer(session, name)
        plan = session.plan
        assert not [name for name in ASKED if isinstance(asked_fact(plan, PACK, name), Unknown)]
        findings = review(plan, PACK, AS_OF)
        assert step_states(plan, PACK, findings)["start"].state == "complete"
        assert plan.primary("role-ic") is not None
        assert len(plan.alternates("role-ic")) >= 2
        left = [one for one in findings if one.severity is Severity.ERROR]
        assert len(left) < len(empty)
        gone = {one.code for one in empty} - {one.code for one in left}
        assert gone >= {"V-ICS-02", "V-RU-01", "V-RU-07", "V-MH-01"}


def test_the_staff_of_a_high_school_fills_every_role_of_the_lower_levels(tmp_path: Path) -> None:
    with library.create_plan(tmp_path / "plan.eop") as session:
        listed = staff_import.preview(staff_list(tmp_path, HIGH_SCHOOL))
        staff_import.import_staff(session, preview=listed, as_of=AS_OF)
        operations.take_suggestions(session, suggestions=suggest_assignments(session.plan, PACK, AS_OF))
        early = [one for one in PACK.roles.values() if one.needs_primary and one.opens_at in {1, 2}]
        assert [one.id for one in early if session.plan.primary(one.id) is None] == []
