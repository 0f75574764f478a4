"""A rule: its stable code, how grave breaking it is, what to do about it, and which source asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.findings import Finding, Severity, Where
from eopbuilder.domain.records import Assignment, Marker, Person, Picture, Record, RoleSetting, Training

_EDITED_WITH: dict[str, str] = {
    Training.TABLE: Person.TABLE,
    Assignment.TABLE: "roles",
    RoleSetting.TABLE: "roles",
    Marker.TABLE: Picture.TABLE,
}
"""Records that have no editor of their own, and the editor they are entered in."""


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


def place_of(pack: Pack, record: Record, field: str) -> Where:
    """The page on which a record is entered, and the field there."""
    editor = _EDITED_WITH.get(record.TABLE, record.TABLE)
    return Where(pack.step_of_editor.get(editor, ""), f"{record.TABLE}:{record.id}", field)
