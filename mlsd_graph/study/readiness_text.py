"""Readiness over time in one line: small columns between its first day and today."""

from collections.abc import Sequence

from mlsd_graph.columns import columns, thinned
from mlsd_graph.percent import percent


def over_time(past: Sequence[tuple[str, float]], room: int, goal: float | None = None) -> str:
    """Draw (ISO date, readiness) in at most so many columns; `goal` is expected on the date."""
    first, last = past[0], past[-1]
    then = "" if goal is None else f" → {percent(goal)} on the date"
    if len(past) == 1:
        return f"{percent(last[1])} today{then}; no day before it"
    ends = f"{first[0]} {percent(first[1])} ", f" {percent(last[1])} today{then}"
    values = thinned([value for _, value in past], max(1, room - sum(map(len, ends))))
    return columns(values, 1.0).join(ends)
