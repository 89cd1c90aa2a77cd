"""Replay of many cards at once in numpy, equal to `grading.apply` card by card.

Reviews are grouped by card. Cards are ordered by their number of reviews, longest first, so that
the k-th reviews of all cards are one shrinking prefix: no padding, no masks.
This module imports numpy (100 ms): never import it before the first frame or for one review.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from mlsd_graph.memory import grading, steps
from mlsd_graph.memory.fsrs6 import D_MAX, D_MIN, S_MAX, S_MIN, fsrs6
from mlsd_graph.memory.fuzz import RANGES, SHORTEST_FUZZED
from mlsd_graph.memory.settings import Settings
from mlsd_graph.memory.state import Phase, Rating
from mlsd_graph.memory.studyday import DAY_MS, ROLLOVER_MS

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
UNDECIDED = -1
"""`due_day` of a grade that left the card in its steps."""


class History(NamedTuple):
    """Live reviews of many cards, one row each, grouped by card and in replay order."""

    cards: Sequence[str]
    """One uid per card."""
    starts: Ints
    """Row of each card's first review, ascending."""
    at: Ints
    offset: Ints
    rating: Ints
    due_day: Ints
    """`UNDECIDED` for none."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """The fields of `CardState` after the last review, one row per card."""

    phase: Ints
    step: Ints
    due: Ints
    stability: Floats
    difficulty: Floats
    last: Ints
    offset: Ints
    reps: Ints
    lapses: Ints
    first_day: Ints


def study_days(at: Ints, offset: Ints) -> Ints:
    """Number the study days of many times, as `studyday.study_day`."""
    return (at + offset * 60_000 - ROLLOVER_MS) // DAY_MS


def elapsed_days(history: History) -> Ints:
    """Days since each row's previous row, as `studyday.elapsed`; 0 for a card's first review."""
    days = study_days(history.at, history.offset)
    rollover_s = ((days + 1) * DAY_MS + ROLLOVER_MS) // 1000 - history.offset * 60
    spans = np.zeros_like(history.at)
    spans[1:] = np.maximum((rollover_s[1:] - history.at[:-1] // 1000) // 86_400, 0)
    spans[history.starts] = 0
    return spans


def replay(history: History, settings: Settings) -> Replayed:
    """Replay every card with one set of settings; due days come from the log."""
    total = len(history.at)
    counts = np.diff(np.append(history.starts, total))
    order = np.argsort(-counts, kind="stable")
    starts, sizes = history.starts[order], counts[order]
    memory = _Memory(settings)
    path = _Path(settings, len(order))
    spans = elapsed_days(history)
    stability, difficulty = memory.first(history.rating[starts])
    path.follow(len(starts), history.rating[starts], history.due_day[starts])
    longest = int(sizes[0]) if len(sizes) else 0
    alive = np.searchsorted(-sizes, -np.arange(1, longest + 1), side="right")
    for k in range(1, longest):
        n = int(alive[k])
        rows = starts[:n] + k
        rating = history.rating[rows]
        stability[:n], difficulty[:n] = memory.next(
            stability[:n], difficulty[:n], spans[rows], rating
        )
        path.follow(n, rating, history.due_day[rows])
    back = np.empty_like(order)
    back[order] = np.arange(len(order))
    end = history.starts + counts - 1
    phase, step = path.phase[back], path.step[back]
    replayed = Replayed(
        phase=phase,
        step=step,
        due=history.due_day[end],
        stability=stability[back],
        difficulty=difficulty[back],
        last=history.at[end],
        offset=history.offset[end],
        reps=counts,
        lapses=path.lapses[back],
        first_day=study_days(history.at[history.starts], history.offset[history.starts]),
    )
    _fill_due(history, replayed, history.rating[end], settings)
    return replayed


def plain_due(cards: Sequence[str], replayed: Replayed, settings: Settings) -> Ints:
    """Due days of cards in REVIEW from the memory alone, as `grading.rescheduled`."""
    model = fsrs6(settings.parameters)
    interval = replayed.stability * model.interval(1.0, settings.desired_retention)
    longest = settings.maximum_interval
    today = study_days(replayed.last, replayed.offset)
    interval = np.clip(interval, 1, longest)
    middle = np.clip(_rounded(interval), 1, longest)
    if not settings.fuzz:
        return today + middle
    spread = np.zeros_like(interval)
    for start, end, share in RANGES:
        spread += share * np.clip(np.minimum(interval, end) - start, 0.0, None)
    spread = np.where(interval >= SHORTEST_FUZZED, spread + 1.0, 0.0)
    lower = np.clip(_rounded(interval - spread), 1, longest)
    upper = np.clip(_rounded(interval + spread), 1, longest)
    upper += (lower == upper) & (upper > 2) & (upper < longest)  # noqa: PLR2004  as in `fuzz.bounds`
    where = _fractions(cards, replayed.reps - 1)
    return today + lower + (where * (upper - lower + 1)).astype(np.int64)


class _Memory:
    """FSRS-6 on arrays, with the constants of the scalar model."""

    def __init__(self, settings: Settings) -> None:
        self._w = w = settings.parameters
        self._decay = -w[20]
        self._factor = 0.9 ** (1 / self._decay) - 1
        self._first = np.array([(0.0, 0.0), *map(fsrs6(w).first, range(1, 5))])
        self._same_day = np.exp(w[17] * (np.arange(5) - 3 + w[18]))
        self._pass = np.array([0.0, 0.0, w[15], 1.0, w[16]]) * np.exp(w[8])
        self._easy_target = w[7] * (w[4] - np.exp(w[5] * 3) + 1)
        self._lapse_cap = np.exp(w[17] * w[18])

    def first(self, rating: Ints) -> tuple[Floats, Floats]:
        """Memory after the first grades."""
        found = self._first[rating]
        return found[:, 0].copy(), found[:, 1].copy()

    def next(self, s: Floats, d: Floats, days: Ints, rating: Ints) -> tuple[Floats, Floats]:
        """Memory after later grades; each branch is computed only where it applies."""
        w = self._w
        grown = np.empty_like(s)
        same = days < 1
        failed = ~same & (rating == Rating.AGAIN)
        passed = ~same & ~failed
        i = np.flatnonzero(same)
        growth = self._same_day[rating[i]] * s[i] ** -w[19]
        grown[i] = s[i] * np.where(rating[i] > 1, np.maximum(growth, 1.0), growth)
        forgotten = 1 - (1 + self._factor * days / s) ** self._decay
        i = np.flatnonzero(failed)
        relearned = w[11] * d[i] ** -w[12] * ((s[i] + 1) ** w[13] - 1)
        relearned *= np.exp(forgotten[i] * w[14])
        grown[i] = np.minimum(relearned, s[i] / self._lapse_cap)
        i = np.flatnonzero(passed)
        surprise = np.expm1(forgotten[i] * w[10]) * self._pass[rating[i]]
        grown[i] = s[i] * (1 + (11 - d[i]) * s[i] ** -w[9] * surprise)
        harder = d - w[6] * (rating - 3) * (10 - d) / 9
        harder = self._easy_target + (1 - w[7]) * harder
        return np.clip(grown, S_MIN, S_MAX), np.clip(harder, D_MIN, D_MAX)


class _Path:
    """Phase, step and lapses on arrays, as `steps.after`."""

    def __init__(self, settings: Settings, cards: int) -> None:
        self.phase = np.zeros(cards, np.int64)
        self.step = np.zeros(cards, np.int64)
        self.lapses = np.zeros(cards, np.int64)
        self._learning = len(settings.learning_steps)
        self._relearning = len(settings.relearning_steps)

    def follow(self, n: int, rating: Ints, due_day: Ints) -> None:
        """Follow one grade of each of the first `n` cards."""
        phase, step = self.phase[:n], self.step[:n]
        reviewed = phase == Phase.REVIEW
        again = rating == Rating.AGAIN
        self.lapses[:n] += reviewed & again
        relearning = reviewed | (phase == Phase.RELEARNING)
        most = np.where(relearning, self._relearning, self._learning)
        now = np.minimum(step, np.maximum(most - 1, 0))
        after = np.where(again, 0, now + (rating == Rating.GOOD))
        leaves = (after >= most) | (rating == Rating.EASY) | (reviewed & ~again)
        leaves |= due_day != UNDECIDED
        self.step[:n] = np.where(leaves, 0, after)
        inside = np.where(relearning, int(Phase.RELEARNING), int(Phase.LEARNING))
        self.phase[:n] = np.where(leaves, int(Phase.REVIEW), inside)


def _fill_due(history: History, replayed: Replayed, rating: Ints, settings: Settings) -> None:
    """Set the due times that the log does not hold; few cards stand in their steps at once."""
    model = fsrs6(settings.parameters)
    for i in np.flatnonzero(replayed.due == UNDECIDED).tolist():
        at, offset = int(replayed.last[i]), int(replayed.offset[i])
        phase = int(replayed.phase[i])
        if phase == Phase.REVIEW:
            card, reviews = history.cards[i], int(replayed.reps[i]) - 1
            days = grading.plain_days(float(replayed.stability[i]), card, reviews, settings, model)
            replayed.due[i] = grading.study_day(at, offset) + days
            continue
        lesson = settings.relearning_steps if phase == Phase.RELEARNING else settings.learning_steps
        wait = steps.waited(lesson, int(replayed.step[i]), int(rating[i]))
        replayed.due[i] = grading.step_due(at, offset, wait)


def _rounded(days: Floats) -> Ints:
    return np.floor(days + 0.5).astype(np.int64)


def _fractions(cards: Sequence[str], reviews: Ints) -> Floats:
    """Hash cards and their numbers of live reviews to [0, 1), as `fuzz.fraction`."""
    keys = zip(cards, reviews.tolist(), strict=True)
    mixed = np.array([crc32(f"{card}\n{n}".encode()) for card, n in keys], np.uint64)
    mixed = ((mixed ^ mixed >> 16) * 0x85EBCA6B) & 0xFFFFFFFF
    mixed = ((mixed ^ mixed >> 13) * 0xC2B2AE35) & 0xFFFFFFFF
    return (mixed ^ mixed >> 16) / 2.0**32
