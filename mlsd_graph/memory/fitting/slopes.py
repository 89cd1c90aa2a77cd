"""FSRS-6 with its derivatives: how each prediction would move with each parameter.

Forward mode: stability and difficulty of every card carry their slopes along all 21 parameters,
so that one pass over the log gives the gradient and the Fisher information of the log loss.
Formulas as in `memory.fsrs6`; a test compares the slopes with finite differences.
"""

from typing import NamedTuple

import numpy as np

from mlsd_graph.memory.batch import Floats, Ints
from mlsd_graph.memory.fitting.sample import Round, Sample
from mlsd_graph.memory.fsrs6 import D_MAX, D_MIN, S_MAX, S_MIN

PARAMETERS = 21
CERTAIN = 1e-5
"""No prediction is surer than this; one surprise would outweigh a year."""
_HARD, _EASY = 2, 4
_BLOCK = 400
"""Columns per product of matrices: from 590 on OpenBLAS starts threads for 21 × 21 sums, which on
a busy machine wait for each other ten times as long as the sums take."""


class Slopes(NamedTuple):
    """The weighted log loss of a sample and its derivatives."""

    loss: float
    gradient: Floats
    """21 numbers."""
    information: Floats
    """21 × 21: the expected second derivatives."""


def slopes(sample: Sample, weights: Floats, parameters: Floats) -> Slopes:
    """Sum up over a sample; `weights` has one number per row, 0 for rows that do not count."""
    cards = _Cards(sample, parameters)
    loss, gradient = 0.0, np.zeros(PARAMETERS)
    information = np.zeros((PARAMETERS, PARAMETERS))
    for each in sample.rounds:
        recall = cards.recall(each)
        weight = weights[each.rows]
        i = np.flatnonzero(weight)
        if len(i):
            p = np.clip(recall.value[i], CERTAIN, 1 - CERTAIN)
            passed = each.rating[i] > 1
            loss -= float(np.sum(weight[i] * np.log(np.where(passed, p, 1 - p))))
            steep = cards.stability_slopes[:, i] * recall.by_stability[i]
            steep[20] += recall.by_decay[i]
            sharp = weight[i] / (p * (1 - p))
            error = p - passed
            for k in range(0, len(i), _BLOCK):
                block = steep[:, k : k + _BLOCK]
                sharpened = block * sharp[k : k + _BLOCK]
                gradient += sharpened @ error[k : k + _BLOCK]
                information += sharpened @ block.T
        cards.review(each, recall)
    return Slopes(loss, gradient, information)


class _Recall(NamedTuple):
    """Probability of recall, with its slopes along stability and along the last parameter."""

    value: Floats
    by_stability: Floats
    by_decay: Floats


class _Step(NamedTuple):
    """How stability changed, with its slopes along itself and along difficulty."""

    stability: Floats
    by_stability: Floats
    by_difficulty: Floats


