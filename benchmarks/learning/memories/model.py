"""What every model of a learner's memory answers."""

from typing import NamedTuple, Protocol

import numpy as np

from benchmarks.learning.dice import Flags, Floats, Ints


class Shape(NamedTuple):
    """Learners who share one deck."""

    learners: int
    cards: int
    hardness: tuple[float, ...] = ()
    """Of each card beside the others, about −1 to 1; empty for none."""

    @property
    def cells(self) -> int:
        """One for each learner and card."""
        return self.learners * self.cards

    def rows(self, cells: Ints) -> Ints:
        """Learner of each cell."""
        return cells // self.cards

    def columns(self, cells: Ints) -> Ints:
        """Card of each cell."""
        return cells % self.cards

    def spread(self, rng: np.random.Generator, learner: float, card: float) -> Floats:
        """Normal noise of learners and of their cards, per cell; harder cards lie lower.

        Cards are hard or easy for each learner apart; were they so for all, learners would not be
        independent and the intervals too narrow.
        """
        own = rng.normal(0, learner, (self.learners, 1))
        each = rng.normal(0, card, (self.learners, self.cards))
        hard = np.array(self.hardness or (0.0,) * self.cards)
        return (own + each - card * hard).reshape(-1)


class Memory(Protocol):
    """One model of forgetting for all cells."""

    def recall(self, cells: Ints, day: float) -> Floats:
        """Probability of recall; 0 for what was never learned."""
        ...

    def learn(self, cells: Ints, day: float, quality: Floats) -> None:
        """Meet cards for the first time; quality 1 is understood, near 0 learned by rote."""
        ...

    def practise(self, cells: Ints, day: float, recalled: Flags) -> None:
        """Try to recall; what was forgotten is read again at once."""
        ...

    def lose(self, cells: Ints) -> None:
        """Lose what was learned all but completely, as by a misconception."""
        ...
