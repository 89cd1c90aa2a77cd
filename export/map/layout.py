"""Where the nodes of the map stand: domains on a ring, case studies within it.

Districts keep their place when a concept is added, so a reader finds the way back; within its
district a node is drawn to what it is related to. Computed ahead, because a phone would need
seconds. The sums run in a fixed order and start from rounded values, so every machine agrees.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from export.map.gathering import CASES, Node

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    Points = NDArray[float32]

_GAP = 30.0
"""Units between neighbours."""
_TURN = 2.399963
"""Golden angle: a spiral that fills a disc evenly (Vogel 1979)."""
_ROUNDS = 100
_MOST = 1500
"""Nodes that are drawn to one another; forces between more cost a second for each round."""


class Position(NamedTuple):
    """A place on the map, y downwards, the middle at 0, 0."""

    x: int
    y: int


def layout(nodes: Sequence[Node]) -> dict[str, Position]:
    """Place every node; the same nodes always get the same places."""
    edges = list(_edges(nodes))
    homes = _homes(nodes, edges)
    start = list(_spirals(nodes, homes))
    if 1 < len(nodes) <= _MOST:
        start = _drawn_together(nodes, homes, start, edges)
    return {
        node.id: Position(round(x), round(y)) for node, (x, y) in zip(nodes, start, strict=True)
    }


def ring(nodes: Sequence[Node], edges: Sequence[tuple[int, int]]) -> list[str]:
    """Order the domains so that those with many relations stand near each other."""
    order = list(dict.fromkeys(node.domain for node in nodes if not node.is_case))
    between = Counter(
        (nodes[a].domain, nodes[b].domain) for a, b in edges if nodes[a].domain != nodes[b].domain
    )

    def cost() -> int:
        place = {domain: i for i, domain in enumerate(order)}
        return sum(
            count * min(abs(place[a] - place[b]), len(order) - abs(place[a] - place[b]))
            for (a, b), count in between.items()
            if a in place and b in place
        )

    least, before = cost(), -1
    while least != before:
        before = least
        for i in range(len(order)):
            for j in range(i):
                order[i], order[j] = order[j], order[i]
                tried = cost()
                if tried < least:
                    least = tried
                else:
                    order[i], order[j] = order[j], order[i]
    return order


def _edges(nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
    index = {node.id: i for i, node in enumerate(nodes)}
    for i, node in enumerate(nodes):
        for tie in (*node.needs, *node.contrasts):
            if tie.target in index:
                yield i, index[tie.target]


def _homes(
    nodes: Sequence[Node], edges: Sequence[tuple[int, int]]
) -> dict[str, tuple[float, float]]:
    """Give each domain a stretch of the ring as wide as its disc."""
    sizes = Counter(node.domain for node in nodes)
    order = ring(nodes, edges) if len(sizes) <= _MOST**0.5 else sorted(sizes.keys() - {CASES})
    widths = [_GAP * (1.5 + 1.25 * math.sqrt(sizes[domain])) for domain in order]
    around = sum(widths)
    radius = 0.0 if len(order) == 1 and not sizes[CASES] else around / (2 * math.pi)
    radius = max(radius, 2.5 * _GAP) if radius else radius
    homes = {CASES: (0.0, 0.0)}
    passed = 0.0
    for domain, width in zip(order, widths, strict=True):
        angle = 2 * math.pi * (passed + width / 2) / around - math.pi / 2
        homes[domain] = (round(radius * math.cos(angle), 3), round(radius * math.sin(angle), 3))
        passed += width
    return homes


def _spirals(
    nodes: Sequence[Node], homes: dict[str, tuple[float, float]]
) -> Iterator[tuple[float, float]]:
    seen: Counter[str] = Counter()
    for node in nodes:
        k, (x, y) = seen[node.domain], homes[node.domain]
        seen[node.domain] += 1
        spread = 2.4 if node.is_case else 0.62
        away = spread * _GAP * math.sqrt(k + 0.5)
        yield (
            round(x + away * math.cos(k * _TURN), 3),
            round(y + away * math.sin(k * _TURN), 3),
        )


def _drawn_together(
    nodes: Sequence[Node],
    homes: dict[str, tuple[float, float]],
    start: list[tuple[float, float]],
    edges: Sequence[tuple[int, int]],
) -> list[tuple[float, float]]:
    """Let near nodes push each other away, relations pull, and each home hold its own."""
    import numpy as np  # noqa: PLC0415  100 ms that only this command pays

    at = np.array(start, dtype=np.float32)
    home = np.array([homes[node.domain] for node in nodes], dtype=np.float32)
    hold = np.array([[0.004 if node.is_case else 0.045] for node in nodes], dtype=np.float32)
    degree = Counter(end for edge in edges for end in edge)
    room = np.array([2.6 if node.is_case else 1.0 for node in nodes], dtype=np.float32)
    reach = np.float32(_GAP * _GAP) * np.sqrt(room[:, None] * room[None, :])
    ends = np.array(edges, dtype=int).reshape(-1, 2)
    # what half the map needs would otherwise be torn from its district
    pull = np.array(
        [
            [(0.07 if nodes[a].domain == nodes[b].domain else 0.008) / max(degree[a], degree[b])]
            for a, b in edges
        ],
        dtype=np.float32,
    ).reshape(-1, 1)
    for turn in range(_ROUNDS):
        heat = 1.0 - turn / _ROUNDS
        moved = (home - at) * hold
        _push(moved, at, reach)
        apart = (at[ends[:, 1]] - at[ends[:, 0]]) * pull
        np.add.at(moved, ends[:, 0], apart)
        np.add.at(moved, ends[:, 1], -apart)
        at += np.clip(moved, -_GAP, _GAP) * np.float32(0.15 + 0.85 * heat)
    return [(float(x), float(y)) for x, y in at]


def _push(moved: "Points", at: "Points", reach: "Points") -> None:
    """Add the pushes on each node; along the first axis numpy adds row by row, in order."""
    dx, dy = at[None, :, 0] - at[:, None, 0], at[None, :, 1] - at[:, None, 1]
    far = dx * dx + dy * dy + 1.0
    # in place: most of the time goes into arrays that are made and thrown away
    push = reach * 2.2
    push -= far
    push.clip(min=0.0, out=push)
    push /= far
    push *= 0.16
    dx *= push
    dy *= push
    moved[:, 0] += dx.sum(axis=0)
    moved[:, 1] += dy.sum(axis=0)
