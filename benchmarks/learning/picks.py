"""Orders of new cards for many learners at once: along the graph, and along a list."""

from typing import Protocol

import numpy as np

from benchmarks.learning.classroom import Asked, Classroom
from benchmarks.learning.decks import Deck
from benchmarks.learning.dice import Flags, Ints
from mlsd_graph.memory.fsrs6 import fsrs6
from mlsd_graph.scheduling.frontier import LIKELY


class Pick(Protocol):
    """Chooses new cards."""

    def __call__(self, classroom: Classroom, learners: Ints) -> Ints:
        """Choose a concept with unseen cards for each of some learners; −1 for none."""
        ...

    def saw(self, classroom: Classroom, asked: Asked) -> None:
        """Take in the first answers to what was chosen last."""
        ...


class SoftOrder:
    """The graph's order of new cards, where it has its full say.

    Open concepts by value, then locked ones in the order of prerequisites; a test proves that it
    equals `scheduling.newcards.in_graph_order`.
    """

    def __init__(self, deck: Deck) -> None:
        self._per = deck.per
        concepts = len(deck.concepts)
        self.needs = np.zeros((concepts, concepts), np.float32)
        """Row: concept, column: what needs it."""
        self.needs[deck.needs[:, 0], deck.needs[:, 1]] = 1.0
        self._by_value = deck.by_value
        self._by_level = deck.by_level + concepts
        self._reach = fsrs6().interval(1.0, LIKELY)

    def known(self, classroom: Classroom, learners: Ints) -> Flags:
        """Which concepts each learner knows, as `scheduling.frontier.Frontier.known`."""
        belief, day = classroom.belief, classroom.day
        rows = (len(belief.seen) // classroom.shape.cards, classroom.shape.cards)
        seen = belief.seen.reshape(rows)[learners]
        days = day - belief.last.reshape(rows)[learners]
        likely = seen & (days <= self._reach * belief.stability.reshape(rows)[learners])
        return 2 * likely.reshape(len(learners), -1, self._per).sum(2) >= self._per

    def __call__(self, classroom: Classroom, learners: Ints) -> Ints:
        """Choose for each learner the first open concept, else the first locked one."""
        missing = (~self.known(classroom, learners)).astype(np.float32) @ self.needs
        rank = np.where(missing == 0, self._by_value, self._by_level)
        return first_of(rank, unfinished(classroom, learners, self._per))

    def saw(self, classroom: Classroom, asked: Asked) -> None:
        """Answers change nothing."""


class FixedOrder:
    """New cards along one order for everybody."""

    def __init__(self, ranks: Ints, per: int) -> None:
        self._ranks = ranks
        self._per = per

    def __call__(self, classroom: Classroom, learners: Ints) -> Ints:
        """Choose the first concept of the order that has unseen cards."""
        return first_of(self._ranks, unfinished(classroom, learners, self._per))

    def saw(self, classroom: Classroom, asked: Asked) -> None:
        """Answers change nothing."""


def unfinished(classroom: Classroom, learners: Ints, per: int) -> Flags:
    """Which concepts still have unseen cards."""
    seen = classroom.belief.seen.reshape(-1, classroom.shape.cards)[learners]
    left: Flags = np.logical_not(seen).reshape(len(learners), -1, per)
    return np.any(left, axis=2)


def first_of(ranks: Ints, allowed: Flags) -> Ints:
    """The allowed concept of lowest rank in each row; −1 where none is allowed."""
    place = np.where(allowed, ranks, np.iinfo(np.int64).max).argmin(1)
    return np.where(allowed.any(1), place, -1)
