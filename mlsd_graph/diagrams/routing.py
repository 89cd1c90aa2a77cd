"""Coarse routes: each arrow finds a path over a lattice of blocks and the channels between them.

The lattice of C columns and R rows has 2C+1 by 2R+1 points. Odd, odd points are slots; even lines
are channels. A path never enters a slot that holds a block other than its own two ends.
"""

from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from mlsd_graph.content.chartrecords import Arrow
from mlsd_graph.diagrams.slots import Slots

# Costs in twentieths of a step down. Whole numbers: ways that are equally good compare as equal.
_ACROSS, _DOWN, _BEND, _OUTER = 27, 20, 44, 10
_SHARED, _CROSSED, _UNDER_TITLE, _LONG_LABEL = 9, 10, 24, 160
_FROM_CROWD, _TO_CROWD, _NOT_DOWNWARD = 5, 12, 7
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
        points = self.width * self.height
        # Flat lists, not tables of pairs: the search below reads them at every step.
        self.tolls = [0] * (4 * points)
        """What a step costs, by point and direction."""
        self.through = [0] * (2 * points)
        """Routes straight through a point, by the axis that one crossing them travels on."""
        self.ports = [0] * (4 * points)
        """Routes by the point of their block and the direction in which they leave it."""
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
    ) -> list[tuple[int, int, int]]:
        """List (point, direction, index of its toll) of each step from a point; set the tolls."""
        steps: list[tuple[int, int, int]] = []
        for direction, (dx, dy) in enumerate(((1, 0), (-1, 0), (0, 1), (0, -1))):
            to_x, to_y = x + dx, y + dy
            if 0 <= to_x < self.width and 0 <= to_y < self.height:
                cost = _ACROSS if dx else _DOWN
                if to_x in (0, self.width - 1) or to_y in (0, self.height - 1):
                    cost += _OUTER
                if dy and {(x, y), (to_x, to_y)} & titled and (x, max(y, to_y) - 1) in titled:
                    cost += _UNDER_TITLE
                step = self.point(x, y) * 4 + direction
                self.tolls[step] = cost
                steps.append((self.point(to_x, to_y), direction, step))
        return steps

    def path(self, start: int, goal: int, *, long_label: bool) -> list[int]:
        """Find the cheapest path: A* over (point, direction)."""
        ahead, closed = self._ahead(goal), self.blocks - {goal}
        near, through, width = self.near, self.through, self.width
        tolls = self.tolls
        # A labelled arrow straight across one channel has too little room for its label.
        level = long_label and start // width == goal // width and abs(start - goal) == _NEXT
        first = start * 5 + _NOWHERE
        came: dict[int, int] = {first: -1}
        best = [1 << 30] * (5 * len(near))
        queue: list[tuple[int, int, int, int, int]] = []
        for to, turn, step in near[start]:
            total = tolls[step] + _FROM_CROWD * self.ports[step]
            total += 0 if turn == _DOWNWARD else _NOT_DOWNWARD
            heappush(queue, (total + ahead[to], total, to, turn, first))
        while queue:
            _, cost, point, direction, parent = heappop(queue)
            state = point * 5 + direction
            if state in came:
                continue
            came[state] = parent
            if point == goal:
                return self._trace(state, came)
            back = direction ^ 1
            for to, turn, step in near[point]:
                if turn == back or to in closed:
                    continue
                total = cost + tolls[step]
                if turn == direction:
                    total += _CROSSED * through[point * 2 + (turn < _DOWNWARD)]
                else:
                    total += _BEND
                if to == goal:
                    total += _TO_CROWD * self.ports[goal * 4 + (turn ^ 1)]
                    total += 0 if turn == _DOWNWARD else _NOT_DOWNWARD
                    total += _LONG_LABEL if level and turn == direction else 0
                if total < best[to * 5 + turn]:
                    best[to * 5 + turn] = total
                    heappush(queue, (total + ahead[to], total, to, turn, state))
        raise AssertionError("channels join all slots")

    def _ahead(self, goal: int) -> list[int]:
        """Bound from below what each point is from the goal."""
        goal_x, goal_y = goal % self.width, goal // self.width
        across = [_ACROSS * abs(x - goal_x) for x in range(self.width)]
        return [each + _DOWN * abs(y - goal_y) for y in range(self.height) for each in across]

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
        for (a, b), turn in zip(pairwise(path), turns, strict=True):
            self.tolls[a * 4 + turn] += by * _SHARED
            self.tolls[b * 4 + (turn ^ 1)] += by * _SHARED
        for point, before, after in zip(path[1:], turns, turns[1:], strict=False):
            if before == after:
                self.through[point * 2 + (before >= _DOWNWARD)] += by
        self.ports[path[0] * 4 + turns[0]] += by
        self.ports[path[-1] * 4 + (turns[-1] ^ 1)] += by

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
