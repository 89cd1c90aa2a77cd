"""FSRS-6 on arrays whose parameters may differ from row to row, for simulated learners.

`memory.batch` replays a log with one learner's parameters; a simulation draws learners and cards
that differ from what is believed of them. Formulas as in `memory.fsrs6`, for whole days only.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from mlsd_graph.memory.batch import Floats, Ints
from mlsd_graph.memory.fsrs6 import D_MAX, D_MIN, S_MAX, S_MIN
from mlsd_graph.planning.policies import Curve

Weights = Sequence[float] | Floats
"""The 21 parameters, each one number for all rows or one for each row."""


def recall(w: Weights, days: "Ints | Floats | float", s: Floats) -> Floats:
    """Probability of recall after some days without a review."""
    decay = -w[20]
    factor = 0.9 ** (1 / decay) - 1
    return np.exp(decay * np.log(1 + factor * days / s))


class CurveColumns(NamedTuple):
    """Curves as `policies.Curve` in columns: each number one for all rows or one for each."""

    decay: Floats
    factor: Floats
    scale: Floats
    bend: Floats
    bent: bool
    """Whether any bend differs from 1."""


def curves_of(curves: Sequence[Curve], usual: Sequence[float]) -> CurveColumns:
    """Put curves in columns; `usual` is each one's steepness where it has none of its own."""
    decay = np.array([curve.decay or w20 for curve, w20 in zip(curves, usual, strict=True)])
    rest = np.array([curve[1:] for curve in curves])
    columns = (decay, 0.9 ** (-1 / decay) - 1, rest[:, 0], rest[:, 1])
    return CurveColumns(*(each[:, None] for each in columns), bent=bool((rest[:, 1] != 1).any()))


def kept(by: CurveColumns, days: "Ints | Floats | float", s: Floats) -> Floats:
    """Probability of recall along curves."""
    return falling(by, days, meant(by, s))


def meant(by: CurveColumns, s: Floats) -> Floats:
    """What believed stabilities stand for along curves."""
    return by.scale * (_power(s, by.bend) if by.bent else s)


def falling(by: CurveColumns, days: "Ints | Floats | float", s: Floats) -> Floats:
    """Probability of recall at stabilities as they are meant."""
    return np.exp(-by.decay * np.log1p(by.factor * days / s))


def first(w: Weights, rating: Ints) -> tuple[Floats, Floats]:
    """Memory after the first grade."""
    s = np.choose(rating - 1, [np.broadcast_to(w[i], rating.shape) for i in range(4)])
    d = w[4] - np.exp(w[5] * (rating - 1)) + 1
    return np.clip(s, S_MIN, S_MAX), np.clip(d, D_MIN, D_MAX)


def passed(w: Weights, s: Floats, d: Floats, r: Floats, rating: "Ints | int" = 3) -> Floats:
    """Stability after a review that was recalled with probability `r`; one number is for Good."""
    surprise = np.expm1((1 - r) * w[10])
    if not isinstance(rating, int):
        surprise *= np.where(rating == 2, w[15], np.where(rating == 4, w[16], 1.0))  # noqa: PLR2004  grades
    grown = s * (1 + np.exp(w[8]) * (11 - d) * _power(s, -w[9]) * surprise)
    return np.minimum(grown, S_MAX)


def forgotten(w: Weights, s: Floats, d: Floats, r: Floats) -> Floats:
    """Stability after a lapse."""
    relearned = w[11] * _power(d, -w[12]) * (_power(s + 1, w[13]) - 1)
    relearned *= np.exp((1 - r) * w[14])
    return np.clip(np.minimum(relearned, s / np.exp(w[17] * w[18])), S_MIN, S_MAX)


def again(w: Weights, s: Floats) -> Floats:
    """Stability after a Good on the day of a lapse: the step that follows it."""
    growth = np.exp(w[17] * w[18]) * _power(s, -w[19])
    return np.minimum(s * np.maximum(growth, 1.0), S_MAX)


def _power(base: Floats, exponent: "float | Floats") -> Floats:
    """Raise positive numbers: numpy has fast logarithms and exponentials, but no fast powers."""
    return np.exp(exponent * np.log(base))


def harder(w: Weights, d: Floats, rating: "Ints | int") -> Floats:
    """Difficulty after a grade."""
    moved = d - w[6] * (rating - 3) * (10 - d) / 9
    easy = w[4] - np.exp(w[5] * 3) + 1
    return np.clip(w[7] * easy + (1 - w[7]) * moved, D_MIN, D_MAX)
