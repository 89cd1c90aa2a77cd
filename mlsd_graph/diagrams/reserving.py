"""Reserves room for the labels of arrows that lead straight to the next column."""

from mlsd_graph.diagrams.geometry import Frame, Room
from mlsd_graph.diagrams.measures import wrappings
from mlsd_graph.diagrams.plan import Plan
from mlsd_graph.diagrams.routing import Run
from mlsd_graph.diagrams.titles import reserve_titles

_ONE_CHANNEL = 2
"""Length on the lattice of a way from one column to the next is below this."""


def reserve(plan: Plan) -> tuple[Room, frozenset[int]]:
    """Reserve room for titles, and above straight arrows for labels as wide as fits.

    Returns the room, and the arrows whose labels fit in no way: these need another route.
    """
    m, arrows = plan.measures, plan.chart.arrows
    choice = {
        runs[0].edge: 0 for runs in plan.routes if _is_short(runs) and arrows[runs[0].edge].label
    }
    options = {edge: wrappings(arrows[edge].label, m.label_text) for edge in choice}
    unfit: set[int] = set()
    while True:
        room = Room()
        reserve_titles(plan, room)
        for edge, option in choice.items():
            width, lines = options[edge][option]
            _make_room(plan, edge, (width, len(lines)), room)
        if not choice or Frame(plan, room).width <= plan.budget:
            return room, frozenset(unfit)
        # The widest one gives way: its channel is what the others have to bear.
        edge = max(choice, key=lambda edge: (options[edge][choice[edge]][0], edge))
        choice[edge] += 1
        if choice[edge] == len(options[edge]):
            del choice[edge]
            unfit.add(edge)


def _is_short(runs: list[Run]) -> bool:
    """Tell whether a route goes level across a single channel."""
    return len(runs) == 1 and not runs[0].vertical and runs[0].high - runs[0].low < _ONE_CHANNEL


def _make_room(plan: Plan, edge: int, size: tuple[int, int], room: Room) -> None:
    """Reserve room for a label of so many columns and lines above a straight arrow."""
    m, (width, lines) = plan.measures, size
    run = plan.routes[edge][0]
    channel = round((run.low + run.high) / 2)
    room.above[edge, 0] = lines * m.label_line + (0 if m.thick else m.label_gap)
    passed = any(
        other.vertical and other.line == channel and other.low <= run.line <= other.high
        for runs in plan.routes
        for other in runs
    )
    if passed:
        aside = width + m.label_gap + m.halo_x - m.margin_x
        room.before[True, channel] = max(room.before.get((True, channel), 0), aside)
    else:
        need = width + 2 * m.label_gap
        room.least[channel] = max(room.least.get(channel, 0), need)
