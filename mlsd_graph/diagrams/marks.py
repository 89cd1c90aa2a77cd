"""Places of the numbers that stand on an arrow whose label is in the legend."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mlsd_graph.diagrams.geometry import Geometry, Point
from mlsd_graph.diagrams.labels import Label, Rect, Stretch, stretches
from mlsd_graph.diagrams.measures import Measures

_ASIDE = 1_000
"""A place beside its line costs as much as one so far from the middle."""


def number(at: int) -> str:
    """Write the number of a label in the legend as it stands in a drawing."""
    return f"({at})"


def place_marks(
    legend: dict[int, int], geometry: Geometry, labels: Iterable[Label], measures: Measures
) -> dict[int, Point]:
    """Find the middle of each number: on its own arrow, off all heads, blocks, labels and titles.

    Args:
        legend: Index of an arrow → its number.
        geometry: Where blocks and lines are.
        labels: Labels and titles.
        measures: What the geometry is measured in.
    """
    if not legend:
        return {}
    pieces = stretches(geometry.lines, measures.thick)
    boxes = [*geometry.blocks.values(), *(label.box for label in labels)]
    solid = [(box.x, box.y, box.x + box.w, box.y + box.h) for box in boxes]
    solid += [_head(points, measures) for points in geometry.lines]
    found: dict[int, Point] = {}
    for edge, at in legend.items():
        size = _size(at, measures)
        own = [piece for piece in pieces if piece.owner == edge]
        others = [piece for piece in pieces if piece.owner != edge]
        freest = _freest(own, others)
        walls = _Walls(solid, [piece.rect for piece in others], (geometry.width, geometry.height))
        if walls.cost(_around(freest, size)) == (0, 0):
            found[edge] = freest
        else:
            found[edge] = min(
                _places(own, size[0], _half(measures), measures.step),
                key=lambda place: (*walls.cost(_around(place[1], size)), _away(*place, freest)),
            )[1]
        solid.append(_around(found[edge], size))
    return found


def _size(at: int, measures: Measures) -> tuple[int, int]:
    """Tell what a number takes, across and down."""
    if measures.thick:
        return len(number(at)), 1
    return measures.mark, measures.mark


def _around(middle: Point, size: tuple[int, int]) -> Rect:
    left, top = middle[0] - size[0] // 2, middle[1] - size[1] // 2
    return left, top, left + size[0], top + size[1]


def _head(points: list[Point], measures: Measures) -> Rect:
    """Box the head of an arrow: one cell before its end, or a triangle."""
    (x1, y1), (x2, y2) = points[-2:]
    long, half, thick = measures.head, _half(measures), measures.thick
    dx, dy = (x2 > x1) - (x2 < x1), (y2 > y1) - (y2 < y1)
    x, y = x2 - dx * long, y2 - dy * long
    if dx:
        return min(x, x2), y2 - half, max(x, x2) + thick, y2 + half + thick
    return x2 - half, min(y, y2), x2 + half + thick, max(y, y2) + thick


def _half(measures: Measures) -> int:
    """Tell how far a head stands out from its line."""
    return 0 if measures.thick else (measures.head + 1) // 2


class _Walls(NamedTuple):
    """What a number must not cover, and what it should not."""

    solid: list[Rect]
    lines: list[Rect]
    size: tuple[int, int]
    """Width and height of the drawing."""

    def cost(self, box: Rect) -> tuple[int, int]:
        """Count both within a box."""
        left, top, right, low = box
        cut = left < 0 or top < 0 or right > self.size[0] or low > self.size[1]
        touched = [1 for a, b, c, d in self.solid if a < right and c > left and b < low and d > top]
        crossed = [
            1
            for a, b, c, d in self.lines
            if a < right and (c > left or a == c >= left) and b < low and (d > top or b == d >= top)
        ]
        return cut + len(touched), len(crossed)


def _away(aside: bool, place: Point, freest: Point) -> int:  # noqa: FBT001  half of a place
    return abs(place[0] - freest[0]) + abs(place[1] - freest[1]) + aside * _ASIDE


def _places(own: list[Stretch], width: int, half: int, step: int) -> Iterator[tuple[bool, Point]]:
    """List the places on a line, and those beside its upright pieces, clear of its head."""
    for _, (left, top, right, low), vertical in own:
        if not vertical:
            yield from ((False, (x, top)) for x in range(left, right + 1, step))
            continue
        for y in range(top, low + 1, step):
            yield False, (left, y)
            yield True, (right + half + width // 2, y)
            yield True, (left - half - width + width // 2, y)


def _freest(own: list[Stretch], others: list[Stretch]) -> Point:
    """Find the middle of the longest piece of an arrow that nothing crosses."""
    best: tuple[int, Point] = (-1, (0, 0))
    for _, (left, top, right, bottom), vertical in own:
        at = 0 if vertical else 1
        cuts = [(left, right), (top, bottom)][1 - at]
        crossed = sorted(
            (rect[1] if vertical else rect[0])
            for _, rect, across in others
            if across != vertical
            and rect[at] < (right if vertical else bottom) + 1
            and rect[at + 2] > (left if vertical else top) - 1
            and cuts[0] < (rect[1] if vertical else rect[0]) < cuts[1]
        )
        for low, high in zip([cuts[0], *crossed], [*crossed, cuts[1]], strict=True):
            middle = (low + high) // 2
            point = (left, middle) if vertical else (middle, top)
            best = max(best, (high - low, point), key=lambda each: each[0])
    return best[1]
