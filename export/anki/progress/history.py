"""From our log to Anki's: the reviews of each card as rows, and where it stands after them.

What was undone stays out. So do reviews that are dated after today, which only a wrong clock can
make: Anki refuses a whole file for one id that lies in the future.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from export.anki.uncollected import uncollected
from mlsd_graph.memory import CardState, Phase, Settings, day_start, fsrs6, study_day
from mlsd_graph.memory.fsrs6 import D_MIN
from mlsd_graph.memory.steps import after
from mlsd_graph.store import Event, Kind, Rules, Store
from mlsd_graph.store.replay import replay_card, undone

READ = (Kind.REVIEW, Kind.FORGET, Kind.UNDO, Kind.REDO)
"""The kinds of events that make the rows."""

_LEARNED, _REVIEWED, _RELEARNED, _SET_BY_HAND = 0, 1, 2, 4
_ROW_KIND = (_LEARNED, _LEARNED, _REVIEWED, _RELEARNED)
"""Kind of the row by the phase that the card was in."""


class LogRow(NamedTuple):
    """One row of Anki's review log."""

    at: int
    """UTC milliseconds: its id in Anki and the time of our event."""
    card: int
    """Id of the card in Anki."""
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
    """Where a card stands, and the grades that brought it there, oldest first."""

    state: CardState
    events: Sequence[Event] = ()
    """Live ones: grades, and where it was made new again."""


class Progress(NamedTuple):
    """All that a deck carries beyond its text."""

    cards: Mapping[str, CardProgress]
    """By uid."""
    rules: Rules
    today: int
    """The study day of the export."""
    left_out: int = 0
    """Reviews that are dated after today."""
    has_preset: bool = True
    """Whether the deck brings its preset; without it all decks keep theirs."""

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        return self.rules.settings

    def reviews(self, cards: Iterable[str]) -> int:
        """Count the rows that some cards have in the log."""
        return sum(len(self.cards[uid].events) for uid in cards if uid in self.cards)


def read_progress(store: Store, now: tuple[int, int]) -> Progress:
    """Gather what a log knows of every card; `now` as for `collect_progress`."""
    with uncollected():
        return collect_progress(store.events(kinds=READ), store.states(), store.rules(), now)


def collect_progress(
    events: Sequence[Event], states: Mapping[str, CardState], rules: Rules, now: tuple[int, int]
) -> Progress:
    """Gather what is known of every card.

    Args:
        events: Of the kinds in `READ`, in the order of replay, undone ones included.
        states: Every card's state as of the whole log.
        rules: Settings and aliases.
        now: UTC milliseconds and minutes east of UTC; only its study day matters.
    """
    today = study_day(*now)
    until = day_start(today + 1, now[1])
    cards = {uid: CardProgress(state) for uid, state in states.items()}
    left_out = 0
    for uid, own in _by_card(events, rules).items():
        state = states.get(uid)
        if own[-1].at >= until:
            past = [event for event in own if event.at < until]
            left_out += len(own) - len(past)
            state, own = _without_future(uid, past, rules, state), past  # noqa: PLW2901  shortened
        if state is not None:
            cards[uid] = CardProgress(state, own)
    return Progress(cards, rules, today, left_out)


def log_rows(card: int, known: CardProgress, rules: Rules) -> list[LogRow]:
    """Write the log of a card whose id in Anki is `card`.

    A row holds difficulty and interval alone. So neither stability nor elapsed days are computed
    for what may be a million reviews: difficulty depends on none of them.
    """
    model = fsrs6(rules.settings.parameters)
    uid, events = known.state.card, known.events
    phase, step, before, difficulty = _UNSEEN
    rows: list[LogRow] = []
    for place, event in enumerate(events):
        at, rating = event.at, event.rating
        if rating is None:
            phase, step, before, difficulty = _UNSEEN
            rows.append(LogRow(at, card, 0, 0, 0, 0, 0, _SET_BY_HAND))
            continue
        difficulty = (model.next(1.0, difficulty, 0, rating) if before else model.first(rating))[1]
        kind = _ROW_KIND[phase]
        if event.due_day is not None:
            phase, step = Phase.REVIEW, 0
            interval = max(1, event.due_day - study_day(at, event.offset))
        else:
            settings = rules.at(at)
            phase, step, delay = after(
                phase, step, rating, settings.learning_steps, settings.relearning_steps
            )
            interval = -delay
            if phase == Phase.REVIEW:  # the steps were shortened since: what replay makes of it
                interval = _undecided(uid, events[: place + 1], rules)
        factor = round(((difficulty - D_MIN) / 9 + 0.1) * 1000)
        took = event.duration_ms or 0
        rows.append(LogRow(at, card, rating, interval, before, factor, took, kind))
        before = interval
    return rows


_UNSEEN = (Phase.NEW, 0, 0, 0.0)
"""Phase, step, interval and difficulty of a card that was never graded."""


def _undecided(uid: str, events: Sequence[Event], rules: Rules) -> int:
    state = replay_card(uid, events, rules)[0]
    return state.due - study_day(state.last, state.offset) if state else 1


def _by_card(events: Sequence[Event], rules: Rules) -> dict[str, list[Event]]:
    """Group what counts by the current uid of its card; each group stays in order."""
    found: defaultdict[str, list[Event]] = defaultdict(list)
    current: dict[str, str] = {}
    dead = undone(events)
    for event in events:
        card = event.card
        if card and event.target is None and event.id not in dead:
            if card not in current:
                current[card] = rules.resolve(card)
            found[current[card]].append(event)
    return found


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
