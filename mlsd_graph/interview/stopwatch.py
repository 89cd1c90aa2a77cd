"""The interviewer's clock: seconds spent on each step, from a monotonic clock.

Only saved seconds count after a restart, so neither a crash, a suspended machine nor a clock set
anew adds to them or takes from them.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, Self

from mlsd_graph.content.records import Step

_NONE: Mapping[Step, float] = MappingProxyType({})


class Stopwatch(NamedTuple):
    """A clock that charges running time to one step at a time."""

    spent: Mapping[Step, float] = _NONE
    """Seconds of each step up to `since`."""
    step: Step | None = None
    """What the time is charged to; None while the clock stands."""
    since: float = 0.0
    """Monotonic seconds at which it was started last."""

    @property
    def is_running(self) -> bool:
        """Whether time is charged to a step."""
        return self.step is not None

    def seconds(self, step: Step, now: float) -> float:
        """Seconds spent on a step."""
        return self.spent.get(step, 0.0) + (max(0.0, now - self.since) if step is self.step else 0)

    def total(self, now: float) -> float:
        """Seconds spent in all."""
        return sum(self.spent.values()) + (max(0.0, now - self.since) if self.is_running else 0)

    def started(self, step: Step, now: float) -> Self:
        """Charge time to this step from now on."""
        return self.stopped(now)._replace(step=step, since=now)

    def stopped(self, now: float) -> Self:
        """Stand still."""
        if self.step is None:
            return self
        spent = {**self.spent, self.step: self.seconds(self.step, now)}
        return self._replace(spent=spent, step=None, since=0.0)


STANDING = Stopwatch()


def minutes_text(seconds: float) -> str:
    """Write seconds as `m:ss`, to the nearest second, never below zero."""
    whole = max(0, round(seconds))
    return f"{whole // 60}:{whole % 60:02}"
