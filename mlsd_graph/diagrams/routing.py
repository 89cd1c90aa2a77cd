"""Coarse routes: each arrow finds a path over a lattice of blocks and the channels between them.

The lattice of C columns and R rows has 2C+1 by 2R+1 points. Odd, odd points are slots; even lines
are channels. A path never enters a slot that holds a block other than its own two ends.
"""

from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from mlsd_graph.content.chartrecords import Arrow
from mlsd_graph.diagrams.slots import Slots

_ACROSS, _DOWN, _BEND, _OUTER = 1.35, 1.0, 2.2, 0.5
_SHARED, _CROSSED, _UNDER_TITLE, _LONG_LABEL = 0.45, 0.5, 1.2, 8.0
_FROM_CROWD, _TO_CROWD, _NOT_DOWNWARD = 0.25, 0.6, 0.35
_RIGHT, _LEFT, _DOWNWARD, _UPWARD, _NOWHERE = 0, 1, 2, 3, 4
_NEXT = 2
_INSIDE = 0.4
"""How far from its slot's middle a run ends: runs on two sides of a block do not touch."""


class Run(NamedTuple):
    """A straight stretch of a route along one line of the lattice."""

    edge: int
    vertical: bool
    line: int
    start: float
    end: float
    start_side: int
    """Where the route comes from at the start: -1 a lower line, 1 a higher one, 0 a block."""
    end_side: int
    """Where it goes at the end."""

    @property
    def low(self) -> float:
        """The smaller end."""
        return min(self.start, self.end)

    @property
    def high(self) -> float:
        """The larger end."""
        return max(self.start, self.end)


