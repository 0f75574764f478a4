"""Numbered copies of a plan: who each belongs to, after the record of distribution.

Copies are numbered down the record of distribution, from 1; those of the public edition, which anyone may copy, have no
numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Copy


@dataclass(frozen=True)
class Numbered:
    """The copies of one entry of the record: their first and last number."""

    first: int
    last: int
    record: Copy

    @property
    def numbers(self) -> str:
        """“3”, or “3–7”."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    @property
    def recipient(self) -> str:
        """Who it is for: the recipient with the agency, as far as either is known."""
        known = (clean_text(one or "").strip() for one in (self.record.recipient, self.record.agency))
        return ", ".join(one for one in known if one) or self.record.label


def numbered_copies(plan: Plan) -> tuple[Numbered, ...]:
    """The entries of the record of distribution whose copies have numbers, in order."""
    found: list[Numbered] = []
    following = 1
    for one in plan.all(Copy):
        count = max(1, one.copies or 1)
        if one.edition != Edition.PUBLIC:
            found.append(Numbered(following, following + count - 1, one))
            following += count
    return tuple(found)


def copy_numbered(plan: Plan, number: str) -> Numbered | None:
    """The entry a number belongs to; None when it is on none, or no number."""
    if not (number.isascii() and number.isdigit()):
        return None
    return next((one for one in numbered_copies(plan) if one.first <= int(number) <= one.last), None)


def doubt_about(plan: Plan, number: str, edition: Edition) -> str:
    """Why a number on the cover does not fit the record of distribution, in a sentence; empty when it does."""
    if not number:
        return ""
    if edition is Edition.PUBLIC:
        return f"The public edition has no copy numbers, so that {number} is not on its cover."
    found = copy_numbered(plan, number)
    if found is None:
        known = numbered_copies(plan)
        has = f"which goes from 1 to {known[-1].last}" if known else "which names nobody yet"
        return f"Copy {number} is not in the record of distribution, {has}: enter there who gets it."
    if found.record.edition and found.record.edition != edition:
        own = Edition(found.record.edition).label
        return f"Copy {number} is for {found.recipient}, who gets another edition: {own}."
    return ""
