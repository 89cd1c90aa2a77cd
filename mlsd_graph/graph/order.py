"""The order that prerequisites give, and the edges that would close a cycle.

A cycle is an error that `check` reports; here the edge that closes it is left out, so that every
query still ends and every card can still be learned.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

Edges = Mapping[str, Mapping[str, str]]
"""Concept → its prerequisites → reason."""
Cycle = tuple[str, ...]
"""Ids along the prerequisite relation; the last one is needed by the first again."""


class Acyclic(NamedTuple):
    """A relation without the edges that close a cycle, and the cycles they would close."""

    edges: dict[str, dict[str, str]]
    cycles: tuple[Cycle, ...]


def opened(edges: dict[str, dict[str, str]]) -> Acyclic:
    """Leave out every edge that closes a cycle, in the order of the content."""
    stuck = _unordered(edges)
    if not stuck:
        return Acyclic(edges, ())
    kept = dict(edges)
    cycles: list[Cycle] = []
    done: set[str] = set()
    for root in edges:
        if root in stuck and root not in done:
            for concept, prerequisite, cycle in _closing(root, edges, stuck, done):
                kept[concept] = {k: v for k, v in kept[concept].items() if k != prerequisite}
                cycles.append(cycle)
    return Acyclic(kept, tuple(cycles))


def levels(edges: Edges, ids: Iterable[str]) -> dict[str, int]:
    """Level of every id: 0 without prerequisites, else one more than its highest prerequisite."""
    dependents = reversed_edges(edges)
    missing = {concept: len(needs) for concept, needs in edges.items() if needs}
    level = {id_: 0 for id_ in ids if id_ not in missing}
    ready = list(level)
    for id_ in ready:
        for dependent in dependents.get(id_, ()):
            missing[dependent] -= 1
            if not missing[dependent]:
                level[dependent] = 1 + max(level[need] for need in edges[dependent])
                ready.append(dependent)
    return level


def reversed_edges(edges: Edges) -> dict[str, list[str]]:
    """Prerequisite → the concepts that need it."""
    dependents: dict[str, list[str]] = {}
    for concept, needs in edges.items():
        for need in needs:
            dependents.setdefault(need, []).append(concept)
    return dependents


def _unordered(edges: Edges) -> set[str]:
    """Find the concepts that stand in a cycle or need one that does; empty for no cycle."""
    dependents = reversed_edges(edges)
    missing = {concept: len(needs) for concept, needs in edges.items() if needs}
    ready = [need for need in dependents if need not in missing]
    for id_ in ready:
        for dependent in dependents.get(id_, ()):
            missing[dependent] -= 1
            if not missing[dependent]:
                del missing[dependent]
                ready.append(dependent)
    return set(missing)


def _closing(
    root: str, edges: Edges, stuck: set[str], done: set[str]
) -> list[tuple[str, str, Cycle]]:
    """Walk prerequisites depth first; an edge back into the walk closes a cycle."""
    found: list[tuple[str, str, Cycle]] = []
    walk = {root: iter(edges.get(root, ()))}
    while walk:
        concept, needs = next(reversed(walk.items()))
        for need in needs:
            if need in walk:
                chain = list(walk)
                cycle = tuple(reversed(chain[chain.index(need) :]))
                found.append((concept, need, cycle))
            elif need in stuck and need not in done:
                walk[need] = iter(edges.get(need, ()))
                break
        else:
            done.add(concept)
            del walk[concept]
    return found
