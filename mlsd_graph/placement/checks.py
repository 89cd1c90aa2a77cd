"""From which belief a concept counts, and how many checks of beliefs come on a day."""

from collections.abc import Collection
from math import ceil
from typing import NamedTuple

KNOWN = 0.7
"""Belief from which a concept counts as known until a check says otherwise."""
LIKELY = 0.5
"""Belief from which it is worth a check."""
FEWEST_ANSWERS = 10
"""With fewer, what was not asked never counts before its check; and no test ends by itself."""
CHECK_DAYS = 14
MOST_CHECKS_A_DAY = 20


def checks_a_day(checks: int) -> int:
    """Spread checks over 14 days, over more only where that were too many a day."""
    return min(MOST_CHECKS_A_DAY, ceil(checks / CHECK_DAYS))


class Room(NamedTuple):
    """What the minutes of a plan leave for checks; without a plan there is no limit but theirs."""

    minutes: int = 0
    """Of the plan, a day; 0 without one."""
    most: int = MOST_CHECKS_A_DAY
    """Checks that fit into their share of a day at the learner's pace of now."""
    least: int = MOST_CHECKS_A_DAY
    """Those that still fit when answers take longer, as a test's pace tells little of."""
    pages: Collection[str] | None = None
    """Concepts that the plan needs, which alone are checked before its date; None for all."""
    left: int = 0
    """Days to the date of the plan, on which nothing is checked."""


FREE = Room()


class Course(NamedTuple):
    """How checks will come: a range where the pace of days to come decides."""

    waiting: int
    """Checks in all."""
    least: int
    """A day."""
    most: int
    days: int
    """In which all are asked that are asked at all before a plan's date, at the faster pace."""
    longest: int
    """At the slower one."""
    minutes: int = 0
    """Of the plan that leaves room for so many; 0 without one."""
    few: int = 0
    """Checks that come before the plan's date at the slower pace, at least."""
    many: int = 0
    later: int = 0
    """Checks of what the plan does not need: after its date."""
    today: int = 0
    """Still to come on this day, and among all of the above."""


def course(waiting: Collection[str], room: Room, made: int = 0, today: int = 0) -> Course | None:
    """Foresee how the checks of concepts come, as the queue asks them; None where none waits.

    `made` were asked since the test, and count for how many a day come; `today` are still to come
    today.
    """
    wanted = [id_ for id_ in waiting if room.pages is None or id_ in room.pages]
    a_day = checks_a_day(len(wanted) + made)
    if not wanted:
        return (
            Course(len(waiting), 0, 0, 0, 0, room.minutes, later=len(waiting)) if waiting else None
        )
    least, most = min(a_day, room.least), min(a_day, room.most)
    begun = int(today > 0)
    fast, slow = (begun + ceil((len(wanted) - today) / each) for each in (most, least))
    if room.pages is None:
        return Course(len(waiting), least, most, fast, slow, today=today)
    days = max(0, room.left - 1)
    few, many = (min(len(wanted), today + days * each) for each in (least, most))
    later = len(waiting) - len(wanted)
    fast, slow = min(fast, begun + days), min(slow, begun + days)
    return Course(len(waiting), least, most, fast, slow, room.minutes, few, many, later, today)
