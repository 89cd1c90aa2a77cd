"""One line for a prompt or cron: how much is due. Standard library only, and reads only the cache.

It never reads content: what it must know of it, study leaves in the `summary` row after each
queue that it builds. `mlsd due` imports this before anything else, so imports stay at these.
"""

import json
import os
import sqlite3
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

_DAY_MS, _HOUR_MS, _MINUTE_MS = 86_400_000, 3_600_000, 60_000
_ROLLOVER_MS = 4 * _HOUR_MS
_VERSION = 3
"""Of the file, from which its days tell what is asked here."""
_REVIEW = """phase = 2 AND suspended = 0 AND card NOT IN (SELECT card FROM absent)"""
_RIPE_DAY = "max(due, buried_until)"
"""The words of the index, which gives counts and order without a look at the states."""
_STEP = """phase IN (1, 3) AND suspended = 0 AND buried_until <= :day
  AND card NOT IN (SELECT card FROM absent)"""
_COUNTS = f"""SELECT
  (SELECT count(*) FROM state WHERE {_REVIEW} AND {_RIPE_DAY} <= :day),
  (SELECT count(*) FROM state WHERE {_STEP}),
  (SELECT count(*) FROM state WHERE {_STEP} AND due <= :now),
  (SELECT count(*) FROM state WHERE {_STEP} AND due <= :ahead),
  (SELECT min(due) FROM state WHERE {_STEP}),
  (SELECT coalesce(sum(new), 0) FROM day)"""
_STEPS = f"SELECT c.name, s.due FROM state s JOIN card c ON c.n = s.card WHERE {_STEP}"
_NEXT_REVIEW = f"""SELECT {_RIPE_DAY} FROM state WHERE {_REVIEW}
ORDER BY {_RIPE_DAY} LIMIT 1"""
_DONE = """SELECT young_passed + young_failed + mature_passed + mature_failed, new, duration_ms,
  untimed, young_passed + mature_passed FROM day WHERE day = ?"""
"""Reviews, new cards, time, answers without a time and reviews not failed, of a study day."""
_TELLING, _TOO_HARD, _TOO_EASY = 10, 0.75, 0.92
"""As in `scheduling.day`."""


class Due:
    """What waits now, as far as the cache knows."""

    __slots__ = ("age_ms", "beyond", "content", "due", "minutes", "new", "next_due_ms", "planned")

    def __init__(  # noqa: PLR0913, PLR0917  a plain class: dataclasses cost as much as the query
        self,
        due: int,
        new: int,
        minutes: float,
        next_due_ms: "int | None",
        age_ms: "int | None",
        content: str = "",
        planned: "bool | None" = None,
        beyond: int = 0,
    ) -> None:
        self.due = due
        """Reviews and learning cards, within the limits."""
        self.new = new
        """New cards, within the limits."""
        self.minutes = minutes
        """Expected for both."""
        self.next_due_ms = next_due_ms
        """When the next card comes, UTC ms; None while one is due, or if none ever will be."""
        self.age_ms = age_ms
        """How old the knowledge of the content is; None if there is none."""
        self.content = content
        """Which content that was, as it was named; empty for the configured one."""
        self.planned = planned
        """Whether the plan toward an interview is in the numbers; None without a plan."""
        self.beyond = beyond
        """Due reviews that the limits, or the minutes of the plan, leave for another day."""


