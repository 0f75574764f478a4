"""Importing plan data from a JSON file, in one step that can be undone."""

from __future__ import annotations

import uuid
from pathlib import Path

from eopbuilder.exchange.plan_json import read_entries
from eopbuilder.planning.data_merge import DataReport, Rejection, merge_data
from eopbuilder.planning.session import Session

__all__ = ["DataReport", "Rejection", "import_data"]


def import_data(session: Session, *, path: Path, origin: object = None) -> DataReport:
    """Brings a whole or partial plan from `path` into the plan.

    Entries with a known id change that record, others are added; references are ids or names that mean exactly one
    record; what is absent stays untouched. Raises `UserFixable` when the file as a whole cannot be read.
    """
    merge = merge_data(session.plan, session.pack, read_entries(path), lambda: uuid.uuid4().hex)
    with session.operation("Import plan data", origin=origin) as writer:
        for image in merge.images:
            writer.add_image(image)
        for record in merge.records:
            writer.put(record)
    return merge.report
