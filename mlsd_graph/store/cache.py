"""The cache: states, days and rules as one replay of the log yields them.

A write replays the touched cards from their events instead of stepping their states on: it costs
a fraction of the commit, and what is stored equals a full replay by construction.
"""

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from mlsd_graph.memory.state import CardState
from mlsd_graph.store import log
from mlsd_graph.store.append import device_heads, intern
from mlsd_graph.store.event import Event, Kind
from mlsd_graph.store.replay import (
    Rules,
    World,
    live,
    replay,
    replay_card,
    rules_from,
    timeline_of,
)
from mlsd_graph.store.tally import Day, Tallies, merge

REPLAY_VERSION = 1
"""Raise it when a replay of the same events gives other results: every cache is rebuilt."""
_COLUMNS = """phase, step, due, stability, difficulty, last, utc_offset, reps, lapses, first_day,
  suspended, buried_until, marked, flag"""
_SELECT = f"SELECT c.name, {_COLUMNS} FROM state s JOIN card c ON c.n = s.card "
_UPSERT = f"INSERT OR REPLACE INTO state (card, {_COLUMNS}) VALUES (?{', ?' * 14})"


def states(connection: sqlite3.Connection, where: str = "", *values: object) -> list[CardState]:
    """Read states; `where` is SQL on state `s` and card `c`."""
    rows: list[tuple[Any, ...]] = connection.execute(_SELECT + where, values).fetchall()
    return [
        CardState._make((*row[:11], row[11] == 1, row[12], row[13] == 1, row[14])) for row in rows
    ]


def state(connection: sqlite3.Connection, card: str) -> CardState | None:
    """Read one card's state."""
    found = states(connection, "WHERE c.name = ?", card)
    return found[0] if found else None


def days(connection: sqlite3.Connection, first: int = -(2**62)) -> list[Day]:
    """Read the counts of the study days from `first` on."""
    sql = f"SELECT {', '.join(Day._fields)} FROM day WHERE day >= ? ORDER BY day"
    return [Day(*row) for row in connection.execute(sql, (first,)).fetchall()]


def rules(connection: sqlite3.Connection) -> Rules:
    """Read the settings and aliases that hold now."""
    timeline = connection.execute("SELECT at, name, value FROM setting ORDER BY position")
    aliases = connection.execute("SELECT former, card FROM alias")
    return rules_from(timeline.fetchall(), dict(aliases.fetchall()))


def refresh_rules(connection: sqlite3.Connection) -> Rules:
    """Read the rules from the log after one of them has changed, and store them."""
    kinds = (Kind.SETTING, Kind.ALIAS, Kind.UNDO, Kind.REDO)
    return _write_rules(connection, live(log.events_of_kinds(connection, kinds)))


def refresh_cards(
    connection: sqlite3.Connection,
    cards: Collection[str],
    before: Rules,
    after: Rules,
    fresh: Collection[bytes],
) -> None:
    """Replay the touched cards; `fresh` are the ids of events that this transaction wrote."""
    names = {*cards, *map(before.resolve, cards), *map(after.resolve, cards)}
    changed: Tallies = {}
    for card in {before.resolve(name) for name in names}:
        events = [e for e in events_of_card(connection, card, before) if e.id not in fresh]
        merge(changed, replay_card(card, live(events), before)[1], -1)
    for name in names:
        if after.resolve(name) != name:
            _write_state(connection, name, None)
            continue
        found, tallies = replay_card(name, live(events_of_card(connection, name, after)), after)
        merge(changed, tallies)
        _write_state(connection, name, found)
    _add_days(connection, changed)


def refresh_state(connection: sqlite3.Connection, name: str, rules: Rules) -> None:
    """Replay one card, leaving the counts of days, which no setting changes."""
    found = None
    if rules.resolve(name) == name:
        found = replay_card(name, live(events_of_card(connection, name, rules)), rules)[0]
    _write_state(connection, name, found)


def rebuild(connection: sqlite3.Connection) -> World:
    """Replay the whole log into the cache."""
    events = log.all_events(connection)
    world = replay(events)
    for table in ("state", "day", "device_head"):
        connection.execute(f"DELETE FROM {table}")
    write_states(connection, world.states.values())
    _add_days(connection, world.days)
    _write_rules(connection, live(events))
    _write_heads(connection, events)
    return world


def write_states(connection: sqlite3.Connection, found: Iterable[CardState]) -> None:
    """Write many states; the cards are in the log already."""
    numbers = dict(connection.execute("SELECT name, n FROM card").fetchall())
    rows = (
        (numbers.get(state.card) or intern(connection, "card", state.card), *state[1:])
        for state in found
    )
    connection.executemany(_UPSERT, rows)


def events_of_card(connection: sqlite3.Connection, card: str, rules: Rules) -> list[Event]:
    """Read the events of a card under its current and all former uids."""
    sources = [former for former in rules.aliases if rules.resolve(former) == card]
    return log.events_of(connection, [card, *sources])


def _write_state(connection: sqlite3.Connection, card: str, found: CardState | None) -> None:
    if found is None:
        connection.execute(
            "DELETE FROM state WHERE card = (SELECT n FROM card WHERE name = ?)", (card,)
        )
        return
    connection.execute(_UPSERT, (intern(connection, "card", card), *found[1:]))


def _add_days(connection: sqlite3.Connection, changed: Tallies) -> None:
    for day, delta in changed.items():
        row = connection.execute("SELECT * FROM day WHERE day = ?", (day,)).fetchall()
        summed = {day: list(row[0][1:])} if row else {}
        merge(summed, {day: delta})
        if day in summed:
            marks = ", ?" * len(delta)
            connection.execute(f"INSERT OR REPLACE INTO day VALUES (?{marks})", (day, *summed[day]))
        else:
            connection.execute("DELETE FROM day WHERE day = ?", (day,))


def _write_rules(connection: sqlite3.Connection, kept: Sequence[Event]) -> Rules:
    timeline, aliases = timeline_of(kept)
    connection.execute("DELETE FROM setting")
    connection.execute("DELETE FROM alias")
    connection.executemany("INSERT INTO setting (at, name, value) VALUES (?, ?, ?)", timeline)
    connection.executemany("INSERT INTO alias VALUES (?, ?)", aliases.items())
    return rules_from(timeline, aliases)


def _write_heads(connection: sqlite3.Connection, events: Sequence[Event]) -> None:
    last = log.last_row(connection)
    mixed = 0
    for event in events:
        mixed ^= int.from_bytes(event.id, "big")
    newest = max((event.at for event in events), default=0)
    rules_row = log.read_head(connection).rules + 1
    head = log.Head(REPLAY_VERSION, len(events), last, newest, rules_row, mixed.to_bytes(16, "big"))
    log.write_head(connection, head)
    connection.executemany(
        "INSERT INTO device_head SELECT n, ?, ? FROM device WHERE name = ?",
        [(seq, at, device) for device, (seq, at) in device_heads(events).items()],
    )
