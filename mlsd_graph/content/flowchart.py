"""The subset of Mermaid that diagrams are written in: text to `Flowchart`, and back.

The subset is small so that GitHub, our drawings and cards agree on what a diagram says. One
statement a line; CONTRIBUTING.md lists them.
"""

from dataclasses import dataclass, field

from mlsd_graph.content.chartlines import (
    Wrong,
    check_id,
    is_arrow,
    name,
    read_arrow,
    read_block,
    read_lane,
    read_row,
    write_label,
)
from mlsd_graph.content.chartrecords import (
    KINDS,
    MOST_ARROWS,
    MOST_BLOCKS,
    Arrow,
    Block,
    Fault,
    Flowchart,
    FlowchartErrors,
    Grid,
    Lane,
    label_lines,
)
from mlsd_graph.content.chartrules import (
    GridRow,
    arrow_faults,
    excess_faults,
    grid_faults,
    lane_faults,
    shortage_faults,
)

__all__ = [
    "KINDS",
    "Arrow",
    "Block",
    "Fault",
    "Flowchart",
    "FlowchartErrors",
    "Grid",
    "Lane",
    "grid_lines",
    "label_lines",
    "parse",
    "text",
]

_START = "flowchart TB"
_LONGEST_TEXT, _LONGEST_LINE, _MOST_LINES = 16_384, 200, 120
_MOST_FAULTS = 20
_KEYWORDS = {
    "classDef", "class", "style", "linkStyle", "click", "direction", "accTitle", "accDescr",
}  # fmt: skip


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    started: bool = False
    lane: Lane | None = None
    nested: int = 0
    """Lanes opened within the open one: each has an `end` of its own."""
    wide: bool = False
    blocks: list[Block] = field(default_factory=list[Block])
    arrows: list[Arrow] = field(default_factory=list[Arrow])
    lanes: list[Lane] = field(default_factory=list[Lane])
    ends: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    """Columns of both ids of each arrow."""
    rows: list[GridRow] = field(default_factory=list[GridRow])
    taken: set[str] = field(default_factory=set[str])


def parse(source: str, line: int = 1, *, unplaced: bool = False) -> Flowchart:
    """Read the inside of a `mermaid` fence whose first line is `line` of its file.

    With `unplaced` the grid may disagree with the blocks: it is on its way to be mended.

    Raises:
        FlowchartErrors: All that is wrong, in order of lines, at most 20 of them.
    """
    lines = source.split("\n")
    if len(source) > _LONGEST_TEXT or len(lines) > _MOST_LINES:
        message = "The diagram is longer than any of 14 blocks can be."
        hint = "Split it into several diagrams of at most 14 blocks."
        raise FlowchartErrors((Fault("diagram-size", line, 1, message, hint),))
    reading = _Reading()
    faults: list[Fault] = []
    for number, raw in enumerate(lines, line):
        try:
            _statement(raw.strip(), number, raw, reading)
        except Wrong as wrong:
            column = len(raw) - len(raw.lstrip()) + wrong.at + 1
            faults.append(Fault(wrong.code, number, column, wrong.message, wrong.hint))
    if not reading.started and not faults:
        hint = f"Start the block with a line `{_START}`."
        faults.append(Fault("diagram-syntax", line, 1, "The diagram is empty.", hint))
    blamed = any(fault.code == "diagram-lane" for fault in faults)
    if reading.lane is not None and reading.lane.id and not blamed:
        message = f"The lane “{reading.lane.title}” is not closed."
        faults.append(Fault("diagram-lane", reading.lane.line, 1, message, "Add a line `end`."))
    chart = Flowchart(
        tuple(reading.blocks),
        tuple(reading.arrows),
        tuple(reading.lanes),
        tuple(tuple(cell for cell, _ in row.cells) for row in reading.rows) or None,
        reading.wide,
    )
    faults += excess_faults(chart)
    # What does not exist because its own line is wrong would only be blamed a second time.
    if not faults:
        faults = [
            *shortage_faults(chart, line),
            *arrow_faults(chart, reading.ends),
            *lane_faults(chart),
        ]
        if not unplaced:
            faults += grid_faults(chart, reading.rows)
    if faults:
        raise FlowchartErrors(tuple(sorted(faults, key=lambda fault: fault.line)[:_MOST_FAULTS]))
    return chart


