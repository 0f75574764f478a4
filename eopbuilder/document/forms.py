"""The forms that can be printed from a plan, by the name of their file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from eopbuilder.document import ics_forms, job_sheets
from eopbuilder.document.form_context import FormContext
from eopbuilder.document.nodes import Document

FORMS: Mapping[str, Callable[[FormContext], Document]] = MappingProxyType(
    {
        "ics-203": ics_forms.assignment_list,
        "ics-205a": ics_forms.communications_list,
        "ics-207": ics_forms.organization_chart,
        "job-action-sheets": job_sheets.job_sheets,
    }
)
