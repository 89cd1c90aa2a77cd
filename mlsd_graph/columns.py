"""Numbers as small columns of block characters: one way in which the program draws them."""

from collections.abc import Sequence

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_NOTHING = "·"


def cell(share: float, row: int = 0, rows: int = 1) -> str:
    """Draw one row of a column that a share from 0 to 1 fills; the lowest row is 0.

    A share above 0 always shows.
    """
    filled = round(8 * (share * rows - row))
    if row == 0 and share > 0:
        filled = max(1, filled)
    return _EIGHTHS[min(8, max(0, filled))]


def columns(values: Sequence[float], most: float = 0.0) -> str:
    """Draw columns side by side, one cell each, a point for 0; `most` fills a cell.

    Without it the largest value does.
    """
    most = most or max(values, default=0.0) or 1.0
    return "".join(cell(value / most) if value > 0 else _NOTHING for value in values)


def thinned(values: Sequence[float], room: int) -> Sequence[float]:
    """Leave out values, evenly spread, until they fit; both ends stay, or the last alone."""
    last = len(values) - 1
    if last < room:
        return values
    return [values[last - round(i * last / max(1, room - 1))] for i in reversed(range(room))]
