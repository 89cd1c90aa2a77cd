"""Which concept a failed card most likely failed for: what it rests on, by weight and recall.

With the recall R of the card itself and, for each concept that it needs with weight q, the
concept's recall r, all of which must come to mind (a noisy AND):
`P(fail) = 1 - R * prod(1 - q (1 - r))`, and the blame of a concept is `q (1 - r) / P(fail)`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import prod
from typing import NamedTuple

from mlsd_graph.content.records import CardHead, PageKind
from mlsd_graph.graph import Graph, exercised, is_contrast, linked

NEED = 0.6
"""Weight of a prerequisite, of a concept that a card links itself, and of one that it contrasts."""


class Suspect(NamedTuple):
    """A concept without which a card is hard to answer."""

    concept: str
    weight: float
    """Chance that an answer needs it, 0 to 1."""
    edges: tuple[tuple[str, str], ...]
    """The graph's edges between it and the card's page."""


def suspects(graph: Graph, head: CardHead, named: Iterable[str] = ()) -> dict[str, Suspect]:
    """All concepts that a card rests on within two steps, with the largest weight of each.

    `named` are pages that its own text links; the graph keeps a link once for each page and step.
    """
    direct = [suspect for suspect in _direct(graph, head) if suspect.concept != head.page]
    known = {head.page, *(suspect.concept for suspect in direct)}
    more = (id_ for id_ in named if id_ not in known and _is_concept(graph, id_))
    direct += [Suspect(id_, NEED, ((head.page, id_),)) for id_ in more]
    found = {suspect.concept: suspect for suspect in reversed(direct)}
    for near in list(found.values()):
        for need in graph.prerequisites_of.get(near.concept, ()):
            weight = near.weight * NEED
            known = found.get(need)
            if need != head.page and (known is None or known.weight < weight):
                found[need] = Suspect(need, weight, ((need, near.concept), *near.edges))
    return found


def blamed(
    among: Mapping[str, Suspect], own: float, recall: Callable[[str], float | None]
) -> Sequence[tuple[float, Suspect]]:
    """Share out the blame for one failure, the largest share first.

    `own` is the recall that was expected of the card, `recall` the one of a concept, None where
    nothing of it was ever learned: that is left to the order of new cards.
    """
    lost = {
        id_: suspect.weight * (1.0 - known)
        for id_, suspect in among.items()
        if (known := recall(id_)) is not None
    }
    fails = 1.0 - own * prod(1.0 - share for share in lost.values())
    if fails <= 0.0:
        return []
    return sorted(((share / fails, among[id_]) for id_, share in lost.items()), reverse=True)


def _direct(graph: Graph, head: CardHead) -> list[Suspect]:
    page = graph.pages[head.page]
    if is_contrast(head):
        return _contrasted(graph, head)
    named = [Suspect(id_, NEED, ((page.id, id_),)) for id_ in linked(graph, head)]
    match page.kind:
        case PageKind.CONCEPT:
            needed = [Suspect(id_, NEED, ((id_, page.id),)) for id_ in _needs(graph, page.id)]
            return needed + named
        case PageKind.CONTRAST_SET:
            members = graph.stated[page.id].members
            return [Suspect(id_, NEED, ((page.id, id_),)) for id_ in members]
        case PageKind.CASE_STUDY:
            uses = exercised(graph, head)
            return [Suspect(id_, max(w, NEED), ((page.id, id_),)) for id_, w in uses.items()]
        case _:
            return named


def _is_concept(graph: Graph, id_: str) -> bool:
    return id_ in graph.pages and graph.pages[id_].kind is PageKind.CONCEPT


def _needs(graph: Graph, concept: str) -> Mapping[str, str]:
    return graph.prerequisites_of.get(concept, {})


def _contrasted(graph: Graph, head: CardHead) -> list[Suspect]:
    """Name the other concept of a contrast card; its own page is the first."""
    others = (id_ for id_ in graph.contrasted(head) if id_ != head.page)
    return [Suspect(id_, NEED, ((head.page, id_),)) for id_ in others]
