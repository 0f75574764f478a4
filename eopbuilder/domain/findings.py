"""What a check has to say: a stable code, how grave it is, where it lies, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Errors stop approval (never saving or a draft); warnings ask for a look; notes are good to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Where:
    """The place of a finding. Each part is empty when it does not apply.

    `record` is `table:id` (or the id of a catalogue entry, such as a role); `field` a field name or question id.
    """

    step: str = ""
    record: str = ""
    field: str = ""
    section: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing to look at. `message` names the person, role or site; `remedy` says what to do; `source` cites why."""

    code: str
    severity: Severity
    where: Where
    message: str
    remedy: str
    source: str = ""


def summary(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings of each severity."""
    counts = {severity.value: 0 for severity in Severity}
    for finding in findings:
        counts[finding.severity.value] += 1
    return counts


def sentence(words: str) -> str:
    """The words with a full stop, unless they end in a mark of their own."""
    return words if words.endswith((".", "?", "!")) else f"{words}."
