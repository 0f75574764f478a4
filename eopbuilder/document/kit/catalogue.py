"""Every document of the kit: its file, what it is for, and how it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from eopbuilder.document.form_context import FormContext
from eopbuilder.document.kit import call_tree, contact_sheet, flip_card, message_sheets, wallet_cards
from eopbuilder.document.nodes import Document


@dataclass(frozen=True)
class KitDocument:
    """A document of the kit. `name` is that of its file without ending, `use` one sentence on what it is for."""

    name: str
    use: str
    make: Callable[[FormContext], Document]


KIT = (
    KitDocument(
        "contact-sheet", "Who leads, partners, places and help lines, on one leaf.", contact_sheet.contact_sheet
    ),
    KitDocument("call-tree", "Who calls whom, and who is next when nobody answers.", call_tree.call_tree),
    KitDocument("flip-card", "A page for each protective action, to hang in every room.", flip_card.flip_card),
    KitDocument("wallet-cards", "Cards to carry, eight on a page with cut marks.", wallet_cards.wallet_cards),
    KitDocument(
        "message-sheets", "The words for each event, English and Spanish side by side.", message_sheets.message_sheets
    ),
)
"""In the order they are written."""
