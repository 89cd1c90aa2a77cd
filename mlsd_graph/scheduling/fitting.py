"""What of a day fits into the minutes that a plan has for it; the rest waits for tomorrow."""

from collections.abc import Collection, Iterable, Sequence

from mlsd_graph.scheduling.day import DoneToday, Pace
from mlsd_graph.scheduling.overlay import DayPlan
from mlsd_graph.scheduling.reasons import Queued

_SHARE = 0.5
"""Of the day, for what comes before the plan's own cards: they may not be crowded out."""


def seconds_left(plan: DayPlan, done: DoneToday, steps: int, pace: Pace) -> float:
    """Time that a plan's day still has beside `steps` learning cards."""
    return plan.seconds - done.ms / 1000 - steps * pace.step


def first_in_time(
    first: Sequence[Queued], unseen: Collection[str], seconds: float, pace: Pace
) -> tuple[Queued, ...]:
    """Take of what comes first as much as the time holds."""
    kept: list[Queued] = []
    for item in first:
        seconds -= pace.new if item.uid in unseen else pace.review
        if seconds < 0:
            break
        kept.append(item)
    return tuple(kept)


def first_of_day(
    first: Sequence[Queued], unseen: Collection[str], seconds: float, pace: Pace
) -> tuple[Queued, ...]:
    """Take of what comes first half a day's worth, or one card where half a day holds none."""
    half = first_in_time(first, unseen, seconds * _SHARE, pace)
    return half or first_in_time(first[:1], unseen, seconds, pace)


def too_late(
    line: Iterable[str],
    reviews: Collection[str],
    fresh: Collection[str],
    seconds: float,
    pace: Pace,
) -> frozenset[str]:
    """Find what the time does not hold, of cards in the order of their worth."""
    cut: set[str] = set()
    for uid in line:
        cost = pace.review if uid in reviews else pace.new if uid in fresh else 0.0
        if cost > seconds:
            cut.add(uid)
        else:
            seconds -= cost
    return frozenset(cut)
