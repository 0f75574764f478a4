"""The one style sheet of the program. Sizes are in pixels at 100 % text and grow with the text."""

from __future__ import annotations

from string import Template

from eopbuilder import assets
from ui.colors import Colors, tokens

TYPE = {"small": 13, "body": 15, "strong": 15, "section": 18, "title": 26, "display": 34}
"""The type scale in pixels."""

_SHEET = Template(
    """
QWidget { color: $ink; }
QMainWindow, QDialog, #page, #pageBody, #welcome { background: $canvas; }
QScrollArea, #scrolled { background: transparent; border: none; }
QToolTip { color: $ink; background: $surface; border: 1px solid $edge; padding: 6px 8px; }

QLabel[type="small"] { font-size: ${small}px; color: $muted; }
QLabel[type="muted"] { color: $muted; }
QLabel[type="strong"] { font-weight: 600; }
QLabel[type="section"] { font-size: ${section}px; font-weight: 600; }
QLabel[type="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[type="display"] { font-size: ${display}px; font-weight: 600; }
QLabel[type="field"] { font-weight: 600; }
QLabel[tone="error"] { color: $error; }
QLabel[tone="warning"] { color: $warning; }
QLabel[tone="good"] { color: $good; }

QMenuBar { background: $rail; padding: 2px 8px; }
QMenuBar::item { padding: 5px 10px; border-radius: 5px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $surface; border: 1px solid $rule; padding: 6px; }
QMenu::item { padding: 7px 28px 7px 12px; border-radius: 5px; }
QMenu::item:selected { background: $accent_soft; color: $ink; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $rule; margin: 6px 4px; }
QStatusBar { background: $rail; border-top: 1px solid $rule; }
QStatusBar::item { border: none; }

QLineEdit, QPlainTextEdit, QComboBox, QListView, QTableView, QTreeView, QTextBrowser {
  background: $surface; border: 1px solid $edge; border-radius: 6px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QPlainTextEdit { padding: ${pad}px 9px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QTextBrowser:focus { border: 2px solid $focus; }
QLineEdit:focus, QPlainTextEdit:focus { padding: ${pad_focus}px 8px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: $muted; background: $canvas; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"] { border-color: $error; }
QComboBox { padding: ${pad}px 9px; }
QComboBox:focus { padding: ${pad_focus}px 8px; }
QComboBox QLineEdit, QComboBox QLineEdit:focus { border: none; background: transparent; padding: 0; }
QComboBox::drop-down { subcontrol-position: center right; width: ${arrow_box}px; border: none; }
QComboBox::down-arrow { image: url("$icons/arrow-down.svg"); width: ${arrow}px; height: ${arrow}px; }
QComboBox QAbstractItemView, QListView[popup="true"] {
  background: $surface; border: 1px solid $edge; border-radius: 0; padding: 4px; outline: none;
  selection-background-color: $accent_soft; selection-color: $ink;
}
QComboBox QAbstractItemView::item, QListView[popup="true"]::item { min-height: ${row}px; padding: 2px 8px; }

QPushButton, QToolButton {
  background: $surface; border: 1px solid $edge; border-radius: 6px; padding: ${pad}px 14px;
}
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $accent_soft; }
QPushButton:focus, QToolButton:focus { border: 2px solid $focus; padding: ${pad_focus}px 13px; }
QPushButton:disabled, QToolButton:disabled { color: $muted; background: $canvas; border-color: $rule; }
QPushButton[look="primary"] { background: $accent; border-color: $accent; color: $on_accent; font-weight: 600; }
QPushButton[look="primary"]:hover { background: $accent_strong; }
QPushButton[look="primary"]:focus { border: 2px solid $ink; }
QPushButton[look="primary"]:disabled { background: $hover; border-color: $rule; color: $muted; }
QPushButton[look="quiet"], QToolButton[look="quiet"] {
  background: transparent; border-color: transparent; padding: ${pad}px 8px;
}
QPushButton[look="quiet"]:hover, QToolButton[look="quiet"]:hover { background: $hover; }
QPushButton[look="quiet"]:focus, QToolButton[look="quiet"]:focus {
  border: 2px solid $focus; padding: ${pad_focus}px 7px;
}
QToolButton[look="icon"] { background: transparent; border: 2px solid transparent; padding: 3px; }
QToolButton[look="icon"]:hover { background: $hover; }
QToolButton[look="icon"]:focus { border-color: $focus; padding: 3px; }
QToolButton[look="icon"]:checked { background: $accent_soft; }
QToolButton::menu-indicator { image: none; width: 0; }
QPushButton[look="link"] {
  background: transparent; border: 2px solid transparent; padding: 2px 4px; color: $accent; text-align: left;
}
QPushButton[look="link"]:hover { color: $accent_strong; text-decoration: underline; }
QPushButton[look="link"]:focus { border-color: $focus; padding: 2px 4px; }
QPushButton[look="pill"] {
  background: transparent; border: 1px solid transparent; border-radius: ${pill}px; padding: ${pad_focus}px 14px;
  color: $muted;
}
QPushButton[look="pill"]:hover { background: $hover; color: $ink; }
QPushButton[look="pill"]:checked { background: $accent_soft; color: $accent_strong; }
QPushButton[look="pill"]:focus { border: 2px solid $focus; padding: ${pad_pill}px 13px; }
QPushButton[look="big"] { text-align: left; padding: 14px 18px; border-color: $rule; border-radius: 8px; }
QPushButton[look="big"]:hover { border-color: $edge; background: $surface; }
QPushButton[look="big"]:focus { border: 2px solid $focus; padding: 13px 17px; }
QPushButton[look="chip"] {
  background: $accent_soft; border: 1px solid transparent; border-radius: ${pill}px; padding: 3px 10px;
}
QPushButton[look="chip"]:hover { border-color: $edge; }
QPushButton[look="chip"]:focus { border: 2px solid $focus; padding: 2px 9px; }

QCheckBox, QRadioButton { spacing: 8px; padding: 3px 6px 3px 4px; border: 2px solid transparent; border-radius: 6px; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox:disabled, QRadioButton:disabled { color: $muted; }
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator, QTableView::indicator {
  width: ${tick}px; height: ${tick}px; border: 2px solid $edge; background: $surface;
}
QCheckBox::indicator, QListView::indicator, QTableView::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: ${tick_round}px; }
QCheckBox::indicator:checked, QRadioButton::indicator:checked,
QListView::indicator:checked, QTableView::indicator:checked { background: $accent; border-color: $accent; }
QCheckBox::indicator:checked, QListView::indicator:checked, QTableView::indicator:checked {
  image: url("$icons/$tick_image.svg");
}
QRadioButton::indicator:checked { image: url("$icons/$dot_image.svg"); }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }

QTableView, QListView, QTreeView { outline: none; gridline-color: transparent; }
QTableView { alternate-background-color: $canvas; }
QTableView::item { padding: 0 8px; border: none; }
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected { background: $accent_soft; color: $ink; }
QTableView:focus, QListView:focus, QTreeView:focus { border: 2px solid $focus; }
QHeaderView { background: $surface; }
QHeaderView::section {
  background: $surface; color: $muted; border: none; border-bottom: 1px solid $rule; padding: 6px 8px; font-weight: 600;
}
#partList { background: transparent; border: 2px solid transparent; border-radius: 6px; padding: 2px; }
#partList:focus { border-color: $focus; }
#partList::item { padding: ${item_pad}px 4px; border-radius: 6px; }
#partList::item:selected { background: $accent_soft; color: $accent_strong; }
#rail { background: $rail; border: none; border-right: 1px solid $rule; border-radius: 0; }
#railList { background: transparent; border: 2px solid transparent; border-radius: 0; }
#railList:focus { border-color: $focus; border-radius: 6px; }
#footer { background: $canvas; border-top: 1px solid $rule; }
#notice[tone="note"] { background: $accent_soft; border-radius: 8px; }
#notice[tone="warning"] { background: $warning_soft; border-radius: 8px; }
#notice[tone="error"] { background: $error_soft; border-radius: 8px; }
#notice[tone="good"] { background: $good_soft; border-radius: 8px; }
#notApplicable { background: $hover; border-radius: 6px; }
#logo { background: $surface; color: $muted; border: 1px solid $edge; border-radius: 6px; }
#rule { background: $rule; border: none; max-height: 1px; min-height: 1px; }

QProgressBar { background: $hover; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QSplitter::handle { background: $rule; }
QScrollBar:vertical { background: transparent; width: 14px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 14px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 4px; border: 3px solid transparent; background-clip: padding; }
QScrollBar::handle:vertical { min-height: 36px; margin: 2px 3px; border: none; }
QScrollBar::handle:horizontal { min-width: 36px; margin: 3px 2px; border: none; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
  background: none; border: none; width: 0; height: 0;
}
QTabBar::tab { background: transparent; padding: 8px 14px; border: 2px solid transparent; color: $muted; }
QTabBar::tab:selected { color: $accent_strong; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:focus { border: 2px solid $focus; border-radius: 6px; }
QTabWidget::pane { border: none; }
QCalendarWidget QWidget { alternate-background-color: $canvas; }
QCalendarWidget QToolButton { border: none; padding: 4px 8px; }
QCalendarWidget QAbstractItemView { border: none; border-radius: 0; }
"""
)


def stylesheet(colors: Colors, scale: float, *, dark: bool) -> str:
    """The style sheet for these colours with text at `scale` (1.0 is 100 %)."""

    def px(size: float) -> int:
        return round(size * scale)

    pad = px(6)
    sizes = {name: px(size) for name, size in TYPE.items()}
    return _SHEET.substitute(
        tokens(colors),
        **sizes,
        pad=pad,
        item_pad=px(4),
        pad_focus=pad - 1,
        pad_pill=pad - 2,
        pill=px(15),
        row=px(28),
        arrow=px(14),
        arrow_box=px(28),
        tick=px(14),
        tick_round=px(14) // 2 + 2,
        icons=assets.path("resources/icons").as_posix(),
        tick_image="tick-dark" if dark else "tick-light",
        dot_image="dot-dark" if dark else "dot-light",
    )
