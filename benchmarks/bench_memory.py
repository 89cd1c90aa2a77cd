"""The forgetting model: one review, four buttons, and a million reviews at once."""

import random
from datetime import UTC, datetime, timedelta

from benchmarks.table import Row, interleaved
from mlsd_graph.memory import CardState, Phase, Settings, apply, fsrs6, preview

_DAY_MS = 86_400_000
_AT = 1_780_000_000_000
_ROUNDS = 5


def run(quick: bool) -> list[Row]:  # noqa: FBT001  the contract of all benchmarks
    """Measure against py-fsrs, the reference implementation in Python."""
    return [*_one_review(2000 if quick else 20_000), _replay(20_000 if quick else 1_000_000)]


def _one_review(times: int) -> list[Row]:
    """One step of the memory, and the four buttons with fuzz and balancing."""
    import fsrs  # noqa: PLC0415  a peer, needed here alone

    scheduler = fsrs.Scheduler()
    at = datetime(2026, 1, 1, tzinfo=UTC)
    card, _ = scheduler.review_card(fsrs.Card(card_id=1), fsrs.Rating.Easy, at)
    later = at + timedelta(days=9)
    grades = list(fsrs.Rating)
    model, settings = fsrs6(), Settings()
    state = CardState("a/b", Phase.REVIEW, 0, 20_601, 8.3, 4.0, _AT - 9 * _DAY_MS, 0, 3, 0, 20_000)
    load = {20_600 + i: i * 7 % 40 for i in range(200)}

    def step() -> None:
        for _ in range(times):
            model.next(8.3, 4.0, 9, 3)

    def their_step() -> None:
        for _ in range(times):
            scheduler.review_card(card, fsrs.Rating.Good, later)

    def buttons() -> None:
        for _ in range(times // 4):
            preview(
                "a/b", state, settings, _AT, 0, reviews_live=3, load=load, sibling_days=(20_610,)
            )

    def their_buttons() -> None:
        for _ in range(times // 4):
            for grade in grades:
                scheduler.review_card(card, grade, later)

    one, their_one = interleaved(step, their_step, _ROUNDS)
    four, their_four = interleaved(buttons, their_buttons, _ROUNDS)
    each, shown = 1 / times, 1 / (times // 4)
    return [
        Row("one review", one * each, "py-fsrs reviewing a card", their_one * each, 0.3),
        Row("four buttons, balanced", four * shown, "py-fsrs, four cards", their_four * shown, 1.5),
    ]


def _replay(total: int) -> Row:
    """All memories after a change of parameters, in arrays, against one card at a time."""
    import numpy as np  # noqa: PLC0415  100 ms that importing this module does not pay

    from mlsd_graph.memory.batch import History, remember  # noqa: PLC0415  numpy

    rng = random.Random(1)
    cards = total // 10
    starts = np.arange(cards, dtype=np.int64) * 10
    gaps = np.array([rng.choice((0, 1, 3, 9, 30)) for _ in range(total)], np.int64) * _DAY_MS
    at = gaps.reshape(cards, 10).cumsum(axis=1).reshape(-1) + 1_500_000_000_000
    at += np.arange(total) % 10
    rating = np.array([rng.choice((1, 2, 3, 3, 3, 4)) for _ in range(total)], np.int64)
    uids = [f"card/{i}" for i in range(cards)]
    history = History(uids, starts, at, np.zeros(total, np.int64), rating)
    settings = Settings()
    rows = list(zip(at.tolist(), rating.tolist(), strict=True))

    def scalar() -> None:
        for i in range(cards // 10):
            state = None
            for time, grade in rows[10 * i : 10 * i + 10]:
                decided = None if grade == 1 else time // _DAY_MS + 5
                state = apply(state, uids[i], grade, time, 0, decided, settings)

    ours, theirs = interleaved(lambda: remember(history, settings), scalar, 3)
    return Row(f"{total:,} reviews → memories", ours, "one card at a time", theirs * 10, 0.1)
