"""From our log to Anki's: the grades of each card as rows, and where it stands after them.

What was undone stays out. So do grades that are dated after today, which only a wrong clock can
make: Anki refuses a whole file for one id that lies in the future.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from export.anki.uncollected import uncollected
from mlsd_graph.memory import (
    CardState,
    Fsrs6,
    Phase,
    Settings,
    apply,
    day_start,
    fsrs6,
    rescheduled,
    study_day,
)
from mlsd_graph.memory.fsrs6 import D_MIN
from mlsd_graph.memory.steps import after
from mlsd_graph.store import Rules, Store
from mlsd_graph.store.grades import FORGOTTEN, Grade

_LEARNED, _REVIEWED, _RELEARNED, _SET_BY_HAND = 0, 1, 2, 4
_ROW_KIND = (_LEARNED, _LEARNED, _REVIEWED, _RELEARNED)
"""Kind of the row by the phase that the card was in."""


LogRow = tuple[int, int, int, int, int, int, int, int]
"""One row of Anki's review log; a plain tuple, as a learner has a million of them.

UTC milliseconds (its id, and the time of our event) · id of the card in Anki · ease, 0 where the
card was made new again · interval until the next review, days, or seconds below 0 · the interval
before · difficulty as 100 to 1100, 0 for none · milliseconds taken · kind.
"""
INTERVAL = 3
"""Its place in a row."""


class CardProgress(NamedTuple):
    """Where a card stands, and the grades that brought it there, oldest first."""

    state: CardState
    grades: Sequence[Grade] = ()


class Progress(NamedTuple):
    """All that a deck carries beyond its text."""

    cards: Mapping[str, CardProgress]
    """By uid."""
    rules: Rules
    today: int
    """The study day of the export."""
    left_out: int = 0
    """Grades that are dated after today."""
    has_preset: bool = True
    """Whether the deck brings its preset; without it all decks keep theirs."""

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        return self.rules.settings

    def reviews(self, cards: Iterable[str]) -> int:
        """Count the rows that some cards have in the log."""
        return sum(len(self.cards[uid].grades) for uid in cards if uid in self.cards)


def read_progress(store: Store, now: tuple[int, int]) -> Progress:
    """Gather what a log knows of every card.

    `now` is in UTC milliseconds and minutes east of UTC; only its study day matters.
    """
    today = study_day(*now)
    until = day_start(today + 1, now[1])
    with uncollected():
        rules, states = store.rules(), store.states()
        cards = {uid: CardProgress(state) for uid, state in states.items()}
        left_out = 0
        for uid, own in store.grades().items():
            state = states.get(uid)
            if own[-1].at >= until:
                past = [grade for grade in own if grade.at < until]
                left_out += len(own) - len(past)
                own, state = past, _before(uid, past, rules, state)  # noqa: PLW2901  shortened
            if state is not None:
                cards[uid] = CardProgress(state, own)
    return Progress(cards, rules, today, left_out)


def log_rows(card: int, known: CardProgress, rules: Rules) -> list[LogRow]:
    """Write the log of a card whose id in Anki is `card`.

    A row holds difficulty and interval alone. So neither stability nor elapsed days are computed
    for what may be a million reviews: difficulty depends on none of them.
    """
    model = fsrs6(rules.settings.parameters)
    phase, step, before, difficulty = _UNSEEN
    rows: list[LogRow] = []
    for at, offset, rating, took, due_day in known.grades:
        if rating == FORGOTTEN:
            phase, step, before, difficulty = _UNSEEN
            rows.append((at, card, 0, 0, 0, 0, 0, _SET_BY_HAND))
            continue
        difficulty, factor = _difficulty(model, difficulty, rating)
        kind = _ROW_KIND[phase]
        if due_day is not None:
            phase, step = Phase.REVIEW, 0
            interval = max(1, due_day - study_day(at, offset))
        else:
            settings = rules.at(at)
            phase, step, delay = after(
                phase, step, rating, settings.learning_steps, settings.relearning_steps
            )
            # In review without a decision: the steps were shortened since.
            interval = -delay if delay else _undecided(known, at, rules)
        rows.append((at, card, rating, interval, before, factor, took, kind))
        before = interval
    return rows


_UNSEEN = (Phase.NEW, 0, 0, 0.0)
"""Phase, step, interval and difficulty of a card that was never graded."""
_FACTOR_SLOPE = 1000 / 9
_FACTOR_START = 100 - D_MIN * _FACTOR_SLOPE
"""Anki's log keeps difficulty 1 to 10 as 100 to 1100, below any ease of its old algorithm."""


@lru_cache(maxsize=1 << 16)
def _difficulty(model: Fsrs6, before: float, rating: int) -> tuple[float, int]:
    """Follow one grade, also as Anki keeps it; most cards begin alike, so one comes up often."""
    found = model.next(1.0, before, 0, rating) if before else model.first(rating)
    return found[1], round(found[1] * _FACTOR_SLOPE + _FACTOR_START)


def _undecided(known: CardProgress, at: int, rules: Rules) -> int:
    """Tell the interval that a replay gives to a grade."""
    past = [grade for grade in known.grades if grade.at <= at]
    state = _replayed(known.state.card, past, rules)
    return max(1, state.due - study_day(state.last, state.offset))


def _before(uid: str, past: Sequence[Grade], rules: Rules, known: CardState | None) -> CardState:
    """Replay a card up to today; what is no grade stays as it is."""
    state = _replayed(uid, past, rules)
    if state.phase == Phase.REVIEW and state.last < rules.changed_at:
        state = rescheduled(state, rules.settings)
    if known is None:
        return state
    return state._replace(
        suspended=known.suspended,
        buried_until=known.buried_until,
        marked=known.marked,
        flag=known.flag,
    )


def _replayed(uid: str, past: Sequence[Grade], rules: Rules) -> CardState:
    state = CardState(uid)
    for at, offset, rating, _, due_day in past:
        if rating == FORGOTTEN:
            state = CardState(uid)
        else:
            state = apply(state, uid, rating, at, offset, due_day, rules.at(at))
    return state
