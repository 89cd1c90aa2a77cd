"""One line for a prompt or cron: how much is due. Standard library only, and reads only the cache.

It never reads content: what it must know of it, study leaves in the `summary` row after each
queue that it builds. `mlsd due` imports this before anything else, so imports stay at these.
"""

import json
import os
import sqlite3

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

_DAY_MS, _HOUR_MS, _MINUTE_MS = 86_400_000, 3_600_000, 60_000
_ROLLOVER_MS = 4 * _HOUR_MS
_SHOWN = "NOT IN (SELECT card FROM absent)"
_COUNTS = f"""SELECT
  (SELECT count(*) FROM state WHERE phase = 2 AND suspended = 0
    AND due <= :day AND buried_until <= :day AND card {_SHOWN}),
  (SELECT count(*) FROM state WHERE phase IN (1, 3) AND suspended = 0
    AND due <= :now AND buried_until <= :day AND card {_SHOWN}),
  (SELECT count(*) FROM state WHERE phase IN (1, 3) AND suspended = 0
    AND due <= :ahead AND buried_until <= :day AND card {_SHOWN}),
  (SELECT min(due) FROM state WHERE phase IN (1, 3) AND suspended = 0
    AND due > :now AND buried_until <= :day AND card {_SHOWN}),
  (SELECT min(max(due, buried_until)) FROM state WHERE phase = 2 AND suspended = 0
    AND (due > :day OR buried_until > :day) AND card {_SHOWN}),
  (SELECT coalesce(sum(new), 0) FROM day)"""

_DONE = """SELECT young_passed + young_failed + mature_passed + mature_failed, new, duration_ms
FROM day WHERE day = ?"""


class Due:
    """What waits now, as far as the cache knows."""

    __slots__ = ("age_ms", "due", "minutes", "new", "next_due_ms")

    def __init__(
        self, due: int, new: int, minutes: float, next_due_ms: "int | None", age_ms: "int | None"
    ) -> None:
        self.due = due
        """Reviews and learning cards, within the limits."""
        self.new = new
        """New cards, within the limits."""
        self.minutes = minutes
        """Expected for both."""
        self.next_due_ms = next_due_ms
        """When the next card falls due, UTC ms; None while any is due or none ever will be."""
        self.age_ms = age_ms
        """How old the knowledge of the content is; None if there is none."""


def due_line(database: "Path | str", now_ms: int, offset: int) -> Due:
    """Count what is due; raises OSError or sqlite3.Error where the state cannot be read.

    No state yet, or one without a queue so far, counts as nothing due.
    """
    path = os.path.abspath(database)
    if not os.path.exists(path):
        return Due(0, 0, 0.0, None, None)
    name = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    # Not read-only: a journal left by a crash must be played back before the file is right.
    connection = sqlite3.connect(f"file:{name}?mode=rw", uri=True, timeout=2.0)
    try:
        connection.execute("PRAGMA query_only = ON")
        rows = connection.execute("SELECT data FROM summary").fetchall()
        summary: dict[str, Any] = json.loads(rows[0][0]) if rows else {}
        return _counted(connection, summary, now_ms, offset)
    finally:
        connection.close()


def _counted(
    connection: sqlite3.Connection, summary: "dict[str, Any]", now_ms: int, offset: int
) -> Due:
    day = (now_ms + offset * _MINUTE_MS - _ROLLOVER_MS) // _DAY_MS
    ahead = now_ms + int(summary.get("learn_ahead_ms", 0))
    values = {"day": day, "now": now_ms, "ahead": ahead}
    counts = connection.execute(_COUNTS, values).fetchall()[0]
    reviews, learning, soon, next_step, next_day, introduced = counts
    reviewed, new_today, spent_ms = (connection.execute(_DONE, (day,)).fetchall() or [(0, 0, 0)])[0]
    per_review = float(summary.get("seconds_per_review", 10.0))
    per_new = float(summary.get("seconds_per_new", 30.0))
    reviews = _capped(reviews, summary.get("reviews_per_day"), reviewed)
    waiting = int(summary.get("new", 0)) - (introduced - int(summary.get("introduced", introduced)))
    new = _capped(max(0, waiting), summary.get("new_per_day"), new_today)
    due = reviews + learning
    if not due and not new:
        due = soon
    budget_s = float(summary.get("minutes_per_day") or 0) * 60 - spent_ms / 1000
    if summary.get("minutes_per_day"):
        due, new = _within(max(0.0, budget_s), due, new, per_review, per_new)
    seconds = due * per_review + new * per_new
    steps = [next_step] if next_step is not None else []
    later = [next_day * _DAY_MS + _ROLLOVER_MS - offset * _MINUTE_MS] if next_day else []
    next_due = None if due or not (steps or later) else min(steps + later)
    age = max(0, now_ms - int(summary["at"])) if "at" in summary else None
    return Due(due, new, round(seconds / 60, 1), next_due, age)


def _capped(count: int, limit: "int | None", done: int) -> int:
    return count if limit is None else min(count, max(0, limit - max(0, done)))


def _within(
    budget_s: float, due: int, new: int, per_review: float, per_new: float
) -> "tuple[int, int]":
    """Fit both into the minutes of the day, reviews first; at least one card while time is left."""
    if budget_s <= 0:
        return 0, 0
    due = min(due, max(1, int(budget_s / per_review)))
    left = budget_s - due * per_review
    return due, min(new, max(0, int(left / per_new)) or (0 if due else 1))
