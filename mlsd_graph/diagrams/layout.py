"""The layout of a diagram: slots, routes, tracks, room for labels, and places for all of them."""

from collections.abc import Callable
from functools import cache, lru_cache

from mlsd_graph.content.chartrecords import Flowchart, Grid
from mlsd_graph.diagrams.finishing import Layout, finish
from mlsd_graph.diagrams.geometry import Frame, Room
from mlsd_graph.diagrams.measures import Measures
from mlsd_graph.diagrams.plan import Plan
from mlsd_graph.diagrams.reserving import reserve
from mlsd_graph.diagrams.routing import route
from mlsd_graph.diagrams.slots import slots
from mlsd_graph.diagrams.tracks import assign
from mlsd_graph.diagrams.trimming import trimmed

__all__ = ["Layout", "lay_out"]

_MOST_ROUTINGS = 3
_MOST_REPAIRS, _LEAST_REPAIRS = 8, 1
_ROUTING = 4
"""A routing takes as long as so many repairs: a drawing routed often is repaired less."""


@lru_cache(maxsize=64)
def lay_out(chart: Flowchart, grid: Grid, measures: Measures) -> Layout:
    """Lay out a chart on a grid that names each of its blocks once; the same each time.

    Takes 5 to 30 ms for 14 blocks and 22 arrows; cached: a change of focus costs painting alone.
    """
    held = slots(chart, grid)

    @cache  # a drawing that comes out too wide is laid out again along the same routes
    def planned(detour: frozenset[int]) -> Plan:
        routes = route(chart.arrows, held, detour)
        return Plan(chart, held, routes, assign(routes), measures)

    plan, room = _laid(planned, (measures, measures.tight()))
    width = Frame(plan, room).width
    if width > plan.budget:
        # What is placed in a drawing changes nothing about one that is too wide.
        closest, closer = _laid(planned, (measures.tightest(),))
        if Frame(closest, closer).width < width:
            plan, room = closest, closer
    repairs = _MOST_REPAIRS - _ROUTING * (planned.cache_info().misses - 1)
    return trimmed(finish(plan, room, max(repairs, _LEAST_REPAIRS)), measures)


def _laid(
    planned: Callable[[frozenset[int]], Plan],
    sizes: tuple[Measures, ...],
    detour: frozenset[int] = frozenset(),
    routings: int = _MOST_ROUTINGS,
) -> tuple[Plan, Room]:
    """Route, and again around straight arrows that have no room for their labels.

    Of several sizes the first one is taken in which all labels of straight arrows have room.
    """
    unfit = detour
    for measures in sizes:
        plan = planned(detour)._replace(measures=measures)
        room, unfit = reserve(plan)
        last = routings == 1 and measures is sizes[-1]
        if last or not unfit - detour:
            return plan, room
    return _laid(planned, sizes, detour | unfit, routings - 1)
