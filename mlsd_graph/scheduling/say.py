"""How much say the graph has in the order of new concepts: what first answers earn it.

If edges are true for a learner, a card fails more often on first sight where something that its
concept needs has not been met. Three things look alike and are told apart: a learner who fails
everything (a base rate), early cards that fail because nothing at all has been met, whichever way
edges point (a control: what builds on the concept has not been met either), and chance (a
posterior over all of these, with room between the thresholds, so that no single answer turns it).
"""

from enum import StrEnum
from functools import lru_cache
from itertools import product
from math import exp, log
from operator import mul
from typing import NamedTuple

DOUBT = 0.6
"""Probability, before any answer, that a missing prerequisite means nothing to a learner."""
EARNED, SUSPECTED, REFUTED = 0.1, 0.35, 0.6
"""Doubt up to which the graph has its say, below which it is tried, and from which it has none."""
ENOUGH = 30
"""First answers after which the graph leads a learner whose answers tell nothing of it."""
_BASE = ((0.05, 0.25), (0.12, 0.4), (0.3, 0.2), (0.65, 0.15))
"""Shares of first answers that fail although nothing is missing, with their prior."""
_STRENGTHS = (0.25, 0.65)
"""Chances that a missing prerequisite, or the control, alone makes a first answer fail."""
_NO_CONTROL = 0.8
_CELLS = tuple(product((False, True), repeat=3))


class Say(StrEnum):
    """Who orders new concepts."""

    CONTENT = "content"
    """The content: the graph has yet to earn its say, or has lost it."""
    BOTH = "both"
    """Now the graph, now the content, until it is clear."""
    GRAPH = "graph"
    """The graph: prerequisites first."""


class Share(NamedTuple):
    """Failures among first answers."""

    failed: int
    answers: int


class Seen(NamedTuple):
    """All that first answers say of the graph."""

    counts: tuple[int, ...] = (0,) * len(_CELLS)
    """By (a prerequisite was missing, what builds on it was, it failed), in binary order."""

    def and_one(self, *, missing: bool, above: bool, failed: bool) -> "Seen":
        """Count one more."""
        place = _CELLS.index((missing, above, failed))
        return Seen((*self.counts[:place], self.counts[place] + 1, *self.counts[place + 1 :]))

    @property
    def ready(self) -> Share:
        """First answers to cards of concepts of which no prerequisite was missing."""
        passed, failed, alone_passed, alone_failed = self.counts[:4]
        failures = failed + alone_failed
        return Share(failures, failures + passed + alone_passed)

    @property
    def ahead(self) -> Share:
        """First answers to cards of concepts of which a prerequisite was missing."""
        return Seen(self.counts[4:] + self.counts[:4]).ready

    @property
    def answers(self) -> int:
        """First answers in all."""
        return sum(self.counts)

    @property
    def tells_nothing(self) -> bool:
        """Whether many answers leave it open: none failed, all did, or nothing ever missed."""
        failed = sum(self.counts[1::2])
        return self.answers >= ENOUGH and (failed in {0, self.answers} or not self.ahead.answers)

    @property
    def wants_ready(self) -> bool:
        """Whether answers to compare with are fewer: those where no prerequisite was missing."""
        return self.ready.answers < self.ahead.answers


@lru_cache(maxsize=1024)  # an undo goes through the same answers again
def doubt(seen: Seen) -> float:
    """Probability that a missing prerequisite means nothing to this learner; 0.05 ms."""
    counts = seen.counts
    logs = [start + sum(map(mul, counts, row)) for start, row in _TABLE]
    highest = max(logs)
    weights = [exp(each - highest) for each in logs]
    return sum(weights[:_WITHOUT]) / sum(weights)


def turned(say: Say, seen: Seen) -> Say:
    """Decide anew after a first answer; between two thresholds what was decided stays."""
    if seen.tells_nothing:
        return Say.GRAPH
    left = doubt(seen)
    if left <= EARNED:
        return Say.GRAPH
    if left >= REFUTED:
        return Say.CONTENT
    return Say.BOTH if say is Say.CONTENT and left < SUSPECTED else say


def graph_leads(say: Say, seen: Seen) -> bool:
    """Whether the graph orders new concepts now; while both are tried, whoever was tried less."""
    return say is Say.GRAPH or (say is Say.BOTH and seen.wants_ready)


def _spread(share: float) -> list[tuple[float, float]]:
    return [(strength, share / len(_STRENGTHS)) for strength in _STRENGTHS]


def _row(base: float, edge: float, control: float) -> tuple[float, ...]:
    """Log likelihood of a first answer of each kind, if causes of failure are independent."""
    passes = (
        (1 - base) * (1 - edge * missing) * (1 - control * above) for missing, above, _ in _CELLS
    )
    return tuple(
        log(1 - passed if failed else passed)
        for passed, (_, _, failed) in zip(passes, _CELLS, strict=True)
    )


_CONTROL = [(0.0, _NO_CONTROL), *_spread(1 - _NO_CONTROL)]
_WITHOUT = len(_BASE) * len(_CONTROL)
"""Hypotheses in which edges mean nothing; they come first."""
_TABLE = [
    (log(e * b * c), _row(base, edge, control))
    for (edge, e), (base, b), (control, c) in product(
        [(0.0, DOUBT), *_spread(1 - DOUBT)], _BASE, _CONTROL
    )
]
"""Log prior and log likelihoods of each hypothesis."""
