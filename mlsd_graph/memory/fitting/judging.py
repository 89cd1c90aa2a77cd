"""Whether fitted parameters would have foretold what they had not seen better than those in force.

The log is cut by time, never by card: each fit sees only what came before the reviews it is judged
by, as it will in use.
"""

from typing import NamedTuple

import numpy as np

from mlsd_graph.errors import TooFewReviewsError
from mlsd_graph.memory.batch import Floats
from mlsd_graph.memory.fitting.fit import Progress, fit, tell
from mlsd_graph.memory.fitting.sample import Asked, Sample
from mlsd_graph.memory.fitting.scores import Scores, losses, predict, scores
from mlsd_graph.memory.fsrs6 import DEFAULT_PARAMETERS
from mlsd_graph.quantity import quantity

LEAST_REVIEWS = 300
"""Next-day reviews below which chance outweighs what a fit could find."""
LEAST_OF_EACH = 20
"""Recalled reviews, and forgotten ones: of one kind alone nothing can be learned."""
_PARTS = 5
_FIRST_JUDGED = 2
"""Parts of the log that the first fit sees; each later fit sees one more and is judged by the next.
"""


class Verdict(NamedTuple):
    """A fit, and how it fares on reviews that it had not seen."""

    parameters: tuple[float, ...]
    """Fitted to all reviews."""
    reviews: int
    """Next-day reviews in the log."""
    held_out: int
    """Those that the fits were judged by: the newest ones."""
    before: Scores
    """Of the parameters in force on the held-out reviews."""
    after: Scores
    """Of parameters fitted to earlier reviews alone."""
    error: float
    """Standard error of the difference of the log losses, cards being independent."""

    @property
    def better(self) -> bool:
        """Whether the fit foretells more, by more than the error of the comparison."""
        return self.before.log_loss - self.after.log_loss > self.error


def judge(sample: Sample, in_force: tuple[float, ...], progress: Progress | None = None) -> Verdict:
    """Fit and compare.

    Raises:
        TooFewReviewsError: The log cannot tell yet.
        StoppedError: `progress` returned False.
    """
    asked = sample.asked()
    require_enough(asked)
    edges = [len(asked.rows) * part // _PARTS for part in range(_PARTS + 1)]
    steps = _PARTS - _FIRST_JUDGED + 1
    recall = np.ones(len(sample.days))
    fitted = DEFAULT_PARAMETERS
    for step, (begin, end) in enumerate(
        zip(edges[_FIRST_JUDGED:], edges[_FIRST_JUDGED + 1 :], strict=False)
    ):
        earlier = sample.until(int(asked.at[begin]))
        fitted = fit(earlier, earlier.asked(), fitted, _part(progress, step, steps))
        rows = asked.rows[begin:end]
        recall[rows] = predict(sample, fitted)[rows]
    judged = asked.since(edges[_FIRST_JUDGED])
    usual = predict(sample, in_force)
    final = fit(sample, asked, fitted, _part(progress, steps - 1, steps))
    tell(progress, 1.0)
    gain = losses(usual, judged) - losses(recall, judged)
    return Verdict(
        parameters=final,
        reviews=len(asked.rows),
        held_out=len(judged.rows),
        before=scores(sample, judged, usual),
        after=scores(sample, judged, recall),
        error=_error(sample, judged, gain),
    )


def require_enough(asked: Asked) -> None:
    """Raise TooFewReviewsError where a log cannot tell anything yet."""
    count = len(asked.rows)
    if count < LEAST_REVIEWS:
        raise TooFewReviewsError(
            f"The log has {quantity(count, 'review')} that came a day or more after the last one "
            f"of the card; a fit needs {LEAST_REVIEWS}.",
            "The parameters stay as they are, which suit most learners.",
        )
    recalled = int(asked.recalled.sum())
    if min(recalled, count - recalled) < LEAST_OF_EACH:
        raise TooFewReviewsError(
            f"Of {count} reviews {recalled} were recalled and {count - recalled} forgotten; "
            f"a fit needs {LEAST_OF_EACH} of each.",
            "The parameters stay as they are.",
        )


def _part(progress: Progress | None, step: int, steps: int) -> Progress | None:
    """Let one of several fits report its share of the whole."""
    if progress is None:
        return None
    return lambda share: progress((step + share) / steps)


def _error(sample: Sample, judged: Asked, gain: Floats) -> float:
    starts = sample.history.starts
    card = np.searchsorted(starts, judged.rows, side="right")
    by_card = np.bincount(card, gain - gain.mean())
    return float(np.sqrt(np.sum(by_card**2)) / len(gain))
