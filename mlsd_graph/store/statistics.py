"""Figures over study days: how long an answer takes."""

from collections.abc import Sequence

from mlsd_graph.store.tally import Day

RECENT_DAYS = 30
"""Days of use from which the seconds per answer are averaged."""
SECONDS_PER_ANSWER = 12.0
"""Before anything was measured."""
_ENOUGH_REVIEWS = 20


def seconds_per_answer(days: Sequence[Day]) -> float:
    """Average over the last days of use; a usual figure while there are few answers."""
    # Scripts grade without a duration: such answers say nothing of how long one takes.
    recent = [day for day in sorted(days) if day.duration_ms][-RECENT_DAYS:]
    reviews = sum(day.reviews - day.untimed for day in recent)
    if reviews < _ENOUGH_REVIEWS:
        return SECONDS_PER_ANSWER
    return max(1.0, sum(day.duration_ms for day in recent) / reviews / 1000)


def spent_ms(day: Day, seconds: float) -> int:
    """Sum the time of a day's answers; those without a duration took the usual `seconds`."""
    return day.duration_ms + round(day.untimed * seconds * 1000)
