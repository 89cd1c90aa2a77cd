"""What is learned: a graph of the product, and its edges and orders as arrays.

Every deck is a `Graph` that the product's own functions can be asked about. Concept c has the
cards c·per … c·per + per − 1. `file_order` is what a learner without the graph would follow.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from benchmarks.heads import Heads, case_study, concept, heads_of
from benchmarks.learning.dice import Ints
from mlsd_graph import load
from mlsd_graph.content.records import CardHead, CardKind, PageKind, Relation, RelationKind, Step
from mlsd_graph.graph import Graph, build, is_contrast


class Deck:
    """Concepts with the same number of cards each."""

    def __init__(self, name: str, graph: Graph, concepts: tuple[str, ...], per: int) -> None:
        self.name = name
        self.graph = graph
        self.concepts = concepts
        """In the order of the content."""
        self.per = per
        self.index = {id_: place for place, id_ in enumerate(concepts)}

    @property
    def cards(self) -> int:
        """Number of cards."""
        return len(self.concepts) * self.per

    @cached_property
    def uids(self) -> tuple[str, ...]:
        """Uid of every card."""
        heads = (self.graph.cards_of[id_] for id_ in self.concepts)
        return tuple(head.uid for page in heads for head in page)

    @cached_property
    def card_of(self) -> dict[str, int]:
        """Number of the card with a uid."""
        return {uid: number for number, uid in enumerate(self.uids)}

    @cached_property
    def needs(self) -> Ints:
        """Edges (prerequisite, concept that needs it), one per row."""
        found = [
            (self.index[need], place)
            for place, id_ in enumerate(self.concepts)
            for need in self.graph.prerequisites_of.get(id_, ())
        ]
        return np.array(found, np.int64).reshape(-1, 2)

    @cached_property
    def by_value(self) -> Ints:
        """Rank of each concept among those worth learning, as the product ranks them."""
        return self._ranks(self.graph.by_value)

    @cached_property
    def by_level(self) -> Ints:
        """Rank of each concept in the order of prerequisites."""
        return self._ranks(sorted(self.concepts, key=self.graph.order.__getitem__))

    def _ranks(self, ids: Iterable[str]) -> Ints:
        ranks = np.empty(len(self.concepts), np.int64)
        for rank, id_ in enumerate(ids):
            ranks[self.index[id_]] = rank
        return ranks


def shipped(concepts: int, per: int) -> Deck:
    """The concepts of the shipped content that serve most case studies, with all they need."""
    whole = load().adjacency
    chosen: set[str] = set()
    for id_ in whole.by_value:
        wanted = {id_, *whole.prerequisites(id_)} - chosen
        if len(chosen) + len(wanted) <= concepts:
            chosen |= wanted
    pages = (
        page._replace(cards=_notes(whole.cards_of[id_], per) if id_ in chosen else ())
        for id_, page in whole.pages.items()
        if id_ in chosen or page.kind is PageKind.CASE_STUDY
    )
    return _deck("shipped content", heads_of(pages), per)


def random_dag(concepts: int, per: int, seed: int) -> Deck:
    """Concepts that need one to three of the earlier ones; files in an order of their own."""
    rng = np.random.default_rng([seed, 71])
    roots = max(2, concepts // 8)
    names = [f"c{number:04}" for number in rng.permutation(10_000)[:concepts]]
    relations: dict[str, list[Relation]] = {name: [] for name in names}
    for place in range(roots, concepts):
        near = np.arange(max(0, place - 40), place)
        chosen: list[int] = rng.choice(near, size=rng.integers(1, 4), replace=False).tolist()
        for need in chosen:
            relations[names[place]].append(_relation(RelationKind.PREREQUISITE, names[need]))
    pages = [
        concept(name, relations[name], (_head(f"{name}/k{number}", name) for number in range(per)))
        for name in sorted(names)
    ]
    for number in range(max(2, concepts // 10)):
        used: list[int] = rng.choice(concepts, size=min(concepts, 12), replace=False).tolist()
        uses = [_relation(RelationKind.USE, names[place]) for place in used]
        pages.append(case_study(f"case-{number:03}", uses))
    return _deck("random DAG", heads_of(pages), per)


def _deck(name: str, heads: Heads, per: int) -> Deck:
    graph = build(heads)
    concepts = tuple(id_ for id_ in graph.pages if id_ in graph.cards_of)
    return Deck(name, graph, concepts, per)


def _notes(heads: Sequence[CardHead], per: int) -> tuple[CardHead, ...]:
    """The first cards of a page, one per note."""
    first: dict[str, CardHead] = {}
    for head in heads:
        if not is_contrast(head):
            first.setdefault(head.note, head)
    return tuple(first.values())[:per]


def _head(uid: str, page: str) -> CardHead:
    return CardHead(uid, uid, CardKind.BASIC, page, 1, uid)


def _relation(kind: RelationKind, target: str) -> Relation:
    step = Step.MODEL if kind is RelationKind.USE else None
    return Relation(kind, target, "drawn at random", step, 0.6)