def _statement(text: str, line: int, raw: str, reading: _Reading) -> None:
    """Take one line of the source, stripped and as it stands."""
    if not text:
        return
    indent = len(raw) - len(raw.lstrip())
    if len(raw) > _LONGEST_LINE:
        hint = "One statement a line."
        raise Wrong("diagram-syntax", 0, f"The line is longer than {_LONGEST_LINE}.", hint)
    if text.startswith("%%"):
        _comment(text, line, indent, reading)
    elif not reading.started:
        reading.started = True
        if text != _START:
            hint = f"The first line is `{_START}`; other directions and types are not drawn."
            raise Wrong("diagram-syntax", 0, f"The diagram does not start with {_START}.", hint)
    elif text == "end":
        _close_lane(reading)
    elif text.startswith("subgraph") and text[8:9] in {"", " ", "\t"}:
        _open_lane(text, line, reading)
    elif text.split(maxsplit=1)[0].rstrip(":") in _KEYWORDS:
        word = text.split(maxsplit=1)[0].rstrip(":")
        hint = "Take it away: kinds `:::kind` decide how blocks look."
        raise Wrong("diagram-syntax", 0, f"`{word}` is not of the subset.", hint)
    else:
        _block_or_arrow(text, line, indent, reading)


def _comment(text: str, line: int, indent: int, reading: _Reading) -> None:
    """Take a comment, which may be a row of the grid."""
    inside = text[2:].strip()
    if inside.startswith("{"):
        hint = "Take it away; a theme is no part of the content."
        raise Wrong("diagram-syntax", 0, "A directive `%%{…}%%` stands here.", hint)
    if inside == "wide":
        reading.wide = True
    elif inside.lower().startswith("grid"):
        if not inside.startswith("grid:"):
            hint = "Write `%% grid: a | b | .`, one line a row."
            raise Wrong("diagram-grid", 0, "This looks like a row of the grid.", hint)
        row = read_row(text, text.index(":") + 1)
        for cell, at in row:
            if not cell:
                hint = "Write `.` for an empty cell."
                raise Wrong("diagram-grid", at, "A cell is empty.", hint)
        cells = [(None if cell == "." else cell, indent + at + 1) for cell, at in row]
        reading.rows.append(GridRow(line, tuple(cells)))


def _open_lane(text: str, line: int, reading: _Reading) -> None:
    if reading.lane is not None:
        reading.nested += 1
        hint = "Close the lane above with `end` first."
        raise Wrong("diagram-lane", 0, "Lanes cannot be nested.", hint)
    reading.lane = Lane("", "", line)  # open even if it is wrong, so that its `end` is not
    lane = reading.lane = read_lane(text, line)
    _take(lane.id, reading)
    reading.lanes.append(lane)


def _close_lane(reading: _Reading) -> None:
    if reading.lane is None:
        raise Wrong("diagram-lane", 0, "No lane is open here.", "Take the `end` away.")
    if reading.nested:
        reading.nested -= 1
    else:
        reading.lane = None


def _block_or_arrow(text: str, line: int, indent: int, reading: _Reading) -> None:
    start = name(text)
    if is_arrow(text, start.end):
        if reading.lane is not None:
            hint = "Move it below the `end` of the lane: Mermaid pulls its blocks into the lane."
            raise Wrong("diagram-arrow", 0, "An arrow stands inside a lane.", hint)
        if len(reading.arrows) <= MOST_ARROWS:
            arrow = read_arrow(text, start, line)
            reading.arrows.append(arrow)
            # The target's id ends the line.
            reading.ends.append((indent + 1, indent + len(text) - len(arrow.target) + 1))
    elif len(reading.blocks) <= MOST_BLOCKS:
        block = read_block(text, start, reading.lane.id if reading.lane else None, line)
        _take(block.id, reading)
        reading.blocks.append(block)


def _take(name: str, reading: _Reading) -> None:
    if name in reading.taken:
        hint = "Blocks and lanes share one space of ids: rename one."
        raise Wrong("diagram-id", 0, f"The id “{name}” is taken.", hint)
    reading.taken.add(check_id(name, 0))


def grid_lines(grid: Grid) -> list[str]:
    """Write the rows of a grid as the comments that hold them."""
    widths = [max(len(row[column] or ".") for row in grid) for column in range(len(grid[0]))]
    return [
        "%% grid: "
        + " | ".join(
            (cell or ".").ljust(width) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in grid
    ]


def text(chart: Flowchart) -> str:
    """Write a flowchart in the usual form; `parse` reads the same one, its lines aside."""
    lines = [_START]
    if chart.wide:
        lines.append("%% wide")
    lines += grid_lines(chart.grid) if chart.grid else []
    titles = {lane.id: lane.title for lane in chart.lanes}
    lane: str | None = None
    for block in chart.blocks:
        if block.lane != lane:
            lines += ["  end"] if lane else []
            lines += [f'  subgraph {block.lane}["{titles[block.lane]}"]'] if block.lane else []
            lane = block.lane
        opening, closing = KINDS[block.kind]
        shape = f"{opening}{write_label(block.label)}{closing}"
        lines.append(f"{'    ' if lane else '  '}{block.id}{shape}:::{block.kind}")
    lines += ["  end"] if lane else []
    for arrow in chart.arrows:
        mark = "-.->" if arrow.dashed else "-->"
        label = f"|{write_label(arrow.label)}|" if arrow.label else ""
        lines.append(f"  {arrow.source} {mark}{label} {arrow.target}")
    return "\n".join(lines) + "\n"
