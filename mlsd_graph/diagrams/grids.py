"""Writes the grids of new and changed diagrams into a page's Markdown; nothing else changes."""

import re
from typing import NamedTuple

from mlsd_graph.content.chartrecords import Fault, FlowchartErrors
from mlsd_graph.content.flowchart import grid_lines, parse
from mlsd_graph.diagrams.placing import propose

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,}) *(\w*)[^`]*$")
_ROW = re.compile(r"\s*%% *grid:", re.IGNORECASE)


class Placement(NamedTuple):
    """One diagram of a page that has been given a grid."""

    line: int
    """Of the diagram's first line, which says `flowchart TB`."""
    rows: tuple[str, ...]
    """The `%% grid:` lines."""


class Placed(NamedTuple):
    """What became of a page."""

    text: str
    placements: tuple[Placement, ...]
    faults: tuple[Fault, ...]
    """Of diagrams that cannot be read, and so not placed."""


def place_page(text: str) -> Placed:
    """Give each diagram of a page whose grid is missing or wrong one that is right.

    Diagrams are `mermaid` fences. Blocks that have a place keep it; line ends stay as they are.
    """
    lines = text.splitlines(keepends=True)
    placements: list[Placement] = []
    faults: list[Fault] = []
    for start, end in reversed(_fences(lines)):
        source = "".join(lines[start:end]).replace("\r\n", "\n")
        try:
            if parse(source, start + 1).grid is not None:
                continue
        except FlowchartErrors:
            pass
        try:
            chart = parse(source, start + 1, unplaced=True)
        except FlowchartErrors as wrong:
            faults = [*wrong.faults, *faults]
            continue
        rows = tuple(grid_lines(propose(chart)))
        placements.insert(0, Placement(start + 1, rows))
        lines[start:end] = _with_rows(lines[start:end], rows)
    return Placed("".join(lines), tuple(placements), tuple(faults))


def _with_rows(lines: list[str], rows: tuple[str, ...]) -> list[str]:
    """Put new rows where the old ones stood, else behind the first line."""
    first = next(at for at, line in enumerate(lines) if line.strip().startswith("flowchart"))
    old = [at for at, line in enumerate(lines) if _ROW.match(line)]
    at = old[0] if old else first + 1
    model = lines[old[0]] if old else lines[first]
    indent = model[: len(model) - len(model.lstrip())]
    end = "\r\n" if lines[first].endswith("\r\n") else "\n"
    new = [f"{indent}{row}{end}" for row in rows]
    kept = [line for line in lines if not _ROW.match(line)]
    before = sum(1 for index in range(at) if not _ROW.match(lines[index]))
    return [*kept[:before], *new, *kept[before:]]


def _fences(lines: list[str]) -> list[tuple[int, int]]:
    """Find the insides of `mermaid` fences as ranges of line indices."""
    found: list[tuple[int, int]] = []
    opened: tuple[str, int] | None = None
    for index, line in enumerate(lines):
        fence = _FENCE.match(line.rstrip("\r\n"))
        if fence is None:
            continue
        mark, word = fence[1], fence[2]
        if opened is None:
            opened = (mark, index if word == "mermaid" else -1)
        elif mark[0] == opened[0][0] and len(mark) >= len(opened[0]) and not word:
            if opened[1] >= 0:
                found.append((opened[1] + 1, index))
            opened = None
    return found
