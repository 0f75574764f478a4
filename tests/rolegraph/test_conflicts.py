"""Three assistant principals in many posts: every conflict is found at level 3, and none is invented."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.packs import load_pack
from eopbuilder.rolegraph.analysis import check_roles
from tests.rolegraph.small import AS_OF, person, plan_of

PACK = load_pack("k12-federal")
ASSISTANTS = tuple(person(f"{name} Assistant") for name in ("Ann", "Ben", "Cat"))
STAFF = tuple(person(f"P{number} Staff") for number, _ in enumerate(PACK.roles))
ROLES = tuple(role.id for role in PACK.roles.values() if role.opens_at)


@given(st.dictionaries(st.sampled_from(ROLES), st.sampled_from(ASSISTANTS), max_size=12))
def test_every_conflict_is_found_and_none_invented(posts: dict[str, object]) -> None:
    holders = {role: [posts.get(role, STAFF[place])] for place, role in enumerate(ROLES)}
    plan = plan_of(holders)  # type: ignore[arg-type]
    findings = check_roles(plan, PACK, AS_OF)
    in_posts = Counter(posts.values())
    doubled = {one.label for one in ASSISTANTS if in_posts[one] > 1}
    told = [one.message for one in findings if one.code == "V-ICS-05"]
    assert {message.partition(" is needed in ")[0] for message in told} == doubled
    for message in told:
        name, _, places = message.partition(" is needed in ")
        held = [PACK.roles[role].title for role in ROLES if role in posts and getattr(posts[role], "label", "") == name]
        assert len(re.findall(r" \((?:at|from) ", places)) == len(held)
        assert all(f"{title} (" in places for title in held)
    apart = {
        frozenset((one.source, one.target))
        for one in PACK.relations
        if one.type == "mutually_exclusive" and posts.get(one.source) and posts.get(one.source) == posts.get(one.target)
    }
    kept_apart = [one.message for one in findings if one.code == "V-ICS-15"]
    assert len(kept_apart) == len(apart)
    for pair in apart:
        titles = [PACK.roles[role].title for role in pair]
        assert any(all(title in message for title in titles) for message in kept_apart)
