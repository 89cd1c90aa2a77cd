"""Memories of many cards at once in numpy, equal to `grading.apply` card by card.

Phases, steps and counts follow from the grades alone, whatever the parameters are.
Reviews are grouped by card. Cards are ordered by their number of reviews, longest first, so that
the k-th reviews of all cards are one shrinking prefix: no padding, no masks.
This module imports numpy (100 ms): never import it before the first frame or for one review.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from mlsd_graph.memory.fsrs6 import D_MAX, D_MIN, S_MAX, S_MIN, fsrs6
from mlsd_graph.memory.fuzz import RANGES, SHORTEST_FUZZED
from mlsd_graph.memory.settings import Settings
from mlsd_graph.memory.state import Rating
from mlsd_graph.memory.studyday import DAY_MS, ROLLOVER_MS

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class History(NamedTuple):
    """Live reviews of many cards, one row each, grouped by card and in replay order."""

    cards: Sequence[str]
    """One uid per card."""
    starts: Ints
    """Row of each card's first review, ascending."""
    at: Ints
    offset: Ints
    rating: Ints


@dataclass(frozen=True, slots=True)
class Memories:
    """What depends on the parameters, and what due days are reckoned from, one row per card."""

    stability: Floats
    difficulty: Floats
    day: Ints
    """Study day of the last review."""
    reps: Ints


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


def remember(history: History, settings: Settings) -> Memories:
    """Replay the memory of every card with one set of parameters."""
    rounds = Rounds(history)
    memory = Memory(settings)
    spans = elapsed_days(history)
    stability, difficulty = memory.first(history.rating[rounds.starts])
    for n, rows in rounds.later():
        stability[:n], difficulty[:n] = memory.next(
            stability[:n], difficulty[:n], spans[rows], history.rating[rows]
        )
    end = rounds.ends
    day = study_days(history.at[end], history.offset[end])
    return Memories(stability[rounds.back], difficulty[rounds.back], day, rounds.counts)


def plain_due(cards: Sequence[str], memories: Memories, settings: Settings) -> Ints:
    """Due days of cards in REVIEW from the memory alone, as `grading.rescheduled`."""
    model = fsrs6(settings.parameters)
    interval = memories.stability * model.interval(1.0, settings.desired_retention)
    longest = settings.maximum_interval
    interval = np.clip(interval, 1, longest)
    middle = np.clip(_rounded(interval), 1, longest)
    if not settings.fuzz:
        return memories.day + middle
    spread = np.zeros_like(interval)
    for start, end, share in RANGES:
        spread += share * np.clip(np.minimum(interval, end) - start, 0.0, None)
    spread = np.where(interval >= SHORTEST_FUZZED, spread + 1.0, 0.0)
    lower = np.clip(_rounded(interval - spread), 1, longest)
    upper = np.clip(_rounded(interval + spread), 1, longest)
    upper += (lower == upper) & (upper > 2) & (upper < longest)  # noqa: PLR2004  as in `fuzz.bounds`
    where = _fractions(cards, memories.reps - 1)
    return memories.day + lower + (where * (upper - lower + 1)).astype(np.int64)


class Rounds:
    """The first reviews of all cards, then their second ones, and so on: ever fewer rows."""

    def __init__(self, history: History) -> None:
        self.counts = np.diff(np.append(history.starts, len(history.at)))
        order = np.argsort(-self.counts, kind="stable")
        self.starts = history.starts[order]
        """Row of each card's first review, the card with most reviews first."""
        self.back = np.empty_like(order)
        """Where each card of the history stands in that order."""
        self.back[order] = np.arange(len(order))
        self.ends = history.starts + self.counts - 1
        """Row of each card's last review, in the order of the history."""
        self._sizes = self.counts[order]

    def later(self) -> Iterator[tuple[int, Ints]]:
        """Give the rows of the second reviews, the third and so on, and how many they are."""
        longest = int(self._sizes[0]) if len(self._sizes) else 0
        alive = np.searchsorted(-self._sizes, -np.arange(1, longest + 1), side="right")
        for k in range(1, longest):
            n = int(alive[k])
            yield n, self.starts[:n] + k


class Memory:
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

    def recalled(self, s: Floats, d: Floats, days: Floats) -> Floats:
        """Stability after Good reviews a day or more later; arrays of any shapes that fit."""
        surprise = np.expm1((1 - self.retrievability(days, s)) * self._w[10]) * self._pass[3]
        grown: Floats = s * (1 + (11 - d) * s ** -self._w[9] * surprise)
        return np.clip(grown, S_MIN, S_MAX)

    def retrievability(self, days: Floats | Ints, s: Floats) -> Floats:
        """Probability of recall after some days."""
        return (1 + self._factor * days / s) ** self._decay


def _rounded(days: Floats) -> Ints:
    return np.floor(days + 0.5).astype(np.int64)


def _fractions(cards: Sequence[str], reviews: Ints) -> Floats:
    """Hash cards and their numbers of live reviews to [0, 1), as `fuzz.fraction`."""
    keys = zip(cards, reviews.tolist(), strict=True)
    mixed = np.array([crc32(f"{card}\n{n}".encode()) for card, n in keys], np.uint64)
    mixed = ((mixed ^ mixed >> 16) * 0x85EBCA6B) & 0xFFFFFFFF
    mixed = ((mixed ^ mixed >> 13) * 0xC2B2AE35) & 0xFFFFFFFF
    return (mixed ^ mixed >> 16) / 2.0**32
