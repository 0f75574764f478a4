"""The pack shipped with the program: complete, sourced, and true to the rules it teaches."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import networkx as nx
import pytest

from eopbuilder import assets
from eopbuilder.domain import prose
from eopbuilder.domain.catalogue import Citations, MessageTemplate, Pack, check_locally
from eopbuilder.packs import load_pack
from eopbuilder.packs.vocabulary import ROLE_GROUPS, SATISFIED_WHEN

FOLDER = "plan_templates/k12-federal"
LEVELS = (1, 2, 3)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("k12-federal")


def entries(pack: Pack) -> Iterator[tuple[str, Citations]]:
    for level in pack.levels:
        yield level.id, level.citations
    for table in (pack.roles, pack.nodes, pack.tiers, pack.zones, pack.channels, pack.audiences, pack.questions):
        for key, entry in table.items():
            yield key, entry.citations
    listed = (*pack.relations, *pack.messages, *pack.hotlines, *pack.glossary, *pack.sections, *pack.steps)
    for row in (*listed, *pack.missions.values(), *pack.job_steps):
        yield row.id, row.citations


def test_every_entry_says_where_it_comes_from(pack: Pack) -> None:
    for name, citations in entries(pack):
        assert citations, name
        assert {one.source for one in citations} - {""} <= set(pack.sources), name


def test_every_source_says_where_it_was_found(pack: Pack) -> None:
    for source in pack.sources.values():
        assert source.title, source.id
        assert source.address, source.id
        assert source.consulted_on == "2026-11-21", source.id


# --- Roles ------------------------------------------------------------------------------------------------------------


def active_supervisor(pack: Pack, role: str, level: int) -> str | None:
    above = pack.roles[role].reports_to
    while above is not None and not opens(pack, above, level):
        above = pack.roles[above].reports_to
    return above


def opens(pack: Pack, role: str, level: int) -> bool:
    return 0 < pack.roles[role].opens_at <= level


def test_the_roles_form_one_tree_under_the_incident_commander(pack: Pack) -> None:
    tree = nx.DiGraph((role.reports_to, role.id) for role in pack.roles.values() if role.reports_to)

    assert [role.id for role in pack.roles.values() if role.reports_to is None] == ["role-ic"]
    assert nx.is_arborescence(tree)
    assert set(tree) == set(pack.roles)


def test_the_site_roles_hang_where_the_reunification_branch_puts_them(pack: Pack) -> None:
    site = {role.id for role in pack.roles.values() if role.id.startswith("rr-")}
    branch = nx.DiGraph((role.reports_to, role.id) for role in pack.roles.values() if role.reports_to)

    assert len(site) == 21
    assert site - nx.descendants(branch, "role-br-reunify") == {
        "rr-pio",
        "rr-counsel",
        "rr-nurse",
        "rr-advocate",
        "rr-afn",
        "rr-transport",
    }
    assert {pack.roles[role].opens_at for role in site} == {2}


def test_every_level_keeps_a_workable_span_of_control(pack: Pack) -> None:
    for level in LEVELS:
        span = Counter(
            active_supervisor(pack, role.id, level)
            for role in pack.roles.values()
            if role.counts_in_span and opens(pack, role.id, level)
        )
        del span[None]
        assert max(span.values()) <= 7, (level, span)
    assert {role for role in pack.roles if active_supervisor(pack, role, 3) == "role-ops" and opens(pack, role, 3)} == {
        "role-br-protect",
        "role-br-care",
        "role-br-reunify",
        "role-ops-crisis",
    }


def test_a_small_incident_needs_few_roles_and_no_open_role_reports_to_a_closed_one(pack: Pack) -> None:
    first = {role for role in pack.roles if opens(pack, role, 1)}

    assert first == {
        "role-ic",
        "role-scribe",
        "role-pio",
        "role-ops-security",
        "role-ops-medical",
        "role-ops-medical-team",
        "role-ops-studentcare",
        "role-ops-account",
        "role-ops-afn",
        "role-ops-teacher",
    }
    assert active_supervisor(pack, "role-ops-account", 1) == "role-ic"
    assert active_supervisor(pack, "role-ops-teacher", 1) == "role-ops-studentcare"


def test_two_roles_for_one_job_are_never_both_open_by_default(pack: Pack) -> None:
    for off, on in (("role-ops-release", "role-br-reunify"), ("role-plan-resources", "role-log-staffing")):
        assert not opens(pack, off, 3)
        assert opens(pack, on, 3)


def test_only_roles_filled_on_the_day_need_nobody_named(pack: Pack) -> None:
    assert {role.id for role in pack.roles.values() if not role.needs_primary} == {
        "role-ops-teacher",
        "role-ops-morgue",
        "role-plan-tech",
        "rr-teacher",
    }
    assert {role.id for role in pack.roles.values() if not role.counts_in_span} == {"role-dep-ic", "role-scribe"}


def test_duties_are_sentences_and_titles_are_not_job_titles(pack: Pack) -> None:
    job_titles = {title for role in pack.roles.values() for title in role.held_by}
    for role in pack.roles.values():
        assert 2 <= len(role.duties) <= 6, role.id
        for duty in role.duties:
            assert re.fullmatch(r"[A-Z][a-z]+[ ,].*[a-z)]\.", duty), duty
        assert role.title not in job_titles, role.id
        assert "Principal" not in role.title
    assert len({role.title for role in pack.roles.values()}) == len(pack.roles)
    assert {role.group for role in pack.roles.values()} == set(ROLE_GROUPS)


# --- Relations --------------------------------------------------------------------------------------------------------


def test_dependencies_run_in_circles_in_no_phase(pack: Pack) -> None:
    for phase in ("before", "during", "after"):
        graph = nx.DiGraph(
            (one.source, one.target)
            for one in pack.relations
            if one.type in {"needs", "needs_approval", "hands_off_to"} and phase in one.phase.split("/")
        )
        assert nx.is_directed_acyclic_graph(graph), phase


def test_both_forms_of_reunification_depend_on_the_same(pack: Pack) -> None:
    on_campus = {(one.type, one.target) for one in pack.relations if one.source == "role-ops-release"}
    off_site = {(one.type, one.target) for one in pack.relations if one.source == "role-br-reunify"}
    assert len(on_campus) == 7
    assert on_campus == off_site
    apart_from_command = {one.target for one in pack.relations if one.type == "mutually_exclusive"}
    assert {"role-ops-release", "role-br-reunify"} <= apart_from_command


def test_every_numbered_dependency_is_there(pack: Pack) -> None:
    numbers = {int(re.sub(r"\D", "", one.id)) for one in pack.relations}

    assert numbers == set(range(1, 31)) - {28}


def test_every_predicate_of_readiness_is_used(pack: Pack) -> None:
    assert {node.satisfied_when for node in pack.nodes.values()} == set(SATISFIED_WHEN)


def test_special_training_is_on_top_of_the_tier_a_role_names(pack: Pack) -> None:
    assert {role.tier for role in pack.roles.values()} == {"T1", "T2", "T3"}
    assert all(not pack.tiers[tier].roles for tier in ("T1", "T2", "T3"))
    assert pack.tiers["trn-med"].roles == ("role-ops-medical", "role-ops-medical-team")
    assert pack.tiers["trn-psych"].required == ("PREPaRE or PFA-S",)


# --- Catalogues -------------------------------------------------------------------------------------------------------


def test_the_catalogues_are_complete(pack: Pack) -> None:
    assert (len(pack.zones), len(pack.channels), len(pack.audiences), len(pack.glossary)) == (18, 21, 12, 27)
    assert [level.doubling for level in pack.levels] == ["note", "warning", "error"]


def test_a_site_cannot_work_without_these_zones(pack: Pack) -> None:
    essential = {zone.id for zone in pack.zones.values() if zone.essential}

    assert essential == {"zn-checkin", "zn-parentwait", "zn-assembly", "zn-reunion", "zn-notify"}
    assert pack.zones["zn-notify"].own_exit_from == ("zn-reunion",)
    assert "zn-checkin" in pack.zones["zn-assembly"].must_be_hidden_from


def test_every_zone_is_run_by_a_role_that_is_open_at_a_major_incident(pack: Pack) -> None:
    assert all(opens(pack, zone.run_by, 3) for zone in pack.zones.values())


def test_these_audiences_are_in_every_plan(pack: Pack) -> None:
    assert {audience.id for audience in pack.audiences.values() if audience.expected} == {
        "au-occupants",
        "au-off",
        "au-staff",
        "au-family",
        "au-responder",
        "au-district",
    }


def test_channels_lost_together_share_a_failure_group(pack: Pack) -> None:
    assert pack.channels["ch-runner"].failure_groups == ()
    assert set(pack.channels["ch-sms"].failure_groups) & set(pack.channels["ch-panic"].failure_groups) == {"cellular"}
    assert not set(pack.channels["ch-sms"].failure_groups) & set(pack.channels["ch-pa"].failure_groups)


def test_help_lines_are_dated_and_recalled_ones_are_marked(pack: Pack) -> None:
    assert {line.verified_on for line in pack.hotlines} == {"2026-11-21"}
    assert {line.id for line in pack.hotlines if check_locally(line.citations)} == {"hl-ctl", "hl-ddh", "hl-poison"}
    assert not any("press 3" in line.detail.casefold() for line in pack.hotlines)


# --- Messages ---------------------------------------------------------------------------------------------------------

GSM_7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_7_TWO_SEPTETS = frozenset("^{}\\[~]|€\f")
ON_THE_DAY = {
    "school": "Maple Ridge Elementary",
    "time": "10:42 AM",
    "next": "11:15 AM",
    "agency": "Sheriff",
    "hazard": "gas leak",
    "site": "Oak St Community Center",
    "url": "mapleridge.example/info",
    "door": "north door",
    "phone": "505-555-0121",
    "date": "Nov 24",
    "place": "library",
    "street": "Ridge Road",
    "direction": "Oak Street",
    "distance": "two blocks",
}
LONGEST = {"sms": 160, "wea90": 90, "wea360": 360}


def septets(text: str) -> int:
    assert set(text) <= GSM_7 | GSM_7_TWO_SEPTETS, set(text) - GSM_7 - GSM_7_TWO_SEPTETS
    return sum(2 if character in GSM_7_TWO_SEPTETS else 1 for character in text)


def limited(pack: Pack) -> list[MessageTemplate]:
    return [message for message in pack.messages if message.channel in LONGEST]


def test_texts_fit_into_one_part_with_what_is_filled_in_on_the_day(pack: Pack) -> None:
    assert len(limited(pack)) == 50
    for message in limited(pack):
        filled = re.sub(r"\{(\w+)\}", lambda found: ON_THE_DAY[found[1]], message.text)
        assert septets(filled) <= LONGEST[message.channel], (message.id, septets(filled))


def test_every_message_is_there_in_both_languages(pack: Pack) -> None:
    english = {one.id for one in pack.messages if one.language == "en"}
    spanish = {one.id: one for one in pack.messages if one.language == "es"}

    assert {f"{message}-es" for message in english} == set(spanish)
    for message in spanish.values():
        original = next(one for one in pack.messages if f"{one.id}-es" == message.id)
        assert "have a fluent reader check" in message.title
        assert {one.confidence for one in message.citations} == {"d"}
        assert (message.channel, message.phase) == (original.channel, original.phase)
        filled_in = set(re.findall(r"\{(\w+)\}", message.text))
        assert filled_in <= set(re.findall(r"\{(\w+)\}", original.text)), message.id


def test_messages_name_no_person_and_say_when_to_expect_more(pack: Pack) -> None:
    for message in pack.messages:
        assert not re.search(r"\{(student|staff|child|victim)", message.text), message.id
    for message in pack.messages:
        if message.audience == "au-family" and message.phase == "during" and "reunify" not in message.id:
            assert "{next}" in message.text or "{url}" in message.text, message.id


# --- Language ---------------------------------------------------------------------------------------------------------


def every_file() -> Iterator[tuple[str, str]]:
    for path in sorted(assets.path(FOLDER).rglob("*")):
        if path.suffix in {".toml", ".md"} and path.name != "sources.toml":
            yield path.name, path.read_text(encoding="utf-8")


def test_plain_language_without_code_words(pack: Pack) -> None:
    code_word = re.compile(
        r"\bcode (red|blue|black|yellow|green|orange|purple|adam|white|gray)\b|\block ?down drill code\b", re.IGNORECASE
    )
    for name, text in every_file():
        assert not code_word.search(text), name


def test_us_spelling(pack: Pack) -> None:
    british = re.compile(
        r"\w*(colour|behaviour|organis|rumour|neighbour|labelled|centre\b|programme\b|recognis|authoris|counsell)\w*",
        re.IGNORECASE,
    )
    for name, text in every_file():
        assert not british.search(text), (name, british.search(text))


def test_every_role_has_a_mission_of_one_sentence_and_steps_for_its_sheet(pack: Pack) -> None:
    assert set(pack.missions) == set(pack.roles)
    for mission in pack.missions.values():
        assert mission.text.endswith(".")
        assert len(mission.text) <= 110
        assert [one.confidence for one in mission.citations] == ["d"]
    assert {step.when for step in pack.job_steps} >= {"start", "within-10", "within-30", "within-60", "closing"}


def test_no_message_promises_what_nobody_has_checked(pack: Pack) -> None:
    promise = re.compile(r"\b(?:is|are) safe\b|\ba salvo\b|away from danger|lejos del peligro", re.IGNORECASE)
    assert [one.id for one in pack.messages if promise.search(one.text)] == []


def test_the_first_page_names_sections_by_the_numbers_they_have(pack: Pack) -> None:
    first = pack.sections[0]
    assert first.id == "bp-start"
    named = {one.id: f"{one.number} {one.title}" for one in pack.sections}
    links = [
        (one.section, one.text)
        for block in first.body
        if isinstance(block, prose.ListBlock)
        for item in block.items
        for one in item
        if isinstance(one, prose.SectionLink)
    ]
    assert len(links) >= 8
    for section, text in links:
        assert text == named[section]
