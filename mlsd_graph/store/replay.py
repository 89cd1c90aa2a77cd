"""From events to states: a pure function that the cache must equal, bit for bit.

Which events count is decided first (undo and redo), then which rules hold (settings, aliases),
then each card is replayed by itself.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from mlsd_graph.errors import UsageError
from mlsd_graph.memory.fsrs6 import fsrs6
from mlsd_graph.memory.grading import apply, rescheduled
from mlsd_graph.memory.settings import Settings
from mlsd_graph.memory.state import CardState, Phase
from mlsd_graph.store.event import ORDER, Event, Kind, as_told
from mlsd_graph.store.tally import Tallies, count_review

_CHAIN_LIMIT = 32
"""Renames followed for one card; a cycle ends here."""

_MEMORY = CardState._fields[1 : CardState._fields.index("suspended")]
"""What forgetting a card resets; suspension, burying, mark and flag stay."""

_MEMORY_KEYS = ("parameters", "desired_retention")
_STEP_KEYS = ("learning_steps", "relearning_steps")


class Rules(NamedTuple):
    """What all cards' replays share."""

    settings: Settings = Settings()
    """As they are now."""
    eras: tuple[tuple[int, Settings], ...] = ((0, Settings()),)
    """(from UTC ms, settings): today's memory parameters with the learning steps of the time."""
    changed_at: int = 0
    """When parameters or desired retention last changed; 0 for never."""
    aliases: Mapping[str, str] = {}

    def at(self, at_ms: int) -> Settings:
        """Find the settings that replay a grade of some time."""
        if len(self.eras) == 1:
            return self.eras[0][1]
        return self.eras[max(0, bisect_right(self.eras, at_ms, key=lambda era: era[0]) - 1)][1]

    def resolve(self, card: str) -> str:
        """Follow renames of a card to its current uid."""
        for _ in range(_CHAIN_LIMIT):
            if (current := self.aliases.get(card)) is None:
                break
            card = current
        return card


class World(NamedTuple):
    """All that a replay of the whole log yields."""

    states: dict[str, CardState]
    days: Tallies
    rules: Rules


def undone(events: Iterable[Event]) -> frozenset[bytes]:
    """Find the events that are taken back: those whose last undo or redo is an undo.

    Ordered by number, not by time: an undo and its redo come from one device, whose clock may
    have been set back between them.
    """
    last: dict[bytes, tuple[int, bytes, bool]] = {}
    for event in events:
        if event.target is not None and event.kind in (Kind.UNDO, Kind.REDO):
            mark = (event.seq, event.id, event.kind == Kind.UNDO)
            if mark > last.get(event.target, (-1, b"", False)):
                last[event.target] = mark
    return frozenset(target for target, mark in last.items() if mark[2])


def live(events: Sequence[Event], dead: frozenset[bytes] | None = None) -> list[Event]:
    """Keep what counts, in the order of replay, each event with the time that its clock told."""
    dead = undone(events) if dead is None else dead
    kept = [e for e in events if e.id not in dead and e.kind not in (Kind.UNDO, Kind.REDO)]
    kept.sort(key=ORDER)
    return list(map(as_told, kept))


def timeline_of(events: Iterable[Event]) -> tuple[list[tuple[int, str, str]], dict[str, str]]:
    """Collect live settings as (time, key, value), in order, and live aliases."""
    timeline: list[tuple[int, str, str]] = []
    aliases: dict[str, str] = {}
    for event in events:
        if event.kind == Kind.SETTING:
            values = event.values
            timeline.append((event.at, str(values.get("key")), str(values.get("value"))))
        elif event.kind == Kind.ALIAS:
            values = event.values
            _add_alias(aliases, str(values.get("from", "")), str(values.get("to", "")))
    return timeline, aliases


