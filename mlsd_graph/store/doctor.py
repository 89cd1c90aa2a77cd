"""What `mlsd doctor` says of a state: whether SQLite, our checksums and a replay agree."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from math import isclose
from pathlib import Path
from typing import NamedTuple

from mlsd_graph.memory.state import CardState
from mlsd_graph.store import cache, log
from mlsd_graph.store.backup import Backup
from mlsd_graph.store.connection import (
    APPLICATION_ID,
    RESTORE_HINT,
    connect_reader,
    number,
    way_back,
)
from mlsd_graph.store.dated_ahead import dated_ahead
from mlsd_graph.store.event import Event, checksum, id_text
from mlsd_graph.store.migrations import MIGRATIONS, migrate, version
from mlsd_graph.store.replay import World, replay

_LISTED = 5
_TOLERANCE = 1e-9
"""Relative; another machine's mathematical library may differ in the last bits."""
_REBUILD_HINT = "Run `mlsd doctor --rebuild`; nothing is lost, as the log is whole."
_ROWS = """SELECT e.n, e.id, k.name, c.name, e.at, e.utc_offset, d.name, e.seq, e.target, e.rating,
  e.duration_ms, e.due_day, e.data, e.crc, e.card
FROM event e LEFT JOIN kind k ON k.n = e.kind LEFT JOIN device d ON d.n = e.device
LEFT JOIN card c ON c.n = e.card ORDER BY e.n"""

_MAYBE_INT, _MAYBE_TEXT = (int, type(None)), (str, type(None))
_TYPES = (
    *(bytes, str, _MAYBE_TEXT, int, int, str, int, (bytes, type(None))),
    *(_MAYBE_INT, _MAYBE_INT, _MAYBE_INT, _MAYBE_TEXT),
)
"""Of the fields of an event; SQLite lets a damaged row hold any type."""


class Problem(NamedTuple):
    """One thing that is wrong."""

    code: str
    message: str
    hint: str


class Report(NamedTuple):
    """What was found; no problems means that nothing is wrong."""

    path: Path
    version: int
    bytes: int
    events: int | None
    """None where they could not be read."""
    cards: int | None
    """None where the log could not be replayed."""
    backups: tuple[Backup, ...]
    problems: tuple[Problem, ...]
    ahead: tuple[CardState, ...] = ()
    """Cards whose last review is dated after now, the latest first; nothing is wrong with them."""


def examine(
    path: Path, backups: Sequence[Backup], *, deep: bool = True, now_ms: int | None = None
) -> Report:
    """Check a state file without changing it; never raises for damage. `deep` checks indexes.

    Without a time, UTC ms, no review is ahead of it.
    """
    counts: list[int | None] = [0, None, None]
    ahead: tuple[CardState, ...] = ()
    try:
        size = path.stat().st_size
        with closing(connect_reader(path)) as connection:
            # Damage must show as a wrong checksum, not as an error of decoding.
            connection.text_factory = _lenient
            problems = tuple(_problems(connection, counts, deep=deep))
            if now_ms is not None and counts[0] == len(MIGRATIONS):
                ahead = dated_ahead(connection, now_ms)
    except OSError as error:
        size, problems = 0, (Problem("file", f"{path}: {error.strerror}.", RESTORE_HINT),)
    except (sqlite3.Error, ValueError, TypeError) as error:
        problems = (Problem("sqlite", f"SQLite cannot read the file: {error}.", RESTORE_HINT),)
        size = path.stat().st_size
    if not backups:
        problems = tuple(_without_backup(each, way_back(path)) for each in problems)
    return Report(path, counts[0] or 0, size, counts[1], counts[2], tuple(backups), problems, ahead)


def _without_backup(problem: Problem, hint: str) -> Problem:
    return problem._replace(hint=hint) if problem.hint == RESTORE_HINT else problem


def _problems(
    connection: sqlite3.Connection, counts: list[int | None], *, deep: bool
) -> Iterator[Problem]:
    counts[0] = found = version(connection)
    if number(connection, "PRAGMA application_id") != APPLICATION_ID:
        yield Problem("foreign", "The file does not say that it belongs to mlsd.", RESTORE_HINT)
    if found > len(MIGRATIONS):
        yield Problem("newer", "A newer mlsd wrote this file.", "Update mlsd.")
        return
    if found == len(MIGRATIONS):
        yield from _schema(connection)
    yield from _sqlite(connection, deep=deep)
    events, broken = _events(connection)
    counts[1] = len(events) + len(broken)
    if broken:
        names = ", ".join(broken[:_LISTED]) + (", …" if len(broken) > _LISTED else "")
        text = f"The checksum of {len(broken)} events is wrong: {names}."
        yield Problem("checksum", text, RESTORE_HINT)
    yield from _gaps(connection, events)
    if not broken:
        world = replay(events)
        counts[2] = len(world.states)
        if found == len(MIGRATIONS):  # an older file's cache is rebuilt when it is opened
            yield from _cache(connection, events, world)


