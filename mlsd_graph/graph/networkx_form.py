"""The graph in NetworkX, for users who analyse it in a notebook.

Importing this module imports networkx (160 ms): only `Graph.networkx` does.
"""

from typing import TYPE_CHECKING

import networkx as nx

from mlsd_graph.content.records import RelationKind
from mlsd_graph.graph.describing import outward

if TYPE_CHECKING:
    from mlsd_graph.graph.model import Graph


def multidigraph(graph: "Graph") -> "nx.MultiDiGraph[str]":
    """Nodes with `node`, `title` and `cards`; edges keyed by relation, a use by `use:<step>`.

    Every edge has `relation` and `reason`; a use also `step` and `weight`.
    """
    whole: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for id_, page in graph.pages.items():
        whole.add_node(
            id_,
            node=str(page.kind),
            title=page.title,
            domain=page.domain,
            level=page.level,
            cards=graph.cards_of.get(id_, ()),
        )
    for id_ in graph.pages:
        for link in outward(graph, id_):
            relation = str(link.relation)
            key = f"{relation}:{link.step}" if link.step is not None else relation
            given = {"relation": relation, "reason": link.reason}
            if link.relation is RelationKind.USE:
                given |= {"step": str(link.step), "weight": link.weight}
            whole.add_edge(id_, link.id, key=key, **given)
    return whole
