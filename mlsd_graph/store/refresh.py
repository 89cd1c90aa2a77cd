"""Which part of the cache a write touches: some cards, or all of them."""

import sqlite3
from collections.abc import Sequence

from mlsd_graph.store import cache, log, reparameter, summary
from mlsd_graph.store.event import Event, Kind
from mlsd_graph.store.replay import Rules

MANY_CARDS = 2000
"""From this many touched cards on, one replay of the whole log is the shorter way."""


def refresh(connection: sqlite3.Connection, fresh: Sequence[Event], before: Rules) -> Rules:
    """Bring the cache up to date with events that this transaction wrote."""
    cards = {event.card for event in fresh if event.card}
    after = before
    if any(event.card is None and _may_change_rules(event) for event in fresh):
        after = cache.refresh_rules(connection)
        summary.follow_settings(connection, after.settings)
        cards.update(_renamed(before, after))
    if len(cards) > MANY_CARDS or _steps_of_the_past(connection, before, after):
        cache.rebuild(connection)
        return after
    cache.refresh_cards(connection, cards, before, after, {event.id for event in fresh})
    if _memory(before) != _memory(after):
        reparameter.recompute(connection, after)
    return after


def _may_change_rules(event: Event) -> bool:
    return event.kind in (Kind.SETTING, Kind.ALIAS) or event.target is not None


def _renamed(before: Rules, after: Rules) -> set[str]:
    """Name the cards whose histories have been joined or parted."""
    changed = set(before.aliases.items()) ^ set(after.aliases.items())
    return {card for pair in changed for card in pair}


def _steps_of_the_past(connection: sqlite3.Connection, before: Rules, after: Rules) -> bool:
    """Whether grades are in the log to which other learning steps apply from now on."""
    eras = set(_steps(before)) ^ set(_steps(after))
    return bool(eras) and log.read_head(connection).newest > min(era[0] for era in eras)


def _steps(rules: Rules) -> list[tuple[int, tuple[int, ...], tuple[int, ...]]]:
    return [(at, era.learning_steps, era.relearning_steps) for at, era in rules.eras]


def _memory(rules: Rules) -> tuple[object, ...]:
    """All that stabilities, difficulties and recomputed due days depend on."""
    s = rules.settings
    wanted = (s.parameters, s.desired_retention, s.fuzz, s.maximum_interval)
    return (*wanted, rules.changed_at)
