"""Who may see what: the disclosure level of a fact, and the editions of a plan that show facts up to a level."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Disclosure(IntEnum):
    """Who may see a fact. The level belongs to the field, question or section, never to one record."""

    PUBLIC = 0
    STAFF = 1
    """People who work at the school, substitutes among them."""
    RESPONDER = 2
    """Police, fire, ambulance, emergency management, and the school's own leaders."""
    FULL = 3
    """The planning team and the district."""
    NEVER = 4
    """Stays in the program: no document holds it."""


class Edition(StrEnum):
    """An edition of the plan, the fullest first. Its value is what the command line and the list of copies call it."""

    FULL = "full"
    RESPONDER = "responder"
    STAFF = "staff"
    PUBLIC = "public"

    @property
    def level(self) -> Disclosure:
        """The highest level of facts the edition shows."""
        return Disclosure[self.name]

    @property
    def label(self) -> str:
        """How windows and documents call it."""
        return _TITLES[self]

    @property
    def told(self) -> str:
        """Who it is for and what it leaves out, in one sentence."""
        return _TOLD[self]

    def shows(self, level: int) -> bool:
        """Whether the edition shows facts of this level."""
        return level <= self.level


_TITLES = {
    Edition.FULL: "Full plan",
    Edition.RESPONDER: "Responder packet",
    Edition.STAFF: "Staff and substitutes",
    Edition.PUBLIC: "Public edition",
}
_TOLD = {
    Edition.FULL: "Everything in the plan, for the planning team and the district office.",
    Edition.RESPONDER: "For police, fire, ambulance and emergency management: all they need to respond, without the "
    "team’s reviews and the terms of agreements.",
    Edition.STAFF: "For everyone who works here, substitutes too: who does what, without private phones, ways in, "
    "shut-offs and weak points.",
    Edition.PUBLIC: "For families and neighbors: what the school does and what to expect, without names, places and "
    "numbers that could help someone do harm.",
}
