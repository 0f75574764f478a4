"""Drill records: one page for each drill that is planned, and a blank one to copy."""

from __future__ import annotations

from collections.abc import Iterator

from eopbuilder.document.context import label, words
from eopbuilder.document.facts_text import date_text
from eopbuilder.document.form_context import FormContext
from eopbuilder.document.kit.sheets import kit_document
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
    Paragraph,
    Part,
    Run,
    Table,
)
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.naming import called
from eopbuilder.domain.records import Drill

TITLE = "Drill record"
_YES_NO = "☐\u00a0Yes\u00a0\u00a0 ☐\u00a0No"
_BEFORE = (
    "Staff, students and families were told what will happen and that it is a drill.",
    "Police and the 911 center were told.",
    "No actors, props, fake blood or sounds of violence.",
    "It fits the age of the students; a mental-health professional helped plan it or is at hand.",
    "People with access and functional needs are prepared for; families may choose an alternative.",
)
_NOTE = (
    "The list before the drill follows the rules on drills in the training section of the plan. "
    "Date, time and kind are what a drill log asks for (S79); the other boxes are our own design, not a standard."
)


def drill_records(context: FormContext) -> Document:
    """Records of the drills to come, by date, then a blank one."""
    planned = sorted((one for one in context.plan.drills if one.held_on is None), key=lambda one: str(one.planned_on))
    parts = [_record(context, one) for one in planned]
    return kit_document(context, TITLE, (*parts, _record(context, None)))


def _record(context: FormContext, drill: Drill | None) -> Part:
    kind = clean_text(called(context.plan, context.pack, drill)) if drill else ""
    head = f"{TITLE}: {kind}" if kind else TITLE
    columns = (Column("What we change in the plan or in training", 2.4), Column("Who", 1.0), Column("By when", 0.7))
    blocks: tuple[Block, ...] = (
        Heading(1, head, f"drill-{drill.id}" if drill else "drill"),
        Boxes(tuple(_top(context, drill, kind))),
        Heading(2, "Before", f"before-{drill.id if drill else ''}"),
        ListItems(tuple(words(one) for one in _BEFORE), "check"),
        Heading(2, "During", f"during-{drill.id if drill else ''}"),
        Boxes(
            (
                BoxRow(
                    (
                        Box("Started at"),
                        Box("All out or secure at"),
                        Box("All counted at"),
                        Box("Ended at"),
                        Box("Minutes in all"),
                    ),
                    36,
                ),
                BoxRow(
                    (
                        Box("People taking part"),
                        Box("Absent"),
                        Box("Not accounted for"),
                        Box("Everyone counted", words(_YES_NO), 1.3),
                    ),
                    36,
                ),
                BoxRow(
                    (
                        Box("Blocked way, missing person or other twist tried", (), 1),
                        Box("Who was reached late or not at all", (), 1),
                    ),
                    44,
                ),
            )
        ),
        Heading(2, "After", f"after-{drill.id if drill else ''}"),
        Boxes(
            (
                BoxRow((Box("What went well"), Box("What did not")), 70),
                BoxRow((Box("Talked over on, with"), Box("Report sent to, on")), 36),
            )
        ),
        Table(
            "",
            f"changes-{drill.id if drill else 'blank'}",
            columns,
            (((), (), ()),) * 3,
            "Rows to fill in.",
            row_header=False,
        ),
        Boxes((BoxRow((Box("Supervised by: name", (), 1.4), Box("Signature", (), 1.4), Box("Date", (), 0.8)), 36),)),
        Paragraph((Run(_NOTE),), "source"),
    )
    return Part(blocks, one_page=True, grow=1.2)


def _top(context: FormContext, drill: Drill | None, kind: str) -> Iterator[BoxRow]:
    day = words(f"Planned for {date_text(drill.planned_on)}") if drill and drill.planned_on else ()
    time = words(clean_text(drill.time_of_day)) if drill and drill.time_of_day else ()
    yield BoxRow(
        (
            Box("Kind of drill", words(kind) if kind else (), 1.6),
            Box("Date", day, 1.2),
            Box("Time of day", time),
            Box("Weather"),
        ),
        36,
    )
    yield BoxRow(
        (
            Box("Led by", _leader(context, drill), 1.6),
            Box("Announced beforehand", _announced(drill), 1.2),
            Box("Partners taking part", _partners(context, drill), 2),
        ),
        36,
    )


def _leader(context: FormContext, drill: Drill | None) -> Inlines:
    person = context.plan.find("people", drill.led_by) if drill and drill.led_by else None
    return words(label(person)) if person else ()


def _announced(drill: Drill | None) -> Inlines:
    if drill is None or drill.announced is None:
        return words(_YES_NO)
    return words("Yes" if drill.announced else "No")


def _partners(context: FormContext, drill: Drill | None) -> Inlines:
    found = (context.plan.find("agencies", one) for one in (drill.partners if drill else ()))
    return words(", ".join(label(one) for one in found if one))
