"""Rows of the benchmark table, and the one way to take a measurement.

Machines differ and are noisy; ratios of two sides measured in turn hold. So every row names
its baseline, and both sides are timed in interleaved rounds whose medians are divided.
"""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    ours: float
    baseline_name: str
    baseline: float
    budget: float
    """The ratio ours / baseline that must not be exceeded."""
    unit: str = "s"

    @property
    def ratio(self) -> float:
        """Ours divided by the baseline."""
        return self.ours / self.baseline if self.baseline else float("inf")

    @property
    def holds(self) -> bool:
        """Whether the budget is kept."""
        return self.ratio <= self.budget


def seconds(call: Callable[[], object]) -> float:
    """Time one call, after a garbage collection, in seconds."""
    gc.collect()
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def interleaved(
    ours: Callable[[], object], baseline: Callable[[], object], rounds: int = 5
) -> tuple[float, float]:
    """Time both calls in turn and return the two medians in seconds, after one warm-up each."""
    ours()
    baseline()
    pairs = [(seconds(ours), seconds(baseline)) for _ in range(rounds)]
    return (
        statistics.median(pair[0] for pair in pairs),
        statistics.median(pair[1] for pair in pairs),
    )


def render(rows: list[Row]) -> str:
    """Write the rows as one aligned text table."""
    head = ("what", "ours", "baseline", "of", "ratio", "budget", "")
    body = [
        (
            row.what,
            _figure(row.ours, row.unit),
            _figure(row.baseline, row.unit),
            row.baseline_name,
            f"{row.ratio:.3g}",
            f"{row.budget:.3g}",
            "holds" if row.holds else "OVER",
        )
        for row in rows
    ]
    widths = [max(len(line[i]) for line in (head, *body)) for i in range(len(head))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in (head, *body)
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def _figure(value: float, unit: str) -> str:
    if unit == "s":
        return f"{value * 1e3:.3g} ms"
    return f"{value:.3g} {unit}"
