"""Which part of the cache a write touches: some cards, or all of them."""

import sqlite3

from mlsd_graph.store import log, rebuilding, reparameter, summary
from mlsd_graph.store.append import Written
from mlsd_graph.store.replay import Rules


def refresh(connection: sqlite3.Connection, written: Written, before: Rules) -> Rules:
    """Bring the cache up to date with events that this transaction wrote."""
    cards, after = written.cards, before
    if written.changes_rules:
        after = rebuilding.refresh_rules(connection)
        summary.follow_settings(connection, after.settings)
        cards = cards | _renamed(before, after)
    if _steps_of_the_past(connection, before, after):
        rebuilding.rebuild(connection)
        return after
    rebuilding.refresh_cards(connection, cards, before, after, written.fresh)
    if _memory(before) != _memory(after):
        reparameter.recompute(connection, after)
    return after


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
