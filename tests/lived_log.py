"""Invented review logs: a learner who forgets as FSRS-6 says, with parameters of their own."""

import numpy as np

from mlsd_graph.memory import DEFAULT_PARAMETERS, Settings, study_day
from mlsd_graph.memory.batch import History, Memory
from mlsd_graph.memory.fitting.sample import history_of
from mlsd_graph.store import Draft, Kind

Log = list[tuple[str, list[tuple[int, int, int]]]]
"""(uid, [(UTC ms, minutes east of UTC, rating)])"""

DAY = 86_400_000
START = 1_600_000_000_000
_FACTORS = (0.3, 0.3, 0.3, 0.3, *[1.0] * 4, 0.7, *[1.0] * 11, 2.0)
OTHER = tuple(value * each for value, each in zip(DEFAULT_PARAMETERS, _FACTORS, strict=True))
"""A learner who forgets sooner than most."""


def lived(cards: int, reviews: int, truth: tuple[float, ...] = OTHER, seed: int = 1) -> Log:
    """Let a learner review each card some times, about when the usual parameters say."""
    rng = np.random.default_rng(seed)
    real, usual = Memory(Settings(parameters=truth)), Memory(Settings())
    decay = -truth[20]
    factor = 0.9 ** (1 / decay) - 1
    rating = rng.choice([1, 2, 3, 4], cards, p=[0.2, 0.1, 0.55, 0.15])
    s, d = real.first(rating)
    believed, hard = usual.first(rating)
    at = START + rng.integers(0, 300, cards) * DAY + rng.integers(0, 36_000_000, cards)
    rows = [list(zip(at.tolist(), [0] * cards, rating.tolist(), strict=True))]
    for _ in range(reviews - 1):
        days = np.maximum(1, np.round(believed * np.exp(rng.normal(0, 0.3, cards)))).astype(int)
        days = np.minimum(days, 60)
        days[rng.random(cards) < 0.1] = 0
        recall = (1 + factor * days / s) ** decay
        good = rng.choice([2, 3, 4], cards, p=[0.1, 0.8, 0.1])
        rating = np.where(rng.random(cards) < recall, good, 1)
        s, d = real.next(s, d, days, rating)
        believed, hard = usual.next(believed, hard, days, rating)
        at = at + days * DAY + 60_000
        rows.append(list(zip(at.tolist(), [0] * cards, rating.tolist(), strict=True)))
    return [(f"c/{i}", [row[i] for row in rows]) for i in range(cards)]


def page(cards: int) -> dict[str, str]:
    """The page that a log's cards stand on, by its path in the content."""
    head = "---\ntitle: The cards\nkind: concept\nlevel: core\n---\nMany of them.\n\n## Cards\n"
    parts = (f"\n### {i}\nQ: What is the number of this card?\n\nA: {i}\n" for i in range(cards))
    return {"concepts/serving/c.md": head + "".join(parts)}


def history(cards: int, reviews: int, truth: tuple[float, ...] = OTHER, seed: int = 1) -> History:
    return history_of(lived(cards, reviews, truth, seed))


def drafts(log: Log) -> list[Draft]:
    """Write a log as events to append."""
    return [
        Draft(
            Kind.REVIEW,
            uid,
            rating,
            7000,
            None if rating == 1 else study_day(at, offset) + 9,
            when=(at, offset),
        )
        for uid, rows in log
        for at, offset, rating in rows
    ]
