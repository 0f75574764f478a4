"""A rule: its stable code, how grave breaking it is, what to do about it, and which source asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from eopbuilder.domain.findings import Finding, Severity, Where


@dataclass(frozen=True)
class Rule:
    """One rule. `remedy` is the usual way to mend what breaks it; `source` a source key and its confidence letter."""

    code: str
    severity: Severity
    remedy: str
    source: str

    def finding(self, where: Where, message: str, *, remedy: str = "", severity: Severity | None = None) -> Finding:
        """A finding of this rule, with another remedy or severity where the case asks for it."""
        return Finding(self.code, severity or self.severity, where, message, remedy or self.remedy, self.source)
