"""What a placement costs: long and bent arrows, crossings, upward ways, strangers in a lane."""

from itertools import combinations, pairwise

from mlsd_graph.content.chartrecords import Flowchart

Cell = tuple[int, int]
"""Row and column."""
Places = dict[str, Cell]
Segment = tuple[int, int, int, int]

STRANGER = 40.0
"""Cost of a block inside the rectangle of a lane that it is not of; no other cost comes near."""
_ACROSS, _BEND, _BETWEEN, _CROSSING, _ROW = 1.3, 1.6, 2.2, 1.2, 1.2
_DASHED, _UPWARD_IN_LANE, _UPWARD, _LEVEL_IN_LANE, _OUT_OF_ORDER = 0.6, 5.0, 1.0, 1.5, 0.8
_ACTOR_ROW, _ACTOR_COLUMN, _LEVEL_LABEL = 0.9, 0.4, 0.8


class Tidiness:
    """Prices placements of one chart; what was priced once is remembered."""

    def __init__(self, chart: Flowchart) -> None:
        self.lane_of = {block.id: block.lane for block in chart.blocks}
        self.actors = [block.id for block in chart.blocks if block.kind == "actor"]
        self.lanes = [
            [block.id for block in chart.blocks if block.lane == lane.id] for lane in chart.lanes
        ]
        back = _back_arrows(chart)
        self.arrows = [
            (
                arrow.source,
                arrow.target,
                _DASHED if arrow.dashed else 1.0,
                index in back,
                self.lane_of[arrow.source] is not None
                and self.lane_of[arrow.source] == self.lane_of[arrow.target],
                bool(arrow.label),
            )
            for index, arrow in enumerate(chart.arrows)
        ]
        self._crossed: dict[tuple[Segment, Segment], bool] = {}

    def cost(self, places: Places) -> float:
        """Price a placement of all blocks."""
        taken = set(places.values())
        total = STRANGER * self.strangers(places)
        for actor in self.actors:
            row, column = places[actor]
            total += _ACTOR_ROW * row + _ACTOR_COLUMN * column
        for lane in self.lanes:
            for a, b in pairwise(lane):
                total += _OUT_OF_ORDER * (places[b][0] < places[a][0])
        segments: list[Segment] = []
        for source, target, weight, back, same, label in self.arrows:
            segment = (*places[source], *places[target])
            segments.append(segment)
            total += weight * _length(segment, taken, back=back, same=same, label=label)
        crossed = self._crossed
        for pair in combinations(segments, 2):
            found = crossed.get(pair)
            if found is None:
                found = crossed[pair] = _cross(*pair)
            total += _CROSSING * found
        rows = [row for row, _ in taken]
        return total + _ROW * (max(rows) - min(rows))

    def strangers(self, places: Places) -> int:
        """Count blocks within rectangles of lanes that they are not of."""
        count = 0
        for lane in self.lanes:
            cells = [places[name] for name in lane if name in places]
            if not cells:
                continue
            top, bottom = min(r for r, _ in cells), max(r for r, _ in cells)
            left, right = min(c for _, c in cells), max(c for _, c in cells)
            inside = sum(
                top <= row <= bottom and left <= column <= right for row, column in places.values()
            )
            count += inside - len(cells)
        return count


def _length(segment: Segment, taken: set[Cell], *, back: bool, same: bool, label: bool) -> float:
    """Price one arrow before its weight."""
    row, column, to_row, to_column = segment
    down, across = to_row - row, to_column - column
    cost = abs(down) + _ACROSS * abs(across) + (_BEND if down and across else 0)
    if down == 0:
        between = range(min(column, to_column) + 1, max(column, to_column))
        cost += _BETWEEN * sum((row, at) in taken for at in between)
        cost += (_LEVEL_IN_LANE if same and not back else 0) + (_LEVEL_LABEL if label else 0)
    elif across == 0:
        cost += _BETWEEN * sum(
            (at, column) in taken for at in range(min(row, to_row) + 1, max(row, to_row))
        )
    if down < 0 and not back:
        cost += _UPWARD_IN_LANE if same else _UPWARD
    return cost


def _cross(a: Segment, b: Segment) -> bool:
    """Tell whether two straight segments cross inside both."""

    def side(segment: Segment, row: int, column: int) -> int:
        r1, c1, r2, c2 = segment
        return (r2 - r1) * (column - c1) - (c2 - c1) * (row - r1)

    return side(a, *b[:2]) * side(a, *b[2:]) < 0 and side(b, *a[:2]) * side(b, *a[2:]) < 0


def _back_arrows(chart: Flowchart) -> set[int]:
    """Find arrows that close a circle, dashed ones first: these may lead upwards for free."""
    after: dict[str, set[str]] = {block.id: set() for block in chart.blocks}
    back: set[int] = set()
    for dashed in (False, True):
        for index, arrow in enumerate(chart.arrows):
            if arrow.dashed is not dashed:
                continue
            if _reaches(after, arrow.target, arrow.source):
                back.add(index)
            else:
                after[arrow.source].add(arrow.target)
    return back


def _reaches(after: dict[str, set[str]], start: str, goal: str) -> bool:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name == goal:
            return True
        if name not in seen:
            seen.add(name)
            waiting += after[name]
    return False
