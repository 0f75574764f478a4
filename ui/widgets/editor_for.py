"""Picks the editor for a fact."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from eopbuilder.domain.facts import FieldSpec, Kind
from ui.widgets.choice_editors import ChoiceEditor, ChoicesEditor, ReferencesEditor, YesNoEditor
from ui.widgets.editors import DateEditor, Editor, LineEditor, NumberEditor, Options, TextEditor, TextsEditor


def make_editor(spec: FieldSpec, options: Options) -> Editor:
    """The editor for a fact. `options` gives what a reference may point at."""

    def choices() -> Sequence[tuple[str, str]]:
        return [(choice.id, choice.label) for choice in spec.choices]

    makers: dict[Kind, Callable[[], Editor]] = {
        Kind.TEXT: LineEditor,
        Kind.PHONE: LineEditor,
        Kind.EMAIL: LineEditor,
        Kind.LONG_TEXT: TextEditor,
        Kind.TEXTS: TextsEditor,
        Kind.NUMBER: lambda: NumberEditor(spec.unit),
        Kind.DECIMAL: lambda: NumberEditor(spec.unit),
        Kind.DATE: DateEditor,
        Kind.YES_NO: YesNoEditor,
        Kind.CHOICE: lambda: ChoiceEditor(choices),
        Kind.CHOICES: lambda: ChoicesEditor(choices),
        Kind.REFERENCE: lambda: ChoiceEditor(options, searchable=True),
        Kind.REFERENCES: lambda: ReferencesEditor(options),
    }
    return makers[spec.kind]()
