"""The layout of a diagram: slots, routes, tracks, room for labels, and places for all of them."""

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from mlsd_graph.content.chartrecords import Flowchart, Grid
from mlsd_graph.diagrams.geometry import Box, Frame, Geometry, Point, Room
from mlsd_graph.diagrams.labels import Label, Placer
from mlsd_graph.diagrams.measures import Measures, wrappings
from mlsd_graph.diagrams.routing import Run, route
from mlsd_graph.diagrams.slots import Slots, slots
from mlsd_graph.diagrams.titles import place_titles, reserve_titles
from mlsd_graph.diagrams.tracks import Tracks, assign

_MOST_REPAIRS = 8


class Layout(NamedTuple):
    """A finished drawing without its glyphs, in cells or pixels."""

    chart: Flowchart
    slots: Slots
    geometry: Geometry
    labels: dict[int, Label]
    """Index of an arrow → its label's place."""
    legend: dict[int, int]
    """Index of an arrow whose label found no room → its number in the legend."""
    titles: dict[str, Label]
    marks: dict[int, Point]
    """Index of an arrow in the legend → the middle of its number."""


@lru_cache(maxsize=64)
def lay_out(chart: Flowchart, grid: Grid, measures: Measures) -> Layout:
    """Lay out a chart on a grid that names each of its blocks once; the same each time.

    Takes 5 to 25 ms for 14 blocks; cached, so that a change of focus costs painting alone.
    """
    held = slots(chart, grid)
    budget = measures.widest_wide if held.columns > 3 else measures.widest  # noqa: PLR2004  see Measures
    tried: list[Layout] = []
    for each in (measures, measures.tight(), measures.tightest()):
        layout = _lay_out(chart, held, each, budget)
        if layout.geometry.width <= budget:
            return layout
        tried.append(layout)
    return min(tried, key=lambda layout: layout.geometry.width)


def _lay_out(chart: Flowchart, held: Slots, measures: Measures, budget: int) -> Layout:
    detour: frozenset[int] = frozenset()
    for _ in range(3):
        routes = route(chart.arrows, held, detour)
        tracks = assign(routes)
        room, unfit = _reserve(chart, held, routes, tracks, measures, budget)
        if not unfit - detour:
            break
        detour |= unfit
    return _Repair(chart, held, routes, tracks, measures, room, budget).best()


def _reserve(  # noqa: PLR0913  the stages so far
    chart: Flowchart,
    held: Slots,
    routes: list[list[Run]],
    tracks: Tracks,
    measures: Measures,
    budget: int,
) -> tuple[Room, frozenset[int]]:
    """Reserve room above arrows that lead straight to the next column, as wide as fits.

    Returns the room, and the arrows whose labels fit in no way: these need another route.
    """
    choice = {
        runs[0].edge: 0
        for runs in routes
        if len(runs) == 1
        and not runs[0].vertical
        and runs[0].high - runs[0].low < 2  # noqa: PLR2004  one channel
        and chart.arrows[runs[0].edge].label
    }
    options = {edge: wrappings(chart.arrows[edge].label, measures.label_text) for edge in choice}
    unfit: set[int] = set()
    while True:
        room = Room()
        reserve_titles(chart, held, routes, tracks, measures, room)
        for edge, option in choice.items():
            width, lines = options[edge][option]
            _make_room(routes, edge, width, len(lines), measures, room)
        broad = sum(Frame(chart, held, routes, tracks, measures, room).xs[-1])
        if broad <= budget or not choice:
            return room, frozenset(unfit)
        # The widest one gives way: its channel is what the others have to bear.
        edge = max(choice, key=lambda edge: (options[edge][choice[edge]][0], edge))
        choice[edge] += 1
        if choice[edge] == len(options[edge]):
            del choice[edge]
            unfit.add(edge)


