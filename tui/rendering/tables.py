"""Tables in a width: columns shrink and wrap, and a table too narrow for that becomes a list."""

from dataclasses import dataclass

from rich.cells import cell_len

from tui.rendering import styles
from tui.rendering.canvas import Canvas
from tui.rendering.flow import Flow
from tui.rendering.wrapping import breaks

_SEPARATOR = " │ "
_NARROWEST = 7
"""Cells; below this a column of words cannot be read."""


@dataclass(frozen=True, slots=True)
class Table:
    """Cells by row; the first row is the header."""

    rows: list[list[Flow]]
    aligns: list[str]
    """left, right or center, one for each column."""


def draw(table: Table, canvas: Canvas) -> None:
    """Draw a table into a canvas."""
    columns = len(table.aligns)
    rows = [row + [Flow() for _ in range(columns - len(row))] for row in table.rows]
    natural = [max(_longest_line(row[c]) for row in rows) for c in range(columns)]
    widths = _fitted(natural, canvas.width - len(_SEPARATOR) * (columns - 1))
    if widths is None:
        _draw_as_list(rows, canvas)
        return
    broken = [_broken(row, widths) for row in rows]
    ruled = any(len(lines) > 1 for row in broken[1:] for lines in row)
    rule = "─┼─".join("─" * width for width in widths)
    for i, (row, lines) in enumerate(zip(rows, broken, strict=True)):
        _draw_row(row, lines, (widths, table.aligns), canvas)
        if i == 0 or (ruled and i < len(rows) - 1):
            canvas.line(Flow(rule, styles.QUIET))


def _longest_line(flow: Flow) -> int:
    return max(cell_len(line) for line in flow.text.split("\n"))


def _fitted(natural: list[int], room: int) -> list[int] | None:
    """Give each column what it wants, up to an equal share of what the narrower ones leave."""
    if sum(natural) <= room:
        return natural
    widths = [0] * len(natural)
    left = room
    order = sorted(range(len(natural)), key=natural.__getitem__)
    for position, column in enumerate(order):
        share = left // (len(order) - position)
        widths[column] = min(natural[column], share)
        left -= widths[column]
    squeezed = any(w < min(n, _NARROWEST) for w, n in zip(widths, natural, strict=True))
    return None if squeezed else widths


def _broken(row: list[Flow], widths: list[int]) -> list[list[tuple[int, int]]]:
    return [breaks(cell.text, width) for cell, width in zip(row, widths, strict=True)]


def _draw_row(
    row: list[Flow],
    broken: list[list[tuple[int, int]]],
    layout: tuple[list[int], list[str]],
    canvas: Canvas,
) -> None:
    for i in range(max(map(len, broken))):
        line = Flow()
        for cell, lines, width, align in zip(row, broken, *layout, strict=True):
            if cell is not row[0]:
                line.append(_SEPARATOR, styles.QUIET)
            start, end = lines[i] if i < len(lines) else (0, 0)
            space = width - cell_len(cell.text[start:end])
            left = {"right": space, "center": space // 2}.get(align, 0)
            line.append(" " * left)
            line.extend(cell, start, end)
            if cell is not row[-1]:
                line.append(" " * (space - left))
        canvas.line(line)


def _draw_as_list(rows: list[list[Flow]], canvas: Canvas) -> None:
    """Write each row as `header: cell` lines, one row below the other."""
    header, *body = rows
    for row in body:
        canvas.gap()
        with canvas.indented("• ", "  "):
            for name, cell in zip(header, row, strict=True):
                if cell.length:
                    canvas.paragraph(_named(name, cell))


def _named(name: Flow, cell: Flow) -> Flow:
    flow = Flow(f"{name.text}: " if name.length else "", styles.STRONG)
    flow.extend(cell)
    return flow
