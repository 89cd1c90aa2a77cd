"""The study day: it turns at 04:00 local time, in the UTC offset of each event.

Days are numbered by their local date, counted from 1970-01-01. Everything here is a pure function
of recorded times, so a replay on another machine or in another zone gives the same numbers.
It equals what Anki's engine answers with, but for one night a clock change: from the change until
05:00 the engine lets the day turn 4 hours after midnight, which no recorded offset can tell.
"""

from datetime import datetime, timedelta, timezone

DAY_MS = 86_400_000
ROLLOVER_MS = 4 * 3_600_000
"""Local time at which the day turns: 04:00, Anki's default."""
_MINUTE_MS = 60_000
_DAY_S = 86_400


def study_day(at_ms: int, offset_min: int) -> int:
    """Number the study day of a time (UTC ms) at an offset (minutes east of UTC)."""
    return (at_ms + offset_min * _MINUTE_MS - ROLLOVER_MS) // DAY_MS


def day_start(day: int, offset_min: int) -> int:
    """When a study day begins, UTC milliseconds."""
    return day * DAY_MS + ROLLOVER_MS - offset_min * _MINUTE_MS


def elapsed(prev_ms: int, cur_ms: int, offset_min: int) -> int:
    """Count the days between two reviews as Anki does when it answers a card.

    Whole 86,400-second spans between `prev_ms` and the first 04:00 after `cur_ms` in the offset of
    the later event. Anki keeps the earlier time in whole seconds, so it is cut to seconds here.
    """
    rollover_s = day_start(study_day(cur_ms, offset_min) + 1, offset_min) // 1000
    return max(0, (rollover_s - prev_ms // 1000) // _DAY_S)


def local_time(at_ms: int, offset_min: int) -> datetime:
    """Turn UTC milliseconds and minutes east of UTC into an aware time."""
    zone = timezone(timedelta(minutes=offset_min))
    return datetime.fromtimestamp(at_ms / 1000, zone)
