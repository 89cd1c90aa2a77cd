"""Geometry: lattice lines get sizes, tracks get coordinates, routes become polylines.

Coordinates are whole numbers from the upper left. A block of width w at x has its right border at
x + w - `Measures.thick`: a line fills a cell of the terminal and none of a picture's width.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from mlsd_graph.content.chartrecords import label_lines
from mlsd_graph.diagrams.measures import block_width
from mlsd_graph.diagrams.plan import Plan
from mlsd_graph.diagrams.routing import Run
from mlsd_graph.diagrams.tracks import Key

Point = tuple[int, int]


class Box(NamedTuple):
    """A rectangle; the right and lower ends are outside."""

    x: int
    y: int
    w: int
    h: int


@dataclass(slots=True)
class Room:
    """What is reserved beyond the lines themselves."""

    before: dict[tuple[bool, int], int] = field(default_factory=dict[tuple[bool, int], int])
    """Left of (above) the tracks of a vertical (horizontal) channel."""
    after: dict[tuple[bool, int], int] = field(default_factory=dict[tuple[bool, int], int])
    least: dict[int, int] = field(default_factory=dict[int, int])
    """Least width of a vertical channel."""
    above: dict[Key, int] = field(default_factory=dict[Key, int])
    """Room for a label above a run that goes straight from block to block."""
    titles: dict[int, int] = field(default_factory=dict[int, int])
    """Row of slots → lines of lane titles above it."""
    columns: dict[int, int] = field(default_factory=dict[int, int])
    """Least width of the blocks of a column."""
    aside: frozenset[tuple[int, int]] = frozenset()
    """Lines and rows of slots where what enters from above keeps to the right of a title."""


class Geometry(NamedTuple):
    """Where everything is."""

    blocks: dict[str, Box]
    lines: list[list[Point]]
    """One polyline per arrow, from border to border."""
    lanes: dict[str, Box]
    bands: dict[int, tuple[int, int]]
    """Row of slots → upper and lower end of the room for titles above it."""
    width: int
    height: int


@dataclass(slots=True)
class _Clusters:
    """How much each cluster of tracks takes, and where in it a track lies."""

    offsets: dict[int, list[int]]
    spans: dict[int, int]
    by_line: dict[tuple[bool, int], list[int]]


def enters(run: Run, line: int, row: int) -> bool:
    """Tell whether a run goes through the upper border of a row of slots, in one of its columns."""
    return run.vertical and run.line == line and run.low <= 2 * row < run.high


class Frame:
    """Computes one geometry; all its parts depend on the sizes of the lattice lines."""

    def __init__(self, plan: Plan, room: Room) -> None:
        slots, routes, tracks = plan.slots, plan.routes, plan.tracks
        self.slots, self.routes, self.tracks = slots, routes, tracks
        self.measures, self.room = plan.measures, room
        self.labels = {block.id: block.label for block in plan.chart.blocks}
        self.aside = {
            cluster
            for line, row in room.aside
            for (edge, index), (_, cluster) in tracks.tracks.items()
            if enters(routes[edge][index], line, row)
        }
        self.widths = [self._block_width(column) for column in range(slots.columns)]
        self.clusters = self._measure_clusters()
        self.xs = self._lay([self._column(line) for line in range(2 * slots.columns + 1)])

    @cached_property
    def ys(self) -> list[tuple[int, int]]:
        """Upper end and height of each line; many a frame is thrown away for its width."""
        return self._lay([self._row(line) for line in range(2 * self.slots.rows + 1)])

    @property
    def width(self) -> int:
        """Width of the whole drawing, without labels that stand out to the right."""
        return sum(self.xs[-1])

    @staticmethod
    def _lay(sizes: list[int]) -> list[tuple[int, int]]:
        at, laid = 0, list[tuple[int, int]]()
        for size in sizes:
            laid.append((at, size))
            at += size
        return laid

    def _measure_clusters(self) -> _Clusters:
        offsets: dict[int, list[int]] = {}
        spans: dict[int, int] = {}
        by_line: dict[tuple[bool, int], list[int]] = {}
        for index, cluster in enumerate(self.tracks.clusters):
            edge, place = cluster[0]
            run = self.routes[edge][place]
            by_line.setdefault((run.vertical, run.line), []).append(index)
            count = self.tracks.counts[index]
            pitch = self._pitch(index, run, count)
            above = [0] * count
            for key in cluster:
                track = self.tracks.tracks[key].place
                above[track] = max(above[track], self.room.above.get(key, 0))
            at = above[0]
            offsets[index] = [at]
            for extra in above[1:]:
                at += pitch + (extra + self.measures.halo_y if extra else 0)
                offsets[index].append(at)
            spans[index] = at + self.measures.thick
        return _Clusters(offsets, spans, by_line)

    def _pitch(self, cluster: int, run: Run, count: int) -> int:
        m = self.measures
        if not run.line % 2:
            return m.track_x if run.vertical else m.track_y
        if not run.vertical:
            return m.port_y
        if cluster in self.aside:
            return m.port_x // 2
        room = self.widths[run.line // 2] - 2 * m.port_end - m.thick
        return max(m.port_least, min(m.port_x, room // max(1, count - 1)))

    def _block_width(self, column: int) -> int:
        """Measure a column: as wide as its widest label and its ports need."""
        m = self.measures
        own = [name for name, (_, at) in self.slots.places.items() if at == column]
        broadest = max(block_width(self.labels[name], m) for name in own)
        ports = max(
            (
                self.tracks.counts[index] * (m.port_x // 2 if index in self.aside else m.port_least)
                for index, cluster in enumerate(self.tracks.clusters)
                if self.routes[cluster[0][0]][cluster[0][1]][1:3] == (True, 2 * column + 1)
            ),
            default=1,
        )
        least = max(m.block_least, self.room.columns.get(column, 0))
        return max(least, broadest, ports + 2 * m.port_end + m.thick)

    def _band(self, vertical: bool, line: int) -> int:  # noqa: FBT001  an axis
        """Measure the widest cluster of a line; -1 where nothing runs."""
        indices = self.clusters.by_line.get((vertical, line), [])
        return max((self.clusters.spans[index] for index in indices), default=-1)

    def _column(self, line: int) -> int:
        m, room = self.measures, self.room
        if line % 2:
            return self.widths[line // 2]
        outer = line in (0, 2 * self.slots.columns)
        band = self._band(True, line)
        extra = room.before.get((True, line), 0) + room.after.get((True, line), 0)
        pads = m.margin_x * (1 if outer else 2)
        size = band + pads + extra if band >= 0 else extra + (0 if outer else m.gap_x)
        return max(size, room.least.get(line, 0), m.lane_pad if outer and self.slots.lanes else 0)

    def _row(self, line: int) -> int:
        m, room = self.measures, self.room
        band = self._band(False, line)
        if line % 2:
            own = [name for name, (row, _) in self.slots.places.items() if row == line // 2]
            lines = max(len(label_lines(self.labels[name])) for name in own)
            return max(
                m.block_frame + lines * m.block_line,
                max(band, 0) + 2 * m.margin_y,
            )
        outer = line in (0, 2 * self.slots.rows)
        titles = room.titles.get(line // 2, 0) * m.title_line
        titles += m.title_gap if titles else 0
        extra = room.before.get((False, line), 0) + room.after.get((False, line), 0)
        if band >= 0:
            return titles + band + 2 * m.margin_y + extra
        bottom = m.lane_pad - m.thick if line and outer and self.slots.lanes else 0
        return titles + extra + (max(bottom, 0) if outer else m.gap_y)

    def coordinate(self, key: Key) -> int:
        """Find the x of a vertical run, or the y of a horizontal one."""
        run = self.routes[key[0]][key[1]]
        track = self.tracks.tracks[key]
        span = self.clusters.spans[track.cluster]
        offset = self.clusters.offsets[track.cluster][track.place]
        start, size = (self.xs if run.vertical else self.ys)[run.line]
        if run.line % 2:
            if run.vertical and track.cluster in self.aside:
                return start + size - self.measures.port_end - span + offset
            return start + (size - span) // 2 + offset
        m, axis = self.measures, (run.vertical, run.line)
        margin = m.margin_x if run.vertical else m.margin_y
        before = self.room.before.get(axis, 0) + (0 if run.vertical and not run.line else margin)
        band = self._band(*axis)
        if run.vertical:
            # What a channel has left over lies on both sides of its tracks.
            after = self.room.after.get(axis, 0)
            last = run.line == 2 * self.slots.columns
            before += max(0, size - before - max(band, 0) - after - (0 if last else margin)) // 2
        return start + before + (max(band, 0) - span) // 2 + offset

    def geometry(self) -> Geometry:
        """Put it all together."""
        m = self.measures
        blocks = {
            name: Box(*self.xs[2 * column + 1][:1], *self.ys[2 * row + 1][:1],
                      self.xs[2 * column + 1][1], self.ys[2 * row + 1][1])
            for name, (row, column) in self.slots.places.items()
        }  # fmt: skip
        height = sum(self.ys[-1])
        bands: dict[int, tuple[int, int]] = {}
        for row, lines in self.room.titles.items():
            bottom = self.ys[2 * row + 1][0]
            bands[row] = (bottom - lines * m.title_line - m.title_gap, bottom)
        lanes: dict[str, Box] = {}
        for name, span in self.slots.lanes.items():
            left = self.xs[2 * span.left + 1][0] - m.lane_pad
            right = sum(self.xs[2 * span.right + 1]) + m.lane_pad
            top = bands[span.top][0]
            bottom = sum(self.ys[2 * span.bottom + 1]) + max(0, m.lane_pad - m.thick)
            lanes[name] = Box(left, top, right - left, bottom - top)
        lines = [self._polyline(edge) for edge in range(len(self.routes))]
        return Geometry(blocks, lines, lanes, bands, self.width, height)

    def _polyline(self, edge: int) -> list[Point]:
        runs = self.routes[edge]
        at = [self.coordinate((edge, index)) for index in range(len(runs))]
        points = [self._border(runs[0], at[0], runs[0].start, runs[0].end)]
        for index in range(len(runs) - 1):
            here, there = at[index], at[index + 1]
            points.append((here, there) if runs[index].vertical else (there, here))
        points.append(self._border(runs[-1], at[-1], runs[-1].end, runs[-1].start))
        return points

    def _border(self, run: Run, at: int, end: float, other: float) -> Point:
        """Find where a run meets the border of the block at one of its ends."""
        start, size = (self.ys if run.vertical else self.xs)[round(end)]
        border = start + size - self.measures.thick if other > end else start
        return (at, border) if run.vertical else (border, at)
