"""Describes nodes and the whole graph in plain values, for screens and for JSON."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NotRequired, TypedDict

from mlsd_graph.content.records import CardKind, PageHead, PageKind, RelationKind, Step

if TYPE_CHECKING:
    from mlsd_graph.graph.model import Graph


@dataclass(frozen=True, slots=True)
class Link:
    """One edge as its node sees it."""

    relation: RelationKind
    outward: bool
    """Whether the edge starts here; a prerequisite starts at what is needed."""
    id: str
    """The other node."""
    reason: str = ""
    step: Step | None = None
    weight: float | None = None
    """Of a use."""


def links(graph: "Graph", id_: str) -> tuple[Link, ...]:
    """All edges of a node: what it needs, contrasts with, uses and mentions, and the reverse."""
    return (*inward(graph, id_), *outward(graph, id_))


def outward(graph: "Graph", id_: str) -> Iterator[Link]:
    """Edges that start at a node."""
    needs = RelationKind.PREREQUISITE
    for other in graph.dependents_of.get(id_, ()):
        yield Link(needs, outward=True, id=other, reason=graph.prerequisites_of[other][id_])
    for other, reason in graph.contrasts_of.get(id_, {}).items():
        yield Link(RelationKind.CONTRAST, outward=True, id=other, reason=reason)
    for other, weights in graph.stated[id_].uses.items():
        for step, weight in weights.items():
            yield Link(RelationKind.USE, outward=True, id=other, step=step, weight=weight)
    for other, text in graph.stated[id_].mentions.items():
        yield Link(RelationKind.MENTION, outward=True, id=other, reason=text)


def inward(graph: "Graph", id_: str) -> Iterator[Link]:
    """Edges that end at a node, without contrasts, which run both ways."""
    for other, reason in graph.prerequisites_of.get(id_, {}).items():
        yield Link(RelationKind.PREREQUISITE, outward=False, id=other, reason=reason)
    for case in graph.used_by.get(id_, ()):
        for step, weight in graph.stated[case].uses[id_].items():
            yield Link(RelationKind.USE, outward=False, id=case, step=step, weight=weight)
    for other, page in graph.stated.items():
        if id_ in page.mentions:
            yield Link(RelationKind.MENTION, outward=False, id=other, reason=page.mentions[id_])


class RelationView(TypedDict):
    """One edge in JSON; `step` and `weight` only for a use."""

    relation: str
    direction: str
    """`out` for an edge that starts at the node; a prerequisite starts at what is needed."""
    id: str
    reason: str
    step: NotRequired[str]
    weight: NotRequired[float]


class NodeView(TypedDict):
    """A node in JSON."""

    id: str
    node: str
    title: str
    domain: str
    level: str
    depth: int
    """Topological level."""
    cards: list[str]
    serves: list[str]
    """Case studies, nearest first."""
    relations: list[RelationView]


def node(graph: "Graph", page: PageHead) -> NodeView:
    """A node with its cards and relations, ready for JSON."""
    relations: list[RelationView] = []
    for link in links(graph, page.id):
        relation: RelationView = {
            "relation": str(link.relation),
            "direction": "out" if link.outward else "in",
            "id": link.id,
            "reason": link.reason,
        }
        if link.step is not None and link.weight is not None:
            relation["step"] = str(link.step)
            relation["weight"] = link.weight
        relations.append(relation)
    return {
        "id": page.id,
        "node": str(page.kind),
        "title": page.title,
        "domain": page.domain,
        "level": page.level,
        "depth": graph.level.get(page.id, 0),
        "cards": [card.uid for card in graph.cards_of.get(page.id, ())],
        "serves": list(graph.reach(page.id)),
        "relations": relations,
    }


def stats(graph: "Graph") -> dict[str, int | dict[str, int]]:
    """Counts; a contrast counts once per pair, a use once per (case study, concept)."""
    kinds = Counter(page.kind for page in graph.pages.values())
    cards = Counter(card.kind for heads in graph.cards_of.values() for card in heads)
    said = graph.stated.values()
    return {
        "concepts": kinds[PageKind.CONCEPT],
        "case_studies": kinds[PageKind.CASE_STUDY],
        "contrast_sets": kinds[PageKind.CONTRAST_SET],
        "framework": kinds[PageKind.FRAMEWORK],
        "cards": cards.total(),
        "cards_by_kind": {str(kind): cards[kind] for kind in CardKind},
        "edges": {
            str(RelationKind.PREREQUISITE): sum(map(len, graph.prerequisites_of.values())),
            str(RelationKind.CONTRAST): sum(map(len, graph.contrasts_of.values())) // 2,
            str(RelationKind.USE): sum(len(page.uses) for page in said),
            str(RelationKind.MENTION): sum(len(page.mentions) for page in said),
        },
        "levels": len(graph.levels()),
        "acyclic": not graph.cycles,
        "diagrams": sum(page.diagrams for page in graph.pages.values()),
    }
