"""Which cards a passed card credits: those of the concepts that its answer had to use."""

from collections.abc import Mapping

from mlsd_graph.content.records import CardHead
from mlsd_graph.graph import Graph, exercised, is_contrast

LEAST_WEIGHT = 0.3


class Edges:
    """Looks edges up once per card; unknown cards and cycles of links credit nothing."""

    __slots__ = ("_cards", "_found", "_graph")

    def __init__(self, graph: Graph, cards: Mapping[str, CardHead]) -> None:
        self._graph = graph
        self._cards = cards
        self._found: dict[str, tuple[tuple[str, float], ...]] = {}

    def __call__(self, uid: str) -> tuple[tuple[str, float], ...]:
        """Cards that passing one card credits, with their weights."""
        found = self._found.get(uid)
        if found is None:
            head = self._cards.get(uid)
            found = self._found[uid] = credited_cards(self._graph, head) if head else ()
        return found


def credited_cards(graph: Graph, head: CardHead) -> tuple[tuple[str, float], ...]:
    """All cards of the concepts that a card exercises; prerequisites get no credit."""
    uses = exercised(graph, head).items()
    return tuple(each for concept, weight in uses for each in cards_of(graph, concept, weight))


def cards_of(graph: Graph, concept: str, weight: float) -> tuple[tuple[str, float], ...]:
    """All cards that using a concept with a weight credits; none where that weighs too little."""
    if weight < LEAST_WEIGHT:
        return ()
    heads = graph.cards_of.get(concept, ())
    return tuple((head.uid, weight) for head in heads if not is_contrast(head))
