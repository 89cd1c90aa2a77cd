"""From our log to Anki's: the reviews of each card as rows, and where it stands after them.

What was undone stays out. So do reviews that are dated after today, which only a wrong clock can
make: Anki refuses a whole file for one id that lies in the future.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from mlsd_graph.memory import CardState, Phase, Settings, apply, day_start, fsrs6, study_day
from mlsd_graph.memory.fsrs6 import D_MIN
from mlsd_graph.memory.steps import waited
from mlsd_graph.store import Event, Kind, Rules
from mlsd_graph.store.replay import live, replay_card

READ = (Kind.REVIEW, Kind.FORGET, Kind.UNDO, Kind.REDO)
"""The kinds of events that make the rows."""

_LEARNED, _REVIEWED, _RELEARNED, _SET_BY_HAND = 0, 1, 2, 4
_ROW_KIND = (_LEARNED, _LEARNED, _REVIEWED, _RELEARNED)
"""Kind of the row by the phase that the card was in."""


class LogRow(NamedTuple):
    """One row of Anki's review log, without its card."""

    at: int
    """UTC milliseconds: its id in Anki and the time of our event."""
    ease: int
    """1 to 4; 0 where the card was made new again."""
    interval: int
    """Until the next review: days, or seconds below 0."""
    before: int
    """The interval that had led to this review."""
    factor: int
    """Difficulty after the answer, 100 to 1100; 0 where there is none."""
    took_ms: int
    kind: int


class CardProgress(NamedTuple):
    """Where a card stands, and the answers that brought it there, oldest first."""

    state: CardState
    log: tuple[LogRow, ...] = ()


class Progress(NamedTuple):
    """All that a deck carries beyond its text."""

    cards: Mapping[str, CardProgress]
    """By uid."""
    settings: Settings
    today: int
    """The study day of the export."""
    left_out: int = 0
    """Reviews that are dated after today."""
    has_preset: bool = True
    """Whether the deck brings its preset; without it all decks keep theirs."""

    def reviews(self, cards: Iterable[str]) -> int:
        """Count the rows in the log of some cards."""
        return sum(len(self.cards[uid].log) for uid in cards if uid in self.cards)


def collect_progress(
    events: Sequence[Event], states: Mapping[str, CardState], rules: Rules, now: tuple[int, int]
) -> Progress:
    """Gather what is known of every card.

    Args:
        events: Of the kinds in `READ`, undone ones included.
        states: Every card's state as of the whole log.
        rules: Settings and aliases.
        now: UTC milliseconds and minutes east of UTC; only its study day matters.
    """
    today = study_day(*now)
    until = day_start(today + 1, now[1])
    kept = live(events)
    named = [(rules.resolve(event.card), event) for event in kept if event.card]
    named.sort(key=itemgetter(0))  # stable: the events of a card stay in order
    cards = {uid: CardProgress(state) for uid, state in states.items()}
    left_out = 0
    for uid, pairs in groupby(named, key=itemgetter(0)):
        own = [event for _, event in pairs]
        past = [event for event in own if event.at < until]
        if len(past) < len(own):
            left_out += len(own) - len(past)
            cards[uid] = CardProgress(_without_future(uid, past, rules, states.get(uid)))
        if uid in cards:
            cards[uid] = cards[uid]._replace(log=tuple(log_rows(uid, past, rules)))
    return Progress(cards, rules.settings, today, left_out)


def log_rows(uid: str, events: Iterable[Event], rules: Rules) -> list[LogRow]:
    """Replay one card's live events, which are in order, and write each as a row."""
    model = fsrs6(rules.settings.parameters)
    rows: list[LogRow] = []
    state: CardState | None = None
    before = 0
    for event in events:
        at = event.at
        if event.kind == Kind.FORGET:
            rows.append(LogRow(at, 0, 0, 0, 0, 0, _SET_BY_HAND))
            state, before = None, 0
            continue
        if event.rating is None:
            continue
        settings = rules.at(at)
        phase = state.phase if state else Phase.NEW
        state = apply(state, uid, event.rating, at, event.offset, event.due_day, settings, model)
        if state.phase == Phase.REVIEW:
            interval = max(1, state.due - study_day(at, event.offset))
        else:
            learning = state.phase == Phase.LEARNING
            lesson = settings.learning_steps if learning else settings.relearning_steps
            interval = -waited(lesson, state.step, event.rating)
        factor = round(((state.difficulty - D_MIN) / 9 + 0.1) * 1000)
        took = event.duration_ms or 0
        rows.append(LogRow(at, event.rating, interval, before, factor, took, _ROW_KIND[phase]))
        before = interval
    return rows


def _without_future(
    uid: str, past: Sequence[Event], rules: Rules, known: CardState | None
) -> CardState:
    """Replay a card up to today; what is no grade stays as it is."""
    found = replay_card(uid, past, rules)[0] or CardState(uid)
    if known is None:
        return found
    return found._replace(
        suspended=known.suspended,
        buried_until=known.buried_until,
        marked=known.marked,
        flag=known.flag,
    )
