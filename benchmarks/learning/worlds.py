"""Where learners are put: a memory model, a deck, and what is true about its edges."""

from typing import NamedTuple

import numpy as np

from benchmarks.learning.classroom import Classroom
from benchmarks.learning.decks import Deck
from benchmarks.learning.dice import Floats, Ints
from benchmarks.learning.habits import USUALLY_MISSED, Habits
from benchmarks.learning.links import Edges, Links
from benchmarks.learning.memories import MODELS, Shape


class World(NamedTuple):
    """All but the policy; the same world starts every policy with the same learners."""

    model: str
    cards: int
    links: Links
    learners: int
    days: int
    seed: int
    hardness: tuple[float, ...] = ()
    """Of each card, about −1 to 1."""
    missed: tuple[float, float] = USUALLY_MISSED
    """Least and most of the learners' chances of missing a day."""

    def start(self, retention: float = 0.9) -> Classroom:
        """Bring learners into a classroom who have seen nothing yet."""
        rng = np.random.default_rng([self.seed, 5])
        shape = Shape(self.learners, self.cards, self.hardness)
        memory = MODELS[self.model](shape, rng)
        habits = Habits(self.learners, self.days, self.seed, rng, self.missed)
        return Classroom(shape, memory, self.links, habits, seed=self.seed, retention=retention)


class Recalled(NamedTuple):
    """What a policy came to, one value per learner; recall of all cards, unseen ones count 0."""

    minutes: Floats
    on_average: Floats
    """Over the mornings of the term."""
    at_end: Floats
    later: Floats
    """30 days after the end, nothing done since."""


class Watch:
    """Measures true recall on some mornings, and at the end."""

    EVERY = 3
    """Days between two looks."""

    def __init__(self, classroom: Classroom, start: int = 0, weights: Floats | None = None) -> None:
        self._classroom = classroom
        self._start = start
        cards = classroom.shape.cards
        self._weights = np.full(cards, 1 / cards) if weights is None else weights / weights.sum()
        self._total = np.zeros(classroom.shape.learners)
        self._looks = 0

    def look(self, day: int) -> None:
        """Measure on a morning, if it is one of those."""
        if day >= self._start and day % self.EVERY == 0:
            self._total += self._mean(day)
            self._looks += 1

    def closed(self, day: int) -> Recalled:
        """Measure at the end."""
        average = self._total / max(self._looks, 1)
        minutes = self._classroom.spent / 60
        return Recalled(minutes, average, self._mean(day), self._mean(day + 30))

    def _mean(self, day: int) -> Floats:
        return self._classroom.recall(day) @ self._weights


def needs_of_cards(deck: Deck, strength: float) -> Edges:
    """Authored prerequisites between cards: each card needs the first card of what it needs."""
    source: list[Ints] = []
    target: list[Ints] = []
    for card in range(deck.per):
        source.append(deck.needs[:, 0] * deck.per)
        target.append(deck.needs[:, 1] * deck.per + card)
    found = np.concatenate(source)
    return Edges(found, np.concatenate(target), np.full(len(found), strength))


def hardness(deck: Deck) -> tuple[float, ...]:
    """Concepts that rest on more are harder: from −1 for those that need nothing to 1."""
    levels = np.array([deck.graph.level[id_] for id_ in deck.concepts], np.float64)
    deepest = max(levels.max(), 1.0)
    return tuple(np.repeat(2 * levels / deepest - 1, deck.per).tolist())
