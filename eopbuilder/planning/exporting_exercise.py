"""Writing a saved scenario as an exercise: one page to talk through, and the answers of the plan."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.paper import Paper
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Scenario
from eopbuilder.planning.exporting import ExportResult, Progress, check_ending, moment
from eopbuilder.planning.scenarios import case_of
from eopbuilder.rolegraph.whatif import what_if
from eopbuilder.working import untold


def export_exercise(
    plan: Plan,
    pack: Pack,
    as_of: date,
    scenario: Scenario,
    target: Path,
    *,
    paper: Paper = "letter",
    progress: Progress = untold,
) -> ExportResult:
    """Writes the exercise as Word, PDF or plain text, by the ending of `target`.

    Raises `UserFixable` when the scenario has no proper time, the ending is another, or the file cannot be written;
    `Cancelled` when `progress` does.
    """
    from eopbuilder.document.exercise import exercise
    from eopbuilder.document.form_context import FormContext
    from eopbuilder.planning.document_files import DOCUMENT_ENDINGS, write_document

    check_ending(DOCUMENT_ENDINGS, target, "an exercise")
    case = case_of(plan, pack, scenario)
    outcome = what_if(plan, pack, as_of, case)
    document = exercise(FormContext(plan, pack, as_of, case.level, moment(as_of)), scenario, outcome)
    return write_document(document, target, progress, paper=paper)
