"""A small template pack and plans on disk for tests of sessions and operations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from eopbuilder.domain.catalogue import AudienceKind, ChannelKind, Pack, Question, Role, Section, ZoneKind
from eopbuilder.domain.facts import Choice, FieldSpec, Kind
from eopbuilder.planning import library
from eopbuilder.planning.session import Session

QUESTIONS = (
    FieldSpec("meeting-point", Kind.TEXT, "Meeting point"),
    FieldSpec("buses-kept", Kind.NUMBER, "Buses kept ready", unit="buses"),
    FieldSpec("release-rule", Kind.CHOICE, "Release rule", choices=(Choice("id", "Photo ID"), Choice("list", "List"))),
    FieldSpec("last-drill", Kind.DATE, "Last drill"),
    FieldSpec("helpers", Kind.REFERENCES, "Helpers", refers_to="people"),
    FieldSpec("leader", Kind.REFERENCE, "Leader", refers_to="people"),
    FieldSpec("lead-role", Kind.REFERENCE, "Lead role", refers_to="pack.roles"),
)


def _role(role: str, title: str) -> Role:
    return Role(role, title, "command", "lvl-command", None, (), (), 1, "tier", 1)


def small_pack(pack_id: str = "small") -> Pack:
    """A pack with three roles, some catalogue entries and a question of each kind."""
    questions = tuple(Question(spec, "annex", "not yet decided", "why") for spec in QUESTIONS)
    section = Section("annex", "Annex", "part", "1", 3, "", "", questions, (), "annex.md")
    roles = (_role("ic", "Incident Commander"), _role("log", "Logistics Chief"), _role("pio", "Public Information"))
    return Pack(
        id=pack_id,
        title="Small",
        edition="2026",
        language="en",
        parts=(),
        sources={},
        levels=(),
        roles={role.id: role for role in roles},
        nodes={},
        relations=(),
        tiers={},
        zones={zone: ZoneKind(zone, f"{zone} area".title(), "", "", "ic") for zone in ("check-in", "waiting")},
        channels={"pa": ChannelKind("pa", "Public address", "", "", "", ())},
        audiences={one: AudienceKind(one, one.title(), "") for one in ("families", "staff")},
        messages=(),
        hotlines=(),
        glossary=(),
        sections=(section,),
        steps=(),
    )


class Clock:
    """A clock that tests move by hand; every look at it takes a second."""

    def __init__(self) -> None:
        self.now = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def new_session(path: Path, clock: Clock | None = None) -> Session:
    """A new, empty plan following the small pack."""
    return library.create_plan(path, pack="small", load_pack=small_pack, clock=clock or Clock())


def open_session(path: Path, clock: Clock | None = None) -> Session:
    """The plan at `path`, opened with the small pack."""
    return library.open_plan(path, load_pack=small_pack, clock=clock or Clock())


def crash(session: Session) -> None:
    """Ends a session as a kill would: nothing is published and nothing is tidied, and its lock belongs to nobody."""
    session._working.close()
    session._closed = True
    session._desk.lock.file.unlink()
