"""How an edition is marked: on its cover, in header and footer, and in the notice that opens it."""

from __future__ import annotations

from eopbuilder.document.nodes import Callout, Run
from eopbuilder.domain.disclosure import Edition

_MARKINGS = {
    Edition.FULL: "Confidential: share only with people who need it to respond",
    Edition.RESPONDER: "For responders only: do not copy, post or pass on",
    Edition.STAFF: "For staff and substitutes only: do not post or pass on",
    Edition.PUBLIC: "Public edition: for families and neighbors",
}
_FOOTERS = {
    Edition.FULL: "Confidential · Full plan",
    Edition.RESPONDER: "For responders only",
    Edition.STAFF: "For staff and substitutes only",
    Edition.PUBLIC: "Public edition",
}
_NAMES = {
    Edition.FULL: "full plan",
    Edition.RESPONDER: "responder packet",
    Edition.STAFF: "edition for staff and substitutes",
    Edition.PUBLIC: "public edition",
}
_NOTICES = {
    Edition.RESPONDER: "This packet is for police, fire, ambulance and emergency management. It leaves out the "
    "team’s reviews of its own plan and the terms of agreements. Return or destroy it when a new one comes.",
    Edition.STAFF: "This edition is for people who work here, substitutes too. It leaves out private phone numbers, "
    "ways into the buildings, shut-offs and weak points, which only leaders and responders need. Ask the office "
    "when you need to know more for your work.",
    Edition.PUBLIC: "This edition is for families, neighbors and everyone else. It leaves out names, places and "
    "details that could help someone do harm. Police, fire and ambulance have the parts they "
    "need, and staff have theirs.",
}
_GAPS = "The numbers of the parts left out are skipped."
_OWN_NUMBERS = "Annexes on hazards may bear other numbers than in the full plan."
"""Where their order, which is that of the priorities, is not told."""
COPY_TO_FILL_IN = "Copy number ____________"
"""On the cover of an edition whose copies are counted; written in by hand."""


def marking(edition: Edition) -> str:
    """The handling line on the cover."""
    return _MARKINGS[edition]


def footer(edition: Edition, revision: str = "") -> str:
    """The words at the foot of every page: how to handle it, which edition it is, and the revision of the plan."""
    if revision and not revision.casefold().startswith("rev"):
        revision = f"Revision {revision}"
    return " · ".join(filter(None, (_FOOTERS[edition], revision)))


def name_in_title(edition: Edition) -> str:
    """What the title of a lower edition adds to that of the plan; nothing for the full plan."""
    return "" if edition is Edition.FULL else _NAMES[edition]


def copy_line(edition: Edition, copy: str, recipient: str = "") -> str:
    """The number of the copy and whose it is, or a blank; the public edition, which anyone may copy, has none."""
    if edition is Edition.PUBLIC:
        return ""
    if not copy:
        return COPY_TO_FILL_IN
    return f"Copy number {copy} · {recipient}" if recipient else f"Copy number {copy}"


def notice(edition: Edition) -> Callout | None:
    """What the edition is and what it leaves out; nothing for the full plan."""
    text = _NOTICES.get(edition)
    if text is None:
        return None
    numbers = f"{_GAPS} {_OWN_NUMBERS}" if edition is Edition.STAFF else _GAPS
    return Callout("About this edition", (Run(f"{text} {numbers}"),))
