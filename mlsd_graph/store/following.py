"""What an act follows on: it is dated after that, whatever the clock said then.

Replay goes by time. Once a clock that was ahead has been set right, a setting or a mark of now
would stand before the one that it replaces, and change nothing until that wrong date has passed.
Its time means nothing to the memory, so it may be a later one. A review keeps its time, unless a
later one says that its card was made new: it would be forgotten with what was before.
"""

import sqlite3
from typing import NamedTuple

from mlsd_graph.store.event import Draft, Kind

_APART = (Kind.INTERVIEW, Kind.SAID)
"""Kinds that are told with their dates: each follows on its own events alone."""
_FREE = (Kind.SESSION, Kind.UNDO, Kind.REDO)
"""Kinds whose order in time says nothing: undo goes by the numbers of events."""
_NAMES = """WITH RECURSIVE names (name) AS (
  SELECT ? UNION SELECT a.former FROM alias a JOIN names ON a.card = names.name)
SELECT n FROM card WHERE name IN names"""
_OF_CARD = f"SELECT max(at) FROM event WHERE card IN ({_NAMES})"
_FORGOTTEN = f"""SELECT max(at) FROM event WHERE card IN ({_NAMES})
  AND kind IN (SELECT n FROM kind WHERE name = ?)"""
_OF_KIND = """SELECT max(at) FROM event
  WHERE kind <> 1 AND kind IN (SELECT n FROM kind WHERE name = ?)"""
_OF_NO_CARD = f"""SELECT max(at) FROM event WHERE kind <> 1 AND card IS NULL
  AND kind NOT IN (SELECT n FROM kind WHERE name IN ({", ".join("?" * len(_APART + _FREE))}))"""


class _Line(NamedTuple):
    """Events that follow on one another."""

    card: str = ""
    kind: str = ""


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
        if line is None or (at > self._newest and line not in self._times):
            return at
        if draft.kind == Kind.REVIEW and self._read(_FORGOTTEN, line.card, Kind.FORGET) < at:
            return at
        if line not in self._times:
            self._times[line] = self._last(line)
        return max(at, self._times[line] + 1)

    def took(self, draft: Draft, at: int) -> None:
        """Note the time that an act was given."""
        line = _line(draft)
        if line is not None and line in self._times:
            self._times[line] = max(self._times[line], at)

    def _last(self, line: _Line) -> int:
        if line.card:
            return self._read(_OF_CARD, line.card)
        if line.kind:
            return self._read(_OF_KIND, line.kind)
        return self._read(_OF_NO_CARD, *_APART, *_FREE)

    def _read(self, sql: str, *values: str) -> int:
        (found,) = self._connection.execute(sql, tuple(map(str, values))).fetchall()
        return found[0] or 0


def _line(draft: Draft) -> _Line | None:
    if draft.kind in _FREE:
        return None
    if draft.card:
        return _Line(card=draft.card)
    return _Line(kind=draft.kind if draft.kind in _APART else "")