def rules_from(timeline: Iterable[tuple[int, str, str]], aliases: Mapping[str, str]) -> Rules:
    """Fold (time, key, value) of the live settings; a value that is not allowed is ignored.

    What is set again at an earlier time holds from then on: the time before was a wrong clock's.
    """
    settings, changed_at = Settings(), 0
    steps = [(0, settings.learning_steps, settings.relearning_steps)]
    for at, key, value in timeline:
        try:
            after = settings.with_value(key, value)
        except UsageError:
            continue  # of a newer program
        if _memory(after) != _memory(settings) or (key in _MEMORY_KEYS and at < changed_at):
            changed_at = at
        if key in _STEP_KEYS:
            while len(steps) > 1 and steps[-1][0] >= at:
                steps.pop()
        if (after.learning_steps, after.relearning_steps) != steps[-1][1:]:
            steps.append((at, after.learning_steps, after.relearning_steps))
        settings = after
    eras = tuple(
        (at, replace(settings, learning_steps=learning, relearning_steps=relearning))
        for at, learning, relearning in steps
    )
    return Rules(settings, eras, changed_at, aliases)


def _memory(settings: Settings) -> tuple[object, ...]:
    return tuple(getattr(settings, key) for key in _MEMORY_KEYS)


def _add_alias(aliases: dict[str, str], former: str, card: str) -> None:
    """Enter a rename; going back to a former name takes the older rename out."""
    if former and card and former != card:
        aliases[former] = card
        aliases.pop(card, None)


def replay_card(
    card: str, events: Iterable[Event], rules: Rules, tallies: Tallies | None = None
) -> tuple[CardState | None, Tallies]:
    """Replay one card's live events, which are in order; also add its reviews to the counts."""
    state: CardState | None = None
    tallies = {} if tallies is None else tallies
    model = fsrs6(rules.settings.parameters)
    decided: int | None = None
    for event in events:
        if event.kind == Kind.REVIEW and event.rating is not None:
            count_review(tallies, state, decided, event)
            at, offset, decided = event.at, event.offset, event.due_day
            settings = rules.at(at)
            state = apply(state, card, event.rating, at, offset, decided, settings, model)
        else:
            state = _mark(card, state, event)
    if state and state.phase == Phase.REVIEW and state.last < rules.changed_at:
        state = rescheduled(state, rules.settings, model)
    return state, tallies


def _mark(card: str, state: CardState | None, event: Event) -> CardState | None:
    """Apply what is not a grade; unknown kinds change nothing."""
    known = state or CardState(card)
    values = event.values
    match event.kind:
        case Kind.SUSPEND | Kind.UNSUSPEND:
            state = known._replace(suspended=event.kind == Kind.SUSPEND)
        case Kind.BURY:
            state = known._replace(buried_until=_whole(values.get("until_day"), 0, 10**6))
        case Kind.UNBURY:
            state = known._replace(buried_until=0)
        case Kind.MARK:
            state = known._replace(marked=bool(values.get("on")))
        case Kind.FLAG:
            state = known._replace(flag=_whole(values.get("flag"), 0, 7))
        case Kind.FORGET:
            fresh = CardState(card)
            state = known._replace(**{name: getattr(fresh, name) for name in _MEMORY})
        case _:
            pass
    return state


def _whole(value: object, lowest: int, highest: int) -> int:
    return min(max(value, lowest), highest) if isinstance(value, int) else 0


def replay(events: Sequence[Event]) -> World:
    """Replay the whole log."""
    kept = live(events)
    rules = rules_from(*timeline_of(kept))
    states: dict[str, CardState] = {}
    days: Tallies = {}
    named = [(rules.resolve(event.card), event) for event in kept if event.card]
    named.sort(key=lambda pair: pair[0])  # stable: the events of a card stay in order
    for card, pairs in groupby(named, key=lambda pair: pair[0]):
        state, _ = replay_card(card, (event for _, event in pairs), rules, days)
        if state is not None:
            states[card] = state
    return World(states, days, rules)
