"""What study last knew of content and queue, kept for `mlsd due` and for the first card of a run.

Neither reads content. Cards are kept with the number of their grades, so that what is done to them
afterwards shows in their states, and nothing has to be written anew after each grade.
"""

import json
import sqlite3
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from mlsd_graph.memory.settings import Settings
from mlsd_graph.store.names import intern_all


class Early(NamedTuple):
    """A card that comes before all others."""

    card: str
    reps: int
    """Grades that it had; another number tells that it has been asked since."""
    kind: str
    """Of the reason, as `text` and `edges` are."""
    text: str
    edges: tuple[tuple[str, str], ...] = ()


class DayLoad(NamedTuple):
    """What a plan has for a study day, what was done before included."""

    reviews: int
    new: int
    cards: tuple[str, ...]
    """Cards seen before that are left of it."""


class Above(NamedTuple):
    """What stands above the plain schedule on one study day."""

    day: int
    first: tuple[Early, ...] = ()
    """In the order to ask them."""
    held: tuple[str, ...] = ()
    """Due reviews that wait."""
    after: tuple[tuple[str, str], ...] = ()
    """(card between learning steps, the other one that it waits for)."""
    plan: DayLoad | None = None
    """None without a plan."""


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
    above: Above | None = None


def write(connection: sqlite3.Connection, summary: Summary, settings: Settings, at_ms: int) -> None:
    """Replace the summary and the list of absent cards."""
    introduced = connection.execute("SELECT coalesce(sum(new), 0) FROM day").fetchall()[0][0]
    values = {
        "at": at_ms,
        "content": summary.content,
        "new": summary.new,
        "introduced": introduced,
        "seconds_per_review": summary.seconds_per_review,
        "seconds_per_new": summary.seconds_per_new,
        "seconds_per_step": summary.seconds_per_step,
        "above": _written(summary.above),
        **_limits(settings),
    }
    connection.execute("INSERT OR REPLACE INTO summary VALUES (1, ?)", (json.dumps(values),))
    connection.execute("DELETE FROM absent")
    numbers = intern_all(connection, "card", summary.absent).values()
    connection.executemany("INSERT INTO absent VALUES (?)", [(n,) for n in numbers])


def change(connection: sqlite3.Connection, values: Mapping[str, object]) -> None:
    """Change some values, if there is a summary."""
    rows = connection.execute("SELECT data FROM summary").fetchall()
    if rows:
        data = json.dumps({**json.loads(rows[0][0]), **values})
        connection.execute("UPDATE summary SET data = ?", (data,))


def write_above(connection: sqlite3.Connection, above: Above) -> None:
    """Replace what stands above the plain schedule."""
    change(connection, {"above": _written(above)})


def follow_settings(connection: sqlite3.Connection, settings: Settings) -> None:
    """Let changed limits count at once, without waiting for the next queue."""
    change(connection, {"above": None, **_limits(settings)})


def read_above(connection: sqlite3.Connection, day: int, content: str) -> Above | None:
    """Read what stood above the plain schedule on a study day when it was last looked at.

    None where that was another day or other content, or makes no sense.
    """
    rows = connection.execute("SELECT data FROM summary").fetchall()
    try:
        values: dict[str, Any] = json.loads(rows[0][0]) if rows else {}
        found = values.get("above")
        if found is None or found["day"] != day or values["content"] != content:
            return None
        plan = found["plan"]
        return Above(
            day,
            tuple(map(_early, found["first"])),
            tuple(found["held"]),
            tuple((one, other) for one, other in found["after"]),
            plan and DayLoad(plan["reviews"], plan["new"], tuple(plan["cards"])),
        )
    except (ValueError, TypeError, LookupError, AttributeError):
        return None


def _early(values: "list[Any]") -> Early:
    card, reps, kind, text, edges = values
    return Early(card, reps, kind, text, tuple((one, other) for one, other in edges))


def _written(above: Above | None) -> dict[str, object] | None:
    if above is None:
        return None
    return {**above._asdict(), "plan": above.plan and above.plan._asdict()}


def _limits(settings: Settings) -> dict[str, int | bool | str]:
    return {
        "new_per_day": settings.new_per_day,
        "reviews_per_day": settings.reviews_per_day,
        "minutes_per_day": settings.minutes_per_day,
        "learn_ahead_ms": settings.learn_ahead * 1000,
        "new_with_backlog": settings.new_with_backlog,
        "pace_by_success": settings.pace_by_success,
        "interview": settings.interview,
    }