def _make_room(  # noqa: PLR0913  a label and where it goes
    routes: list[list[Run]], edge: int, width: int, lines: int, measures: Measures, room: Room
) -> None:
    """Reserve room for a label of this size above a straight arrow."""
    run = routes[edge][0]
    channel = round((run.low + run.high) / 2)
    room.above[edge, 0] = lines * measures.label_line + (
        0 if measures.thick else measures.label_gap
    )
    passed = any(
        other.vertical and other.line == channel and other.low <= run.line <= other.high
        for runs in routes
        for other in runs
    )
    if passed:
        aside = width + measures.label_gap + measures.halo_x - measures.margin_x
        room.before[True, channel] = max(room.before.get((True, channel), 0), aside)
    else:
        need = width + 2 * measures.label_gap
        room.least[channel] = max(room.least.get(channel, 0), need)


class _Repair:
    """Widens channels until each label has a place, within the budget."""

    def __init__(  # noqa: PLR0913  the stages so far
        self,
        chart: Flowchart,
        held: Slots,
        routes: list[list[Run]],
        tracks: Tracks,
        measures: Measures,
        room: Room,
        budget: int,
    ) -> None:
        self.chart, self.held, self.routes, self.tracks = chart, held, routes, tracks
        self.measures, self.room, self.budget = measures, room, budget

    def best(self) -> Layout:
        """Try reservations one at a time and keep each that helps."""
        layout, missing = self._attempt(self.room)
        tries = 0
        for edge in sorted(missing):
            if edge not in missing:
                continue
            for room in self._wider(edge):
                tries += 1
                if tries > _MOST_REPAIRS:
                    break
                other, still = self._attempt(room)
                if len(still) < len(missing) and other.geometry.width <= max(
                    self.budget, layout.geometry.width
                ):
                    layout, missing, self.room = other, still, room
                    break
        return layout

    def _attempt(self, room: Room) -> tuple[Layout, frozenset[int]]:
        chart, measures = self.chart, self.measures
        frame = Frame(chart, self.held, self.routes, self.tracks, measures, room)
        geometry = frame.geometry()
        placer = Placer(chart, geometry, measures, self.budget)
        titles = place_titles(chart, self.held, geometry, placer.stretches, measures)
        for title in titles.values():
            placer.reserve(title.box)
        labels: dict[int, Label] = {}
        wanted = [index for index, arrow in enumerate(chart.arrows) if arrow.label]
        wanted.sort(key=lambda index: (len(self.routes[index]), index))
        for index in wanted:
            label = placer.place(index)
            if label is not None:
                labels[index] = label
        missing = [index for index in sorted(wanted) if index not in labels]
        legend = {index: number for number, index in enumerate(missing, 1)}
        marks = {index: placer.mark(index) for index in missing}
        right = max((label.box.x + label.box.w for label in labels.values()), default=0)
        geometry = geometry._replace(width=max(geometry.width, right))
        layout = Layout(chart, self.held, geometry, labels, legend, titles, marks)
        return layout, frozenset(missing)

    def _wider(self, edge: int) -> list[Room]:
        """List reservations that may give an arrow's label a place, the cheapest first."""
        m = self.measures
        rooms: list[Room] = []
        narrow, lines = wrappings(self.chart.arrows[edge].label, m.label_text)[-1]
        for run in self.routes[edge]:
            if not run.vertical:
                continue
            for line in range(2 * int(run.low / 2 + 0.99), int(run.high) + 1, 2):
                rooms.append(self._more(after=(False, line), by=len(lines) * m.label_line))
        for run in self.routes[edge]:
            if run.vertical and run.line % 2 == 0:
                need = narrow + m.label_gap + m.halo_x
                rooms.append(self._more(after=(True, run.line), by=need))
        return rooms

    def _more(self, *, after: tuple[bool, int], by: int) -> Room:
        room = self.room
        changed = {**room.after, after: room.after.get(after, 0) + by}
        return replace(room, after=changed)
