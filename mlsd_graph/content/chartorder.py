"""The order in which a diagram is told: along its flow, from where that begins.

Authors write lanes one after the other, so the first block written is often a store that merely
supplies the path; one who draws on a whiteboard begins with whoever asks.
"""

from collections.abc import Iterator

from mlsd_graph.content.chartrecords import Block, Flowchart

_Before = dict[str, list[str]]
"""Block id → ids of the blocks that lead to it, in the author's order."""


def flow_order(chart: Flowchart) -> tuple[Block, ...]:
    """Order the blocks along the arrows; what supplies a block comes right before it.

    The author's order decides between equals, and arrows that lead back count for nothing.
    """
    if not chart.blocks:
        return ()
    blocks = {block.id: block for block in chart.blocks}
    start = _entry(chart)
    before = _forward(chart, start)
    told = [start]
    while len(told) < len(blocks):
        told.append(_next(chart, before, told))
    return tuple(blocks[name] for name in told)


def _entry(chart: Flowchart) -> str:
    """Begin with who asks in the top row, else with the first block, unless it is itself led to."""
    fed = {arrow.target for arrow in chart.arrows}
    leading = {arrow.source for arrow in chart.arrows}
    top = {name for name in chart.grid[0] if name} if chart.grid else set[str]()
    first = chart.blocks[0].id
    actors = [block.id for block in chart.blocks if block.kind == "actor" and block.id in leading]
    asking = [name for name in actors if name in top and name in fed]
    unled = [name for name in (first, *actors) if name not in fed]
    return [*asking, *unled, first][0]


def _forward(chart: Flowchart, start: str) -> _Before:
    """Drop the arrows that close a circle; those that are not waited for give way first."""
    leads: dict[str, list[str]] = {block.id: [] for block in chart.blocks}
    for arrow in chart.arrows:
        if not arrow.dashed:
            leads[arrow.source].append(arrow.target)
    fed = {arrow.target for arrow in chart.arrows}
    roots = [start, *(name for name in leads if name not in fed), *leads]
    forward = set(_walk(roots, leads, set(), ()))
    for arrow in chart.arrows:
        if arrow.dashed and not _reaches(forward, arrow.target, arrow.source):
            forward.add((arrow.source, arrow.target))
    return {name: [each for each in leads if (each, name) in forward] for name in leads}


def _walk(
    names: list[str], leads: dict[str, list[str]], seen: set[str], path: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    """Go through all arrows, depth first, but for those back to a block on the path."""
    for name in names:
        if path and name not in path:
            yield path[-1], name
        if name not in seen:
            seen.add(name)
            yield from _walk(leads[name], leads, seen, (*path, name))


def _reaches(arrows: set[tuple[str, str]], source: str, target: str) -> bool:
    found, new = {source}, {source}
    while new:
        new = {end for start, end in arrows if start in new} - found
        found |= new
    return target in found


def _next(chart: Flowchart, before: _Before, told: list[str]) -> str:
    """Choose what is led to from what has been told, or what that still waits for."""
    left = [name for name in before if name not in told]
    missing = {name: [each for each in before[name] if each not in told] for name in left}
    begun = [name for name in left if len(missing[name]) < len(before[name])]
    awaited = {each.target for each in chart.arrows if each.source in told and not each.dashed}
    # A new beginning only where nothing follows any more.
    chosen = min(begun or left, key=lambda name: (name not in awaited, len(missing[name])))
    while missing[chosen]:
        chosen = missing[chosen][0]
    return chosen
