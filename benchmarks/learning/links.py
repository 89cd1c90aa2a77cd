"""What is true about the edges, drawn apart from what the author wrote.

Transfer: passing one card practises another. Damage at first sight: what needs a concept that is
not known is not understood. Damage in use: an answer fails where what it needs is forgotten.
"""

from enum import StrEnum
from typing import NamedTuple

import numpy as np

from benchmarks.learning.dice import Floats, Ints


class Truth(StrEnum):
    """How the true strength of edges relates to the authored one."""

    NONE = "none"
    WEAK = "weak"
    """Every authored edge is real, at 0.3 of its weight."""
    HALF_WRONG = "half wrong"
    """Half of the authored edges are void; as many real ones were never written."""
    REVERSED = "reversed"
    EXACT = "exact"


class Edges(NamedTuple):
    """Edges between cards with a strength from 0 to 1, one row each."""

    source: Ints
    target: Ints
    strength: Floats

    def swapped(self) -> "Edges":
        """Turn every edge around."""
        return Edges(self.target, self.source, self.strength)

    def scaled(self, factor: float) -> "Edges":
        """Multiply all strengths."""
        return self._replace(strength=self.strength * factor)


NO_EDGES = Edges(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))


class Links(NamedTuple):
    """All that is true about the edges of one world."""

    transfer: Edges = NO_EDGES
    """From a card to what its answer exercises; the chance that it does."""
    at_first: Edges = NO_EDGES
    """From what is needed to what needs it; the chance of not understanding without it."""
    in_use: Edges = NO_EDGES
    """From what is needed to what needs it; the chance of failing without it."""


class Table:
    """The edges that leave each card, in as many columns as the busiest card has."""

    def __init__(self, edges: Edges, cards: int) -> None:
        real = edges.strength > 0
        source, target, strength = edges.source[real], edges.target[real], edges.strength[real]
        counts = np.bincount(source, minlength=cards)
        self.width = int(counts.max()) if len(source) else 0
        self.target = np.zeros((cards, self.width), np.int64)
        self.strength = np.zeros((cards, self.width))
        order = np.argsort(source, kind="stable")
        places = np.arange(len(source)) - np.repeat(np.cumsum(counts) - counts, counts)
        self.target[source[order], places] = target[order]
        self.strength[source[order], places] = strength[order]


def drawn(authored: Edges, truth: Truth, cards: int, rng: np.random.Generator) -> Edges:
    """Draw what is true, given what was written."""
    match truth:
        case Truth.NONE:
            return NO_EDGES
        case Truth.WEAK:
            return authored.scaled(0.3)
        case Truth.EXACT:
            return authored
        case Truth.REVERSED:
            return authored.swapped()
        case Truth.HALF_WRONG:
            moved = rng.random(len(authored.source)) < 0.5
            elsewhere = rng.integers(0, cards, len(authored.source))
            target = np.where(moved, elsewhere, authored.target)
            real = target != authored.source
            return Edges(authored.source[real], target[real], authored.strength[real])
