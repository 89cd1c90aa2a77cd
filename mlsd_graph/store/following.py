"""What an act follows on: it is dated after that, whatever the clock said then.

Replay goes by time. Once a clock that was ahead has been set right, a setting or a mark of now
would stand before the one that it replaces, and change nothing until that wrong date has passed.
So it gets a later one, which is its place alone: what the clock told is kept, and holds from then
on. A review keeps its time, unless a later one says that its card was made new: it would be
forgotten with what was before.
"""

import json
import sqlite3
from typing import NamedTuple

from mlsd_graph.store import log
from mlsd_graph.store.event import Draft, Kind
from mlsd_graph.store.replay import undone

_OWN = (Kind.ALIAS, Kind.PLACEMENT, Kind.INTERVIEW, Kind.SAID)
"""Kinds without a card of which the last has the word: each follows on its own events alone.

All others are free: undo goes by the numbers of events, and what went out, came back or was noted
is read as a date."""
_NAMES = """WITH RECURSIVE names (name) AS (
  SELECT ? UNION SELECT a.former FROM alias a JOIN names ON a.card = names.name)
SELECT n FROM card WHERE name IN names"""
_OF_CARD = f"SELECT max(at) FROM event WHERE card IN ({_NAMES})"
_FORGOTTEN = f"""SELECT id FROM event WHERE card IN ({_NAMES})
  AND kind IN (SELECT n FROM kind WHERE name = ?) AND at >= ?"""
_OF_KIND = """SELECT max(at) FROM event
  WHERE kind <> 1 AND kind IN (SELECT n FROM kind WHERE name = ?)"""
_OF_SETTING = f"{_OF_KIND} AND instr(data, ?)"


class _Line(NamedTuple):
    """Events that follow on one another."""

    kind: str = ""
    """Empty for all kinds of a card."""
    of: str = ""
    """The card, or of settings the key."""


class Following:
    """The times of what new acts follow on, looked up only where a log is ahead of its clock."""

    def __init__(self, connection: sqlite3.Connection, newest: int) -> None:
        """`newest` is the latest time of any event that was there before, UTC ms."""
        self._connection = connection
        self._newest = newest
        self._times: dict[_Line, int] = {}

    def earliest(self, draft: Draft, at: int) -> int:
        """Tell from when on an act may be dated, given the time of its clock: that, or later."""
        line = _line(draft)
        if line is None or at > self._newest:
            return at
        if draft.kind == Kind.REVIEW and not self._is_forgotten(line.of, at):
            return at
        if line not in self._times:
            self._times[line] = self._last(line)
        return max(at, self._times[line] + 1)

    def _is_forgotten(self, card: str, at: int) -> bool:
        """Whether a card was made new at this time or later, and that was not taken back."""
        rows = self._connection.execute(_FORGOTTEN, (card, str(Kind.FORGET), at)).fetchall()
        if not rows:
            return False
        dead = undone(log.events_of_kinds(self._connection, (Kind.UNDO, Kind.REDO)))
        return any(event_id not in dead for (event_id,) in rows)

    def _last(self, line: _Line) -> int:
        if not line.kind:
            return self._read(_OF_CARD, line.of)
        if line.kind == Kind.SETTING:
            return self._read(_OF_SETTING, line.kind, f'"key":{json.dumps(line.of)}')
        return self._read(_OF_KIND, line.kind)

    def _read(self, sql: str, *values: str) -> int:
        (found,) = self._connection.execute(sql, tuple(map(str, values))).fetchall()
        return found[0] or 0


def _line(draft: Draft) -> _Line | None:
    if draft.kind in (Kind.UNDO, Kind.REDO):
        return None
    if draft.card:
        return _Line(of=draft.card)
    if draft.kind == Kind.SETTING and draft.data:
        return _Line(draft.kind, str(draft.data.get("key")))
    return _Line(draft.kind) if draft.kind in _OWN else None
