"""How well parameters predict: log loss and RMSE(bins), as the FSRS benchmark reckons them."""

from typing import NamedTuple

import numpy as np

from mlsd_graph.memory.batch import Floats, Ints, Memory
from mlsd_graph.memory.fitting.sample import Asked, Mask, Sample
from mlsd_graph.memory.fitting.slopes import CERTAIN
from mlsd_graph.memory.settings import Settings


class Scores(NamedTuple):
    """Of one set of parameters on some reviews; lower is better."""

    log_loss: float
    rmse_bins: float
    """Root of the mean squared gap between predicted and true recall of like reviews."""


def predict(sample: Sample, parameters: tuple[float, ...]) -> Floats:
    """Predict recall for each row; 1 where a card was seen the same day, or never."""
    memory = Memory(Settings(parameters=parameters))
    found = np.ones(len(sample.days))
    stability, difficulty = memory.first(sample.first_rating)
    for each in sample.rounds:
        n = each.cards
        s, d = stability[:n], difficulty[:n]
        found[each.rows] = memory.retrievability(each.days, s)
        stability[:n], difficulty[:n] = memory.next(s, d, sample.days[each.rows], each.rating)
    return found


def losses(recall: Floats, asked: Asked) -> Floats:
    """Log loss of each review asked, from the predictions of all rows."""
    p = np.clip(recall[asked.rows], CERTAIN, 1 - CERTAIN)
    return -np.log(np.where(asked.recalled, p, 1 - p))


def scores(sample: Sample, asked: Asked, recall: Floats, weights: Floats | None = None) -> Scores:
    """Score predictions on some of a sample's reviews, of which there is at least one.

    `weights` has one number per review asked; fsrs-rs gives the recent ones more.
    """
    weights = np.ones(len(asked.rows)) if weights is None else weights
    bins = _bins(sample, asked.rows)
    weight = np.bincount(bins, weights)
    truly = np.bincount(bins, weights * asked.recalled)
    said = np.bincount(bins, weights * recall[asked.rows])
    rmse = np.sqrt(np.sum((truly - said) ** 2 / weight) / weight.sum())
    return Scores(float(np.average(losses(recall, asked), weights=weights)), float(rmse))


def _bins(sample: Sample, rows: Ints) -> Ints:
    """Number the bins: like spans, like numbers of earlier reviews, like numbers of lapses."""
    later = sample.days > 0
    starts = sample.history.starts
    counts = np.diff(np.append(starts, len(later)))
    before = _before(later, starts, counts)[rows]
    lapses = _before(later & (sample.history.rating == 1), starts, counts)[rows]
    span = _octave(sample.days[rows], 3.62)
    length = _octave(before + 2, 1.89)
    lapsed = np.where(lapses > 0, _octave(np.maximum(lapses, 1), 1.73) + 1, 0)
    return np.unique((span * 100 + length) * 100 + lapsed, return_inverse=True)[1]


def _before(counted: Mask, starts: Ints, counts: Ints) -> Ints:
    """Count the rows of the same card before each row for which something holds."""
    total = np.cumsum(counted) - counted
    return total - np.repeat(total[starts], counts)


def _octave(values: Ints, base: float) -> Ints:
    return np.floor(np.log(values) / np.log(base)).astype(np.int64)