def _schema(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Compare tables, indexes and triggers with those of a fresh file."""
    sql = "SELECT name, sql FROM sqlite_master WHERE sql NOT NULL"
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh)
        wanted = dict(fresh.execute(sql).fetchall())
    found = dict(connection.execute(sql).fetchall())
    for name in sorted(wanted.keys() | found.keys()):
        if wanted.get(name) != found.get(name):
            how = "missing" if name not in found else "changed" if name in wanted else "not ours"
            yield Problem("schema", f"{name} is {how}.", RESTORE_HINT)


def _sqlite(connection: sqlite3.Connection, *, deep: bool) -> Iterator[Problem]:
    check = "integrity_check" if deep else "quick_check"
    for (text,) in connection.execute(f"PRAGMA {check}({_LISTED})").fetchall():
        if text != "ok":
            yield Problem("sqlite", f"SQLite finds: {text}.", RESTORE_HINT)


def _lenient(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _events(connection: sqlite3.Connection) -> tuple[list[Event], list[str]]:
    """Read all rows; returns the whole events, and names for the broken ones."""
    whole: list[Event] = []
    broken: list[str] = []
    for n, *fields, crc, card in connection.execute(_ROWS).fetchall():
        types_fit = [isinstance(value, kind) for value, kind in zip(fields, _TYPES, strict=True)]
        # A card whose name has gone would pass as an event without a card.
        if all(types_fit) and (fields[2] is None) == (card is None):
            event = Event(*fields)
            if checksum(event) == crc:
                whole.append(event)
                continue
        named = id_text(fields[0]) if isinstance(fields[0], bytes) else "an event"
        broken.append(f"{named} (row {n})")
    return whole, broken


def _gaps(connection: sqlite3.Connection, events: Sequence[Event]) -> Iterator[Problem]:
    """Find numbers that a device must have given and that are not there."""
    sql = "SELECT d.name, h.seq FROM device_head h JOIN device d ON d.n = h.device"
    last = dict(connection.execute(sql).fetchall())
    present: dict[str, set[int]] = {}
    for event in events:
        if event.seq:
            present.setdefault(event.device, set()).add(event.seq)
    for device in sorted(present.keys() | last.keys()):
        seen = present.get(device, set())
        missing = max(last.get(device, 0), *seen, 0) - len(seen)
        if missing:
            text = f"{missing} events of device {device[:8]} are not there."
            yield Problem("gap", text, RESTORE_HINT)
    repeated = [key for key, times in Counter(event.id for event in events).items() if times > 1]
    if repeated:
        yield Problem("repeated", f"{len(repeated)} events are there twice.", RESTORE_HINT)


def _cache(
    connection: sqlite3.Connection, events: Sequence[Event], world: World
) -> Iterator[Problem]:
    """Compare the cache with a replay."""
    head = log.read_head(connection)
    mixed = 0
    for event in events:
        mixed ^= int.from_bytes(event.id, "big")
    if (head.events, head.mixed) != (len(events), mixed.to_bytes(16, "big")):
        text = f"The cache knows {head.events} events, the log holds {len(events)}, or others."
        yield Problem("head", text, RESTORE_HINT)
    found = {state.card: state for state in cache.states(connection)}
    differing = [
        card
        for card in sorted(found.keys() | world.states.keys())
        if not _same(found.get(card), world.states.get(card))
    ]
    if differing:
        text = f"The cache differs from a replay for {len(differing)} cards: {differing[0]}, …"
        yield Problem("cache", text, _REBUILD_HINT)
    days = {day.day: list(day[1:]) for day in cache.days(connection)}
    if days != world.days:
        yield Problem("days", "The counts by day differ from a replay.", _REBUILD_HINT)
    rules = cache.rules(connection)
    if rules != world.rules:
        yield Problem("settings", "The cached settings differ from a replay.", _REBUILD_HINT)


def _same(one: CardState | None, other: CardState | None) -> bool:
    if one is None or other is None:
        return one is other
    exact = {"stability": 0.0, "difficulty": 0.0}
    return one._replace(**exact) == other._replace(**exact) and all(
        isclose(getattr(one, name), getattr(other, name), rel_tol=_TOLERANCE) for name in exact
    )
