"""The reviews that parameters are fitted to and judged by, laid out for passes over all cards."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlsd_graph.memory.batch import Floats, History, Ints, Rounds, elapsed_days

Mask = NDArray[np.bool_]

LONGEST = 128
"""Reviews of one card that count; a script that graded one card 10,000 times must not cost."""
_LONGEST_SPAN = 3650
"""Days; a longer one says that a clock jumped rather than what was remembered."""


class Asked(NamedTuple):
    """Reviews on a later day than the one before: what a forgetting curve is about."""

    rows: Ints
    at: Ints
    """UTC milliseconds."""
    recalled: Mask

    def since(self, number: int) -> "Asked":
        """Leave the oldest ones out."""
        return Asked(self.rows[number:], self.at[number:], self.recalled[number:])


class Round(NamedTuple):
    """The k-th reviews of all cards that have so many."""

    cards: int
    """How many, from the first card on: cards stand in the order of their number of reviews."""
    rows: Ints
    days: Floats
    rating: Ints
    same_day: Ints
    """Positions among the cards; so are the next two."""
    failed: Ints
    passed: Ints


class Sample:
    """One learner's reviews in memory."""

    def __init__(self, history: History) -> None:
        self.history = _cut(history)
        self.days = elapsed_days(self.history)
        rounds = Rounds(self.history)
        self.first_rating: Ints = self.history.rating[rounds.starts]
        """In the order of the rounds."""
        self.rounds = tuple(self._round(n, rows) for n, rows in rounds.later())

    def _round(self, cards: int, rows: Ints) -> Round:
        days, rating = self.days[rows], self.history.rating[rows]
        later = days > 0
        return Round(
            cards,
            rows,
            days.astype(np.float64),
            rating,
            np.flatnonzero(~later),
            np.flatnonzero(later & (rating == 1)),
            np.flatnonzero(later & (rating > 1)),
        )

    def asked(self) -> Asked:
        """Find the reviews that a fit can learn from, oldest first."""
        rows = np.flatnonzero((self.days > 0) & (self.days <= _LONGEST_SPAN))
        rows = rows[np.argsort(self.history.at[rows], kind="stable")]
        return Asked(rows, self.history.at[rows], self.history.rating[rows] > 1)

    def until(self, at: int) -> "Sample":
        """Keep the reviews before a time, UTC milliseconds."""
        return Sample(_kept(self.history, self.history.at < at))


def history_of(cards: Iterable[tuple[str, Sequence[tuple[int, int, int]]]]) -> History:
    """Lay out cards as (uid, [(UTC ms, minutes east of UTC, rating)]), each in order of time."""
    uids: list[str] = []
    starts: list[int] = []
    rows: list[tuple[int, int, int]] = []
    for uid, reviews in cards:
        if reviews:
            uids.append(uid)
            starts.append(len(rows))
            rows += reviews
    table = np.array(rows, np.int64).reshape(-1, 3)
    return History(uids, np.array(starts, np.int64), *table.T.copy())


def _cut(history: History) -> History:
    """Keep the first reviews of each card."""
    counts = np.diff(np.append(history.starts, len(history.at)))
    place = np.arange(len(history.at)) - np.repeat(history.starts, counts)
    return _kept(history, place < LONGEST) if np.any(counts > LONGEST) else history


def _kept(history: History, kept: Mask) -> History:
    """Keep some rows, of each card the first ones or none."""
    counts = np.diff(np.append(history.starts, len(history.at)))
    card = np.repeat(np.arange(len(counts)), counts)[kept]
    starts = np.flatnonzero(np.diff(card, prepend=-1))
    numbers: list[int] = card[starts].tolist()
    uids = [history.cards[number] for number in numbers]
    columns = (history.at, history.offset, history.rating)
    return History(uids, starts, *(column[kept] for column in columns))
