"""The role graph as JSON and GraphML: valid, the same on every run, and read back by others."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import networkx as nx
import pytest

from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Channel, Provider, Site
from eopbuilder.exchange.graph_files import write_graphml, write_node_link
from eopbuilder.packs import load_pack
from eopbuilder.planning.exporting import export_graph
from eopbuilder.rolegraph.build import build_graph
from tests.document.schools import PACK, sample_school
from tests.rolegraph.small import AS_OF, person, plan_of

SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "graph.schema.json"
ANA, BEN, ZOE = person("Ana Ruiz"), person("Ben Ode"), person("Zoë “Z” <Łukasik> & Co\x0b")


def school() -> Plan:
    """A school with somebody in command and one record of each kind."""
    records = [
        Site(id="s1", name="Church\x00 hall", reach="walking"),
        Channel(id="c1", name="PA"),
        Provider(id="v1", name="Clinic"),
    ]
    return plan_of({"role-ic": [ANA, BEN, ZOE], "role-pio": [ZOE]}, records=records)


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph[str]:
    return build_graph(school(), load_pack("k12-federal"), AS_OF)


def written(write: Any, graph: nx.MultiDiGraph[str]) -> bytes:
    stream = io.BytesIO()
    write(graph, stream)
    return stream.getvalue()


def test_the_json_fits_its_schema(graph: nx.MultiDiGraph[str]) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    data = json.loads(written(write_node_link, graph))
    validator.validate(data)
    assert {node["kind"] for node in data["nodes"]} >= {"role", "person", "site", "channel", "provider", "partner"}
    for node in (data["nodes"][0], data["nodes"][-1]):
        wrong = {**data, "nodes": [{**node, "level": None if node["level"] else 2}]}
        assert not validator.is_valid(wrong)


def test_the_json_is_read_back_as_the_same_graph(graph: nx.MultiDiGraph[str]) -> None:
    data = json.loads(written(write_node_link, graph))
    assert (data["directed"], data["multigraph"]) == (True, True)
    assert list(data["nodes"][0])[:5] == ["id", "kind", "label", "level", "staffed"]
    assert list(data["edges"][0])[:3] == ["source", "target", "type"]
    back = nx.node_link_graph(data, edges="edges")
    assert dict(back.nodes(data=True)) == dict(graph.nodes(data=True))
    assert sorted(back.edges(keys=True)) == sorted(graph.edges(keys=True))


def test_the_graphml_is_read_back_with_typed_values(graph: nx.MultiDiGraph[str]) -> None:
    back = nx.read_graphml(io.BytesIO(written(write_graphml, graph)), force_multigraph=True)
    assert set(back) == set(graph)
    assert sorted(back.edges(keys=True)) == sorted(graph.edges(keys=True))
    command, officer = back.nodes["role-ic"], back.nodes["role-safety"]
    assert (command["level"], command["staffed"], command["primary"]) == (1, True, "Ana Ruiz")
    assert command["alternates"] == "Ben Ode; Zoë “Z” <Łukasik> & Co"
    assert (officer["level"], officer["staffed"], officer["alternates"]) == (2, False, "")
    assert "primary" not in officer
    assert "level" not in back.nodes["external-ic"]
    assert back.nodes["site:s1"]["label"] == "Church hall"
    assert back.edges["role-ic", "external-ic", "dep-21"]["type"] == "hands_off_to"
    assert back.graph["as_of"] == "2026-09-01"


@pytest.mark.parametrize("write", [write_node_link, write_graphml])
def test_equal_plans_give_equal_bytes(write: Any, graph: nx.MultiDiGraph[str]) -> None:
    again = build_graph(school(), load_pack("k12-federal"), AS_OF)
    assert written(write, graph) == written(write, again)


def test_writing_leaves_the_graph_as_it_was(graph: nx.MultiDiGraph[str]) -> None:
    before = {node: dict(facts) for node, facts in graph.nodes(data=True)}
    written(write_node_link, graph)
    written(write_graphml, graph)
    assert dict(graph.nodes(data=True)) == before


def test_an_empty_graph_is_written_too() -> None:
    empty: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    assert json.loads(written(write_node_link, empty))["nodes"] == []
    assert len(nx.read_graphml(io.BytesIO(written(write_graphml, empty)))) == 0


def test_the_public_role_graph_has_titles_and_calls_no_role_vacant(tmp_path: Path) -> None:
    plan = sample_school()
    people = {one.label for one in plan.people}
    drawing, data = tmp_path / "graph.svg", tmp_path / "graph.json"
    for target in (drawing, data):
        export_graph(plan, PACK, AS_OF, target, edition=Edition.PUBLIC)
        text = target.read_text(encoding="utf-8")
        assert "Incident Commander" in text
        assert not [name for name in people if name in text]
    assert "Unstaffed" not in drawing.read_text(encoding="utf-8")
    assert "obody" not in drawing.read_text(encoding="utf-8")
    told = json.loads(data.read_text(encoding="utf-8"))
    assert told["graph"]["plan_edition"] == "public"
    assert {one["staffed"] for one in told["nodes"]} <= {None, True}
    jsonschema.validate(told, json.loads(SCHEMA.read_text(encoding="utf-8")))
    export_graph(plan, PACK, AS_OF, drawing)
    assert "Unstaffed" in drawing.read_text(encoding="utf-8")
