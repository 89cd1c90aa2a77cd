"""Walks along one relation: everything within reach by depth, and the shortest path."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of concepts, each a prerequisite of the next."""

    ids: tuple[str, ...] = ()
    """Empty where there is no path."""
    reasons: tuple[str, ...] = ()
    """Why each is needed by the next: one fewer than `ids`."""


def by_depth(
    start: str, edges: Mapping[str, Iterable[str]], depth: int | None = None
) -> dict[str, int]:
    """All nodes within reach of `start` and their least number of steps, nearest first."""
    found = {start: 0}
    nearest = [start]
    steps = 0
    while nearest and (depth is None or steps < depth):
        steps += 1
        further: list[str] = []
        for node in nearest:
            for neighbor in edges.get(node, ()):
                if neighbor not in found:
                    found[neighbor] = steps
                    further.append(neighbor)
        nearest = further
    del found[start]
    return found


def shortest(
    start: str,
    end: str,
    dependents: Mapping[str, Iterable[str]],
    prerequisites: Mapping[str, Mapping[str, str]],
) -> Path:
    """The shortest chain from `start` to a concept that needs it; the first one where several."""
    before = {start: start}
    nearest = [start]
    while nearest and end not in before:
        further: list[str] = []
        for node in nearest:
            for neighbor in dependents.get(node, ()):
                if neighbor not in before:
                    before[neighbor] = node
                    further.append(neighbor)
        nearest = further
    if end not in before:
        return Path()
    ids = [end]
    while ids[-1] != start:
        ids.append(before[ids[-1]])
    ids.reverse()
    reasons = (prerequisites[later][earlier] for earlier, later in pairwise(ids))
    return Path(tuple(ids), tuple(reasons))
