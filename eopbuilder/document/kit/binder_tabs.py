"""Binder tabs: a divider for each part of the plan with what is behind it, and labels to cut out."""

from __future__ import annotations

from eopbuilder.document.context import words
from eopbuilder.document.facts_text import one_line
from eopbuilder.document.form_context import FormContext
from eopbuilder.document.kit.sheets import kit_document
from eopbuilder.document.nodes import Block, Box, Boxes, BoxRow, Document, Heading, ListItems, Paragraph, Part, Run
from eopbuilder.document.printed import printed_sections
from eopbuilder.domain.catalogue import Section
from eopbuilder.domain.facts import clean_text

TITLE = "Binder tabs"
_ACROSS = 3
_LABEL, _SPINE = 54.0, 96.0
"""Points that labels for tabs, and for the back of the binder, are high."""
_TWO_TIMES = 2
_KIT = (
    ("Contacts and calls", ("Contact sheet", "Call tree", "Communications list (ICS 205A)")),
    ("Cards", ("Classroom flip card", "Wallet cards", "Cards for those who hold a role")),
    ("Messages", ("Message sheets, one for each event",)),
    (
        "Reunification",
        (
            "Site sheets",
            "Signs for zones and ways",
            "Reunification cards in English and Spanish",
            "Staff sheets",
            "Traffic pages",
            "Maps with markers",
            "Bus set and bus signs",
        ),
    ),
    ("ICS forms", ("Job action sheets", "ICS 201 to ICS 215A")),
    ("Records", ("Drill records", "Blank worksheets")),
)
"""Dividers for the kit itself: the tab and what goes behind it."""


def binder_tabs(context: FormContext) -> Document:
    """Labels first, then dividers for the parts of the plan and for the kit."""
    parts = [(part.id, part.title, _sections(context, part.id)) for part in context.pack.parts]
    dividers = [
        _divider(f"tab-{key}", title, [_name(one) for one in sections]) for key, title, sections in parts if sections
    ]
    dividers += [_divider(f"tab-kit-{number}", title, list(told)) for number, (title, told) in enumerate(_KIT)]
    titles = [*(title for _, title, sections in parts if sections), *(title for title, _ in _KIT)]
    return kit_document(context, TITLE, (_labels(context, titles), *dividers))


def _sections(context: FormContext, part: str) -> list[Section]:
    return [one for one in printed_sections(context.plan, context.pack) if one.part == part]


def _name(section: Section) -> str:
    return f"{section.number} {section.title}".strip()


def _labels(context: FormContext, titles: list[str]) -> Part:
    cells = [Box(title) for title in titles for _ in range(_TWO_TIMES)]
    cells += [Box("")] * (-len(cells) % _ACROSS)
    rows = tuple(BoxRow(tuple(cells[place : place + _ACROSS]), _LABEL) for place in range(0, len(cells), _ACROSS))
    info = context.plan.info
    year = f", {one_line(clean_text(info.school_year))}" if info.school_year else ""
    plan = one_line(clean_text(info.title or "")) or "Emergency Operations Plan"
    spine = BoxRow((Box(context.school, words(f"{plan}{year}")),), _SPINE)
    blocks: tuple[Block, ...] = (
        Heading(1, "Labels", "labels"),
        Paragraph(
            (Run("Cut along the dashed lines; each label is there twice, for the front and back of a tab."),), "source"
        ),
        Boxes(rows, cut=True),
        Boxes((spine,), cut=True),
    )
    return Part(blocks, one_page=True, grow=1.8)


def _divider(anchor: str, title: str, behind: list[str]) -> Part:
    blocks: tuple[Block, ...] = (Heading(1, title, anchor), ListItems(tuple(words(one) for one in behind)))
    return Part(blocks, one_page=True, grow=2.6)
