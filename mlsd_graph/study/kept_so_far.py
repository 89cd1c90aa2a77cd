"""How the learner has kept to a plan so far: each past day counts against its own minutes.

Against those in force now, who raises them would seem to have given less on every day before. A
change of date, minutes, level or choice goes on with the plan: what was given stays. A plan that
comes after a clear, or on the day of an interview or later, begins anew.
"""

from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.memory import study_day
from mlsd_graph.planning.keeping import Kept
from mlsd_graph.planning.target import MOST_DAYS, Target, read_target
from mlsd_graph.store.event import Kind
from mlsd_graph.store.replay import live
from mlsd_graph.store.statistics import spent_ms

if TYPE_CHECKING:
    from mlsd_graph.store import Store

_KEY = "interview"


class _Told(NamedTuple):
    """What a setting asked for, from a study day on."""

    day: int
    target: Target | None


def kept_so_far(store: "Store", today: int, seconds: float) -> Kept:
    """Count the days before a study day, and how much of them was given.

    An answer without a duration counts `seconds`. Days more than a year ago are left out.
    """
    minutes = _minutes(_in_force(_told(store, today)), today)
    given = sum(
        min(1.0, spent_ms(day, seconds) / (60_000 * minutes[day.day]))
        for day in store.days(min(minutes, default=today))
        if day.day in minutes
    )
    return Kept(len(minutes), given)


def _minutes(plan: list[tuple[int, Target]], today: int) -> dict[int, int]:
    """Minutes asked on each past day of a plan.

    On the day of a change that is the less of both: it may have come after the day's work.
    """
    found: dict[int, int] = {}
    ends = [day for day, _ in plan[1:]] + [today - 1]
    for (first, target), last in zip(plan, ends, strict=True):
        for day in range(max(first, today - MOST_DAYS), min(last, today - 1) + 1):
            found[day] = min(target.minutes, found.get(day, target.minutes))
    return found


def _in_force(settings: list[_Told]) -> list[tuple[int, Target]]:
    """Give the targets of the plan that goes on, each with its first day; of a day the last one."""
    found: list[tuple[int, Target]] = []
    for day, target in settings:
        if target is None or (found and found[-1][1].day <= day):
            found.clear()
        if found and found[-1][0] == day:
            found.pop()
        if target is not None:
            found.append((day, target))
    return found


def _told(store: "Store", today: int) -> list[_Told]:
    """Read what each setting told, in the order of replay.

    What was told while a clock was ahead was told by the day of the next one, today at the latest.
    """
    found: list[_Told] = []
    for event in live(store.events(kinds=(Kind.SETTING, Kind.UNDO, Kind.REDO)))[::-1]:
        values = event.values
        if values.get("key") == _KEY:
            latest = found[-1].day if found else today
            day = min(study_day(event.at, event.offset), latest)
            found.append(_Told(day, read_target(str(values.get("value")))))
    return found[::-1]
