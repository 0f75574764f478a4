"""Menus and their actions, by name."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from ui.icons import icon


@dataclass(frozen=True)
class _Entry:
    """One action; an empty name is a dividing line."""

    name: str = ""
    words: str = ""
    keys: str = ""
    icon: str = ""
    needs_plan: bool = False


_MENUS: dict[str, tuple[_Entry, ...]] = {
    "&File": (
        _Entry("new", "&New plan…", "Ctrl+N", "new-file"),
        _Entry("open", "&Open…", "Ctrl+O", "open-folder"),
        _Entry("recent"),
        _Entry("sample", "Explore the &sample school…", "", "school"),
        _Entry("finished", "See a finished &plan…", "", "signature"),
        _Entry(),
        _Entry("copy", "Save a &copy…", "Ctrl+Shift+S", "save-copy", needs_plan=True),
        _Entry("restore", "Restore a &backup…", "", "history", needs_plan=True),
        _Entry("export", "&Export…", "Ctrl+E", "export", needs_plan=True),
        _Entry(),
        _Entry("close", "C&lose plan", "Ctrl+W", "close", needs_plan=True),
        _Entry("quit", "&Quit", "Ctrl+Q"),
    ),
    "&Edit": (
        _Entry("undo", "&Undo", "Ctrl+Z", "undo", needs_plan=True),
        _Entry("redo", "&Redo", "Ctrl+Shift+Z Ctrl+Y", "redo", needs_plan=True),
    ),
    "&View": (
        _Entry("larger", "&Larger text", "Ctrl+Shift++", "plus"),
        _Entry("smaller", "&Smaller text", "Ctrl+Shift+-", "minus"),
        _Entry("usual", "&Usual text size", "Ctrl+Shift+0"),
        _Entry(),
        _Entry("light", "L&ight", "", "sun"),
        _Entry("dark", "&Dark", "", "moon"),
        _Entry("system", "As the &computer"),
    ),
    "&Help": (
        _Entry("shortcuts", "&Keyboard shortcuts", "F1", "help"),
        _Entry("about", "&About eopbuilder", "", "note"),
    ),
}


class Actions:
    """The menus of a window. `actions["undo"]` is the action of that name; `recent` the menu of recent plans."""

    def __init__(self, window: QMainWindow) -> None:
        self._actions: dict[str, QAction] = {}
        self._need_plan: list[QAction] = []
        self.recent = QMenu("&Recent plans", window)
        for title, entries in _MENUS.items():
            menu = window.menuBar().addMenu(title)
            for entry in entries:
                self._add(window, menu, entry)

    def _add(self, window: QMainWindow, menu: QMenu, entry: _Entry) -> None:
        if not entry.name:
            menu.addSeparator()
            return
        if entry.name == "recent":
            menu.addMenu(self.recent)
            return
        action = QAction(entry.words, window)
        if entry.icon:
            action.setIcon(icon(entry.icon))
        if entry.keys:
            action.setShortcuts([QKeySequence(keys) for keys in entry.keys.split()])
        menu.addAction(action)
        self._actions[entry.name] = action
        if entry.needs_plan:
            self._need_plan.append(action)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def set_plan_open(self, is_open: bool) -> None:
        """Enables what needs an open plan."""
        for action in self._need_plan:
            action.setEnabled(is_open)
        if not is_open:
            self.set_undo(None, None)

    def set_undo(self, undo: str | None, redo: str | None) -> None:
        """Names what undo and redo would do; None when there is nothing."""
        for name, word, label in (("undo", "&Undo", undo), ("redo", "&Redo", redo)):
            action = self._actions[name]
            action.setText(f"{word}: {label.replace('&', '&&')}" if label else word)
            action.setEnabled(label is not None)
