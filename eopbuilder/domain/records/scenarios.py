"""Cases a team thinks through on paper: who is away, when, and what is lost."""

from __future__ import annotations

from dataclasses import dataclass

from eopbuilder.domain.disclosure import Disclosure
from eopbuilder.domain.facts import Kind, fact
from eopbuilder.domain.records.base import Record


@dataclass(frozen=True, kw_only=True)
class Scenario(Record):
    """A case to ask the role graph about, and to print as an exercise."""

    TABLE = "scenarios"
    NOUN = "scenario"
    DISCLOSURE = Disclosure.FULL

    name: str | None = fact(Kind.TEXT, "Scenario", required=True, help="For example “Basketball game, power out”.")
    story: str | None = fact(
        Kind.LONG_TEXT, "What happens", help="Two or three sentences that are read aloud at the start of the exercise."
    )
    level: str | None = fact(
        Kind.CHOICE,
        "Activation level",
        choices={"1": "Level 1: minor", "2": "Level 2: moderate", "3": "Level 3: major"},
        help="Level 3 while it is open.",
    )
    day: str | None = fact(
        Kind.CHOICE,
        "Day",
        choices={
            "Mon": "Monday",
            "Tue": "Tuesday",
            "Wed": "Wednesday",
            "Thu": "Thursday",
            "Fri": "Friday",
            "Sat": "Saturday",
            "Sun": "Sunday",
        },
        help="Leave day and time open when the hour does not matter: then everybody is there.",
    )
    time: str | None = fact(Kind.TEXT, "Time", help="For example 18:30 or 6:30 pm.")
    absent: tuple[str, ...] = fact(Kind.REFERENCES, "People who are away", refers_to="people")
    lost_sites: tuple[str, ...] = fact(Kind.REFERENCES, "Sites that cannot be used", refers_to="sites")
    lost_channels: tuple[str, ...] = fact(Kind.REFERENCES, "Channels that fail", refers_to="channels")
    lost_systems: tuple[str, ...] = fact(
        Kind.REFERENCES, "Everything fails that hangs on", refers_to="pack.systems", help="Channels that fail together."
    )
    lost_providers: tuple[str, ...] = fact(Kind.REFERENCES, "Providers who cannot come", refers_to="providers")
    lost_agencies: tuple[str, ...] = fact(Kind.REFERENCES, "Partners who cannot come", refers_to="agencies")
