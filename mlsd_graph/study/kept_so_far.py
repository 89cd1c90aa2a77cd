"""How the learner has kept to a plan so far: each past day counts against its own minutes.

Against those in force now, who raises them would seem to have given less on every day before.
"""

from typing import TYPE_CHECKING

from mlsd_graph.memory import study_day
from mlsd_graph.planning.keeping import Kept
from mlsd_graph.planning.target import Target, read_target
from mlsd_graph.store.event import Kind
from mlsd_graph.store.replay import live
from mlsd_graph.store.statistics import spent_ms

if TYPE_CHECKING:
    from mlsd_graph.store import Store

_KEY = "interview"


def kept_so_far(store: "Store", target: Target, today: int, seconds: float) -> Kept:
    """Count the days before a study day, and how much of them was given.

    An answer without a duration counts `seconds`.
    """
    minutes = _minutes(store, target, today)
    given = sum(
        min(1.0, spent_ms(day, seconds) / (60_000 * minutes[day.day]))
        for day in store.days(target.since)
        if day.day in minutes
    )
    return Kept(len(minutes), given)


def _minutes(store: "Store", target: Target, today: int) -> dict[int, int]:
    """Minutes asked on each past day of the plan.

    On the day of a change that is the less of both: it may have come after the day's work.
    """
    last_of = dict(_told(store, target))
    before = last_of.get(target.since, target.minutes)
    found: dict[int, int] = {}
    for day in range(target.since, today):
        after = last_of.get(day, before)
        found[day], before = min(before, after), after
    return found


def _told(store: "Store", target: Target) -> list[tuple[int, int]]:
    """The (study day, minutes) that each setting of this plan told, in the order of replay."""
    found: list[tuple[int, int]] = []
    for event in live(store.events(kinds=(Kind.SETTING, Kind.UNDO, Kind.REDO))):
        values = event.values
        if values.get("key") == _KEY:
            told = read_target(str(values.get("value")))
            if told is not None and told.since == target.since:
                found.append((study_day(event.at, event.offset), told.minutes))
    return found
