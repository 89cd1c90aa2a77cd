"""Tracks: runs that meet on one line of the lattice get places side by side.

Runs that overlap, even in one point, never share a track, so no two lines share a stretch and a
corner never lies on another line. The order of tracks is the one with the fewest crossings.
"""

from itertools import permutations
from typing import NamedTuple

from mlsd_graph.diagrams.routing import Run

_MOST_TRIED = 5
"""Clusters up to this size try all orders (120); larger ones swap neighbours."""

Key = tuple[int, int]
"""Edge, and index of the run in its route."""


class Track(NamedTuple):
    """A run's place among those that overlap it."""

    place: int
    cluster: int
    """Runs of one cluster are centred together."""


class Tracks(NamedTuple):
    """All tracks, and the runs of each cluster."""

    tracks: dict[Key, Track]
    clusters: list[list[Key]]
    counts: list[int]
    """How many tracks each cluster has."""


def assign(routes: list[list[Run]]) -> Tracks:
    """Give each run a track."""
    clusters = _clusters(routes)
    order: dict[Key, int] = {}
    members = {key: index for index, cluster in enumerate(clusters) for key in cluster}
    # Each axis is ordered by what the other one looks like, so both are looked at twice.
    for vertical in (True, False, True, False):
        for cluster in clusters:
            edge, run = cluster[0]
            if routes[edge][run].vertical is vertical and len(cluster) > 1:
                ordered = _ordered(cluster, routes, order)
                order.update({key: place for place, key in enumerate(ordered)})
    tracks: dict[Key, Track] = {}
    for cluster in clusters:
        placed: list[tuple[Run, int]] = []
        for key in sorted(cluster, key=lambda key: order.get(key, 0)):
            run = routes[key[0]][key[1]]
            index = 1 + max((at for other, at in placed if _overlap(run, other)), default=-1)
            placed.append((run, index))
            tracks[key] = Track(index, members[key])
    counts = [1 + max(tracks[key].place for key in cluster) for cluster in clusters]
    return Tracks(tracks, clusters, counts)


def _clusters(routes: list[list[Run]]) -> list[list[Key]]:
    """Group the runs of each line that hang together by overlaps."""
    lines: dict[tuple[bool, int], list[tuple[float, float, Key]]] = {}
    for edge, runs in enumerate(routes):
        for index, run in enumerate(runs):
            key = (run.vertical, run.line)
            lines.setdefault(key, []).append((run.low, run.high, (edge, index)))
    clusters: list[list[Key]] = []
    for line in sorted(lines):
        reach = -1.0
        for low, high, key in sorted(lines[line]):
            if low > reach:
                clusters.append([])
            clusters[-1].append(key)
            reach = max(reach, high)
    return clusters


def _overlap(a: Run, b: Run) -> bool:
    return a.low <= b.high and b.low <= a.high


def _ordered(cluster: list[Key], routes: list[list[Run]], order: dict[Key, int]) -> list[Key]:
    """Order the runs of a cluster so that they cross as little as possible."""
    size = len(cluster)
    runs = [routes[edge][index] for edge, index in cluster]
    first = sorted(range(size), key=lambda i: (_lean(runs[i]), runs[i].high - runs[i].low, i))
    costs = [
        [_crossings(cluster[i], cluster[j], routes, order) if i != j else 0 for j in range(size)]
        for i in range(size)
    ]

    def cost(places: tuple[int, ...] | list[int]) -> int:
        return sum(costs[a][b] for at, a in enumerate(places) for b in places[at + 1 :])

    best = sum(min(costs[a][b], costs[b][a]) for a in range(size) for b in range(a))
    if cost(first) == best:
        return [cluster[i] for i in first]
    if size <= _MOST_TRIED:
        return [cluster[i] for i in min(permutations(first), key=cost)]
    for _ in range(size):
        changed = False
        for at in range(size - 1):
            a, b = first[at], first[at + 1]
            if costs[b][a] < costs[a][b]:
                first[at], first[at + 1] = b, a
                changed = True
        if not changed:
            break
    return [cluster[i] for i in first]


def _lean(run: Run) -> int:
    """Tell to which side a run turns at its ends."""
    return run.start_side + run.end_side


def _crossings(a: Key, b: Key, routes: list[list[Run]], order: dict[Key, int]) -> int:
    """Count how often two runs of one line cross at their ends if `a` lies on the lower side."""
    one, two = routes[a[0]][a[1]], routes[b[0]][b[1]]
    if not _overlap(one, two):
        return 0
    count = 0
    for at, side, _ in _ends(one, a):
        count += side == 1 and two.low < at < two.high
    for at, side, _ in _ends(two, b):
        count += side == -1 and one.low < at < one.high
    for at, side, joint in _ends(one, a):
        for other_at, other_side, other_joint in _ends(two, b):
            if at == other_at and joint in order and other_joint in order:
                above = order[joint] - order[other_joint]
                one_goes = 1 if one.low == at else -1
                two_goes = 1 if two.low == at else -1
                count += other_side == -1 and above * one_goes < 0
                count += side == 1 and above * two_goes > 0
    return count


def _ends(run: Run, key: Key) -> tuple[tuple[float, int, Key], tuple[float, int, Key]]:
    """Give both ends as (place, side of the run that joins there, that run)."""
    edge, index = key
    return (
        (run.start, run.start_side, (edge, index - 1)),
        (run.end, run.end_side, (edge, index + 1)),
    )