def due_line(database: "Path | str", now_ms: int, offset: int) -> Due:
    """Count what is due; raises OSError or sqlite3.Error where the state cannot be read.

    No state yet, one without a queue so far or one of an older mlsd counts as nothing due.
    """
    path = os.path.abspath(database)  # noqa: PTH100
    if not os.path.exists(path):  # noqa: PTH110
        return Due(0, 0, 0.0, None, None)
    name = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    # Not read-only: a journal left by a crash must be played back before the file is right.
    connection = sqlite3.connect(f"file:{name}?mode=rw", uri=True, timeout=2.0)
    try:
        connection.execute("PRAGMA query_only = ON")
        if connection.execute("PRAGMA user_version").fetchall()[0][0] < _VERSION:
            return Due(0, 0, 0.0, None, None)
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
    found = connection.execute(_COUNTS, {"day": day, "now": now_ms, "ahead": ahead}).fetchall()[0]
    waiting, steps, ripe, soon, next_step, introduced = found
    done = (connection.execute(_DONE, (day,)).fetchall() or [(0, 0, 0, 0, 0)])[0]
    # Cards introduced since the summary was written are no longer new.
    unseen = int(summary.get("new", 0)) + int(summary.get("introduced", introduced)) - introduced
    above: dict[str, Any] = summary.get("above") or {}
    above = above if above.get("day") == day else {}
    if above.get("after"):
        from mlsd_graph.memory.steps import put_off  # noqa: PLC0415  hardly ever

        times = dict(connection.execute(_STEPS, {"day": day}).fetchall())
        late = put_off(times, above["after"], int(summary.get("learn_ahead_ms", 0))).values()
        ripe, soon = (sum(due <= until for due in late) for until in (now_ms, ahead))
        next_step = min(late, default=None)
    plan = above.get("plan")
    # A queue of today without a plan has none to make: no case study is left to plan for.
    awaited = _has_target(summary, day) and (plan is not None or not above)
    planned = plan is not None if awaited else None
    if planned and plan is not None:
        reviews, new = max(0, plan["reviews"] - done[0]), max(0, plan["new"] - done[1])
        beyond = _unplanned(connection, above, day, waiting)
    else:
        seen_first, new_first, more = _early(connection, above, day)
        waiting = max(0, waiting + more)
        allowed = _room(summary, done, waiting, steps, (seen_first, new_first))
        reviews = max(seen_first, min(waiting, allowed[0]))
        new = max(new_first, min(max(0, unseen), allowed[1]))
        beyond = max(0, waiting - reviews)
    learning = ripe if reviews or new or ripe else soon
    pace = [float(summary.get(f"seconds_per_{what}", 0)) for what in ("review", "new", "step")]
    seconds = reviews * pace[0] + new * pace[1] + steps * pace[2]
    next_due = None
    if not (reviews or new or learning or beyond):
        days = [max(ripe_day, day + 1) for (ripe_day,) in connection.execute(_NEXT_REVIEW)]
        days += [day + 1] if unseen > 0 else []
        times = [min(days) * _DAY_MS + _ROLLOVER_MS - offset * _MINUTE_MS] if days else []
        next_due = min(times + ([] if next_step is None else [next_step]), default=None)
    age = max(0, now_ms - int(summary["at"])) if "at" in summary else None
    content = str(summary.get("content", ""))
    minutes = round(seconds / 60, 1)
    return Due(reviews + learning, new, minutes, next_due, age, content, planned, beyond)


def _has_target(summary: "dict[str, Any]", day: int) -> bool:
    """Tell whether an interview is ahead, or today, by the dates at the start of its setting."""
    text = str(summary.get("interview", ""))
    today = time.strftime("%Y-%m-%d", time.gmtime(day * _DAY_MS / 1000))
    return today <= text.partition("/")[2][:10]


def _early(
    connection: sqlite3.Connection, above: "dict[str, Any]", day: int
) -> "tuple[int, int, int]":
    """What still comes first today, seen and new, and by how much that changes the due."""
    if not (above.get("first") or above.get("held")):
        return 0, 0, 0
    from mlsd_graph.store.above import early  # noqa: PLC0415  on such days alone

    return early(connection, above, day)


def _unplanned(
    connection: sqlite3.Connection, above: "dict[str, Any]", day: int, waiting: int
) -> int:
    """Count the due reviews for which a plan has no time today."""
    if not waiting:
        return 0
    from mlsd_graph.store.above import due_among  # noqa: PLC0415  on such days alone

    named = {card for card, *_ in above["first"]} | {*above["held"], *above["plan"]["cards"]}
    return max(0, waiting - due_among(connection, named, day))


def _room(
    summary: "dict[str, Any]",
    done: "tuple[int, int, int, int, int]",
    due: int,
    steps: int,
    first: "tuple[int, int]",
) -> "tuple[int, int]":
    """Apply the daily limits to reviews and new cards as `scheduling.day` does."""
    if "reviews_per_day" not in summary:
        return due, 0
    done_reviews, done_new, timed_ms, untimed, _ = done
    seen_first, new_first = first
    reviews = max(0, summary["reviews_per_day"] - done_reviews)
    new = max(0, _new_per_day(summary, done) - done_new)
    if summary["minutes_per_day"]:
        left = summary["minutes_per_day"] * 60 - steps * summary["seconds_per_step"]
        left -= timed_ms / 1000 + untimed * summary["seconds_per_review"]
        rest = left - new_first * summary["seconds_per_new"]
        reviews = min(reviews, max(0, int(rest / summary["seconds_per_review"])))
        left -= max(seen_first, min(due, reviews)) * summary["seconds_per_review"]
        new = min(new, max(0, int(left / summary["seconds_per_new"])))
    if not summary["new_with_backlog"]:
        asked = max(seen_first, min(due, reviews))
        new = min(new, max(0, summary["reviews_per_day"] - done_reviews - done_new - asked))
    return reviews, new


def _new_per_day(summary: "dict[str, Any]", done: "tuple[int, int, int, int, int]") -> int:
    new = int(summary["new_per_day"])
    if not summary.get("pace_by_success") or done[0] < _TELLING:
        return new
    share = done[4] / done[0]
    if share < _TOO_HARD:
        return 0
    return new * 3 // 2 if share > _TOO_EASY else new
