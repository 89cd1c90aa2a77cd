"""The events of cards, each under all the uids that it ever had."""

import sqlite3
from collections.abc import Collection, Iterator

from mlsd_graph.store import log
from mlsd_graph.store.event import Event
from mlsd_graph.store.replay import Rules

_CARDS = 400
"""Cards whose events are in memory at once."""


def histories(
    connection: sqlite3.Connection, cards: Collection[str], rules: Rules
) -> Iterator[dict[str, list[Event]]]:
    """Read the events of many cards, named by their current uids, some hundred cards at a time."""
    formers: dict[str, list[str]] = {}
    for former in rules.aliases:
        formers.setdefault(rules.resolve(former), []).append(former)
    wanted = list(cards)
    for start in range(0, len(wanted), _CARDS):
        part = wanted[start : start + _CARDS]
        found: dict[str, list[Event]] = {card: [] for card in part}
        names = [name for card in part for name in (card, *formers.get(card, ()))]
        for event in log.events_of(connection, names):
            found[rules.resolve(event.card or "")].append(event)
        yield found


def history(connection: sqlite3.Connection, card: str, rules: Rules) -> list[Event]:
    """Read the events of one card, named by its current uid."""
    return next(histories(connection, (card,), rules))[card]
