"""What one answer said about other concepts, and how they stand to the one asked."""

from typing import NamedTuple

import numpy as np

from mlsd_graph.graph import Graph
from mlsd_graph.placement.beliefs import Beliefs

_NAMED = 3
_WORTH_TELLING = 0.03
"""A smaller change of a probability is not told."""


class Moved(NamedTuple):
    """A concept whose probability an answer changed."""

    concept: str
    relation: str
    """How it stands to the concept asked, in words."""
    before: float
    after: float


class Said(NamedTuple):
    """What an answer said."""

    concept: str
    before: float
    after: float
    moved: tuple[Moved, ...]
    """The other concepts that changed most, at most three."""
    likelier: int
    """How many others became likelier known, by 3 points or more."""
    less: int


def compared(graph: Graph, before: Beliefs, after: Beliefs, concept: str) -> Said:
    """Compare the beliefs before and after an answer about a concept."""
    at = before.place.get(concept)
    if at is None:
        return Said(concept, 0.0, 0.0, (), 0, 0)
    old, new = before.known(), after.known()
    change = new - old
    own = float(old[at]), float(new[at])
    change[at] = 0.0
    order = [int(i) for i in np.argsort(-np.abs(change), kind="stable")[:_NAMED]]
    return Said(
        concept,
        *own,
        moved=tuple(
            Moved(
                before.ids[i],
                relation(graph, concept, before.ids[i]),
                float(old[i]),
                float(new[i]),
            )
            for i in order
            if abs(change[i]) >= _WORTH_TELLING
        ),
        likelier=int((change >= _WORTH_TELLING).sum()),
        less=int((change <= -_WORTH_TELLING).sum()),
    )


def relation(graph: Graph, concept: str, other: str) -> str:
    """Say how another concept stands to one."""
    if other in graph.prerequisites(concept):
        return "it rests on it"
    if other in graph.dependents(concept):
        return "rests on it"
    if graph.prerequisites(concept).keys() & graph.prerequisites(other).keys():
        return "rests on the same"
    same = graph.page(concept).domain == graph.page(other).domain
    return "same domain" if same else "as deep in the graph"
