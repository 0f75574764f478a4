"""The graph of a plan: which nodes it has, what is staffed or ready, and which edges run where."""

from __future__ import annotations

from datetime import date

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.domain.catalogue import GraphNode, Pack
from eopbuilder.domain.records import Agency, Agreement, Channel, Provider, Site
from eopbuilder.packs import load_pack
from eopbuilder.rolegraph.build import build_graph
from tests.rolegraph.small import AS_OF, COMMAND, pack_of, person, plan_of, relation, role

ANA, BEN, CAY = person("Ana Ruiz"), person("Ben Ode"), person("Cay Lim")
GONE = person("Gil Gone", end_date=date(2026, 6, 30))
RESPONDER = "agency-police-or-fire-with-contact"
PACK = pack_of(
    [
        COMMAND,
        role("role-ops", opens=2, rank="lvl-section"),
        role("role-med", "role-ops"),
        role("role-spare", opens=0),
        role("role-lost", "role-gone", 3),
    ],
    [
        relation("needs", "role-med", "police"),
        relation("informs", "role-med", "role-ops"),
        relation("needs", "role-med", "role-spare"),
        relation("needs", "role-med", "nowhere"),
    ],
    [GraphNode("police", "Police commander", "partner", RESPONDER, "")],
)


def links(graph: nx.MultiDiGraph[str], kind: str) -> list[tuple[str, str]]:
    """Source and target of the edges of one type."""
    return [(source, target) for source, target, found in graph.edges(data="type") if found == kind]


def test_used_roles_and_what_they_depend_on_are_nodes() -> None:
    graph = build_graph(plan_of({"role-ic": [ANA, BEN], "role-ops": [GONE, CAY], "role-spare": [CAY]}), PACK, AS_OF)
    assert list(graph) == [
        "role-ic", "role-ops", "role-med", "role-lost", "police",
        "person:p-ana-ruiz", "person:p-ben-ode", "person:p-cay-lim", "person:p-gil-gone",
    ]  # fmt: skip
    assert graph.nodes["role-ic"] == {
        "kind": "role",
        "label": "Incident Commander",
        "level": 1,
        "staffed": True,
        "group": "command",
        "primary": "Ana Ruiz",
        "alternates": ["Ben Ode"],
    }
    assert graph.nodes["role-ops"] | {"label": ""} == {
        "kind": "role",
        "label": "",
        "level": 2,
        "staffed": False,
        "group": "operations",
        "primary": None,
        "alternates": ["Cay Lim"],
    }
    assert graph.nodes["police"] == {"kind": "partner", "label": "Police commander", "level": None, "staffed": False}
    assert graph.nodes["person:p-gil-gone"] == {
        "kind": "person", "label": "Gil Gone", "level": None, "staffed": False, "left": True,
    }  # fmt: skip
    assert graph.nodes["person:p-cay-lim"]["left"] is False
    assert graph.graph == {
        "title": "Plan", "school": "Maple Ridge", "pack": "small", "edition": "1", "as_of": "2026-09-01",
    }  # fmt: skip


def test_edges_run_from_the_one_that_reports_needs_or_steps_up() -> None:
    graph = build_graph(plan_of({"role-ic": [ANA, BEN, CAY], "role-ops": [GONE, CAY, GONE]}), PACK, AS_OF)
    assert links(graph, "reports_to") == [("role-ops", "role-ic"), ("role-med", "role-ops")]
    assert links(graph, "needs") == [("role-med", "police")]
    assert links(graph, "informs") == [("role-med", "role-ops")]
    assert links(graph, "backs_up") == [
        ("person:p-ben-ode", "person:p-ana-ruiz"),
        ("person:p-cay-lim", "person:p-ana-ruiz"),
        ("person:p-cay-lim", "role-ops"),
    ]
    assert graph.edges["role-med", "police", "needs:role-med:police:during"] == {
        "type": "needs",
        "text": "because",
        "phase": "during",
        "id": "needs:role-med:police:during",
    }
    second = graph.edges["person:p-cay-lim", "person:p-ana-ruiz", "backs_up:role-ic:2"]
    assert second["text"] == "Alternate 2 for Incident Commander"


def test_reports_of_a_role_nobody_uses_go_one_step_higher() -> None:
    graph = build_graph(plan_of(settings={"role-ops": {"opens_at": "never"}}), PACK, AS_OF)
    assert links(graph, "reports_to") == [("role-med", "role-ic")]
    assert "role-ops" not in graph


def test_sites_channels_providers_and_partners_are_staffed_when_they_can_be_counted_on() -> None:
    records = [
        BEN,
        GONE,
        Site(id="field", name="Field", reach="on-campus"),
        Site(id="church", name="Church", reach="walking", position=1),
        Site(id="library", name="Library", reach="bus", position=2),
        Channel(id="pa", name="PA", operators=("p-ben-ode",)),
        Channel(id="tv", name="TV", operators=("p-gil-gone", "p-unknown"), position=1),
        Channel(id="news", name="News", outside_senders="District office", position=2),
        Provider(id="clinic", name="Clinic"),
        Provider(id="hotline", position=1),
        Agreement(id="1", site="library", state="same-district"),
        Agreement(id="2", site="church", state="signed", valid_until=date(2026, 8, 31)),
        Agreement(id="3", provider="clinic", state="signed", valid_until=AS_OF),
        Agency(id="pd", name="Police", kind="police", phone="505-555-0100"),
    ]
    graph = build_graph(plan_of(records=records), PACK, AS_OF)
    staffed = {node: facts["staffed"] for node, facts in graph.nodes(data=True) if facts["kind"] != "role"}
    assert staffed == {
        "police": True,
        "site:field": True,
        "site:church": False,
        "site:library": True,
        "channel:pa": True,
        "channel:tv": False,
        "channel:news": True,
        "provider:clinic": True,
        "provider:hotline": False,
    }
    assert {graph.nodes[node]["kind"] for node in staffed} == {"partner", "site", "channel", "provider"}
    assert graph.nodes["provider:hotline"]["label"] == "Unnamed provider"


@pytest.fixture(scope="module")
def federal() -> Pack:
    return load_pack("k12-federal")


def test_the_federal_pack_gives_one_tree_of_reporting_lines(federal: Pack) -> None:
    graph = build_graph(plan_of(), federal, AS_OF)
    tree = nx.DiGraph(links(graph, "reports_to"))
    assert nx.is_arborescence(tree.reverse())
    roles = {node for node, kind in graph.nodes(data="kind") if kind == "role"}
    assert set(tree) == roles
    assert {node for node in graph if node not in roles} == set(federal.nodes)
    every = {one.id for one in federal.relations if {one.source, one.target} <= set(graph)}
    assert every <= {key for *_, key in graph.edges(keys=True)}
    assert "dep-21" in every


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), max_size=10))
def test_reporting_lines_never_loop_and_every_edge_has_both_ends(drawn: list[tuple[int, int]]) -> None:
    roles = [role(f"r{place}", f"r{above}", opens) for place, (above, opens) in enumerate(drawn)]
    graph = build_graph(plan_of(), pack_of([COMMAND, *roles]), AS_OF)
    assert nx.is_directed_acyclic_graph(nx.DiGraph(links(graph, "reports_to")))
    assert all("kind" in facts for _, facts in graph.nodes(data=True))
