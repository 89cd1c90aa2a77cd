"""Finishes a layout: places titles and labels, and widens channels where a label has no place."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from mlsd_graph.content.chartrecords import Flowchart
from mlsd_graph.diagrams.geometry import Frame, Geometry, Point, Room
from mlsd_graph.diagrams.labels import Label, Placer
from mlsd_graph.diagrams.marks import place_marks
from mlsd_graph.diagrams.measures import wrappings
from mlsd_graph.diagrams.plan import Plan
from mlsd_graph.diagrams.slots import Slots
from mlsd_graph.diagrams.titles import place_titles


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
    cramped: frozenset[int]
    """Arrows whose labels stand about as near to another line."""
    budget: int
    """Width that it should keep to."""


def finish(plan: Plan, room: Room, repairs: int) -> Layout:
    """Place all; try so many more reservations for labels that found no place."""
    layout = _repaired(plan, room, repairs)
    standing = [*layout.labels.values(), *layout.titles.values()]
    return layout._replace(
        marks=place_marks(layout.legend, layout.geometry, standing, plan.measures)
    )


def _repaired(plan: Plan, room: Room, repairs: int) -> Layout:
    """Try more reservations one at a time; keep each that gives a label its place, or more room."""
    layout = _placed(plan, Frame(plan, room), most=len(plan.chart.arrows))
    tries = 0
    for edge in [*sorted(layout.legend), *sorted(layout.cramped)]:
        if edge not in layout.legend and edge not in layout.cramped:
            continue
        for wider in _wider(plan, room, edge):
            tries += 1
            if tries > repairs:
                return layout
            frame = Frame(plan, wider)
            if frame.width > max(plan.budget, layout.geometry.width):
                continue
            most = len(layout.legend) - (edge in layout.legend)
            other = _placed(plan, frame, most)
            if len(other.legend) <= most and _faults(other) < _faults(layout):
                layout, room = other, wider
                break
    return layout


def _faults(layout: Layout) -> tuple[int, int]:
    return len(layout.legend), len(layout.cramped)


def _placed(plan: Plan, frame: Frame, most: int) -> Layout:
    """Place what fits into the room there is; the rest goes to the legend.

    Stops at the label that would be more than `most` there: such a layout is of no use.
    """
    geometry = frame.geometry()
    placer = Placer(plan.chart, geometry, plan.measures, plan.budget)
    titles = place_titles(plan, geometry, placer.stretches)
    for title in titles.values():
        placer.reserve(title.box)
    labels: dict[int, Label] = {}
    missing: list[int] = []
    wanted = [index for index, arrow in enumerate(plan.chart.arrows) if arrow.label]
    # Short ways first: they have the fewest places to choose from.
    for index in sorted(wanted, key=lambda index: (len(plan.routes[index]), index)):
        label = placer.place(index)
        if label is not None:
            labels[index] = label
        else:
            missing.append(index)
            if len(missing) > most:
                break
    right = max((label.box.x + label.box.w for label in labels.values()), default=0)
    return Layout(
        plan.chart,
        plan.slots,
        geometry._replace(width=max(geometry.width, right)),
        labels,
        {index: number for number, index in enumerate(sorted(missing), 1)},
        titles,
        {},
        frozenset(placer.cramped),
        plan.budget,
    )


def _wider(plan: Plan, room: Room, edge: int) -> Iterator[Room]:
    """Give reservations that may make a place for an arrow's label: rows first, they are cheap."""
    m = plan.measures
    narrow, lines = wrappings(plan.chart.arrows[edge].label, m.label_text)[-1]
    vertical = [run for run in plan.routes[edge] if run.vertical]
    for run in vertical:
        for line in range(2 * -(-int(run.low + 0.99) // 2), int(run.high) + 1, 2):
            yield _more(room, (False, line), len(lines) * m.label_line)
    for run in vertical:
        if run.line % 2 == 0:
            yield _more(room, (True, run.line), narrow + m.label_gap + m.halo_x)


def _more(room: Room, line: tuple[bool, int], by: int) -> Room:
    return replace(room, after={**room.after, line: room.after.get(line, 0) + by})
