"""Which answers the log already has, asked for the many that an import brings."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from mlsd_graph.store.connection import connect_reader, rows_for, speaking
from mlsd_graph.store.event import Kind

_AT_BITS = 48
_TIMES = """SELECT card, at FROM event WHERE card NOT NULL AND at >= ?
  AND kind IN (SELECT n FROM kind WHERE name IN (?, ?))"""
_IDS = "SELECT id FROM event WHERE substr(id, 1, 8) IN ({})"


class Answered:
    """The times of all answers, by card; an exported review is known by its time."""

    def __init__(self, database: Path, resolve: Callable[[str], str], since: int) -> None:
        """Read the reviews and forgettings from some time on (UTC ms), undone ones included."""
        self._database = database
        self._resolve = resolve
        self._numbers: dict[str, int] = {}
        self._times: set[int] = set()
        """Number of the card and time in one: a million pairs would take three times as much."""
        if not database.exists():
            return
        with speaking(database), closing(connect_reader(database)) as connection:
            self._read(connection, since)

    def __call__(self, card: str, at: int) -> bool:
        """Whether this card was answered at exactly this time."""
        if not self._times:
            return False
        number = self._numbers.get(card) or self._numbers.get(self._resolve(card))
        return number is not None and (number << _AT_BITS | at) in self._times

    def ids(self, wanted: Iterable[bytes]) -> set[bytes]:
        """Find those of some ids that are in the log."""
        ids = set(wanted)
        if not ids or not self._database.exists():
            return set()
        halves = list({each[:8] for each in ids})
        with speaking(self._database), closing(connect_reader(self._database)) as connection:
            return {row[0] for row in rows_for(connection, _IDS, halves) if row[0] in ids}

    def _read(self, connection: sqlite3.Connection, since: int) -> None:
        current: dict[int, int] = {}
        for number, name in connection.execute("SELECT n, name FROM card"):
            current[number] = self._numbers.setdefault(self._resolve(name), number)
        rows = connection.execute(_TIMES, (since, str(Kind.REVIEW), str(Kind.FORGET)))
        self._times = {current[card] << _AT_BITS | at for card, at in rows}
