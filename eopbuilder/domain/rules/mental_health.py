"""Rules on crisis support and the helpers arranged beforehand (V-MH)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.findings import Finding, Severity, Where
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Agreement, Person, Provider
from eopbuilder.domain.rules.asking import (
    day_words,
    does_not_apply,
    editor_place,
    is_older_than,
    is_settled,
    question_place,
    value_of,
)
from eopbuilder.domain.rules.rule import Rule

_LEAD = Rule("V-MH-01", Severity.ERROR, "Assign a lead and at least one alternate on the roles page", "S14 v")
_PROVIDERS = Rule(
    "V-MH-02", Severity.ERROR, "Sign an agreement with at least one provider and enter its dates", "S01 v"
)
_STALE = Rule("V-MH-03", Severity.WARNING, "Call them, confirm it, and enter the day", "")
_RATIO = Rule("V-MH-04", Severity.WARNING, "Plan for more help from outside; this is for planning only", "S04 v")
_TRAINED = Rule("V-MH-05", Severity.WARNING, "Have at least one person take PREPaRE or PFA-S", "S62 v, S63 v")
_POSTVENTION = Rule("V-MH-06", Severity.ERROR, "Keep the steps in the plan, and say who tells other schools", "S01 v")
_CONTAGION = Rule("V-MH-07", Severity.ERROR, "Write down what your school does after each of the two", "S01 v")
_MEMORIAL = Rule("V-MH-08", Severity.WARNING, "Agree on one policy for every death, whatever its cause", "S65 v")
_TEAM_SIZE = Rule("V-MH-09", Severity.WARNING, "Aim for 5 to 15 people; ask the district team for help", "S65 v")
_DEBRIEFING = Rule(
    "V-MH-10",
    Severity.WARNING,
    "Consider PFA-S, PREPaRE or classroom meetings; if you keep it, attendance is voluntary, a qualified person leads, "
    "and nobody hurt by the event has to come",
    "S64 v, S01 v",
)
_HOTLINES = Rule("V-MH-11", Severity.ERROR, "Ask whoever keeps the template pack to check the help lines", "S66 v")
_STAFF_CARE = Rule("V-MH-12", Severity.WARNING, "Say how staff are relieved and looked after", "")
_LOG = Rule("V-MH-13", Severity.WARNING, "Say where the log of emergency disclosures is kept", "S68 v")
_CULTURE = Rule("V-MH-14", Severity.WARNING, "Find a provider or staff member who speaks it", "S65 v")
_ANNIVERSARIES = Rule("V-MH-15", Severity.WARNING, "Name who keeps the calendar of anniversaries", "S20 v")
LIFELINE = "hl-988"
LOSS_ANNEX = "fa-mental-health-loss"
POSTVENTION_QUESTION, MEMORIAL_QUESTION, MODEL_QUESTION = "q-mh-5c", "q-mh-7a", "q-mh-4"
CONTAGION_QUESTIONS = {
    "q-mh-6a": "a student suicide in the district",
    "q-mh-6b": "a mass-casualty attack at a school elsewhere",
}
TEAM_SIZE_QUESTION, STAFF_CARE_QUESTION = "q-mh-1a", "q-mh-9a"
LOG_QUESTION, ANNIVERSARIES_QUESTION = "q-mh-10b", "q-mh-7f"
RATIOS = {"q-mh-3a": ("counselor", 250), "q-mh-3b": ("psychologist", 500), "q-mh-3c": ("social worker", 250)}
"""Question on full-time positions to whom it counts, and the most students for one of them (S04)."""
_SMALLEST_TEAM, _LARGEST_TEAM = 5, 15
_A_YEAR = 12
_SHARE_OF_FAMILIES = 5
_TRAININGS = ("prepare", "pfa", "psychological first aid")
CRISIS_ROLE = "role-ops-crisis"
_SECTION = "fa-mental-health"


def check_mental_health(plan: Plan, pack: Pack, as_of: date) -> Iterator[Finding]:
    """V-MH-01 to V-MH-15."""
    if CRISIS_ROLE in pack.roles:
        yield from _check_lead(plan, pack, as_of)
    if not any(one.provider and one.in_force(as_of) for one in plan.agreements):
        yield _PROVIDERS.finding(
            Where(pack.step_of_editor.get(Provider.TABLE, ""), "", "", _SECTION), _provider_gap(plan, as_of)
        )
    yield from _check_agreements(plan, pack, as_of)
    yield from _check_means(plan, pack, as_of)
    yield from _check_loss(plan, pack)
    yield from _check_habits(plan, pack)
    yield from _check_help_lines(pack, as_of)


def _check_lead(plan: Plan, pack: Pack, as_of: date) -> Iterator[Finding]:
    lead = plan.primary(CRISIS_ROLE)
    here = [person for person in plan.alternates(CRISIS_ROLE) if not person.has_left(as_of)]
    title = pack.roles[CRISIS_ROLE].title
    where = Where(pack.step_of_editor.get("roles", ""), f"roles:{CRISIS_ROLE}", "", _SECTION)
    if lead is None or lead.has_left(as_of):
        yield _LEAD.finding(where, f"Nobody leads crisis support ({title})")
    elif not here:
        yield _LEAD.finding(where, f"Nobody stands in for {lead.name} as {title}")


def _provider_gap(plan: Plan, as_of: date) -> str:
    lapsed = [
        provider.label
        for one in plan.agreements
        if one.valid_until and one.valid_until < as_of and (provider := plan.get(Provider, one.provider))
    ]
    if lapsed:
        return f"No outside provider has a current agreement; the one with {lapsed[-1]} has run out"
    if plan.providers:
        return "No outside mental-health provider has signed an agreement"
    return "No outside mental-health provider is named"


def _check_agreements(plan: Plan, pack: Pack, as_of: date) -> Iterator[Finding]:
    for agreement in plan.agreements:
        provider = plan.get(Provider, agreement.provider)
        if provider is None:
            continue
        where = editor_place(pack, Agreement.TABLE, f"agreements:{agreement.id}", "verified_on", _SECTION)
        confirmed = max((day for day in (agreement.verified_on, agreement.signed_on) if day), default=None)
        if agreement.valid_until and agreement.valid_until < as_of:
            message = f"The agreement with {provider.label} ran out on {day_words(agreement.valid_until)}"
            yield _STALE.finding(where, message, remedy="Renew it, and enter the new dates")
        elif agreement.in_force(as_of) and confirmed and is_older_than(confirmed, as_of, _A_YEAR):
            message = f"The agreement with {provider.label} was last confirmed on {day_words(confirmed)}"
            yield _STALE.finding(where, message)


def _check_means(plan: Plan, pack: Pack, as_of: date) -> Iterator[Finding]:
    students = plan.school.enrollment
    for question, (who, most) in RATIOS.items():
        positions = value_of(plan, pack, question)
        if students and isinstance(positions, int | float) and positions * most < students:
            has = f"{positions:g} full-time {who} position{'' if positions == 1 else 's'}"
            message = f"{students:,} students have {has}; the recommended ratio is one for {most}"
            yield _RATIO.finding(question_place(pack, question), message)
    trained = {
        one.person
        for one in plan.trainings
        if any(word in (one.course or "").casefold() for word in _TRAININGS)
        and not (one.expires_on and one.expires_on < as_of)
    }
    if plan.people and not any(person.id in trained and not person.has_left(as_of) for person in plan.people):
        where = editor_place(pack, Person.TABLE, section=_SECTION)
        yield _TRAINED.finding(
            where, "Nobody on the staff is trained in PREPaRE or psychological first aid for schools"
        )
    size = value_of(plan, pack, TEAM_SIZE_QUESTION)
    if isinstance(size, int) and not _SMALLEST_TEAM <= size <= _LARGEST_TEAM:
        message = f"The crisis team has {size} people; {_SMALLEST_TEAM} to {_LARGEST_TEAM} work best"
        yield _TEAM_SIZE.finding(question_place(pack, TEAM_SIZE_QUESTION), message)
    spoken = {language.casefold() for provider in plan.providers for language in provider.languages}
    spoken |= {one.casefold() for person in plan.people if not person.has_left(as_of) for one in person.languages}
    for language in plan.languages:
        name = (language.name or "").casefold()
        if name and name != "english" and (language.share or 0) >= _SHARE_OF_FAMILIES and name not in spoken:
            where = editor_place(pack, Provider.TABLE, section=_SECTION)
            whose = f"the language of {language.share:g}% of families"
            message = f"No provider and nobody on the staff speaks {language.name}, {whose}"
            yield _CULTURE.finding(where, message)


def _check_loss(plan: Plan, pack: Pack) -> Iterator[Finding]:
    setting = plan.section_setting(LOSS_ANNEX)
    if setting and setting.left_out:
        where = editor_place(pack, "section-texts", f"section_settings:{LOSS_ANNEX}", "left_out", LOSS_ANNEX)
        yield _POSTVENTION.finding(where, "The steps after a suicide are left out of the plan")
    if not is_settled(plan, pack, POSTVENTION_QUESTION):
        message = "The plan does not say who tells other schools after a suicide"
        yield _POSTVENTION.finding(question_place(pack, POSTVENTION_QUESTION), message)
    for question, event in CONTAGION_QUESTIONS.items():
        if not is_settled(plan, pack, question):
            message = f"The plan does not say what the school does after {event}"
            yield _CONTAGION.finding(question_place(pack, question), message)
    policy = value_of(plan, pack, MEMORIAL_QUESTION)
    if policy is not True and MEMORIAL_QUESTION in pack.questions and not does_not_apply(plan, pack, MEMORIAL_QUESTION):
        message = "There is no memorial policy that covers every death alike"
        yield _MEMORIAL.finding(question_place(pack, MEMORIAL_QUESTION), message)


def _check_habits(plan: Plan, pack: Pack) -> Iterator[Finding]:
    if value_of(plan, pack, MODEL_QUESTION) == "cisd":
        message = "Reviews find that single-session stress debriefing does not prevent trauma and may do harm"
        yield _DEBRIEFING.finding(question_place(pack, MODEL_QUESTION), message)
    for rule, question, message in (
        (_STAFF_CARE, STAFF_CARE_QUESTION, "The plan does not say how staff are cared for after an incident"),
        (_LOG, LOG_QUESTION, "The plan does not say where emergency disclosures of student information are logged"),
        (_ANNIVERSARIES, ANNIVERSARIES_QUESTION, "Nobody keeps a calendar of anniversaries"),
    ):
        if not is_settled(plan, pack, question):
            yield rule.finding(question_place(pack, question), message)


def _check_help_lines(pack: Pack, as_of: date) -> Iterator[Finding]:
    if not pack.hotlines:
        return
    where = Where(section=_SECTION)
    if all(line.id != LIFELINE for line in pack.hotlines):
        yield _HOTLINES.finding(where, "The template pack does not print the 988 Lifeline")
    for line in pack.hotlines:
        checked = date.fromisoformat(line.verified_on)
        if is_older_than(checked, as_of, _A_YEAR):
            yield _HOTLINES.finding(where, f"The number of the {line.title} was last checked on {day_words(checked)}")
