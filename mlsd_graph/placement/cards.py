"""Which card may stand for a concept: one that was never graded, short to ask and to judge."""

from collections.abc import Mapping

from mlsd_graph.content.records import CardHead, CardKind
from mlsd_graph.graph import Graph, is_contrast
from mlsd_graph.memory.state import CardState

_BEST_FIRST = (
    CardKind.BASIC,
    CardKind.TYPED,
    CardKind.CLOZE,
    CardKind.ORDERED,
    CardKind.EXPLAIN,
    CardKind.ESTIMATE,
    CardKind.BLOCK,
    CardKind.ARROW,
    CardKind.DIAGRAM,
)


def graded(graph: Graph, states: Mapping[str, CardState], concept: str) -> list[str]:
    """Uids of a concept's own cards that were ever graded."""
    return [
        head.uid
        for head in graph.cards_of.get(concept, ())
        if (state := states.get(head.uid)) and state.reps
    ]


def stands_for(
    graph: Graph, states: Mapping[str, CardState], concept: str, day: int
) -> CardHead | None:
    """Choose the card to ask of a concept on a study day; None where none can be asked."""
    free = [
        head
        for head in graph.cards_of.get(concept, ())
        if not is_contrast(head) and _is_free(states.get(head.uid), day)
    ]
    return min(free, key=lambda head: _BEST_FIRST.index(head.kind), default=None)


def _is_free(state: CardState | None, day: int) -> bool:
    return state is None or not (state.reps or state.hidden_on(day))
