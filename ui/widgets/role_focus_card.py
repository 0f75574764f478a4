"""The focus card: all about the chosen role as text to read, select and copy."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTextBrowser, QWidget

from eopbuilder.rolegraph.focus import CardSection, FocusCard
from ui.theme import S, theme

_NOBODY = "<p>Choose a role in the drawing to read who holds it, what they do and whom they depend on.</p>"
_WIDTH, _HEIGHT = 250, 150


class RoleFocusCard(QTextBrowser):
    """Shows one card under headings, which screen readers can walk through."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(S)
        self._card: FocusCard | None = None
        self.show_card(None)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(_WIDTH), theme().px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(_WIDTH) // 2, theme().px(_HEIGHT) // 2)

    def show_card(self, card: FocusCard | None) -> None:
        """Shows a card, or what to do to see one; where one reads stays when only its words change."""
        if card == self._card and card is not None:
            return
        same = card is not None and self._card is not None and card.node == self._card.node
        place = self.verticalScrollBar().value() if same else 0
        self._card = card
        self.setAccessibleName(f"About {card.title}" if card else "About the chosen role")
        self.setHtml(card_html(card) if card else _NOBODY)
        self.verticalScrollBar().setValue(place)


def card_html(card: FocusCard) -> str:
    """A card with a heading for the role and one for each section, lists as lists."""
    head = f'<h2 style="margin:0; font-size:large">{escape(card.title)}</h2>'
    return f'{head}<p style="margin:0 0 6px 0">{escape(card.subtitle)}</p>' + "".join(map(_section, card.sections))


def _section(section: CardSection) -> str:
    heading = f'<h3 style="margin:10px 0 2px 0; font-size:medium">{escape(section.heading)}</h3>'
    if len(section.lines) == 1 and not section.ordered:
        return f'{heading}<p style="margin:0">{escape(section.lines[0])}</p>'
    kind = "ol" if section.ordered else "ul"
    entries = "".join(f"<li>{escape(line)}</li>" for line in section.lines)
    return f'{heading}<{kind} style="margin:0 0 0 18px; -qt-list-indent:0">{entries}</{kind}>'
