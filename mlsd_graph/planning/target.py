"""What a learner prepares for: a date, minutes a day, a level, and which case studies matter.

A target is one setting of the log, so that one undo takes it back. Its text form is canonical:
`2026-11-21/2026-12-24 45m senior focus=ads,search cases=visual-search`, the first date being the
day on which the plan begins. Which domains and case studies exist is not known here.
"""

from datetime import date, timedelta
from typing import NamedTuple

from mlsd_graph.errors import UsageError
from mlsd_graph.level import Level
from mlsd_graph.memory.settings import MOST_MINUTES

EPOCH = date(1970, 1, 1)
"""Study day 0."""
MOST_DAYS = 366
"""A plan reaches a year; memories and minutes farther away are guesses."""
MOST_NAMES = 60
_FEWEST_PARTS = 3


class Target(NamedTuple):
    """An interview and what can be given for it."""

    since: int
    """Study day on which the plan begins."""
    day: int
    """Study day of the interview."""
    minutes: int
    """A day."""
    level: Level = Level.MID
    focus: tuple[str, ...] = ()
    """Words of product domains; empty for all of them."""
    cases: tuple[str, ...] = ()
    """Ids of case studies that matter besides those of the focus."""

    @property
    def date(self) -> date:
        """The date of the interview."""
        return date_of(self.day)

    @property
    def days(self) -> int:
        """Days of the whole plan."""
        return self.day - self.since

    @property
    def text(self) -> str:
        """The canonical form, as the setting holds it."""
        span = f"{date_of(self.since)}/{date_of(self.day)}"
        parts = [span, f"{self.minutes}m", self.level.value]
        parts += [f"focus={','.join(self.focus)}"] if self.focus else []
        parts += [f"cases={','.join(self.cases)}"] if self.cases else []
        return " ".join(parts)

    def days_left(self, today: int) -> int:
        """Days from a study day to the interview; 0 on its day, less after it."""
        return self.day - today

    def holds(self, today: int) -> bool:
        """Whether there is anything to plan on a study day."""
        return 0 < self.days_left(today) <= MOST_DAYS


def read_target(text: str) -> Target | None:
    """Read the form of the setting; None for no target, and for what a newer program wrote."""
    parts = text.split()
    if len(parts) < _FEWEST_PARTS:
        return None
    named: dict[str, str] = {}
    for part in parts[_FEWEST_PARTS:]:
        key, _, value = part.partition("=")
        named[key] = value
    if not named.keys() <= {"focus", "cases"} or parts[2] not in set(Level):
        return None
    try:
        since, when = map(date.fromisoformat, parts[0].split("/"))
        minutes = int(parts[1].removesuffix("m"))
    except ValueError:
        return None
    if since >= when or not minutes:
        return None
    return Target(
        (since - EPOCH).days,
        (when - EPOCH).days,
        minutes,
        Level(parts[2]),
        _names(named.get("focus", "")),
        _names(named.get("cases", "")),
    )


def checked(target: Target, today: int) -> Target:
    """Refuse what no plan can be made for.

    Raises:
        UsageError: The date has passed, is today or is too far away, or the minutes are no day's.
    """
    left, said = target.days_left(today), target.date.isoformat()
    if left < 0:
        raise UsageError(f"{said} has passed.", "Give the date of an interview to come.")
    if left == 0:
        raise UsageError(f"{said} is today: nothing is left to plan.", "Review what is due.")
    if left > MOST_DAYS:
        raise UsageError(
            f"{said} is {left} days away; a plan reaches {MOST_DAYS} days.",
            "Until then review what is due each day.",
        )
    if not 0 < target.minutes <= MOST_MINUTES:
        raise UsageError(
            f"{target.minutes} minutes a day cannot be planned.",
            f"Give 1 to {MOST_MINUTES} minutes.",
        )
    if max(len(target.focus), len(target.cases)) > MOST_NAMES:
        raise UsageError(f"More than {MOST_NAMES} names are no choice.", "Leave some out.")
    return target


def date_of(day: int) -> date:
    """The date of a study day."""
    return EPOCH + timedelta(days=day)


def day_of(text: str) -> int:
    """Read an ISO date as a study day.

    Raises:
        UsageError: It is no date.
    """
    try:
        return (date.fromisoformat(text.strip()) - EPOCH).days
    except ValueError as error:
        raise UsageError(f"{text!r} is no date.", "Write it as 2026-12-24.") from error


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in text.split(",") if name))
