"""When each card was answered: what was given here, and what counts, as times alone."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import NamedTuple

from mlsd_graph.store import log
from mlsd_graph.store.connection import connect_reader, speaking
from mlsd_graph.store.event import Kind
from mlsd_graph.store.replay import undone

_SELECT = """SELECT card, id, at, coalesce(instr(data, '"source":"anki"'), 0) FROM event
WHERE card NOT NULL AND kind IN (SELECT n FROM kind WHERE name IN (?, ?)) ORDER BY at"""


class Given(NamedTuple):
    """Times of the reviews and forgettings of one card, UTC ms, in order."""

    here: list[int]
    """Of those that did not come from Anki, undone ones included."""
    live: list[int]
    """Of all that are not undone."""


def given(database: Path, resolve: Callable[[str], str]) -> Callable[[], Mapping[str, Given]]:
    """Return what reads them, once, by the current uid of the card, which `resolve` tells."""

    @cache
    def read() -> Mapping[str, Given]:
        if not database.exists():
            return {}
        with speaking(database), closing(connect_reader(database)) as connection:
            return _read(connection, resolve)

    return read


def _read(connection: sqlite3.Connection, resolve: Callable[[str], str]) -> dict[str, Given]:
    dead = undone(log.events_of_kinds(connection, (Kind.UNDO, Kind.REDO)))
    names = connection.execute("SELECT n, name FROM card").fetchall()
    current = {number: resolve(name) for number, name in names}
    found: defaultdict[str, Given] = defaultdict(lambda: Given([], []))
    rows = connection.execute(_SELECT, (str(Kind.REVIEW), str(Kind.FORGET))).fetchall()
    for card, number, at, is_foreign in rows:
        own = found[current[card]]
        if not is_foreign:
            own.here.append(at)
        if number not in dead:
            own.live.append(at)
    return dict(found)
