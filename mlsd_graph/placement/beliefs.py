"""Beliefs about all concepts at once: how an answer moves them, and what another would tell.

Assumed-density filtering: after an answer f is Gaussian again, with the mean and the variance that
the answer leaves of the concept asked (Opper 1998; by Gauss-Hermite quadrature), and every other
concept moves with it by the covariance.
"""

from math import pi
from typing import Self

import numpy as np

from mlsd_graph.placement.prior import Floats, Prior

_MISTAKEN = 0.1
"""How often a known concept is missed, and an unknown one graded as known."""
_POINTS, _raw = np.polynomial.hermite_e.hermegauss(20)
_WEIGHTS: Floats = _raw / _raw.sum()
_TINY = 1e-9


class Beliefs:
    """Log odds of n concepts as one Gaussian; never changed, each answer makes new ones."""

    __slots__ = ("_covariance", "_mean", "ids", "place")

    def __init__(self, ids: tuple[str, ...], mean: Floats, covariance: Floats) -> None:
        self.ids = ids
        self.place = {id_: i for i, id_ in enumerate(ids)}
        self._mean = mean
        self._covariance = covariance

    @classmethod
    def before(cls, start: Prior, ability: float) -> Self:
        """Believe what a learner's own word says, in logits above average."""
        return cls(start.ids, start.mean + ability, start.covariance)

    def known(self) -> Floats:
        """Probability that each concept is known."""
        return _logistic(self._mean / np.sqrt(1 + pi * np.diag(self._covariance) / 8))

    def after(self, id_: str, right: float) -> "Beliefs":
        """Take in an answer: 1 for right, 0 for wrong, 0.5 for partly."""
        at = self.place[id_]
        variance = self._covariance[at, at]
        odds = self._mean[at] + np.sqrt(variance) * _POINTS
        likely = _MISTAKEN + (1 - 2 * _MISTAKEN) * _logistic(odds)
        if right not in {0.0, 1.0}:
            likely = likely * (1 - likely)
        elif not right:
            likely = 1 - likely
        weights = _WEIGHTS * likely
        weights /= weights.sum()
        mean = float(weights @ odds)
        left = float(weights @ (odds - mean) ** 2)
        follows = self._covariance[at] / variance
        return Beliefs(
            self.ids,
            self._mean + follows * (mean - self._mean[at]),
            self._covariance - np.outer(follows, follows) * (variance - left),
        )

    def tells(self, ids: list[str]) -> Floats:
        """How many more concepts an answer about each of `ids` is expected to classify rightly.

        The knowledge gradient (Frazier 2008): the answer moves the probability of each concept by
        about its standard deviation τ, which pays where ½ is within reach.
        """
        rows = np.array([self.place[id_] for id_ in ids], int)
        variance = np.diag(self._covariance)
        slope = self._informs(rows)
        moved = np.abs(self._covariance[rows]) / np.sqrt(variance[rows] + 1 / slope)[:, None]
        known = self.known()
        step = moved * (known * (1 - known) / np.sqrt(1 + pi * variance / 8)) + _TINY
        reach = np.abs(known - 0.5) / step
        bell = np.exp(-(reach**2) / 2) / np.sqrt(2 * pi)
        gain = 2 * step * (bell - reach * _normal_tail(reach))
        # A self-grade may be mistaken, so the concept asked counts no more than the others.
        return np.maximum(gain, 0.0).sum(axis=1)

    def together(self, id_: str) -> Floats:
        """Correlation of each concept with one, from -1 to 1."""
        at, spread = self.place[id_], np.sqrt(np.diag(self._covariance))
        return self._covariance[at] / (spread[at] * spread)

    def _informs(self, rows: np.ndarray[tuple[int], np.dtype[np.int_]]) -> Floats:
        """Expected slope² of an answer's log-likelihood: the less, the less is learned from it."""
        variance = np.diag(self._covariance)[rows]
        odds = self._mean[rows, None] + np.sqrt(variance)[:, None] * _POINTS
        known = _logistic(odds)
        steep = ((1 - 2 * _MISTAKEN) * known * (1 - known)) ** 2
        likely = _MISTAKEN + (1 - 2 * _MISTAKEN) * known
        return np.maximum((steep / (likely * (1 - likely))) @ _WEIGHTS, _TINY)


def _logistic(odds: Floats) -> Floats:
    return 1 / (1 + np.exp(-np.clip(odds, -30, 30)))


def _normal_tail(z: Floats) -> Floats:
    """P(Z > z) for z ≥ 0, to 0.0002 (a logistic in z and z³, Bowling 2009)."""
    z = np.minimum(z, 12.0)
    return 1 / (1 + np.exp(1.5976 * z + 0.07056 * z**3))
