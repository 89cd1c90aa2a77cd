"""Figures over study days: how long an answer takes."""

from collections.abc import Sequence

from mlsd_graph.store.tally import Day

RECENT_DAYS = 30
"""Days of use from which the seconds per review are averaged."""
SECONDS_PER_REVIEW = 12.0
"""Before anything was measured."""
NEW_TAKES, STEP_TAKES = 2.5, 0.75
"""What the first answer of a new card and one of a learning step take, in reviews."""
_ENOUGH_REVIEWS = 20


def seconds_per_review(days: Sequence[Day], *, steps: bool = True) -> float:
    """Average over the last days of use; a usual figure while there are few answers.

    Days of many new cards must not make reviews dear, and then new cards twice: each answer counts
    as many reviews as it takes. `steps` tells whether new cards have learning steps.
    """
    # Scripts grade without a duration: such answers say nothing of how long one takes.
    recent = [day for day in sorted(days) if day.duration_ms][-RECENT_DAYS:]
    if sum(day.reviews - day.untimed for day in recent) < _ENOUGH_REVIEWS:
        return SECONDS_PER_REVIEW
    amount = sum(_amount(day, steps=steps) for day in recent)
    return max(1.0, sum(day.duration_ms for day in recent) / amount / 1000)


def _amount(day: Day, *, steps: bool) -> float:
    """Count a day's timed answers in reviews that take as long."""
    repeated = max(0, day.reviews - day.new - day.asked)
    # A new card that nothing follows was known: it was not learned, as those of a placement.
    learned = min(day.new, repeated) if steps else day.new
    whole = day.reviews + (NEW_TAKES - 1) * learned - (1 - STEP_TAKES) * repeated
    return whole * (day.reviews - day.untimed) / day.reviews


def spent_ms(day: Day, seconds: float) -> int:
    """Sum the time of a day's answers; those without a duration took the usual `seconds`."""
    return day.duration_ms + round(day.untimed * seconds * 1000)
