"""When something roles depend on is ready: an agreement in force, a room chosen, a team named.

Each word of a pack's `satisfied_when` is decided from facts of the plan. Only what is known counts; what is unknown,
or does not apply, makes nothing ready.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from eopbuilder.domain.annexes import in_use, lead_of
from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.facts import Known
from eopbuilder.domain.findings import Where
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Agency, Agreement, Audience, Channel, Person, Site, Zone
from eopbuilder.domain.rules.asking import question_place
from eopbuilder.rolegraph.staffing import present_primary

Predicate = Callable[[Plan, Pack, date], bool]

FAMILIES = "au-family"
EVERY_AUDIENCE = "all"
ENGLISH = "english"
NOTIFICATION_ZONE = "zn-notify"
ZONES_TO_REUNITE = frozenset({"zn-checkin", "zn-assembly", "zn-reunion"})
"""The zones without which families and students cannot meet: check-in, assembly, reunion."""
INTERPRETERS = "q-ru-9a"
MESSAGE_LANGUAGES = "q-nt-4a"
_NOTIFICATION = ("q-ru-8a", "q-ru-8c")
_LOCKDOWN_RELEASE = "q-bp-lockdown-release"
_POLICY_GROUP = "q-bp-policy-group"
_THREAT_TEAM = ("q-mh-btam-lead", "q-mh-btam-members", "q-mh-btam-after-hours")
_TIP_LINE = ("q-mh-tipline-owner", "q-mh-tipline-contact", "q-mh-tipline-hours")


_MENDED_BY: Mapping[str, str] = MappingProxyType(
    {
        "agency-police-or-fire-with-contact": Agency.TABLE,
        "annex-continuity": "roles",
        "annex-recovery": "roles",
        "btam-team-ready": _THREAT_TEAM[0],
        "families-can-be-notified": Audience.TABLE,
        "host-agreement-in-force": Agreement.TABLE,
        "languages-covered": INTERPRETERS,
        "lockdown-release-written": _LOCKDOWN_RELEASE,
        "notification-room-ready": Zone.TABLE,
        "policy-group-named": _POLICY_GROUP,
        "reunification-site-ready": Zone.TABLE,
        "tip-line-ready": _TIP_LINE[0],
    }
)
"""For each test the question, or the list of records, that makes it hold."""
_TOLD_BY: Mapping[str, str] = MappingProxyType(
    {Agency.TABLE: "contact", Audience.TABLE: "primary", Agreement.TABLE: "state", Zone.TABLE: "zone"}
)
"""The field of such a list that decides, so that a finding leads to the list and not only to its page."""


def mended_at(pack: Pack, node: str) -> Where:
    """Where somebody makes a node of the pack ready."""
    mended_by = _MENDED_BY.get(pack.nodes[node].satisfied_when, "")
    if mended_by in pack.questions:
        return question_place(pack, mended_by)
    return Where(pack.step_of_editor.get(mended_by, ""), "", _TOLD_BY.get(mended_by, ""), "bp-org")


def is_ready(plan: Plan, pack: Pack, as_of: date, node: str) -> bool:
    """Whether a node of the pack that is not a role is ready on `as_of`; KeyError when the pack has none."""
    decide = PREDICATES.get(pack.nodes[node].satisfied_when)
    return decide is not None and decide(plan, pack, as_of)


def site_is_promised(plan: Plan, site: Site, as_of: date) -> bool:
    """Whether an agreement with the host of a site is in force."""
    return any(one.site == site.id and one.in_force(as_of) for one in plan.agreements)


def has_operator(plan: Plan, channel: Channel, as_of: date) -> bool:
    """Whether somebody, on the staff or outside, may send by a channel."""
    people = (plan.get(Person, one) for one in channel.operators)
    return bool(channel.outside_senders) or any(person and not person.has_left(as_of) for person in people)


def agencies_behind(plan: Plan, pack: Pack, node: str) -> tuple[Agency, ...]:
    """The agencies of the plan that a partner of the pack stands for, such as police and fire; none for other nodes."""
    match pack.nodes[node].satisfied_when:
        case "agency-police-or-fire-with-contact":
            responders = [one for one in plan.agencies if one.kind in {"police", "fire"}]
            named = [one for one in responders if str(one.kind) in pack.nodes[node].title.casefold()]
            return tuple(named or responders)
        case "policy-group-named":
            agency = plan.get(Agency, _text(plan, pack, _POLICY_GROUP))
            return (agency,) if agency else ()
        case _:
            return ()


def _responder_known(plan: Plan, _pack: Pack, _as_of: date) -> bool:
    return any(one.kind in {"police", "fire"} and _reachable(one) for one in plan.agencies)


def _reachable(agency: Agency) -> bool:
    return bool(agency.contact or agency.phone)


def _policy_group_named(plan: Plan, pack: Pack, _as_of: date) -> bool:
    agency = plan.get(Agency, _text(plan, pack, _POLICY_GROUP))
    return agency is not None and _reachable(agency)


def _families_can_be_notified(plan: Plan, pack: Pack, as_of: date) -> bool:
    if not any(one.audience in {FAMILIES, EVERY_AUDIENCE} for one in pack.messages):
        return False
    return any(one.audience == FAMILIES and _can_be_told(plan, pack, one, as_of) for one in plan.audiences)


def _can_be_told(plan: Plan, pack: Pack, audience: Audience, as_of: date) -> bool:
    channels = [channel for one in audience.channels if (channel := plan.get(Channel, one))]
    sent = any(has_operator(plan, channel, as_of) for channel in channels)
    return len(channels) >= 2 and audience.approver in pack.roles and sent


def _host_agreement_in_force(plan: Plan, _pack: Pack, as_of: date) -> bool:
    return any(site.is_off_site and site_is_promised(plan, site, as_of) for site in plan.sites)


def _reunification_site_ready(plan: Plan, _pack: Pack, as_of: date) -> bool:
    return any(
        site.is_off_site
        and site_is_promised(plan, site, as_of)
        and {zone.zone for zone in plan.zones if zone.site == site.id and zone.place} >= ZONES_TO_REUNITE
        for site in plan.sites
    )


def _notification_room_ready(plan: Plan, pack: Pack, as_of: date) -> bool:
    room = any(zone.zone == NOTIFICATION_ZONE and zone.place for zone in plan.zones)
    return room and all(_known(plan, pack, one, as_of) for one in _NOTIFICATION)


def _languages_covered(plan: Plan, pack: Pack, _as_of: date) -> bool:
    spoken = {_plain(one.name) for one in plan.languages if one.name}
    interpreted, written = _languages(plan, pack, INTERPRETERS), _languages(plan, pack, MESSAGE_LANGUAGES)
    return bool(spoken) and spoken - {ENGLISH} <= interpreted & written


def _languages(plan: Plan, pack: Pack, question: str) -> set[str]:
    value = _value(plan, pack, question)
    return {_plain(one) for one in value} if isinstance(value, tuple) else set()


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _answered(*questions: str) -> Predicate:
    """Ready when every one of these questions is answered."""
    return lambda plan, pack, as_of: all(_known(plan, pack, one, as_of) for one in questions)


def _annex_is_led(annex: str) -> Predicate:
    """Ready when the plan has this annex and somebody who is here leads it."""

    def decide(plan: Plan, pack: Pack, as_of: date) -> bool:
        section = next((one for one in pack.sections if one.id == annex), None)
        if section is None or not in_use(plan, section):
            return False
        return present_primary(plan, lead_of(plan, section), as_of) is not None

    return decide


def _known(plan: Plan, pack: Pack, question: str, as_of: date) -> bool:
    """Whether a question is answered; an answer that names records counts while one of them is still there."""
    value = _value(plan, pack, question)
    if value is None:
        return False
    table = pack.questions[question].spec.refers_to
    if not table or table.startswith("pack."):
        return True
    named = value if isinstance(value, tuple) else (str(value),)
    records = (plan.find(table, one) for one in named)
    return any(one is not None and not (isinstance(one, Person) and one.has_left(as_of)) for one in records)


def _value(plan: Plan, pack: Pack, question: str) -> object | None:
    asked = pack.questions.get(question)
    answer = plan.answer(asked) if asked else None
    return answer.value if isinstance(answer, Known) else None


def _text(plan: Plan, pack: Pack, question: str) -> str | None:
    value = _value(plan, pack, question)
    return value if isinstance(value, str) else None


PREDICATES: Mapping[str, Predicate] = MappingProxyType(
    {
        "agency-police-or-fire-with-contact": _responder_known,
        "annex-continuity": _annex_is_led("fa-coop"),
        "annex-recovery": _annex_is_led("fa-recovery"),
        "btam-team-ready": _answered(*_THREAT_TEAM),
        "families-can-be-notified": _families_can_be_notified,
        "host-agreement-in-force": _host_agreement_in_force,
        "languages-covered": _languages_covered,
        "lockdown-release-written": _answered(_LOCKDOWN_RELEASE),
        "notification-room-ready": _notification_room_ready,
        "policy-group-named": _policy_group_named,
        "reunification-site-ready": _reunification_site_ready,
        "tip-line-ready": _answered(*_TIP_LINE),
    }
)
"""What a pack may name in `satisfied_when`, and how it is decided."""
