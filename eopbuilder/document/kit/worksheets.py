"""Blank worksheets to copy before they are needed: counts, releases, lists and logs. Kept apart from the plan."""

from __future__ import annotations

from dataclasses import dataclass

from eopbuilder.document.context import words
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
    Paragraph,
    Part,
    Run,
    Table,
    TearLine,
)

TITLE = "Blank worksheets"
_ROWS = 14


@dataclass(frozen=True)
class _Log:
    """A table to fill in by hand. `source` says where its columns come from."""

    anchor: str
    title: str
    use: str
    columns: tuple[tuple[str, float], ...]
    source: str


_OURS = "Our own design, not a standard."
_LOGS = (
    _Log(
        "release",
        "Student release log",
        "Accountants write a line for each student who leaves with an adult.",
        (
            ("Student", 1.5),
            ("Adult", 1.4),
            ("ID type, last four", 0.9),
            ("Relationship", 0.9),
            ("Checker", 0.7),
            ("Reunifier", 0.7),
            ("Time", 0.5),
        ),
        "Columns after a school district’s release form (S31).",
    ),
    _Log(
        "missing",
        "Missing and injured list",
        "Restricted: one person keeps it, and only command and the agency that notifies families see it.",
        (
            ("Name", 1.4),
            ("Last seen: where, when", 1.3),
            ("Status", 0.8),
            ("Hospital", 1.0),
            ("EMS unit", 0.7),
            ("Informed by, time", 1.0),
        ),
        "Columns after guidance on notifying families (S44).",
    ),
    _Log(
        "unclaimed",
        "Students not yet collected",
        "A line for each try to reach a contact, until the student is handed over.",
        (
            ("Student", 1.3),
            ("Contact tried", 1.3),
            ("Time", 0.5),
            ("Answer", 1.2),
            ("Handed over to: name, badge", 1.3),
            ("Signature, time", 1.0),
        ),
        _OURS,
    ),
    _Log(
        "exceptions",
        "Exceptions at the help desk",
        "Two staff members decide together and write down why.",
        (
            ("What is the issue", 1.5),
            ("What we saw as evidence", 1.5),
            ("Decision", 1.1),
            ("Decided by (two names)", 1.2),
            ("Time", 0.5),
        ),
        _OURS,
    ),
    _Log(
        "staff",
        "Staff sign-in and sign-out",
        "Everybody who works at the site, helpers and partners, too.",
        (
            ("Name", 1.4),
            ("From", 1.0),
            ("Role today", 1.2),
            ("In", 0.5),
            ("Out", 0.5),
            ("Phone", 0.9),
            ("Initials", 0.5),
        ),
        "A site keeps a staff log (S42); the columns are our own.",
    ),
    _Log(
        "rumors",
        "Rumor log",
        "Whoever watches social media writes down each claim and what became of it.",
        (
            ("What is claimed", 1.4),
            ("Where, first seen", 0.9),
            ("How far", 0.6),
            ("True or false, how checked", 1.1),
            ("Answer and channel", 1.1),
            ("Approved by", 0.8),
            ("Closed at", 0.6),
        ),
        _OURS,
    ),
    _Log(
        "disclosure",
        "Record of emergency disclosures",
        "Student information given out because of a threat to health or safety. Enter it in the student’s record, too.",
        (
            ("Date, time", 0.7),
            ("Threat as stated", 1.3),
            ("Information given", 1.2),
            ("To whom", 1.0),
            ("Why needed", 1.1),
            ("Decided by", 0.8),
            ("In record", 0.5),
        ),
        "The threat and the parties are recorded under 34 CFR 99.32(a)(5) (S104); the other columns are our own.",
    ),
)


def worksheets(context: FormContext) -> Document:
    """The class status report, the transfer of command, then a page for each log."""
    parts = (_class_report(), _transfer(), *(_log(one) for one in _LOGS))
    return kit_document(context, TITLE, parts)


def _class_report() -> Part:
    boxes = Boxes(
        (
            BoxRow(
                (
                    Box("Adult in charge", (), 1.6),
                    Box("Class or room"),
                    Box("Where we are now", (), 1.4),
                    Box("Time", (), 0.7),
                ),
                40,
            ),
            BoxRow(
                tuple(Box(one) for one in ("On the list", "Present", "Absent today", "Missing", "Injured", "Extra")), 40
            ),
            BoxRow((Box("Missing: who, last seen where"),), 84),
            BoxRow((Box("Injured: who, where, what help"), Box("Extra: who, from which class")), 84),
        )
    )
    told = words("Fill it in as soon as you are safe, and send it to the Accountability Leader at once.")
    source = Paragraph(
        (Run("Missing, extra and injured students are reported as in S60; the layout is our own."),), "source"
    )
    blocks: tuple[Block, ...] = (
        Heading(1, "Class status report", "class-1"),
        Paragraph(told),
        boxes,
        source,
        TearLine("Cut here"),
        Heading(1, "Class status report", "class-2"),
        Paragraph(told),
        boxes,
        source,
    )
    return Part(blocks, one_page=True, grow=1.2)


def _transfer() -> Part:
    boxes = Boxes(
        (
            BoxRow(
                (
                    Box("Command passes from: name and role", (), 1.5),
                    Box("To: name, role or agency", (), 1.5),
                    Box("Date and time", (), 0.8),
                ),
                46,
            ),
            BoxRow((Box("Situation: what happened, where, since when"),), 112),
            BoxRow((Box("People: counted, missing, injured, taken where"),), 88),
            BoxRow((Box("What is being done now, and who leads it"),), 112),
            BoxRow((Box("What is planned next"), Box("Known dangers")), 94),
            BoxRow(
                (
                    Box("Who joins unified command"),
                    Box("What the school keeps: student care, counting, reunification, messages"),
                ),
                60,
            ),
            BoxRow(
                (
                    Box("Briefed face to face", words("☐\u00a0Yes ☐\u00a0No")),
                    Box("Everyone was told who is in charge, at", (), 1.4),
                    Box("Signatures of both", (), 1.6),
                ),
                50,
            ),
        )
    )
    note = "Command is handed over with a briefing (S33, S27); ICS 201 is the form for it. The layout is our own."
    return Part(
        (Heading(1, "Transfer of command", "transfer"), boxes, Paragraph((Run(note),), "source")),
        one_page=True,
        grow=1.2,
    )


def _log(log: _Log) -> Part:
    columns = tuple(Column(title, share) for title, share in log.columns)
    blank = (((),) * len(columns),) * _ROWS
    head = Boxes((BoxRow((Box("Place"), Box("Date"), Box("Kept by", (), 1.6), Box("Sheet no.", (), 0.6)), 34),))
    blocks: tuple[Block, ...] = (
        Heading(1, log.title, log.anchor),
        Paragraph(words(log.use)),
        head,
        Table("", f"{log.anchor}-rows", columns, blank, "Rows to fill in by hand.", row_header=False),
        Paragraph((Run(log.source),), "source"),
    )
    return Part(blocks, landscape=True, one_page=True, grow=1.2)
