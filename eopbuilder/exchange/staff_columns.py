"""Guesses which column of a staff list holds what, by its heading and, failing that, by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eopbuilder.exchange.spreadsheet import Grid, Row

STAFF_FIELDS: dict[str, str] = {
    "family_name": "Last name",
    "given_name": "First name",
    "full_name": "Full name",
    "job_title": "Job title",
    "department": "Department or grade",
    "building": "Building",
    "room": "Room",
    "work_phone": "Work phone",
    "mobile_phone": "Mobile phone",
    "home_phone": "Home phone",
    "email": "E-mail",
    "work_days": "Days on site",
    "fte": "Share of full time",
    "languages": "Languages",
    "trainings": "Training and certificates",
    "employee_id": "Employee number",
    "start_date": "Started on",
    "end_date": "Left on",
    "status": "Status (active or left)",
}
"""What a column of a staff list can hold: field to the words shown for it."""

_HEADINGS: dict[str, str] = {
    "family_name": """
        lastname last surname familyname lname namelast stafflastname employeelastname legallastname
        apellido apellidos
    """,
    "given_name": """
        firstname first givenname fname namefirst forename stafffirstname employeefirstname
        legalfirstname preferredname preferredfirstname nombre
    """,
    "full_name": """
        name fullname employeename staffname staffmember displayname teachername employee staff
        namelastfirst lastfirst lastnamefirstname personname teacher
    """,
    "job_title": """
        title jobtitle position positiontitle role job jobdescription positiondescription jobclass
        assignment jobname classification positionname staffrole jobcode puesto cargo
    """,
    "department": """
        department dept gradehomeroom grade gradelevel homeroom team subject dep unit gradedepartment
        gradeorsubject
    """,
    "building": """
        building bldg site campus
    """,
    "room": """
        room bldgroom roomnumber roomno rm location office buildingroom classroom roomnum
    """,
    "work_phone": """
        workphone phonework officephone phone telephone phonenumber businessphone workphonenumber
        schoolphone officenumber ext extension phoneoffice tel telefono worktelephone
    """,
    "mobile_phone": """
        cellphone mobile mobilephone cell phonemobile cellular phonecell cellphonenumber mobilenumber
        mobilephonenumber personalphone personalcell celular
    """,
    "home_phone": """
        homephone phonehome homephonenumber hometelephone
    """,
    "email": """
        email emailaddr emailaddress mail workemail schoolemail emailwork primaryemail emailid correo
    """,
    "work_days": """
        workdays days schedule hours workschedule dayshours daysonsite shift workhours daysworked
        workdayshours calendar
    """,
    "fte": """
        fte percentfte ftepercent contractfte fulltimeequivalent
    """,
    "languages": """
        languages language otherlanguages languagesspoken languagespoken idiomas spokenlanguages
    """,
    "trainings": """
        certifications certification trainings training courses certificates licenses credentials
        qualifications icstraining femacourses completedtraining certs
    """,
    "employee_id": """
        employeeid employeenumber employeeno staffid id empid empno badgenumber personid employeenum
        staffnumber badge idnumber teacherid
    """,
    "start_date": """
        hiredate startdate hired dateofhire datehired start hire employmentdate begindate
    """,
    "end_date": """
        exitdate enddate termdate terminationdate separationdate lastday leavedate dateleft exit
        resigned lastdayworked separation termination
    """,
    "status": """
        status employmentstatus employeestatus active empstatus activestatus activeinactive staffstatus
        activeyn
    """,
}
"""Headings seen in exports, in lower-case letters only."""
_BY_HEADING = {heading: field for field, headings in _HEADINGS.items() for heading in headings.split()}
_FEWEST_RECOGNISED = 2
_SEARCHED_ROWS = 25


@dataclass(frozen=True)
class StaffTable:
    """A staff list as read, before anything is made of it.

    `columns` are the headings; `first_row` is the index of the first row below them; `mapping` gives, for each column
    index we understand, the field of `STAFF_FIELDS` it holds.
    """

    grid: Grid
    columns: tuple[str, ...]
    first_row: int
    mapping: Mapping[int, str]


def find_table(grids: Sequence[Grid]) -> StaffTable:
    """The sheet and heading row that look most like a staff list, with a guess for each column."""
    candidates = [
        (_recognised(row), -index, grid) for grid in grids for index, row in enumerate(grid.rows[:_SEARCHED_ROWS])
    ]
    score, negative_index, grid = max(candidates, key=lambda one: one[:2])
    if score < _FEWEST_RECOGNISED and not (score and _has_name(grid.rows[-negative_index])):
        return _headless(max(grids, key=lambda one: len(one.rows)))
    header = -negative_index
    columns = grid.rows[header]
    return StaffTable(grid, columns, header + 1, _guess_rest(grid, header + 1, _map_headings(columns)))


def field_of_heading(heading: str) -> str | None:
    """The field a heading names, or None."""
    plain = re.sub(r"[^a-z]", "", heading.casefold())
    return _BY_HEADING.get(plain)


def _recognised(row: Row) -> int:
    return len({field for cell in row if (field := field_of_heading(cell))})


def _has_name(row: Row) -> bool:
    return any(field_of_heading(cell) in {"family_name", "given_name", "full_name"} for cell in row)


def _map_headings(columns: Row) -> dict[int, str]:
    mapping: dict[int, str] = {}
    for index, heading in enumerate(columns):
        field = field_of_heading(heading)
        if field and field not in mapping.values():
            mapping[index] = field
    if {"family_name", "given_name"} <= set(mapping.values()):
        mapping = {index: field for index, field in mapping.items() if field != "full_name"}
    return mapping


def _headless(grid: Grid) -> StaffTable:
    """A list without headings: columns are named by letter and guessed by content."""
    width = max((len(row) for row in grid.rows), default=0)
    columns = tuple(f"Column {_letter(index)}" for index in range(width))
    return StaffTable(grid, columns, 0, _guess_rest(grid, 0, {}))


def _letter(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


_PHONE = re.compile(r"^\+?[\d\s().-]{10,20}(\s*(x|ext\.?)\s*\d+)?$", re.IGNORECASE)
_CONTENT: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")),
    ("mobile_phone", _PHONE),
    ("work_phone", _PHONE),
    ("full_name", re.compile(r"^[^\d,@]{2,40},\s*[^\d,@]{2,40}$")),
)
_MOSTLY = 0.7


def _guess_rest(grid: Grid, first_row: int, mapping: dict[int, str]) -> dict[int, str]:
    """Adds guesses by content for what no heading named: an e-mail, a phone, a name written “Last, First”."""
    rows = [row for row in grid.rows[first_row : first_row + 200] if any(row)]
    named = bool({"family_name", "given_name", "full_name"} & set(mapping.values()))
    phones = bool({"work_phone", "mobile_phone", "home_phone"} & set(mapping.values()))
    width = max((len(row) for row in rows), default=0)
    for field, pattern in _CONTENT:
        if field in mapping.values() or (field == "full_name" and named) or (field.endswith("phone") and phones):
            continue
        for index in range(width):
            cells = [row[index] for row in rows if index < len(row) and row[index]]
            if (
                index not in mapping
                and cells
                and sum(bool(pattern.match(cell)) for cell in cells) >= _MOSTLY * len(cells)
            ):
                mapping[index] = field
                break
    return mapping
