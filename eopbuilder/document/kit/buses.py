"""The bus set: a loading plan with what the plan knows about buses, a blank manifest, and a sign for each bus."""

from __future__ import annotations

from math import ceil

from eopbuilder.document.context import words
from eopbuilder.document.facts_text import number_text
from eopbuilder.document.form_context import FormContext
from eopbuilder.document.kit.sheets import SPANISH, briefly, holder_and_phone, kit_document
from eopbuilder.document.nodes import (
    Block,
    Box,
    Boxes,
    BoxRow,
    Column,
    Document,
    Heading,
    Inlines,
    ListItems,
    Missing,
    Paragraph,
    Part,
    Run,
    Table,
)
from eopbuilder.domain.facts import Known

_BUSES, _SEATS, _WHEELCHAIRS = "q-ru-5a", "q-ru-5c", "q-ru-5b"
_LEADER = "role-log-transport"
_FACTS = (
    ("Who calls", "q-ru-5e", "who calls for the buses"),
    ("Number to call", "q-ru-5f", "which number is called"),
    ("Here in", "q-ru-5g", "how soon the first buses are here"),
    ("Buses", _BUSES, "how many buses come"),
    ("Seats together", _SEATS, "how many seats they have"),
    ("Wheelchair places", _WHEELCHAIRS, "how many wheelchair places they have"),
    ("Drivers by day", "q-ru-5d", "how many drivers come"),
)
_MOST, _USUAL = 12, 6
"""Buses on a loading plan, and as many as it has while the plan does not say."""
_RIDERS = 16


def bus_set(context: FormContext) -> Document:
    """A loading plan and a blank manifest to copy, one for each bus or walking group."""
    return kit_document(context, "Bus set", (_loading(context), _manifest()))


def bus_signs(context: FormContext) -> Document:
    """A landscape page for the window of each bus."""
    return kit_document(
        context,
        "Bus signs",
        tuple(_sign(context, one) for one in range(1, _count(context) + 1)),
        look="sign",
        public=True,
    )


def _number(context: FormContext, question: str) -> int | None:
    asked = context.pack.questions.get(question)
    found = context.plan.answer(asked) if asked else None
    return found.value if isinstance(found, Known) and isinstance(found.value, int) else None


def _count(context: FormContext) -> int:
    return max(1, min(_number(context, _BUSES) or _USUAL, _MOST))


def _loading(context: FormContext) -> Part:
    leads = holder_and_phone(context, _LEADER) if _LEADER in context.pack.roles else ()
    pairs: list[tuple[str, Inlines]] = [
        ("Leads loading", leads or (Missing("who leads the loading", "Not decided yet"),))
    ]
    pairs += [(name, briefly(context.answer(asked) or (Missing(lacking),))) for name, asked, lacking in _FACTS]
    pairs.append(("Trips", _trips(context)))
    half = (len(pairs) + 1) // 2
    columns = (
        Column("Bus", 0.5),
        Column("Driver", 1.1),
        Column("Classes or groups", 1.5),
        Column("Staff on board", 1.2),
        Column("Counted out", 0.7),
        Column("Left at", 0.7),
        Column("Arrived at", 0.7),
        Column("Counted in", 0.7),
    )
    rows = tuple((words(f"Bus {number}"), *((),) * 7) for number in range(1, _count(context) + 1))
    blocks: tuple[Block, ...] = (
        Heading(1, "Loading plan", "loading"),
        ListItems(
            (
                words("Everyone rides with their class. The class list rides along; it is the receipt at the site."),
                words("Whoever needs a wheelchair place gets the first bus that has one, with staff and friends."),
                words("Count at the door of the bus and again at the site. The numbers match, or nobody leaves."),
            )
        ),
        Boxes(
            (
                BoxRow(tuple(Box(name, value) for name, value in pairs[:half]), 32),
                BoxRow(tuple(Box(name, value) for name, value in pairs[half:]), 32),
            )
        ),
        Table("", "buses", columns, rows, "One row for each bus; the cells are filled in on the day.", by_hand=True),
    )
    return Part(blocks, landscape=True, one_page=True, grow=1.2)


def _trips(context: FormContext) -> Inlines:
    """How often the buses go to carry everybody once, if every seat is taken."""
    school, seats = context.plan.school, _number(context, _SEATS)
    if not seats or not school.enrollment:
        return (Missing("the seats of the buses and how many students there are", "Needs seats and enrollment"),)
    people = school.enrollment + (school.staff_count or 0)
    return words(f"{number_text(ceil(people / seats))} for {number_text(people, 'people')}")


def _manifest() -> Part:
    boxes = Boxes(
        (
            BoxRow((Box("Bus or walking group"), Box("Driver or leader", (), 1.6), Box("From"), Box("To")), 36),
            BoxRow((Box("Staff on board", (), 2.6), Box("Classes or groups", (), 2)), 36),
            BoxRow(
                (
                    Box("Counted out"),
                    Box("Left at"),
                    Box("Arrived at"),
                    Box("Counted in"),
                    Box("Numbers match", words("☐\u00a0Yes ☐\u00a0No")),
                ),
                36,
            ),
        )
    )
    columns = (Column("Student (print)", 1.4), Column("Class", 0.4), Column("On", 0.22), Column("Off", 0.22))
    double = tuple(Column(one.title, one.share) for one in (*columns, *columns))
    blocks: tuple[Block, ...] = (
        Heading(1, "Manifest", "manifest"),
        Paragraph(words("One for each bus or walking group. A printed class list may stand in for the lines below.")),
        boxes,
        Table("", "riders", double, (((),) * len(double),) * _RIDERS, "Rows to fill in on the day.", row_header=False),
        Boxes((BoxRow((Box("Handed over at the site to (name, signature)", (), 2), Box("Time")), 36),)),
    )
    return Part(blocks, one_page=True, grow=1.2)


def _sign(context: FormContext, number: int) -> Part:
    blocks: tuple[Block, ...] = (
        Heading(1, f"Bus {number}", f"bus-{number}"),
        Paragraph((Run(f"Autobús {number}", language=SPANISH),), "lead"),
        Paragraph(words(context.school)),
    )
    return Part(blocks, landscape=True, one_page=True, grow=2.2)
