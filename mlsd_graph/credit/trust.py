"""How far one learner's own answers bear out that passing a card refreshes what it uses.

A posterior over a few levels of trust, from nothing to full. Each explicit answer to a credited
card is a Bernoulli trial that each level had predicted. The predictions are first shifted to the
learner's usual success without credit: who simply remembers better than the model says would
otherwise lend support to any credit at all.
"""

from collections.abc import Sequence
from math import exp, log

LEVELS = (0.0, 0.15, 0.3, 0.5, 0.75, 1.0)
"""Trust levels, 0 for none."""
PRIOR = (0.3, 0.2, 0.15, 0.15, 0.1, 0.1)
ODDS = 3.0
"""Evidence from which credit may delay a review."""
LEAST_OBSERVED = 30
"""Answers below which no evidence counts."""
_SURE = 0.02
"""Predictions are kept this far from 0 and 1, so that one surprise does not decide."""
_USUAL_WEIGHT = 20.0
"""Answers as expected that stand before the learner's own, for the shift."""


class Trust:
    """The posterior, as answers come in."""

    __slots__ = ("_expected", "_log", "_recalled", "_usual", "observed")

    def __init__(self) -> None:
        self._log = [log(each) for each in PRIOR]
        self._usual = _USUAL_WEIGHT
        self._expected = self._recalled = _USUAL_WEIGHT * 0.9
        self.observed = 0
        """Answers to credited cards."""

    def saw_uncredited(self, predicted: float, *, passed: bool) -> None:
        """Take in an answer to a card without credit: what is usual for this learner."""
        self._usual += 1.0
        self._expected += predicted
        self._recalled += passed

    def saw(self, predicted: Sequence[float], *, passed: bool) -> None:
        """Take in an answer to a credited card; one predicted recall for each level."""
        shift = self.shift
        for level, recall in enumerate(predicted):
            likely = _shifted(recall, shift)
            self._log[level] += log(likely if passed else 1.0 - likely)
        self.observed += 1

    @property
    def shift(self) -> float:
        """Log odds by which this learner's usual recall exceeds the model's."""
        return _logit(self._recalled / self._usual) - _logit(self._expected / self._usual)

    @property
    def posterior(self) -> tuple[float, ...]:
        """Probability of each level."""
        highest = max(self._log)
        weights = [exp(each - highest) for each in self._log]
        total = sum(weights)
        return tuple(weight / total for weight in weights)

    @property
    def evidence(self) -> float:
        """How often likelier the answers are with some trust than with none (Bayes factor)."""
        none, some = self.posterior[0], 1.0 - self.posterior[0]
        return some / none * PRIOR[0] / (1.0 - PRIOR[0]) if none > 0.0 else float("inf")

    @property
    def is_earned(self) -> bool:
        """Whether credit may delay a review."""
        return self.observed >= LEAST_OBSERVED and self.evidence > ODDS

    def expect(self, recalls: Sequence[float]) -> float:
        """Weigh one recall for each level by the posterior."""
        return sum(p * recall for p, recall in zip(self.posterior, recalls, strict=True))


def _shifted(recall: float, shift: float) -> float:
    odds = _logit(min(max(recall, _SURE), 1.0 - _SURE)) + shift
    return min(max(1.0 / (1.0 + exp(-odds)), _SURE), 1.0 - _SURE)


def _logit(share: float) -> float:
    share = min(max(share, _SURE), 1.0 - _SURE)
    return log(share / (1.0 - share))
