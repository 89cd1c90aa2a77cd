"""What a card is worth on a day: how much likelier it is recalled on the date, and for what price.

The same as `choosing.gain_of` on arrays, one row for each pair and one column for each card.
"""

from typing import cast

import numpy as np

from mlsd_graph.memory.batch import Floats, Ints
from mlsd_graph.memory.fsrs6 import S_MAX, S_MIN
from mlsd_graph.planning import forgetting
from mlsd_graph.planning.asked import Asked
from mlsd_graph.planning.forgetting import CurveColumns, kept


def single(values: Floats | Ints) -> Floats:
    """Round to single precision; the type says double, as all that is reckoned with it may be."""
    return cast("Floats", values.astype(np.float32))


def gains(  # noqa: PLR0913, PLR0917  a pure function takes all that a gain depends on
    asked: Asked, left: int, elapsed: Ints | Floats, s: Floats, d: Floats, by: CurveColumns
) -> tuple[Floats, Floats]:
    """Gain of recall on the date by a review now, and its expected seconds, along curves."""
    w = asked.weights
    believed = forgetting.recall(w, elapsed, s)
    good = forgetting.passed(w, s, d, believed)
    bad = forgetting.forgotten(w, s, d, believed)
    bad = forgetting.again(w, bad) if asked.relearns else bad
    now = forgetting.meant(by, s)
    r = forgetting.falling(by, elapsed, now)
    after = r * kept(by, left, good) + (1 - r) * kept(by, left, bad)
    cost = r * asked.costs.passed + (1 - r) * asked.costs.failed
    return after - forgetting.falling(by, elapsed + left, now), cost


def first_gain(asked: Asked, left: int, by: CurveColumns) -> Floats:
    """Recall on the date of a card that is learned now, one number for each curve."""
    s = np.clip(np.array(asked.weights[:4]), S_MIN, S_MAX)
    if asked.relearns:
        s[0] = forgetting.again(asked.weights, s[:1])[0]
    return (kept(by, left, s) * np.array(asked.grades.first)).sum(1, keepdims=True)
