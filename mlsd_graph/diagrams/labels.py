"""Places of labels: each in or beside a line of its own arrow, clear of all others."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from mlsd_graph.content.chartrecords import Flowchart
from mlsd_graph.diagrams.geometry import Box, Geometry, Point
from mlsd_graph.diagrams.measures import Measures, wrappings

_LINES, _FROM_MIDDLE, _BESIDE, _LEFT, _BELOW, _LEVEL, _OVER = 4.0, 0.12, 0.6, 0.4, 1.0, 2.0, 1.5
_MOST_PLACES = 9
"""Tried along each stretch of an arrow."""

Rect = tuple[int, int, int, int]
"""Left, upper, right and lower end; the last two are outside."""


_Place = tuple[float, int, int, int, int, tuple[str, ...], bool, int]
"""Cost, box, lines, whether it is set into the line, and which piece of its arrow it is at.

Tuples that sort as they are: there are thousands a layout."""


class Label(NamedTuple):
    """Where a label stands."""

    box: Box
    lines: tuple[str, ...]
    on_line: bool
    """Set into its line, which goes on at both sides."""


class Stretch(NamedTuple):
    """A straight piece of a line."""

    owner: int
    rect: Rect
    vertical: bool


def stretches(lines: list[list[Point]], thick: int) -> list[Stretch]:
    """Cut polylines into straight pieces."""
    found: list[Stretch] = []
    for owner, points in enumerate(lines):
        for (x1, y1), (x2, y2) in pairwise(points):
            rect = (min(x1, x2), min(y1, y2), max(x1, x2) + thick, max(y1, y2) + thick)
            found.append(Stretch(owner, rect, x1 == x2))
    return found


class Placer:
    """Finds places for labels one after the other; what has a place is in the way of the rest."""

    def __init__(
        self, chart: Flowchart, geometry: Geometry, measures: Measures, budget: int
    ) -> None:
        self.measures, self.geometry = measures, geometry
        self.right = max(geometry.width, budget)
        """Labels may stand out of the rest up to here."""
        self.labels = [arrow.label for arrow in chart.arrows]
        self.stretches = stretches(geometry.lines, measures.thick)
        gap = measures.label_gap
        self.solid: list[Rect] = [
            (box.x - gap, box.y, box.x + box.w + gap, box.y + box.h)
            for box in geometry.blocks.values()
        ]
        self.cramped: set[int] = set()
        """Arrows whose labels stand about as near to another line."""
        self.heads = [self._head(points) for points in geometry.lines]

    def _head(self, points: list[Point]) -> Rect:
        """Box the head of an arrow."""
        m = self.measures
        (x1, y1), (x2, y2) = points[-2:]
        reach = m.thick * 2 or m.margin_x
        if x1 == x2:
            reach = m.thick or reach
            back = -reach if y2 > y1 else reach
            side = 0 if m.thick else m.label_gap
            return (
                x2 - side,
                min(y2, y2 + back),
                x2 + side + m.thick,
                max(y2, y2 + back) + m.thick,
            )
        back = -reach if x2 > x1 else reach
        side = 0 if m.thick else m.label_gap
        return (min(x2, x2 + back), y2 - side, max(x2, x2 + back) + m.thick, y2 + side + m.thick)

    def reserve(self, box: Box) -> None:
        """Keep labels off a box, for example a lane's title."""
        self.solid.append((box.x - 1, box.y, box.x + box.w + 1, box.y + box.h))

    def place(self, edge: int) -> Label | None:
        """Find the best free place for an arrow's label, if there is one."""
        hosts = [stretch for stretch in self.stretches if stretch.owner == edge]
        candidates = sorted(self._candidates(edge, hosts))
        for cramped, halos in enumerate(self._halos()):
            walls = [self._walls(edge, *halo) for halo in halos]
            near: dict[tuple[int, bool], list[Rect]] = {}
            for _, x, y, w, h, lines, on_line, host in candidates:
                at = (host, on_line)
                if at not in near:
                    near[at] = self._near(hosts[host], edge, walls[on_line], hosts)
                right, low = x + w, y + h
                # Most of a layout is this loop, so it calls nothing.
                for left, top, end, bottom in near[at]:
                    if x < end and right > left and y < bottom and low > top:
                        break
                else:
                    pad = self.measures.label_gap
                    # Two labels beside or below each other would read as one.
                    self.solid.append((x - 2 * pad, y - pad, right + 2 * pad, low + pad))
                    if cramped:
                        self.cramped.add(edge)
                    return Label(Box(x, y, w, h), lines, on_line)
        return None

    def _halos(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Give the room to other lines, across and down, of labels beside and in their own line.

        First what nobody misreads, then what there may be less of.
        """
        m = self.measures
        if m.thick:
            usual, least = (m.halo_x, m.halo_y), (m.halo_x, 0)
            return [(usual, usual), (least, least)]
        usual, least = (m.halo_x, m.halo_y), (m.halo_x, m.label_gap)
        return [((2 * m.label_gap, 2 * m.label_gap), usual), (usual, usual), (least, least)]

    def _walls(self, edge: int, halo_x: int, halo_y: int) -> list[Rect]:
        """List all that a label must not touch but its own line, and its own arrow's head."""
        others = [
            (left - halo_x, top - halo_y, right + halo_x, bottom + halo_y)
            for owner, (left, top, right, bottom), _ in self.stretches
            if owner != edge
        ]
        return [*self.solid, *others, self.heads[edge]]

    def _near(self, host: Stretch, edge: int, walls: list[Rect], own: list[Stretch]) -> list[Rect]:
        """Choose the walls that a label beside a piece of its arrow can touch at all.

        Its arrow's other pieces are among them: it may hide only what it is set into.
        """
        m, (left, top, right, low) = self.measures, host.rect
        options = wrappings(self.labels[edge], m.label_text)
        across = options[0][0] + m.label_gap
        down = len(options[-1][1]) * m.label_line + m.label_gap
        left, right = left - across, right + across
        top, low = top - down, low + down
        return [
            wall
            for wall in [*walls, *(piece.rect for piece in own if piece.rect != host.rect)]
            if wall[0] < right and wall[2] > left and wall[1] < low and wall[3] > top
        ]

    def _candidates(self, edge: int, hosts: list[Stretch]) -> Iterator[_Place]:
        """List the places for a label that are on the drawing."""
        m = self.measures
        longest = max(right - left + low - top for _, (left, top, right, low), _ in hosts)
        for width, lines in wrappings(self.labels[edge], m.label_text):
            height = len(lines) * m.label_line
            base = _LINES * (len(lines) - 1)
            most_x, most_y = self.right - width, self.geometry.height - height
            for host, (_, (left, top, right, low), vertical) in enumerate(hosts):
                short = base + 2 * (1 - (right - left + low - top) / longest)
                if vertical:
                    places = self._beside(left, top, low - m.thick, (width, height))
                else:
                    places = self._level(top, left, right - m.thick, (width, height), len(lines))
                for cost, x, y, on_line in places:
                    if 0 <= x <= most_x and 0 <= y <= most_y:
                        yield short + cost, x, y, width, height, lines, on_line, host

    def _beside(
        self, x: int, top: int, bottom: int, size: tuple[int, int]
    ) -> Iterator[tuple[float, int, int, bool]]:
        """Places to the right and left of a vertical piece."""
        m = self.measures
        width, height = size
        low, high = top + m.thick, bottom - height
        if not m.thick:
            low, high = top + 2, bottom - height - 2
        for y, off in _spread(low, high, m.step):
            cost = _BESIDE + off * _FROM_MIDDLE
            yield cost, x + m.thick + m.label_gap, y, False
            yield cost + _LEFT, x - m.label_gap - width, y, False
            if m.thick or low + 4 <= y <= high - 4:
                yield cost + _OVER, x - width // 2, y, True

    def _level(
        self, y: int, left: int, right: int, size: tuple[int, int], lines: int
    ) -> Iterator[tuple[float, int, int, bool]]:
        """Places in, above and below a horizontal piece."""
        m = self.measures
        width, height = size
        ends = m.margin_x if not m.thick else 2
        gap = m.label_gap if not m.thick else 0
        for x, off in _spread(left + ends + m.thick, right - ends - width, m.step):
            if lines == 1:
                top = y if m.thick else y - height // 2
                yield off * _FROM_MIDDLE, x, top, True
        for x, off in _spread(left + m.label_gap + m.thick, right - m.label_gap - width, m.step):
            cost = _LEVEL + off * _FROM_MIDDLE
            yield cost, x, y - gap - height, False
            yield cost + _BELOW, x, y + m.thick + gap, False


def _spread(low: int, high: int, step: int) -> Iterator[tuple[int, int]]:
    """List places from the middle outwards to both ends, and how many steps each is off it."""
    if high < low:
        return
    middle = (low + high) // 2
    step = max(step, -(-(high - low) // (_MOST_PLACES - 1)))
    yield middle, 0
    away = 0
    for away in range(1, (middle - low) // step + 1):
        yield middle + away * step, away
        yield middle - away * step, away
    # The room that a crossing line leaves is often that at the very end.
    for end, last in ((high, middle + away * step), (low, middle - away * step)):
        if end != last:
            yield end, away + 1
