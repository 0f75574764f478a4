"""Names suggested for the files and folders of an export, of letters every system takes."""

from __future__ import annotations

import re
import unicodedata

from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.plan import Plan

_NAMES = {Edition.RESPONDER: "Responder Packet", Edition.STAFF: "Staff Edition", Edition.PUBLIC: "Public Edition"}


def suggested_name(plan: Plan, ending: str, *, of_graph: bool, edition: Edition = Edition.FULL) -> str:
    """A file name from school, year and a lower edition, of letters every system takes."""
    what = "Role Graph" if of_graph else "EOP"
    parts = (plan.school.name or "School", what, _NAMES.get(edition, ""), plan.info.school_year or "")
    return f"{_plain_name(parts)}{ending}"


def forms_folder_name(plan: Plan, level: int, edition: Edition = Edition.FULL) -> str:
    """A folder name from school, level and a lower edition, so that no forms ever replace or lie among others."""
    return _plain_name((plan.school.name or "School", "Forms", f"Level {level}", _NAMES.get(edition, "")))


def kit_folder_name(plan: Plan, edition: Edition = Edition.FULL) -> str:
    """A folder name from the school and a lower edition, for its kit."""
    return _plain_name((plan.school.name or "School", "Kit", _NAMES.get(edition, "")))


_LONGEST = 120
"""Bytes of a school's name in the name of a file, of which systems take 255 in all."""
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\s*(\.|$)", re.IGNORECASE)


def _plain_name(parts: tuple[str, ...]) -> str:
    """The parts in a row; only the first, the school's name, is shortened, so that the others tell files apart."""
    school, *others = (_plain(part) for part in parts)
    school = school.encode()[:_LONGEST].decode(errors="ignore")
    if not school or _RESERVED.match(school):
        school = f"School {school}"
    return " ".join(filter(None, (school.strip(), *others))).strip(" .")


def _plain(text: str) -> str:
    """The text without what a system forbids in a name, and without characters nobody sees."""
    seen = "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in text)
    return " ".join(re.sub(r'[\\/:*?"<>|]+', " ", seen).split()).strip(" .")
