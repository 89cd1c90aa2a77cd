"""What the limits of the settings leave room for on one day, in expectations.

The same limits as those of the queue, which counts whole cards (`scheduling.day`): reviews come
first, new cards count against the limit of reviews too unless `new_with_backlog`, and take what
time the reviews leave.
"""

from enum import StrEnum
from typing import NamedTuple

import numpy as np

from mlsd_graph.memory.batch import Floats
from mlsd_graph.memory.costs import Costs
from mlsd_graph.memory.settings import Settings

_NONE = float("inf")
_LEAST = 1e-6
"""Parts of a card that rounding may leave over."""


class Limit(StrEnum):
    """A limit of a day, named as its setting is."""

    REVIEWS = "reviews_per_day"
    MINUTES = "minutes_per_day"
    NEW = "new_per_day"


class Done(NamedTuple):
    """What of a day's limits has been used."""

    reviews: float = 0.0
    new: float = 0.0
    seconds: float = 0.0


NOTHING = Done()


class DayLimits:
    """The limits of a day, `minutes` in place of `minutes_per_day`; 0 for no limit of time."""

    __slots__ = ("_minutes", "_settings", "costs")

    def __init__(self, settings: Settings, minutes: float, costs: Costs) -> None:
        self._settings, self._minutes, self.costs = settings, minutes, costs

    def seconds(self, recall: Floats) -> Floats:
        """Expect for each review what it takes, with the steps of those that fail."""
        return recall * self.costs.passed + (1 - recall) * self.costs.failed

    def reviews(
        self, mass: Floats, recall: Floats, seconds: Floats, used: Done
    ) -> tuple[Floats, Limit | None]:
        """Take what is least likely recalled first; return the part of each, and what cut them.

        `seconds` is what each would take whole.
        """
        seconds = mass * seconds
        # More may have been asked today than a day may have: that cuts nothing by itself.
        most, time = max(0.0, self._settings.reviews_per_day - used.reviews), self._time(used)
        count, total = float(mass.sum()), float(seconds.sum())
        if count <= most + _LEAST and total <= time + _LEAST:
            return mass, None
        order = np.argsort(recall, kind="stable")
        by_count = _shares(mass[order], most)
        by_time = _shares(seconds[order], time)
        share = np.zeros(len(mass))
        share[order] = np.minimum(by_count, by_time)
        cut = Limit.REVIEWS if by_count.sum() <= by_time.sum() else Limit.MINUTES
        return mass * share, cut

    def new(self, unseen: float, used: Done) -> tuple[float, Limit | None]:
        """Count the new cards after a day's reviews, and name what kept others back."""
        settings = self._settings
        rooms = {
            Limit.REVIEWS: settings.reviews_per_day - used.reviews - used.new,
            Limit.MINUTES: self._time(used) / self.costs.new,
            Limit.NEW: settings.new_per_day - used.new,
        }
        if settings.new_with_backlog:
            del rooms[Limit.REVIEWS]
        tightest = min(rooms, key=lambda limit: rooms[limit])
        room = max(0.0, rooms[tightest])
        return (room, tightest) if unseen > room + _LEAST else (unseen, None)

    def _time(self, used: Done) -> float:
        return max(0.0, self._minutes * 60 - used.seconds) if self._minutes else _NONE


def _shares(amounts: Floats, room: float) -> Floats:
    """Which part of each amount the room holds, filled from the first one on."""
    if room == _NONE:
        return np.ones(len(amounts))
    before = np.cumsum(amounts) - amounts
    left = np.clip(room - before, 0.0, None)
    return np.minimum(1.0, np.divide(left, amounts, out=np.ones(len(amounts)), where=amounts > 0))
