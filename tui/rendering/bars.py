"""Bars, small columns and the heatmap, of block characters that greyscale keeps apart."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from textual.content import Content

from tui.rendering import styles

_EIGHTHS = " ▏▎▍▌▋▊▉"
_LIGHT = "▒"
_SHADES = "·░▒▓█"
_DAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")
_MONDAY = 3
"""Study day 0 was a Thursday."""
_GUTTER = 4
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_CELL = 2
"""Columns per week."""


def bar(  # noqa: PLR0913, PLR0917  what stands in a row
    label: str, share: float, said: str, width: int, labels: int, then: float = 0.0
) -> Content:
    """Draw one row: a label, a bar that fills its part of the width by a share, and a number.

    What `then` is more than the share is drawn lightly.
    """
    room = max(1, width - labels - len(said) - 2)
    eighths = min(max(round(share * room * 8), 1 if share > 0 else 0), room * 8)
    filled = "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
    filled += _LIGHT * (round(then * room) - len(filled))
    return Content.assemble(
        f"{label:<{labels}} ", (f"{filled:<{room}}", "$text-accent"), f" {said}"
    )


def rows(pairs: Sequence[tuple[str, float, str]], width: int, most: float = 0.0) -> list[Content]:
    """Draw bars of one scale as (label, value, what is said of it)."""
    if not pairs:
        return [Content.styled("Nothing yet.", styles.QUIET)]
    labels = max(len(label) for label, _, _ in pairs)
    longest = max(len(said) for _, _, said in pairs)
    most = most or max(value for _, value, _ in pairs) or 1.0
    return [
        bar(label, value / most, f"{said:>{longest}}", width, labels)
        for label, value, said in pairs
    ]


def heatmap(
    past: Mapping[int, int], ahead: Mapping[int, int], today: int, width: int
) -> list[Content]:
    """Draw weeks as columns, the past to the left of today's week and what is due to its right.

    Days without anything are points; four shades stand for the quarters up to the busiest day.
    """
    weeks = max(3, (width - _GUTTER) // _CELL)
    future = max(1, weeks // 4)
    monday = today - (today + _MONDAY) % 7
    first = monday - 7 * (weeks - future - 1)
    span = range(first, first + 7 * weeks)
    most_past = max((past.get(day, 0) for day in span if day <= today), default=0)
    most_ahead = max((ahead.get(day, 0) for day in span if day > today), default=0)
    lines = [Content.styled(" " * _GUTTER + _months(first, weeks), styles.QUIET)]
    for weekday in range(7):
        cells = [Content(f"{_DAYS[weekday]:<{_GUTTER}}")]
        for week in range(weeks):
            day = first + 7 * week + weekday
            if day > today:
                cells.append(Content.styled(_shade(ahead.get(day, 0), most_ahead), styles.QUIET))
            else:
                style = "reverse" if day == today else "$text-accent"
                cells.append(Content.styled(_shade(past.get(day, 0), most_past), style))
            cells.append(Content(" "))
        lines.append(Content("").join(cells))
    return lines


def _shade(count: int, most: int) -> str:
    return _SHADES[min(4, -(-4 * count // most))] if count and most else _SHADES[0]


def _months(first: int, weeks: int) -> str:
    """Write each month over the week in which it begins, where there is room."""
    line = ""
    shown = 0
    for week in range(weeks):
        day = date(1970, 1, 1) + timedelta(days=first + 7 * week)
        if day.month != shown and len(line) <= _CELL * week <= _CELL * weeks - 3:
            line = line.ljust(_CELL * week) + _MONTHS[day.month - 1]
            shown = day.month
    return line