class _Cards:
    """All cards between two rounds; arrays shrink with the rounds."""

    def __init__(self, sample: Sample, parameters: Floats) -> None:
        self._w = w = parameters
        self._factor = 0.9 ** (-1 / w[20]) - 1
        self._factor_slope = (self._factor + 1) * np.log(0.9) / w[20] ** 2
        self._bonus = np.array([0.0, 0.0, w[15], 1.0, w[16]])
        rating = sample.first_rating
        cards = np.arange(len(rating))
        self.stability: Floats = np.clip(w[:4][rating - 1], S_MIN, S_MAX)
        self.stability_slopes = np.zeros((PARAMETERS, len(rating)))
        self.stability_slopes[rating - 1, cards] = 1.0
        fall = np.exp(w[5] * (rating - 1))
        self._difficulty: Floats = w[4] - fall + 1
        # Difficulty depends on parameters 4 to 7 alone.
        self._difficulty_slopes = np.zeros((4, len(rating)))
        self._difficulty_slopes[0] = 1.0
        self._difficulty_slopes[1] = (1 - rating) * fall
        self._bound_difficulty()

    def recall(self, each: Round) -> _Recall:
        """Predict the reviews of a round."""
        s, t, w20 = self.stability[: each.cards], each.days, self._w[20]
        base = 1 + self._factor * t / s
        logs = np.log(base)
        value = np.exp(-w20 * logs)
        slope = w20 * value / base * t / s
        by_decay = -value * logs - slope * self._factor_slope
        return _Recall(value, slope * self._factor / s, by_decay)

    def review(self, each: Round, recall: _Recall) -> None:
        """Move all cards of a round on by its grades."""
        n = each.cards
        s, d, steep = self.stability[:n], self._difficulty[:n], self.stability_slopes[:, :n]
        after, by_s, by_d = np.empty(n), np.empty(n), np.zeros(n)
        own: list[tuple[int, Ints, Floats]] = []
        for i, step in (
            (each.same_day, self._same_day(each, s, own)),
            (each.failed, self._failed(each, s, d, recall, own)),
            (each.passed, self._passed(each, s, d, recall, own)),
        ):
            after[i], by_s[i], by_d[i] = step
        steep *= by_s
        steep[4:8] += by_d * self._difficulty_slopes[:, :n]
        for parameter, i, slope in own:
            steep[parameter, i] += slope
        steep[:, (after < S_MIN) | (after > S_MAX)] = 0.0
        self.stability[:n] = np.clip(after, S_MIN, S_MAX)
        self._harder(each)

    def _same_day(self, each: Round, s: Floats, own: list[tuple[int, Ints, Floats]]) -> _Step:
        w, i = self._w, each.same_day
        s, grade = s[i], each.rating[i] - 3.0
        growth = np.exp(w[17] * (grade + w[18]) - w[19] * np.log(s))
        kept = (growth < 1) & (each.rating[i] > 1)
        after = np.where(kept, s, s * growth)
        free = np.where(kept, 0.0, after)
        own.append((17, i, free * (grade + w[18])))
        own.append((18, i, free * w[17]))
        own.append((19, i, -free * np.log(s)))
        return _Step(after, np.where(kept, 1.0, (1 - w[19]) * growth), np.zeros(len(i)))

    def _failed(
        self,
        each: Round,
        s: Floats,
        d: Floats,
        recall: _Recall,
        own: list[tuple[int, Ints, Floats]],
    ) -> _Step:
        w, i = self._w, each.failed
        s, d = s[i], d[i]
        missed = 1 - recall.value[i]
        scale = w[11] * d ** -w[12] * np.exp(missed * w[14])
        power = (s + 1) ** w[13]
        relearned = scale * (power - 1)
        cap = float(np.exp(w[17] * w[18]))
        capped = relearned > s / cap
        after = np.where(capped, s / cap, relearned)
        free, held = np.where(capped, 0.0, relearned), np.where(capped, after, 0.0)
        own.append((11, i, free / w[11]))
        own.append((12, i, -free * np.log(d)))
        own.append((13, i, np.where(capped, 0.0, scale * power * np.log1p(s))))
        own.append((14, i, free * missed))
        own.append((17, i, -held * w[18]))
        own.append((18, i, -held * w[17]))
        own.append((20, i, -free * w[14] * recall.by_decay[i]))
        by_s = scale * w[13] * power / (s + 1) - relearned * w[14] * recall.by_stability[i]
        return _Step(after, np.where(capped, 1 / cap, by_s), -w[12] * free / d)

    def _passed(
        self,
        each: Round,
        s: Floats,
        d: Floats,
        recall: _Recall,
        own: list[tuple[int, Ints, Floats]],
    ) -> _Step:
        w, i = self._w, each.passed
        s, d, rating = s[i], d[i], each.rating[i]
        missed = 1 - recall.value[i]
        logs = np.log(s)
        ease = np.exp(w[8] - w[9] * logs) * (11 - d) * self._bonus[rating]
        surprise = np.expm1(missed * w[10])
        gain = s * ease * surprise
        sharp = s * ease * (surprise + 1)
        own.append((8, i, gain))
        own.append((9, i, -gain * logs))
        own.append((10, i, sharp * missed))
        own.append((20, i, -sharp * w[10] * recall.by_decay[i]))
        for parameter, grade in ((15, _HARD), (16, _EASY)):
            chosen = rating == grade
            own.append((parameter, i[chosen], gain[chosen] / max(w[parameter], CERTAIN)))
        by_s = 1 + ease * surprise * (1 - w[9]) - sharp * w[10] * recall.by_stability[i]
        return _Step(s + gain, by_s, -gain / (11 - d))

    def _harder(self, each: Round) -> None:
        w, n = self._w, each.cards
        d, steep = self._difficulty[:n], self._difficulty_slopes[:, :n]
        room = (each.rating - 3) * (10 - d) / 9
        moved = d - w[6] * room
        fall = np.exp(3 * w[5])
        target = w[4] - fall + 1
        steep *= (1 - w[7]) * (1 + w[6] * (each.rating - 3) / 9)
        steep[0] += w[7]
        steep[1] -= 3 * w[7] * fall
        steep[2] -= (1 - w[7]) * room
        steep[3] += target - moved
        self._difficulty[:n] = w[7] * target + (1 - w[7]) * moved
        self._bound_difficulty(n)

    def _bound_difficulty(self, n: int | None = None) -> None:
        d = self._difficulty[:n]
        self._difficulty_slopes[:, :n][:, (d < D_MIN) | (d > D_MAX)] = 0.0
        self._difficulty[:n] = np.clip(d, D_MIN, D_MAX)
