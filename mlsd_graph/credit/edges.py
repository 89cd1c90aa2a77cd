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
    return tuple(
        (other.uid, weight)
        for concept, weight in exercised(graph, head).items()
        if weight >= LEAST_WEIGHT
        for other in graph.cards_of.get(concept, ())
        if not is_contrast(other)
    )
