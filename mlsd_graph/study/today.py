"""The numbers of the first screen, from the queue and the log's daily counts."""

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING

from mlsd_graph.memory.state import CardState
from mlsd_graph.memory.studyday import local_time
from mlsd_graph.paths import Paths
from mlsd_graph.scheduling import Now
from mlsd_graph.store import Store
from mlsd_graph.store.due import due_line
from mlsd_graph.study.streaks import forgiving_streak, longest_streak
from mlsd_graph.study.views import PlanDay, Today

if TYPE_CHECKING:
    from mlsd_graph.scheduling import Queue

_SHOWN = 40


def glanced(store: Store, paths: Paths, now: Now) -> Today | None:
    """Sum up the day as `mlsd due` does, from the cache alone; the queue is not known yet."""
    known = due_line(paths.database, now.ms, now.offset)
    if known.age_ms is None:
        return None
    reviews = {day.day: day.reviews for day in store.days()}
    next_due = known.next_due_ms
    return Today(
        due=known.due,
        new=known.new,
        learning=len(store.learning()),
        minutes=known.minutes,
        done=store.counts_today(now.day).reviews,
        streak=forgiving_streak(reviews, now.day),
        longest=longest_streak(reviews),
        next_due=None if next_due is None else local_time(next_due, now.offset),
        queue=(),
        opens=(),
        beyond=known.beyond,
        limit=_limit(store, now) if known.beyond and not known.planned else "",
    )


def sum_up(queue: "Queue", states: Mapping[str, CardState], store: Store, now: Now) -> Today:
    """Sum up a queue and the days so far."""
    reviews = {day.day: day.reviews for day in store.days()}
    beyond = _beyond(queue, states, now)
    next_due = None if beyond else queue.next_due
    return Today(
        due=queue.due,
        new=queue.new,
        learning=queue.learning,
        minutes=queue.minutes,
        done=store.counts_today(now.day).reviews,
        streak=forgiving_streak(reviews, now.day),
        longest=longest_streak(reviews),
        next_due=None if next_due is None else local_time(next_due, now.offset),
        queue=tuple(islice(queue.in_line(), _SHOWN)),
        opens=tuple(queue.openings()),
        plan=_plan_day(queue, now),
        beyond=beyond,
        limit=_limit(store, now) if beyond and queue.world.overlay.plan is None else "",
    )


def _beyond(queue: "Queue", states: Mapping[str, CardState], now: Now) -> int:
    """Count what is due beside the queue; what its overlay holds back has other reasons to wait."""
    from mlsd_graph.scheduling.ripe import left_due  # noqa: PLC0415  not before the first card

    world = queue.world
    asked = {item.uid for part in (queue.first, queue.reviews, queue.siblings) for item in part}
    return left_due(states, world.cards, now, asked | world.overlay.held.keys())


def _limit(store: Store, now: Now) -> str:
    """Name the setting that keeps due cards back on a day without a plan."""
    limits = store.rules().settings
    is_full = store.counts_today(now.day).asked >= limits.reviews_per_day
    return "minutes_per_day" if limits.minutes_per_day and not is_full else "reviews_per_day"


def _plan_day(queue: "Queue", now: Now) -> PlanDay | None:
    """Say how far the interview is, where a plan chose the queue."""
    if queue.world.overlay.plan is None:
        return None
    from mlsd_graph.planning.target import read_target  # noqa: PLC0415  not before the first card

    target = read_target(queue.world.settings.interview)
    return target and PlanDay(target.date, target.days_left(now.day))
