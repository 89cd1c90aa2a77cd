"""What answers cost and how grades fall: the learner's side of every reckoning of days to come."""

from typing import NamedTuple


class Costs(NamedTuple):
    """Seconds per answer."""

    passed: float
    failed: float
    """With the steps that follow on the same day."""
    new: float


class Grades(NamedTuple):
    """How often a learner gives which grade."""

    first: tuple[float, float, float, float] = (0.24, 0.094, 0.495, 0.171)
    """Of new cards: again, hard, good, easy; the defaults are those of fsrs-rs's simulator."""
    passed: tuple[float, float, float] = (0.224, 0.631, 0.145)
    """Of recalled ones: hard, good, easy."""
