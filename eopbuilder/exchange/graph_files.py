"""The role graph as files for other programs: node-link JSON (schema in `docs/schemas`) and GraphML."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    import networkx as nx


def write_node_link(graph: nx.MultiDiGraph[str], stream: BinaryIO) -> None:
    """Writes networkx' node-link form as indented UTF-8 text; `networkx.node_link_graph` reads it back."""
    import networkx as nx

    data = nx.node_link_data(graph, edges="edges")
    data["nodes"] = [_first(node, "id", "kind", "label", "level", "staffed") for node in data["nodes"]]
    data["edges"] = [_first(edge, "source", "target", "type") for edge in data["edges"]]
    stream.write(json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8") + b"\n")


def _first(facts: dict[str, Any], *names: str) -> dict[str, Any]:
    """The facts, those that matter most first."""
    return {**{name: facts[name] for name in names}, **facts}


def write_graphml(graph: nx.MultiDiGraph[str], stream: BinaryIO) -> None:
    """Writes GraphML, whose values have types: what is None is left out, lists become one text with semicolons."""
    import networkx as nx

    typed: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    typed.graph.update(_typed(graph.graph))
    typed.add_nodes_from((node, _typed(facts)) for node, facts in graph.nodes(data=True))
    typed.add_edges_from((*edge, _typed(facts)) for *edge, facts in graph.edges(keys=True, data=True))
    nx.write_graphml(typed, stream, encoding="utf-8", prettyprint=True)


def _typed(facts: dict[str, Any]) -> dict[str, Any]:
    return {
        name: "; ".join(value) if isinstance(value, list | tuple) else value
        for name, value in facts.items()
        if value is not None
    }
