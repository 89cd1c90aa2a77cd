"""Figures over study days: retention, streak, answers, seconds; pure functions of `Day` rows."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mlsd_graph.store.tally import Day

RECENT_DAYS = 30
"""Days of use from which the seconds per answer are averaged."""
SECONDS_PER_ANSWER = 12.0
"""Before anything was measured."""
_ENOUGH_REVIEWS = 20


class Statistics(NamedTuple):
    """Totals over some study days."""

    reviews: int
    days: int
    """Study days with at least one review."""
    new: int
    duration_ms: int
    again: int
    hard: int
    good: int
    easy: int
    retention: float | None
    """True retention: share recalled among the first reviews of a day of cards in REVIEW."""
    retention_young: float | None
    """The same for intervals below 21 days."""
    retention_mature: float | None
    streak: int
    longest_streak: int


def summarize(days: Sequence[Day], today: int) -> Statistics:
    """Add up study days."""
    young = sum(d.young_passed for d in days), sum(d.young_failed for d in days)
    mature = sum(d.mature_passed for d in days), sum(d.mature_failed for d in days)
    studied = [d.day for d in days if d.reviews]
    return Statistics(
        reviews=sum(d.reviews for d in days),
        days=len(studied),
        new=sum(d.new for d in days),
        duration_ms=sum(d.duration_ms for d in days),
        again=sum(d.again for d in days),
        hard=sum(d.hard for d in days),
        good=sum(d.good for d in days),
        easy=sum(d.easy for d in days),
        retention=_share(young[0] + mature[0], young[1] + mature[1]),
        retention_young=_share(*young),
        retention_mature=_share(*mature),
        streak=streak(studied, today),
        longest_streak=longest_streak(studied),
    )


def streak(studied: Iterable[int], today: int) -> int:
    """Count consecutive study days up to today, or to yesterday while today is still open."""
    days = set(studied)
    day = today if today in days else today - 1
    length = 0
    while day - length in days:
        length += 1
    return length


def longest_streak(studied: Iterable[int]) -> int:
    """Count the days of the longest run."""
    longest = run = 0
    previous: int | None = None
    for day in sorted(set(studied)):
        run = run + 1 if previous is not None and day == previous + 1 else 1
        longest = max(longest, run)
        previous = day
    return longest


def seconds_per_answer(days: Sequence[Day]) -> float:
    """Average over the last days of use; a usual figure while there are few answers."""
    recent = sorted(days)[-RECENT_DAYS:]
    reviews = sum(day.reviews for day in recent)
    if reviews < _ENOUGH_REVIEWS:
        return SECONDS_PER_ANSWER
    return sum(day.duration_ms for day in recent) / reviews / 1000


def _share(passed: int, failed: int) -> float | None:
    return passed / (passed + failed) if passed + failed else None
