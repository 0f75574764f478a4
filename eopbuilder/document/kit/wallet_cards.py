"""Wallet cards: what to do and whom to call, 3.5 by 2 inches, eight on a page with cut marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eopbuilder.document.context import label, lines
from eopbuilder.document.form_context import FormContext, with_phone
from eopbuilder.document.kit.sheets import address, briefly, kit_document, school_fact
from eopbuilder.document.nodes import Box, Boxes, BoxRow, Document, Heading, Inlines, Missing, Paragraph, Part, Run
from eopbuilder.domain.catalogue import Role
from eopbuilder.domain.records import ProtectiveAction
from eopbuilder.rolegraph.describe import roles_in_chart_order
from eopbuilder.rolegraph.structure import command_role

TITLE = "Wallet cards"
ROLE_TITLE = "Cards for those who hold a role"
PER_PAGE = 8
_ACROSS = 2
_WIDTH, _HEIGHT = 252.0, 144.0
"""Points: 3.5 by 2 inches, the size of a business card, which fits wallets and badge holders."""


def wallet_cards(context: FormContext) -> Document:
    """A page of the same card, for every adult."""
    page = _page("Cards for every adult", "everyone", [_card_for_all(context)] * PER_PAGE)
    return kit_document(context, TITLE, (page,), look="wallet")


def role_cards(context: FormContext) -> Document:
    """A card for each open role that somebody holds, with the numbers of those above and behind."""
    roles = [role for role in roles_in_chart_order(context.structure) if context.holder(role.id)]
    sheets = _dealt([_role_card(context, role) for role in roles], PER_PAGE)
    pages = tuple(
        _page(f"{ROLE_TITLE}, sheet {number} of {len(sheets)}", f"roles-{number}", cards)
        for number, cards in enumerate(sheets, start=1)
    )
    lacking = Paragraph((Missing("who holds which role"),))
    return kit_document(
        context, ROLE_TITLE, pages or (Part((Heading(1, ROLE_TITLE, "roles"), lacking), one_page=True),), look="wallet"
    )


def _page(title: str, anchor: str, cards: Sequence[Box]) -> Part:
    spare = [Box("")] * (-len(cards) % _ACROSS)
    rows = tuple(BoxRow(tuple(row), _HEIGHT) for row in _dealt([*cards, *spare], _ACROSS))
    note = Paragraph((Run("Cut along the dashed lines. Each card is 3.5 by 2 inches."),), "source")
    sheet = Boxes(rows, cut=True, width=_ACROSS * _WIDTH)
    return Part((Heading(1, title, anchor), note, sheet), one_page=True, grow=1.3)


def _dealt(cards: Sequence[Box], each: int) -> list[Sequence[Box]]:
    """The cards in groups of at most `each`."""
    return [cards[start : start + each] for start in range(0, len(cards), each)]


def _card_for_all(context: FormContext) -> Box:
    top = command_role(context.pack) or ""
    actions = {one.action: one for one in context.plan.all(ProtectiveAction)}
    free = [kind.title for kind in context.pack.actions.values() if (one := actions.get(kind.id)) and one.anyone]
    told = [
        (Run("1. Danger to life? ", bold=True), Run(_may_order(free))),
        (Run("2. Call 911. ", bold=True), *address(context)),
        (Run("3. Tell the office: ", bold=True), *school_fact(context, "phone")),
        (Run("In charge: ", bold=True), *with_phone(context.who(top), context.phone(top), " ")),
        *_steps_up(context, top),
        (Run("We assemble at: ", bold=True), *briefly(context.answer("q-ev-1") or (Missing("where people assemble"),))),
    ]
    return Box(context.school, lines(told))


def _may_order(actions: Sequence[str]) -> str:
    return f"You may order {', '.join(actions)}. Say it aloud." if actions else "Warn everyone near you."


def _steps_up(context: FormContext, role: str) -> Iterator[Inlines]:
    for person in context.alternates(role)[:1]:
        yield (Run("Next in charge: ", bold=True), *with_phone((Run(label(person)),), context.phone_of(person), " "))


def _role_card(context: FormContext, role: Role) -> Box:
    holder = context.holder(role.id)
    above = context.structure.above.get(role.id)
    told: list[Inlines] = [(Run(label(holder) if holder else "", bold=True),)]
    if above:
        told.append(
            (
                Run("You report to: "),
                Run(f"{context.title(above)}, "),
                *with_phone(context.who(above), context.phone(above), " "),
            )
        )
    else:
        told.append((Run("You are in charge of the whole emergency."),))
    backing = context.alternates(role.id)
    told += [
        (Run("Steps up for you: "), *with_phone((Run(label(person)),), context.phone_of(person), " "))
        for person in backing[:2]
    ]
    if not backing and role.min_alternates:
        told.append((Run("Steps up for you: "), Missing(f"who steps up for the {role.title}", "Nobody named")))
    post = context.answer("q-ics-6a")
    if post:
        told.append((Run("Command post: "), *briefly(post)))
    mission = context.pack.missions.get(role.id)
    purpose = mission.text if mission else next(iter(role.duties), "")
    if purpose:
        told.append((Run("Mission: "), Run(purpose)))
    return Box(role.title, lines(told))
