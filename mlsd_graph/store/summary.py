"""What study last knew of the content, kept for `mlsd due`, which never reads content."""

import json
import sqlite3
from collections.abc import Collection
from typing import NamedTuple

from mlsd_graph.memory.settings import Settings
from mlsd_graph.store.due import DONE
from mlsd_graph.store.names import intern_all


class First(NamedTuple):
    """What comes first today beside the plain schedule."""

    day: int
    """Study day."""
    more: int
    """Cards seen before that come first although they are not due, less due ones held back."""
    reviews: int
    """Cards seen before that come first."""
    new: int
    """New cards that do."""


class Summary(NamedTuple):
    """The content's side of a queue."""

    new: int
    """Cards of the content that were never graded and are not hidden, before any daily limit."""
    seconds_per_review: float
    seconds_per_new: float
    seconds_per_step: float
    absent: Collection[str] = ()
    """Cards with a history that are no longer in the content: they are not counted as due."""
    content: str = ""
    """Which content that was, as it was named; empty for the configured one."""
    plan: tuple[int, int, int] | None = None
    """Study day, reviews and new cards that a plan has left; None without one."""
    first: First | None = None
    """None where nothing comes first or is held back."""


def write(connection: sqlite3.Connection, summary: Summary, settings: Settings, at_ms: int) -> None:
    """Replace the summary and the list of absent cards."""
    plan = first = None
    if summary.plan is not None:
        plan = _counting_down(connection, *summary.plan)
    elif summary.first is not None:
        day, more, reviews, new = summary.first
        first = {**_counting_down(connection, day, reviews, new), "more": more}
    introduced = connection.execute("SELECT coalesce(sum(new), 0) FROM day").fetchall()[0][0]
    values = {
        "at": at_ms,
        "content": summary.content,
        "new": summary.new,
        "introduced": introduced,
        "seconds_per_review": summary.seconds_per_review,
        "seconds_per_new": summary.seconds_per_new,
        "seconds_per_step": summary.seconds_per_step,
        "plan": plan,
        "first": first,
        **_limits(settings),
    }
    connection.execute("INSERT OR REPLACE INTO summary VALUES (1, ?)", (json.dumps(values),))
    connection.execute("DELETE FROM absent")
    numbers = intern_all(connection, "card", summary.absent).values()
    connection.executemany("INSERT INTO absent VALUES (?)", [(n,) for n in numbers])


def _counting_down(
    connection: sqlite3.Connection, day: int, reviews: int, new: int
) -> dict[str, int]:
    """Add what the day has seen already: what is done from now on counts down what is left."""
    done = connection.execute(DONE, (day,)).fetchall() or [(0, 0)]
    return {"day": day, "reviews": reviews + done[0][0], "new": new + done[0][1]}


def follow_settings(connection: sqlite3.Connection, settings: Settings) -> None:
    """Let changed limits count at once, without waiting for the next queue."""
    rows = connection.execute("SELECT data FROM summary").fetchall()
    if rows:
        values = {**json.loads(rows[0][0]), "plan": None, **_limits(settings)}
        connection.execute("UPDATE summary SET data = ?", (json.dumps(values),))


def _limits(settings: Settings) -> dict[str, int | bool | str]:
    return {
        "new_per_day": settings.new_per_day,
        "reviews_per_day": settings.reviews_per_day,
        "minutes_per_day": settings.minutes_per_day,
        "learn_ahead_ms": settings.learn_ahead * 1000,
        "new_with_backlog": settings.new_with_backlog,
        "interview": settings.interview,
    }