class _Lattice:
    """The points, the neighbours of each, and what runs there so far."""

    def __init__(self, slots: Slots) -> None:
        self.width, self.height = 2 * slots.columns + 1, 2 * slots.rows + 1
        self.blocks = {
            self.point(2 * column + 1, 2 * row + 1) for row, column in slots.places.values()
        }
        self.used: dict[tuple[int, int], int] = {}
        self.through: dict[tuple[int, bool], int] = {}
        self.ports: dict[tuple[int, int], int] = {}
        titled = {
            (2 * column + 1, 2 * span.top)
            for span in slots.lanes.values()
            for column in range(span.left, span.right + 1)
        }
        self.near = [
            self._neighbours(x, y, titled) for y in range(self.height) for x in range(self.width)
        ]

    def point(self, x: int, y: int) -> int:
        return y * self.width + x

    def _neighbours(
        self, x: int, y: int, titled: set[tuple[int, int]]
    ) -> list[tuple[int, int, float]]:
        """List (point, direction, cost) of each step from a point."""
        steps: list[tuple[int, int, float]] = []
        for direction, (dx, dy) in enumerate(((1, 0), (-1, 0), (0, 1), (0, -1))):
            to_x, to_y = x + dx, y + dy
            if 0 <= to_x < self.width and 0 <= to_y < self.height:
                cost = _ACROSS if dx else _DOWN
                if to_x in (0, self.width - 1) or to_y in (0, self.height - 1):
                    cost += _OUTER
                if dy and {(x, y), (to_x, to_y)} & titled and (x, max(y, to_y) - 1) in titled:
                    cost += _UNDER_TITLE
                steps.append((self.point(to_x, to_y), direction, cost))
        return steps

    def path(  # noqa: C901  the inner loop of all: a call per step would cost a third
        self, start: int, goal: int, *, long_label: bool
    ) -> list[int]:
        """Find the cheapest path: A* over (point, direction)."""
        width = self.width
        goal_x, goal_y = goal % width, goal // width
        queue: list[tuple[float, float, int, int, int]] = [(0.0, 0.0, start, _NOWHERE, -1)]
        came: dict[int, int] = {}
        used, through, ports, blocks = self.used, self.through, self.ports, self.blocks
        best: dict[int, float] = {}
        # A labelled arrow straight across one channel has too little room for its label.
        level = long_label and start // width == goal // width and abs(start - goal) == _NEXT
        while queue:
            _, cost, point, direction, parent = heappop(queue)
            state = point * 5 + direction
            if state in came:
                continue
            came[state] = parent
            if point == goal:
                return self._trace(state, came)
            for to, turn, step in self.near[point]:
                if (to in blocks and to != goal) or (turn == direction ^ 1):
                    continue
                if to * 5 + turn in came:
                    continue
                total = cost + step + _SHARED * used.get((point, to), 0)
                if point == start:
                    total += _FROM_CROWD * ports.get((start, turn), 0)
                    total += 0 if turn == _DOWNWARD else _NOT_DOWNWARD
                elif turn != direction:
                    total += _BEND
                else:
                    total += _CROSSED * through.get((point, turn < _DOWNWARD), 0)
                if to == goal:
                    total += _TO_CROWD * ports.get((goal, turn ^ 1), 0)
                    total += 0 if turn == _DOWNWARD else _NOT_DOWNWARD
                    if level and turn == direction:
                        total += _LONG_LABEL
                if total < best.get(to * 5 + turn, 1e9):
                    best[to * 5 + turn] = total
                    ahead = _ACROSS * abs(to % width - goal_x) + _DOWN * abs(to // width - goal_y)
                    heappush(queue, (total + ahead, total, to, turn, state))
        raise AssertionError("channels join all slots")

    @staticmethod
    def _trace(state: int, came: dict[int, int]) -> list[int]:
        path = [state // 5]
        while came[state] >= 0:
            state = came[state]
            path.append(state // 5)
        return path[::-1]

    def mark(self, path: list[int], by: int) -> None:
        """Count a path in, or with -1 out again."""
        turns = [self._direction(a, b) for a, b in pairwise(path)]
        for a, b in pairwise(path):
            self.used[a, b] = self.used[b, a] = self.used.get((a, b), 0) + by
        for point, before, after in zip(path[1:], turns, turns[1:], strict=False):
            if before == after:
                # Keyed by the axis that a crossing route would travel on.
                key = (point, before >= _DOWNWARD)
                self.through[key] = self.through.get(key, 0) + by
        for port in ((path[0], turns[0]), (path[-1], turns[-1] ^ 1)):
            self.ports[port] = self.ports.get(port, 0) + by

    def _direction(self, a: int, b: int) -> int:
        if abs(a - b) == 1:
            return _RIGHT if b > a else _LEFT
        return _DOWNWARD if b > a else _UPWARD

    def runs(self, edge: int, path: list[int]) -> list[Run]:
        """Cut a path into its straight stretches."""
        points = [(point % self.width, point // self.width) for point in path]
        corners = [points[0]]
        for a, b, c in zip(points, points[1:], points[2:], strict=False):
            if not (a[0] == b[0] == c[0] or a[1] == b[1] == c[1]):
                corners.append(b)
        corners.append(points[-1])
        runs: list[Run] = []
        for index, (a, b) in enumerate(pairwise(corners)):
            axis = 1 if a[0] == b[0] else 0
            line, start, end = a[1 - axis], float(a[axis]), float(b[axis])
            forward = 1 if end > start else -1
            before = corners[index - 1][1 - axis] if index else line
            after = corners[index + 2][1 - axis] if index + 2 < len(corners) else line
            start += 0 if index else forward * _INSIDE
            end -= 0 if index + 2 < len(corners) else forward * _INSIDE
            runs.append(
                Run(edge, bool(axis), line, start, end, _sign(before - line), _sign(after - line))
            )
        return runs


def route(
    arrows: tuple[Arrow, ...], slots: Slots, detour: frozenset[int] = frozenset()
) -> list[list[Run]]:
    """Route each arrow; those in `detour` avoid a straight way across a single channel."""
    lattice = _Lattice(slots)

    def point(name: str) -> int:
        row, column = slots.places[name]
        return lattice.point(2 * column + 1, 2 * row + 1)

    def length(index: int) -> tuple[int, bool, int]:
        arrow = arrows[index]
        (r1, c1), (r2, c2) = slots.places[arrow.source], slots.places[arrow.target]
        return abs(r1 - r2) + abs(c1 - c2), arrow.dashed, index

    paths: dict[int, list[int]] = {}
    order = sorted(range(len(arrows)), key=length)
    for again in (False, True):
        for index in order:
            if again:
                if len(lattice.runs(index, paths[index])) == 1:
                    continue  # nothing is better than straight
                lattice.mark(paths[index], -1)
            start, goal = point(arrows[index].source), point(arrows[index].target)
            paths[index] = lattice.path(start, goal, long_label=index in detour)
            lattice.mark(paths[index], 1)
    return [lattice.runs(index, paths[index]) for index in range(len(arrows))]


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
