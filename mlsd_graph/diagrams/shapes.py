"""Outlines of blocks, lines and heads as SVG path data."""

from mlsd_graph.diagrams.geometry import Box, Point

_ROUND, _HEAD, _CUT = 4, 7, 8
LID = 4
"""Half the height of the lid of what holds data."""
CYLINDERS = frozenset({"store", "index", "cache", "registry"})
_ROUNDED = {"actor": 13, "model": 2, "service": 4, "pipeline": 4, "stream": 0}


def outline(kind: str, box: Box) -> str:
    """Draw the shape of a kind of block; lines meet it anywhere on its four sides."""
    x, y, w, h = box
    if kind in CYLINDERS:
        arc = f"a{_num(w / 2)} {LID} 0 0"
        return f"M{x} {y + LID}{arc} 1 {w} 0v{h - 2 * LID}{arc} 1-{w} 0zm0 0{arc} 0 {w} 0"
    if kind in {"monitor", "gate"}:
        return (
            f"M{x + _CUT} {y}h{w - 2 * _CUT}l{_CUT} {_CUT}v{h - 2 * _CUT}l-{_CUT} {_CUT}"
            f"h-{w - 2 * _CUT}l-{_CUT}-{_CUT}v-{h - 2 * _CUT}z"
        )
    r = _ROUNDED[kind]
    if not r:
        return f"M{x} {y}h{w}v{h}h-{w}zM{x + 4} {y}v{h}m{w - 8} 0v-{h}"
    return (
        f"M{x + r} {y}h{w - 2 * r}q{r} 0 {r} {r}v{h - 2 * r}q0 {r}-{r} {r}"
        f"h-{w - 2 * r}q-{r} 0-{r}-{r}v-{h - 2 * r}q0-{r} {r}-{r}z"
    )


def path(points: list[Point]) -> str:
    """Draw a line with rounded corners, up to the foot of its head."""
    ends = [*points[:-1], _back(points[-2], points[-1], _HEAD - 1)]
    data = f"M{ends[0][0]} {ends[0][1]}"
    for before, corner, after in zip(ends, ends[1:], ends[2:], strict=False):
        near, far = (_back(before, corner, _ROUND), _back(after, corner, _ROUND))
        data += f"L{near[0]} {near[1]}Q{corner[0]} {corner[1]} {far[0]} {far[1]}"
    return f"{data}L{ends[-1][0]} {ends[-1][1]}"


def head(points: list[Point]) -> str:
    """Draw the head of an arrow, its tip at the end of the line."""
    (x, y), (fx, fy) = points[-1], _back(points[-2], points[-1], _HEAD)
    if x == fx:
        return f"M{x} {y}L{x - 4} {fy}h8z"
    return f"M{x} {y}L{fx} {y - 4}v8z"


def _back(start: Point, end: Point, by: int) -> Point:
    """Find the point so far before the end of a straight piece, at most half of it."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    by = min(by, (abs(dx) + abs(dy)) // 2)
    return end[0] - by * ((dx > 0) - (dx < 0)), end[1] - by * ((dy > 0) - (dy < 0))


def _num(value: float) -> str:
    return f"{value:g}"
