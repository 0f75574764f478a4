"""The one way a fact is asked for: label, help, editor, its state in words, and what the checks say about it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from eopbuilder.domain.facts import MANY, Known, NotApplicable
from eopbuilder.domain.findings import Finding, sentence
from ui.dialogs import messages
from ui.icons import set_icon
from ui.theme import XS, M, S
from ui.widgets.bindings import Binding, reference_options
from ui.widgets.choice_editors import ChoiceEditor, ReferencesEditor, YesNoEditor
from ui.widgets.editor_for import make_editor
from ui.widgets.findings_list import LOOKS
from ui.widgets.undo_keys import leave_undo_to_window
from ui.workspace import Workspace

_TYPING_PAUSE = 400
"""Milliseconds without a key before what was typed is saved."""


class FormRow(QWidget):
    """One fact. What is typed is saved after a pause, and at once when the keyboard leaves the field."""

    shown = Signal()

    def __init__(self, workspace: Workspace, binding: Binding, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._binding = binding
        self._dirty = False
        self._saving = False
        spec = binding.spec
        self._editor = make_editor(spec, binding.options or reference_options(workspace, spec))
        self._editor.typed.connect(self._on_typed)
        self._editor.settled.connect(self._on_settled)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE)
        self._pause.timeout.connect(self._on_paused)
        self._refusal = _line(tone="error")
        self._notes = QVBoxLayout()
        self._notes.setSpacing(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, M)
        layout.setSpacing(XS)
        layout.addLayout(self._head(label))
        if spec.help:
            help_line = _line(kind="small")
            help_line.setText(spec.help)
            layout.addWidget(help_line)
        self._field = self._field_row()
        layout.addWidget(self._field)
        self._reason = self._reason_panel()
        layout.addWidget(self._reason)
        layout.addWidget(self._refusal)
        layout.addLayout(self._notes)
        self._name_controls()
        self.refresh()

    # --- what it is made of -----------------------------------------------------------------------------------------

    def _head(self, label: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(S)
        words = QLabel(label)
        words.setProperty("type", "field")
        words.setWordWrap(True)
        words.setBuddy(self._editor.focus_target())
        row.addWidget(words, 1)
        if self._binding.spec.required:
            wanted = QLabel("Required")
            wanted.setProperty("type", "small")
            row.addWidget(wanted, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _field_row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addWidget(self._editor, 1)
        more = QToolButton()
        more.setProperty("look", "icon")
        more.setAccessibleName(f"More for {self._binding.spec.label}")
        more.setToolTip("Does not apply, or clear")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        set_icon(more, "more", "muted")
        menu = QMenu(more)
        menu.addAction("Does not apply here…", self._on_not_applicable_wanted)
        self._clear = menu.addAction("Clear", self._on_clear_wanted)
        more.setMenu(menu)
        row.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _reason_panel(self) -> QFrame:
        panel = QFrame()
        panel.setObjectName("notApplicable")
        self._reason_words = QLabel()
        self._reason_words.setWordWrap(True)
        self._reason_words.setTextFormat(Qt.TextFormat.PlainText)
        self._again = QPushButton("Answer it after all")
        self._again.setProperty("look", "quiet")
        self._again.clicked.connect(self._on_clear_wanted)
        row = QHBoxLayout(panel)
        row.addWidget(self._reason_words, 1)
        row.addWidget(self._again)
        return panel

    def _name_controls(self) -> None:
        spec = self._binding.spec
        target = self._editor.focus_target()
        target.setAccessibleName(spec.label)
        target.setAccessibleDescription(spec.help)
        leave_undo_to_window(target)
        if isinstance(self._editor, YesNoEditor):
            self._editor.set_names(spec.label)
        self._again.setAccessibleName(f"Answer after all: {spec.label}")

    # --- showing ----------------------------------------------------------------------------------------------------

    @property
    def field(self) -> str:
        """The name of the field, or the question's id."""
        return self._binding.field

    @property
    def record_key(self) -> str:
        """The record it belongs to, as `table:id`."""
        return self._binding.record_key

    def refresh(self) -> None:
        """Shows the fact as the plan has it, unless the user is in the middle of typing something else."""
        fact = self._binding.fact()
        applies = not isinstance(fact, NotApplicable)
        self._field.setVisible(applies)
        self._reason.setVisible(not applies)
        if isinstance(fact, NotApplicable):
            self._reason_words.setText(f"Does not apply here: {fact.reason}")
        if isinstance(self._editor, ChoiceEditor | ReferencesEditor):
            self._editor.refresh()
        if not self._dirty:
            known = fact.value if isinstance(fact, Known) else () if self._binding.spec.kind in MANY else None
            self._editor.set_value(known)
            self._say_refused("")
        self._clear.setEnabled(isinstance(fact, Known))

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Shows what the checks say about this fact, below it."""
        while item := self._notes.takeAt(0):
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for finding in findings:
            self._notes.addWidget(finding_line(finding))

    def focus_field(self) -> None:
        """Puts the keyboard into the field."""
        target = self._editor.focus_target() if self._field.isVisibleTo(self) else self._again
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def refused(self) -> bool:
        """Whether the field holds something that was not taken."""
        return self._dirty and bool(self._refusal.text())

    @property
    def why_refused(self) -> str:
        """Why what the field holds was not taken; empty when it was."""
        return self._refusal.text() if self.refused else ""

    def drop(self) -> None:
        """Takes back what was typed and not taken."""
        self._pause.stop()
        self._dirty = False
        self.refresh()

    # --- changing ---------------------------------------------------------------------------------------------------

    def _on_typed(self) -> None:
        self._dirty = True
        self._pause.start()

    def flush(self) -> None:
        """Saves what was typed, if anything. What is refused stays in the field with the reason below it."""
        if self._dirty:
            self._on_settled()

    def _on_paused(self) -> None:
        """Saves while the user may be in the middle of a word: the field is left alone, and half a date is no error."""
        if not self._save():
            self._say_refused("")

    def _on_settled(self) -> None:
        """The user is done with the field: it shows the fact as the plan writes it, or why it was not taken."""
        if self._saving:
            return
        if self._dirty:
            self._say_refused(self._save())
        if not self._dirty:
            self.refresh()

    def _save(self) -> str:
        """Saves what was typed. Returns why it was refused, or an empty text; nothing when the record is gone."""
        self._pause.stop()
        if self._binding.fact() is None:
            self._dirty = False
            return ""
        value = self._editor.value()
        self._saving = True
        try:
            refused = self._workspace.attempt(lambda: self._binding.set(value, self))
        finally:
            self._saving = False
        self._dirty = bool(refused)
        self._clear.setEnabled(isinstance(self._binding.fact(), Known))
        return refused

    def _say_refused(self, why: str) -> None:
        self._refusal.setText(why)
        self._refusal.setVisible(bool(why))
        self._editor.set_invalid(bool(why))

    def _on_not_applicable_wanted(self) -> None:
        reason = messages.ask_reason(self, self._binding.spec.label)
        if reason:
            self._pause.stop()
            self._dirty = False
            self._workspace.attempt(lambda: self._binding.mark_not_applicable(reason, self))
            self.refresh()

    def _on_clear_wanted(self) -> None:
        self._pause.stop()
        self._dirty = False
        self._workspace.attempt(lambda: self._binding.clear(self))
        self.refresh()
        self.focus_field()


def finding_line(finding: Finding) -> QWidget:
    """A finding in one line: icon, word, what is wrong and what to do."""
    icon_name, color, word = LOOKS[finding.severity]
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(S)
    mark = QLabel()
    set_icon(mark, icon_name, color, 16)
    words = _line(kind="small")
    words.setText(f"{word}: {sentence(finding.message)} {sentence(finding.remedy)}")
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return holder


def _line(*, kind: str = "", tone: str = "") -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if kind:
        label.setProperty("type", kind)
    if tone:
        label.setProperty("tone", tone)
    return label


def with_mnemonics(labels: Iterable[str], taken: str = "") -> list[str]:
    """The labels with one letter each marked for Alt, different ones as long as letters last."""
    used = set(taken.casefold())
    marked = []
    for label in labels:
        text = label.replace("&", "&&")
        place = next(
            (
                n
                for n, letter in enumerate(text)
                if letter.isascii() and letter.isalpha() and letter.casefold() not in used
            ),
            None,
        )
        if place is None:
            marked.append(text)
        else:
            used.add(text[place].casefold())
            marked.append(f"{text[:place]}&{text[place:]}")
    return marked
