"""What recall of a card is worth on the date, from the graph.

The goal is the mean readiness of the case studies in scope. Readiness is linear in the recall of
concepts, so a concept's own value is its share of that mean:

    own(c) = Σ over cases  w(case) · depth(c) · use(case, c) / Σ over concepts use(case, ·)

with `use` the largest weight over the steps, as `graph.readiness` takes it. In a case study of the
company's focus a concept of a domain that the focus names counts four times: one who asks about
ads asks about auctions before caches, though more case studies use those. One that is named says
itself what is asked. What is understood through its prerequisites passes a quarter of its value on
to them, shared evenly:

    value(c) = own(c) + ¼ · Σ over dependents d  value(d) / number of prerequisites of d

A page's value is spread over its cards, as its recall is their mean. A framework step counts like
a concept that every case study uses with weight 1, and each card of a case study like one of a
concept that only it uses with weight 1; a card that tells two concepts apart is worth the mean of
one card of each.
"""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from mlsd_graph.content.records import CardHead, PageKind
from mlsd_graph.graph import Graph, is_contrast
from mlsd_graph.planning.learning_order import in_order
from mlsd_graph.planning.scope import Scope, depth, is_central
from mlsd_graph.planning.target import Target

PASSED_ON = 0.25
"""Part of a concept's value that its prerequisites get on top of their own; with a half, what
many pages rest on crowds out what the case studies use."""
OF_FOCUS = 4.0
"""What a concept counts that stands in a domain of the company's focus, but for a case study that
is named."""
_USUAL_CARDS = 8.0
"""Cards of a concept where the content has too few to tell."""


class Valued(NamedTuple):
    """A card with its worth; the mean over the cards in scope is 1."""

    head: CardHead
    value: float


def page_values(graph: Graph, scope: Scope, target: Target) -> dict[str, float]:
    """Value of each concept, framework step and case study in scope."""
    totals = {case: sum(_uses(graph, case).values()) or 1.0 for case in scope.cases}
    own = dict.fromkeys(scope.pages, 0.0)
    for case, weight in scope.cases.items():
        focus = () if case in scope.named else target.focus
        for concept, use in _uses(graph, case).items():
            if concept in own:
                counted = depth(graph.pages[concept], target.level)
                central = OF_FOCUS if is_central(graph, concept, focus) else 1.0
                own[concept] += weight * counted * central * use / totals[case]
        for step in graph.by_kind[PageKind.FRAMEWORK]:
            own[step] += weight / totals[case]
    for id_ in reversed([id_ for id_ in graph.order if id_ in own]):
        needs = graph.prerequisites_of.get(id_, {})
        for need in needs:
            own[need] += PASSED_ON * own[id_] / len(needs)
    for case, weight in scope.cases.items():
        cards = len(graph.cards_of.get(case, ()))
        own[case] = weight / totals[case] * cards / _cards_per_concept(graph, case)
    return own


def valued_cards(graph: Graph, scope: Scope, target: Target) -> list[Valued]:
    """All cards in scope in the order of learning, each with its value."""
    pages = page_values(graph, scope, target)
    per_card = {
        id_: value / max(1, len(graph.cards_of.get(id_, ()))) for id_, value in pages.items()
    }
    learned = (head for id_ in in_order(graph, pages) for head in _own(graph, id_))
    found: list[Valued] = []
    for head in chain(learned, _contrasts(graph, pages)):
        ends = graph.contrasted(head) if is_contrast(head) else (head.page,)
        worth = sum(per_card.get(id_, 0.0) for id_ in ends) / max(1, len(ends))
        found.append(Valued(head, worth))
    mean = sum(each.value for each in found) / max(1, len(found)) or 1.0
    return [Valued(head, value / mean) for head, value in found]


def _uses(graph: Graph, case: str) -> dict[str, float]:
    return {concept: max(steps.values()) for concept, steps in graph.uses_of(case).items()}


def _cards_per_concept(graph: Graph, case: str) -> float:
    counts = [len(graph.cards_of.get(concept, ())) for concept in graph.uses_of(case)]
    return (sum(counts) / len(counts) if counts else 0.0) or _USUAL_CARDS


def _own(graph: Graph, page: str) -> Iterator[CardHead]:
    return (head for head in graph.cards_of.get(page, ()) if not is_contrast(head))


def _contrasts(graph: Graph, values: Mapping[str, float]) -> Iterator[CardHead]:
    """Cards that tell two concepts in scope apart; last, as both should be known."""
    for head in graph.contrast_cards:
        if all(id_ in values for id_ in graph.contrasted(head)):
            yield head
