"""Rules on reunification sites, their agreements and zones, and how families are served there (V-RU)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.facts import Known
from eopbuilder.domain.findings import Finding, Severity, Where
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Agreement, Site, Zone
from eopbuilder.domain.rules.rule import Rule

_SITES_NEEDED = Rule(
    "V-RU-01",
    Severity.ERROR,
    "Add a site away from school, and make the second choice a different place from the first",
    "S40 v",
)
_REACH = Rule("V-RU-02", Severity.WARNING, "Look for a site of that kind and ask its owner", "S40 v")
_AGREEMENT = Rule("V-RU-03", Severity.ERROR, "Sign or renew an agreement and enter its dates", "S43 v")
_CAPACITY = Rule("V-RU-04", Severity.ERROR, "Choose a larger site, or plan to use two sites at once", "S40 v")
_SIGHT_LINES = Rule("V-RU-05", Severity.WARNING, "Choose another room, or another way in or out", "S39 v")
_SITE_ROLES = Rule("V-RU-06", Severity.ERROR, "Assign someone to the role on the roles page", "S39 v")
_CUSTODY = Rule("V-RU-07", Severity.ERROR, "Write down how staff check who may take each student", "S14 v")
_PAPER = Rule("V-RU-08", Severity.WARNING, "Say who keeps the paper roster, where, and how it stays current", "S40 v")
_NOTIFICATION = Rule("V-RU-09", Severity.ERROR, "Agree on the room and the agency with police beforehand", "S40 v")

CUSTODY_QUESTION = "q-ru-4b"
PAPER_ROSTER_QUESTION = "q-ru-4c"
NOTIFYING_AGENCY_QUESTION = "q-ru-8a"
NOTIFICATION_ZONE = "zn-notify"
_ROLES_AT_THE_SITE = {
    "check identity and custody": ("rr-checker",),
    "bring each student to their family": ("rr-reunifier",),
    "keep count of the cards": ("rr-accountant-p", "rr-accountant-s"),
    "secure the site": ("role-ops-security",),
}
_SECTION = "fa-reunification"


def check_sites(plan: Plan, pack: Pack, as_of: date) -> Iterator[Finding]:
    """V-RU-01 to V-RU-09."""
    yield from _check_choice_of_sites(plan, pack)
    yield from _check_agreements(plan, pack, as_of)
    yield from _check_capacity(plan, pack, as_of)
    yield from _check_zones(plan, pack)
    yield from _check_roles(plan, pack, as_of)
    yield from _check_procedures(plan, pack)


def _sites_step(pack: Pack) -> Where:
    return Where(pack.step_of_editor.get(Site.TABLE, ""), "", "", _SECTION)


def _at(pack: Pack, site: Site, field: str = "") -> Where:
    return Where(pack.step_of_editor.get(Site.TABLE, ""), f"{Site.TABLE}:{site.id}", field, _SECTION)


def _check_choice_of_sites(plan: Plan, pack: Pack) -> Iterator[Finding]:
    off_site = [site for site in plan.sites if site.is_off_site]
    if not off_site:
        yield _SITES_NEEDED.finding(_sites_step(pack), "There is no reunification site away from school")
    seen: set[str] = set()
    for site in plan.sites:
        places = _places(site)
        if places & seen:
            message = f"{site.label} is entered twice: the second choice must be a different place"
            yield _SITES_NEEDED.finding(_at(pack, site, "name"), message)
        seen |= places
    if not off_site:
        return
    for reach, missing in (("walking", "within walking distance"), ("bus", "farther away, reached by bus")):
        of_kind = [site for site in off_site if site.reach == reach]
        if not of_kind:
            yield _REACH.finding(_sites_step(pack), f"There is no reunification site {missing}")
        elif len(of_kind) == 1:
            message = f"{of_kind[0].label} is the only site {missing}: there is no second choice"
            yield _REACH.finding(_at(pack, of_kind[0]), message, severity=Severity.NOTE)


def _places(site: Site) -> set[str]:
    """What tells that two sites are one place: the name, and away from school the address (a campus has but one)."""
    return {_plain(site.name), _plain(site.address) if site.is_off_site else ""} - {""}


def _plain(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _check_agreements(plan: Plan, pack: Pack, as_of: date) -> Iterator[Finding]:
    for site in plan.sites:
        if not site.is_off_site:
            continue
        agreements = [one for one in plan.agreements if one.site == site.id]
        if any(one.in_force(as_of) for one in agreements):
            continue
        yield _AGREEMENT.finding(_agreement_place(pack, site, agreements), _agreement_gap(site, agreements))


def _agreement_place(pack: Pack, site: Site, agreements: list[Agreement]) -> Where:
    if not agreements:
        return _at(pack, site)
    step = pack.step_of_editor.get(Agreement.TABLE, "")
    return Where(step, f"{Agreement.TABLE}:{agreements[-1].id}", "state", _SECTION)


def _agreement_gap(site: Site, agreements: list[Agreement]) -> str:
    ended = [one.valid_until for one in agreements if one.state == "signed" and one.valid_until]
    if ended:
        return f"The agreement with {site.label} ran out on {max(ended):%B} {max(ended).day}, {max(ended).year}"
    if any(one.state == "informal" for one in agreements):
        return f"The agreement with {site.label} is only spoken, not signed"
    return f"There is no signed agreement with {site.label}"


def _check_capacity(plan: Plan, pack: Pack, as_of: date) -> Iterator[Finding]:
    students = plan.school.enrollment
    staff = plan.school.staff_count
    if staff is None:
        staff = sum(not person.has_left(as_of) for person in plan.people)
    if students is None:
        return
    for site in plan.sites:
        if site.capacity is not None and site.capacity < students + staff:
            message = (
                f"{site.label} holds {site.capacity:,} people, but {students + staff:,} may come "
                f"({students:,} students and {staff:,} staff)"
            )
            yield _CAPACITY.finding(_at(pack, site, "capacity"), message)


def _check_zones(plan: Plan, pack: Pack) -> Iterator[Finding]:
    for site in plan.sites:
        zones = [zone for zone in plan.zones if zone.site == site.id and zone.zone in pack.zones]
        for zone, other in combinations(zones, 2):
            kind, other_kind = pack.zones[zone.zone or ""], pack.zones[other.zone or ""]
            pair = f"At {site.label}, {_name(pack, zone)} and {_name(pack, other)}"
            if other_kind.id in kind.must_be_hidden_from or kind.id in other_kind.must_be_hidden_from:
                yield from _check_hidden(pack, zone, other, pair)
            if (other_kind.id in kind.own_exit_from or kind.id in other_kind.own_exit_from) and _share_a_door(
                zone, other
            ):
                message = f"{pair} share a way in or out; families there need their own"
                yield _SIGHT_LINES.finding(_zone_place(pack, zone, "exit"), message)


def _check_hidden(pack: Pack, zone: Zone, other: Zone, pair: str) -> Iterator[Finding]:
    if _plain(zone.place) and _plain(zone.place) == _plain(other.place):
        yield _SIGHT_LINES.finding(_zone_place(pack, zone, "place"), f"{pair} are in the same room")
    elif other.zone in zone.visible_from or zone.zone in other.visible_from:
        seen = zone if other.zone in zone.visible_from else other
        yield _SIGHT_LINES.finding(_zone_place(pack, seen, "visible_from"), f"{pair} are in sight of each other")


def _share_a_door(one: Zone, other: Zone) -> bool:
    doors = {_plain(one.exit), _plain(one.entrance)} - {""}
    return bool(doors & {_plain(other.exit), _plain(other.entrance)})


def _name(pack: Pack, zone: Zone) -> str:
    return f"“{pack.zones[zone.zone or ''].title}”"


def _zone_place(pack: Pack, zone: Zone, field: str) -> Where:
    return Where(pack.step_of_editor.get(Zone.TABLE, ""), f"{Zone.TABLE}:{zone.id}", field, _SECTION)


def _check_roles(plan: Plan, pack: Pack, as_of: date) -> Iterator[Finding]:
    for duty, roles in _ROLES_AT_THE_SITE.items():
        known = [role for role in roles if role in pack.roles]
        holders = (plan.primary(role) for role in known)
        if known and not any(person and not person.has_left(as_of) for person in holders):
            titles = " or ".join(pack.roles[role].title for role in known)
            where = Where(pack.step_of_editor.get("roles", ""), f"roles:{known[0]}", "", _SECTION)
            yield _SITE_ROLES.finding(where, f"Nobody is assigned to {duty} at the reunification site ({titles})")


def _check_procedures(plan: Plan, pack: Pack) -> Iterator[Finding]:
    if not _answered(plan, pack, CUSTODY_QUESTION):
        message = "The plan does not say how staff check who may take a student home"
        yield _CUSTODY.finding(_question_place(pack, CUSTODY_QUESTION), message)
    if not _answered(plan, pack, PAPER_ROSTER_QUESTION):
        message = "The plan does not say how students are matched to families on paper when the network is down"
        yield _PAPER.finding(_question_place(pack, PAPER_ROSTER_QUESTION), message)
    if not any(zone.zone == NOTIFICATION_ZONE and zone.place for zone in plan.zones):
        message = "No private room is named where families are told of an injury or a death"
        where = Where(pack.step_of_editor.get(Zone.TABLE, ""), "", "zone", _SECTION)
        yield _NOTIFICATION.finding(where, message)
    if not _answered(plan, pack, NOTIFYING_AGENCY_QUESTION):
        message = "The plan does not say which agency tells families of a death or a serious injury"
        yield _NOTIFICATION.finding(_question_place(pack, NOTIFYING_AGENCY_QUESTION), message)


def _answered(plan: Plan, pack: Pack, question_id: str) -> bool:
    question = pack.questions.get(question_id)
    return question is None or isinstance(plan.answer(question), Known)


def _question_place(pack: Pack, question_id: str) -> Where:
    step = pack.step_of_question.get(question_id, "")
    return Where(step, f"answers:{question_id}", question_id, pack.questions[question_id].section)
