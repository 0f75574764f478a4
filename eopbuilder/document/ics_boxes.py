"""What incident command forms made of boxes share: title, opening, who prepared them, where the titles are from."""

from __future__ import annotations

from eopbuilder.document.context import label
from eopbuilder.document.form_catalogue import Form
from eopbuilder.document.form_context import FormContext
from eopbuilder.document.nodes import Blank, Box, Boxes, BoxRow, Heading, Inlines, Paragraph, Run

ROOM = 36.0
"""Points of a box with one line to write on."""
PERIOD: Inlines = (Blank("date and time from"), Run(" "), Blank("to"))
"""What the box of the operational period is filled in with on the day."""


def title(form: Form, part: str = "", anchor: str = "") -> Heading:
    """The title of a form or of one of its sheets."""
    told = f": {part}" if part else ""
    return Heading(1, f"{form.number} {form.title}{told}", f"{form.id}{anchor}")


def box(form: Form, number: str, inlines: Inlines = (), share: float = 1.0) -> Box:
    """The box of a block, with its official title."""
    return Box(form.block(number).heading, inlines, share)


def name_and_period(form: Form) -> Boxes:
    """Incident name and operational period, which only the day fills in."""
    return Boxes((BoxRow((box(form, "1"), box(form, "2", PERIOD, 1.5)), ROOM),))


def prepared(
    form: Form,
    number: str,
    name: Inlines = (),
    *,
    position: Inlines | None = (),
    dated: bool = True,
    iap_page: bool = False,
) -> Boxes:
    """Who prepared or approved a form: name, position (not asked where None), signature, date and time.

    Forms of an incident action plan have a number of its pages as well (`iap_page`).
    """
    boxes = [Box(f"{form.block(number).heading}: Name", name, 1.5)]
    boxes += [Box("Position/Title", position, 1.1)] if position is not None else []
    boxes.append(Box("Signature", (), 1.2))
    boxes += [Box("Date/Time", (), 0.8)] if dated else []
    boxes += [Box("IAP Page", (), 0.5)] if iap_page else []
    return Boxes((BoxRow(tuple(boxes), ROOM),))


def holder_name(context: FormContext, role: str) -> Inlines:
    """The name of whoever holds a role; empty, to be written in, when nobody does."""
    person = context.holder(role)
    return (Run(label(person)),) if person else ()


def held_position(context: FormContext, role: str) -> Inlines:
    """The title of a role that somebody holds; empty, to be written in, when nobody does."""
    return (Run(context.title(role)),) if context.holder(role) else ()


def origin(form: Form) -> Paragraph:
    """Where the titles come from."""
    note = (
        f"Block titles from: {'; '.join(form.sources)}. Layout by this program. Empty boxes are filled in on the day."
    )
    return Paragraph((Run(note),), "source")
