"""Who depends on whom, followed to the ends; and the words and searches made from it."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.domain.catalogue import EdgeType, GraphNode
from eopbuilder.packs import load_pack
from eopbuilder.rolegraph.dependencies import FLOWS, links_at, reach, said
from eopbuilder.rolegraph.finding import find_nodes
from eopbuilder.rolegraph.focus import CardSection, FocusCard, focus_cards
from eopbuilder.rolegraph.structure import structure_at
from tests.rolegraph.small import AS_OF, COMMAND, pack_of, person, plan_of, relation, role

POLICE = GraphNode("police", "Police", "partner", "agency-police-or-fire-with-contact", "The town's police.")
ROLES = [COMMAND, *(role(f"role-{letter}") for letter in "abcde")]
RELATIONS = [
    relation("needs", "role-a", "role-b", text="They carry the radios."),
    relation("needs_approval", "role-b", "role-c"),
    relation("needs", "role-c", "police"),
    relation("informs", "role-a", "role-d"),
    relation("hands_off_to", "role-d", "role-a"),
    relation("mutually_exclusive", "role-a", "role-e"),
]
PACK = pack_of(ROLES, RELATIONS, [POLICE])


def section(card: FocusCard, heading: str) -> tuple[str, ...]:
    """The lines under a heading; none when the card has no such heading."""
    return next((one.lines for one in card.sections if one.heading == heading), ())


def test_what_a_role_depends_on_is_followed_to_the_ends() -> None:
    links = links_at(PACK, structure_at(plan_of(), PACK, 3))
    found = reach(links, "role-a")
    assert found.upstream == {
        "role-b": ("role-a", "role-b"),
        "role-c": ("role-a", "role-b", "role-c"),
        "police": ("role-a", "role-b", "role-c", "police"),
    }
    assert found.downstream == {}
    assert set(reach(links, "police").downstream) == {"role-a", "role-b", "role-c"}


def test_informing_and_handing_over_keep_nobody_from_working() -> None:
    links = links_at(PACK, structure_at(plan_of(), PACK, 3))
    assert reach(links, "role-d").upstream == {}
    assert [one.type for one in links.of("role-a")] == ["needs", "informs"]
    assert [one.type for one in links.to("role-a")] == ["hands_off_to"]


def test_closed_roles_have_no_links() -> None:
    plan = plan_of(settings={"role-b": {"opens_at": "never"}})
    links = links_at(PACK, structure_at(plan, PACK, 3))
    assert reach(links, "role-a").upstream == {}
    assert all("role-b" not in {one.source, one.target} for one in links.relations)


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")), max_size=14))
def test_reach_agrees_with_walking_every_way(pairs: list[tuple[str, str]]) -> None:
    pack = pack_of(ROLES, [relation("needs", f"role-{one}", f"role-{other}") for one, other in dict.fromkeys(pairs)])
    links = links_at(pack, structure_at(plan_of(), pack, 3))
    ends = {one.id: reach(links, one.id) for one in ROLES}
    closure = {(f"role-{one}", f"role-{other}") for one, other in pairs}
    while more := {(a, d) for a, b in closure for c, d in closure if b == c} - closure:
        closure |= more
    for start, found in ends.items():
        assert set(found.upstream) == {there for here, there in closure if here == start} - {start}
        for there, path in found.upstream.items():
            assert (path[0], path[-1]) == (start, there)
            assert start in ends[there].downstream


def test_a_link_is_said_in_a_sentence() -> None:
    assert said(PACK, RELATIONS[0]) == "A needs B: They carry the radios."
    assert said(PACK, relation("needs_approval", "role-c", "police", text="")) == "C needs approval from Police."
    assert said(PACK, relation("needs", "gone", "police")).startswith("something that is gone needs Police")


def test_a_card_says_who_how_to_reach_them_and_whom_the_role_depends_on() -> None:
    ann = dataclasses.replace(person("Ann First"), job_title="Nurse", mobile_phone="505-555-0100", email="ann@x.org")
    plan = plan_of({"role-a": [ann, person("Bo Second")]})
    card = focus_cards(plan, PACK, AS_OF)["role-a"]
    assert card.title == "A"
    assert section(card, "Held by") == ("Ann First, Nurse, 505-555-0100, ann@x.org",)
    assert section(card, "Alternates, in the order they step up") == ("Bo Second, no phone or e-mail given",)
    assert section(card, "Reports to") == ("Incident Commander",)
    assert section(card, "Duties") == ("Do it",)
    assert section(card, "Needs") == ("B: They carry the radios.",)
    assert section(card, "Informs") == ("D: because",)
    assert section(card, "Takes over from") == ("D: because",)
    through = section(card, "Depends on, directly or through others")
    assert through == ("B", "C, through B", "Police, through B and C")
    assert "Ann First" in card.summary
    assert "Depends on B, C and Police" in card.summary


def test_a_card_of_something_that_is_not_a_role_says_who_uses_it() -> None:
    card = focus_cards(plan_of(), PACK, AS_OF)["police"]
    assert card.subtitle == "Partner, not ready yet"
    assert section(card, "What it is") == ("The town's police.",)
    assert section(card, "Needed by") == ("C: because",)
    assert section(card, "Depend on it, directly or through others") == ("C", "B, through C", "A, through C and B")


def test_a_vacant_role_says_so() -> None:
    card = focus_cards(plan_of(), PACK, AS_OF)["role-b"]
    assert section(card, "Held by") == ("Nobody assigned",)
    assert CardSection("Leads", ()) not in card.sections


def test_every_open_role_of_the_federal_pack_has_a_card_and_every_link_is_on_two() -> None:
    pack = load_pack("k12-federal")
    cards = focus_cards(plan_of(), pack, AS_OF)
    assert set(cards) >= set(structure_at(plan_of(), pack, 3).active)
    kinds: dict[EdgeType, tuple[str, str]] = {
        "needs": ("Needs", "Needed by"),
        "needs_approval": ("Needs approval from", "Gives approval to"),
        "hands_off_to": ("Hands over to", "Takes over from"),
        "informs": ("Informs", "Informed by"),
    }
    told = sum(len(section(card, heading)) for card in cards.values() for both in kinds.values() for heading in both)
    links = links_at(pack, structure_at(plan_of(), pack, 3))
    assert set(kinds) == set(FLOWS)
    assert told == 2 * len(links.relations) > 0


def test_roles_are_found_by_title_and_by_name_without_case_and_accents() -> None:
    plan = plan_of({"role-b": [person("Zoë Park"), person("Łukasz Nowak")]})
    shown = ("role-ic", "role-a", "role-b", "police")
    assert find_nodes(plan, PACK, AS_OF, shown, "zoe") == ("role-b",)
    assert find_nodes(plan, PACK, AS_OF, shown, "NOWAK b") == ("role-b",)
    assert find_nodes(plan, PACK, AS_OF, shown, "commander") == ("role-ic",)
    assert find_nodes(plan, PACK, AS_OF, shown, "poli") == ("police",)
    assert find_nodes(plan, PACK, AS_OF, shown, "nobody at all") == ()
    assert find_nodes(plan, PACK, AS_OF, shown, "  ") == ()
