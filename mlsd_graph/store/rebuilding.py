"""Replays the log into the cache: some cards after a write, or all of it.

A write replays the touched cards from their events instead of stepping their states on: it costs
a fraction of the commit, and what is stored equals a full replay by construction. Cards are read
some hundred at a time, so that time grows with their events and memory does not.
"""

import sqlite3
from collections.abc import Collection, Mapping

from mlsd_graph.memory.state import CardState
from mlsd_graph.store import cache, log
from mlsd_graph.store.append import Fresh, given_time
from mlsd_graph.store.event import Event, Kind
from mlsd_graph.store.histories import histories
from mlsd_graph.store.replay import Rules, live, replay_card, timeline_of
from mlsd_graph.store.tally import Tallies, change

_Histories = Mapping[str, list[Event]]


def refresh_rules(connection: sqlite3.Connection) -> Rules:
    """Read the rules from the log after one of them has changed, and store them."""
    kinds = (Kind.SETTING, Kind.ALIAS, Kind.UNDO, Kind.REDO)
    return cache.write_rules(connection, *timeline_of(live(log.events_of_kinds(connection, kinds))))


def refresh_cards(
    connection: sqlite3.Connection,
    cards: Collection[str],
    before: Rules,
    after: Rules,
    fresh: Fresh,
) -> None:
    """Replay the cards that a transaction touched."""
    was: Tallies = {}
    now: Tallies = {}
    names = {*cards, *map(before.resolve, cards), *map(after.resolve, cards)}
    current = {name for name in names if after.resolve(name) == name}
    cache.delete_states(connection, names - current)
    renamed = before.aliases != after.aliases
    if renamed:
        for part in histories(connection, set(map(before.resolve, names)), before):
            _count_old(part, before, fresh, was)
    for part in histories(connection, current, after):
        if not renamed:
            _count_old(part, before, fresh, was)
        cache.write_states(connection, _replayed(part, after, now))
    cache.add_days(connection, change(was, now))


def refresh_states(connection: sqlite3.Connection, cards: Collection[str], rules: Rules) -> None:
    """Replay some cards, leaving the counts of days, which no setting changes."""
    current = {card for card in cards if rules.resolve(card) == card}
    cache.delete_states(connection, set(cards) - current)
    for part in histories(connection, current, rules):
        cache.write_states(connection, _replayed(part, rules, {}))


def rebuild(connection: sqlite3.Connection) -> None:
    """Replay the whole log into the cache."""
    for table in ("state", "day", "device_head"):
        connection.execute(f"DELETE FROM {table}")
    rules = refresh_rules(connection)
    days: Tallies = {}
    names = connection.execute("SELECT name FROM card").fetchall()
    for part in histories(connection, {rules.resolve(name) for (name,) in names}, rules):
        cache.write_states(connection, _replayed(part, rules, days))
    cache.add_days(connection, days)
    _write_heads(connection)


def _replayed(part: _Histories, rules: Rules, days: Tallies) -> dict[str, CardState | None]:
    """Replay some cards, adding their reviews to the counts."""
    return {card: replay_card(card, live(events), rules, days)[0] for card, events in part.items()}


def _count_old(part: _Histories, rules: Rules, fresh: Fresh, days: Tallies) -> None:
    """Count the reviews of some cards as they were before this transaction."""
    for card, events in part.items():
        if old := [event for event in events if not fresh.has(event)]:
            replay_card(card, live(old), rules, days)


def _write_heads(connection: sqlite3.Connection) -> None:
    """Read all rows one by one: how many there are, and how far each device has come."""
    events = newest = mixed = 0
    numbers: dict[int, int] = {}
    clocks: dict[int, tuple[int, int]] = {}
    sql = "SELECT id, device, seq, at, data FROM event"
    for event_id, device, seq, at, data in connection.execute(sql):
        events += 1
        newest = max(newest, at)
        mixed ^= int.from_bytes(event_id, "big")
        numbers[device] = max(numbers.get(device, 0), seq)
        if not given_time(data):
            clocks[device] = max(clocks.get(device, (0, 0)), (seq, at))
    last = log.last_row(connection)
    rules = log.read_head(connection).rules + 1
    head = log.Head(cache.REPLAY_VERSION, events, last, newest, rules, mixed.to_bytes(16, "big"))
    log.write_head(connection, head)
    rows = [(device, seq, clocks.get(device, (0, 0))[1]) for device, seq in numbers.items()]
    connection.executemany("INSERT INTO device_head VALUES (?, ?, ?)", rows)
