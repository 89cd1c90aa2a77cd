"""The traces of all credited cards in rows of arrays, so that a day of credits is one step."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from mlsd_graph.credit.trace import Explicit, Trace, credited, recalls, untouched
from mlsd_graph.memory.batch import Floats, Ints, Memory

_ROOM = 64


class Own(NamedTuple):
    """One card after its last explicit review."""

    stability: float
    """Days."""
    difficulty: float
    day: int
    """Study day."""


class Traces:
    """Rows of the cards that were ever credited; those with credit since their own review live."""

    def __init__(self, model: Memory) -> None:
        self._model = model
        self._rows: dict[str, int] = {}
        self._live: set[str] = set()
        self._explicit = Explicit(*(np.ones(_ROOM) for _ in Explicit._fields))
        self._trace = untouched(self._explicit)

    def __contains__(self, uid: str) -> bool:
        return uid in self._live

    def drop(self, uid: str) -> None:
        """Forget the credits of a card: it was reviewed itself."""
        self._live.discard(uid)

    def credit(self, cards: Mapping[str, Own], weights: Sequence[float], day: int) -> None:
        """Credit each of some cards once, by its weight, on a study day."""
        if not cards:
            return
        rows = np.array([self._row(uid) for uid in cards])
        fresh = np.array([uid not in self._live for uid in cards])
        began = rows[fresh]
        own = [card for card, new in zip(cards.values(), fresh, strict=True) if new]
        for kept, values in zip(self._explicit, zip(*own, strict=True), strict=False):
            kept[began] = values
        for kept, start in zip(self._trace, untouched(self._of(began)[1]), strict=True):
            kept[began] = start
        trace, explicit = self._of(rows)
        after = credited(trace, explicit, float(day), np.array(weights), self._model)
        for kept, values in zip(self._trace, after, strict=True):
            kept[rows] = values
        self._live.update(cards)

    def recalls(self, uid: str, day: int) -> list[float]:
        """Recall of one card by each level of trust, none first."""
        return recalls(*self._of(self._rows[uid]), float(day), self._model).tolist()

    def all_recalls(self, day: int) -> tuple[list[str], Floats]:
        """Names of the credited cards, and their recall by each level."""
        names = sorted(self._live)
        rows = np.array([self._rows[uid] for uid in names], np.int64)
        return names, recalls(*self._of(rows), float(day), self._model)

    def _of(self, rows: Ints | int) -> tuple[Trace, Explicit]:
        trace = Trace(*(kept[rows] for kept in self._trace))
        return trace, Explicit(*(np.asarray(kept[rows]) for kept in self._explicit))

    def _row(self, uid: str) -> int:
        row = self._rows.setdefault(uid, len(self._rows))
        if row == len(self._explicit.day):
            self._explicit = Explicit(*(np.concatenate([x, x]) for x in self._explicit))
            self._trace = Trace(*(np.concatenate([x, x]) for x in self._trace))
        return row
