"""Names suggested for the files and folders of an export, of letters every system takes."""

from __future__ import annotations

import re

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


def _plain_name(parts: tuple[str, ...]) -> str:
    plain = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", " ".join(part for part in parts if part))
    return " ".join(plain.split())[:100].strip(" .")
