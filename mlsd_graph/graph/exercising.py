"""Which concepts an answer exercises: the uses that a case study states, card by card."""

from collections.abc import Mapping

from mlsd_graph.content.records import CardHead, CardKind, PageKind
from mlsd_graph.graph.model import Graph

_ONE_LINE = frozenset({CardKind.BLOCK, CardKind.ARROW})
"""Cards that are one line of a diagram's reasons."""
_WHOLE = frozenset({CardKind.DIAGRAM, CardKind.EXPLAIN})
"""Cards that ask for the whole design of a case study."""
_NAMED = 0.6
"""Weight of a use in a checklist; what prose mentions, a whole design need not name."""


def linked(graph: Graph, head: CardHead) -> Mapping[str, float]:
    """Concepts linked within a card, with the weight of the link; the largest one counts.

    A card reaches from its line to the next card's, one in a diagram's reasons fills its line.
    """
    page = graph.pages[head.page]
    after = (other.line for other in page.cards if other.line > head.line)
    end = head.line + 1 if head.kind in _ONE_LINE else min(after, default=head.line + 1)
    found: dict[str, float] = {}
    for relation in page.relations:
        if relation.line and head.line <= relation.line < end:
            id_ = graph.current(relation.target)
            if id_ and id_ != head.page and graph.pages[id_].kind is PageKind.CONCEPT:
                found[id_] = max(relation.weight, found.get(id_, 0.0))
    return found


def exercised(graph: Graph, head: CardHead) -> Mapping[str, float]:
    """Concepts that a right answer to a card of a case study had to use, with their weights."""
    if graph.pages[head.page].kind is not PageKind.CASE_STUDY:
        return {}
    if head.kind not in _WHOLE:
        return linked(graph, head)
    largest = {id_: max(weights.values()) for id_, weights in graph.uses_of(head.page).items()}
    return {id_: weight for id_, weight in largest.items() if weight >= _NAMED}
