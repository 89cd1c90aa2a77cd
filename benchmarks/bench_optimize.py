"""Fitting parameters and reckoning workloads, against fsrs-rs, the optimizer of Anki.

With `MLSD_REVIEW_LOG=FILE.csv` (card_id, review_rating, review_time) the fit is to that log.
"""

import csv
import os
import random
from datetime import datetime
from pathlib import Path

from benchmarks.table import Row, interleaved, seconds
from mlsd_graph.memory import DEFAULT_PARAMETERS, Settings, fsrs6

_DAY_MS = 86_400_000
_START = 1_600_000_000_000
_REVIEWS = 12_580
"""As many as the public log has."""
_Log = list[tuple[str, list[tuple[int, int, int]]]]


def run(quick: bool) -> list[Row]:  # noqa: FBT001  the contract of all benchmarks
    """Measure fits in size and quality, and a year of eight desired retentions."""
    named = os.environ.get("MLSD_REVIEW_LOG")
    log = _read(Path(named)) if named else _lived(1000 if quick else _REVIEWS)
    rows = _compared(log)
    if not quick:
        rows.append(_large(_lived(100_000)))
    return [*rows, _simulated()]


def _compared(log: _Log) -> list[Row]:
    """Time of one fit and log loss on the newest third, which neither fit has seen."""
    import fsrs_rs_python as rs  # noqa: PLC0415  a peer, needed here alone
    import numpy as np  # noqa: PLC0415  100 ms that importing this module does not pay

    from mlsd_graph.memory.fitting.fit import fit  # noqa: PLC0415  numpy
    from mlsd_graph.memory.fitting.sample import Sample, history_of  # noqa: PLC0415  numpy
    from mlsd_graph.memory.fitting.scores import losses, predict  # noqa: PLC0415  numpy

    def items(of: Sample) -> tuple[list[rs.FSRSItem], list[int]]:
        days, rating, starts = of.days.tolist(), of.history.rating.tolist(), of.history.starts
        rows = of.asked().rows
        cards: list[int] = (np.searchsorted(starts, rows, side="right") - 1).tolist()
        reviews = [rs.FSRSReview(*each) for each in zip(rating, days, strict=True)]
        found = [
            rs.FSRSItem(reviews[int(starts[card]) : row + 1])
            for card, row in zip(cards, rows.tolist(), strict=True)
        ]
        return found, cards

    peer, sample = rs.FSRS([]), Sample(history_of(log))
    asked, (every, cards) = sample.asked(), items(sample)
    ours, theirs = interleaved(
        lambda: fit(sample, asked), lambda: peer.compute_parameters(every, card_ids=cards), 3
    )
    cut = len(asked.rows) * 2 // 3
    past, future = sample.until(int(asked.at[cut])), asked.since(cut)
    earlier, of_cards = items(past)
    quality = [
        float(losses(predict(sample, tuple(found)), future).mean())
        for found in (
            fit(past, past.asked()),
            peer.compute_parameters(earlier, card_ids=of_cards),
        )
    ]
    count = len(sample.days)
    return [
        Row(f"fit of {count:,} reviews", ours, "fsrs-rs (native code)", theirs, 40.0),
        Row(f"fit of {count:,} reviews", ours, "half a second", 0.5, 1.0),
        Row("held-out log loss", quality[0], "fsrs-rs + 0.002", quality[1] + 0.002, 1.0, "nats"),
    ]


def _large(log: _Log) -> Row:
    from mlsd_graph.memory.fitting.fit import fit  # noqa: PLC0415  numpy
    from mlsd_graph.memory.fitting.sample import Sample, history_of  # noqa: PLC0415  numpy

    sample = Sample(history_of(log))
    spent = seconds(lambda: fit(sample, sample.asked()))
    return Row(f"fit of {len(sample.days):,} reviews", spent, "five seconds", 5.0, 1.0)


def _simulated() -> Row:
    import numpy as np  # noqa: PLC0415  100 ms

    from mlsd_graph.memory.costs import Costs, Grades  # noqa: PLC0415  numpy
    from mlsd_graph.memory.workload import Deck, workloads  # noqa: PLC0415  numpy

    rng = np.random.default_rng(5)
    stability, difficulty = np.exp(rng.normal(2.5, 1.0, 1000)), rng.uniform(2, 9, 1000)
    deck = Deck(stability, difficulty, rng.integers(0, 30, 1000), 400)
    costs, grades = Costs(10.0, 20.0, 40.0), Grades()
    spent = seconds(lambda: workloads(deck, Settings(), costs, grades, 365))
    return Row("1,000 cards, 365 days, 8 retentions", spent, "one second", 1.0, 1.0)


def _lived(reviews: int) -> _Log:
    """Invent the log of a learner who forgets sooner than most, ten reviews a card."""
    rng = random.Random(7)
    usual = fsrs6()
    truth = fsrs6((*(w / 2 for w in DEFAULT_PARAMETERS[:4]), *DEFAULT_PARAMETERS[4:20], 0.3))
    log: _Log = []
    for number in range(reviews // 10):
        at = _START + rng.randrange(300) * _DAY_MS + rng.randrange(36_000_000)
        rating = rng.choice((1, 2, 3, 3, 3, 4))
        rows = [(at, 0, rating)]
        memory, belief = truth.first(rating), usual.first(rating)
        for _ in range(9):
            days = 0 if rng.random() < 0.1 else min(60, max(1, round(belief[0])))
            recalled = rng.random() < truth.retrievability(days, memory[0])
            rating = rng.choice((2, 3, 3, 3, 4)) if recalled else 1
            memory = truth.next(*memory, days, rating)
            belief = usual.next(*belief, days, rating)
            at += days * _DAY_MS + 60_000
            rows.append((at, 0, rating))
        log.append((f"card/{number}", rows))
    return log


def _read(path: Path) -> _Log:
    """Read a log; its days begin at 04:00 UTC."""
    cards: dict[str, list[tuple[int, int, int]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            at = round(datetime.fromisoformat(row["review_time"]).timestamp() * 1000)
            cards.setdefault(row["card_id"], []).append((at, 0, int(row["review_rating"])))
    return [(card, sorted(rows)) for card, rows in cards.items()]
