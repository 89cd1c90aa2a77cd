"""The whole queue against Anki's engine building its own, and the way to the next card."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.decks import anki_collection, deck, states
from benchmarks.heads import Heads
from benchmarks.table import Row, seconds
from mlsd_graph.graph import Graph, build, updated
from mlsd_graph.memory import CardState, Rating, Settings, apply, preview
from mlsd_graph.scheduling import DoneToday, Now, build_queue

_ROUNDS = 9
_FRAME_S = 0.016


def run(quick: bool) -> list[Row]:  # noqa: FBT001  the contract of all benchmarks
    """Measure 10,000 concepts with 100,000 cards, a tenth of that when quick."""
    concepts = 1000 if quick else 10_000
    now = Now(int(time.time() * 1000))
    content = deck(concepts)
    graph = build(content)
    known = states(content, now)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "collection.anki2"
        engine = anki_collection(path, content, known, now, reviews_per_day=200)
        for what, settings in (
            ("whole queue, a backlog", Settings()),
            ("whole queue with new cards", Settings(new_with_backlog=True)),
        ):
            ours, theirs = _against(
                engine, lambda s=settings: build_queue(graph, content.cards, known, s, now)
            )
            peer = f"Anki's engine building its queue, {len(content.cards):,} cards"
            rows.append(Row(what, ours, peer, theirs, 1.0))
        engine.close()
    rows.append(
        Row(
            "a grade → the next card known",
            _next_card(graph, content, known, now),
            "a frame of 16 ms",
            _FRAME_S,
            0.5,
        )
    )
    page = f"concept-{concepts // 2:06}"
    edited = median(seconds(lambda: updated(graph, content, {page})) for _ in range(_ROUNDS))
    rows.append(Row("one edited file → graph", edited, "the budget of 5 ms", 0.005, 1.0))
    return rows


def _against(engine: Any, ours: Callable[[], object]) -> tuple[float, float]:
    """Time both in turn; a saved configuration makes the engine forget its last queue."""
    pairs: list[tuple[float, float]] = []
    ours()
    for _ in range(_ROUNDS):
        engine.decks.update_config(engine.decks.config_dict_for_deck_id(1))
        theirs = seconds(lambda: engine.sched.get_queued_cards(fetch_limit=1))
        pairs.append((seconds(ours), theirs))
    return median(a for a, _ in pairs), median(b for _, b in pairs)


def _next_card(graph: Graph, content: Heads, known: dict[str, CardState], now: Now) -> float:
    """Grade 100 cards and take the 95th percentile of the queue's part in it."""
    settings = Settings(new_with_backlog=True, new_per_day=100)
    queue = build_queue(graph, content.cards, known, settings, now)
    after = dict(known)
    taken: list[float] = []
    for i in range(100):
        item = queue.next()
        if item is None:
            break
        before = after.get(item.uid)
        reps = before.reps if before else 0
        outcome = preview(item.uid, before, settings, now.ms, now.offset, reviews_live=reps)
        day = outcome[Rating.EASY].due_day
        after[item.uid] = apply(before, item.uid, Rating.EASY, now.ms, now.offset, day, settings)
        done = DoneToday(reviews=i, recent=(item.uid,))
        start = time.perf_counter()
        queue = queue.after(item.uid, after, now, done)
        queue.next()
        taken.append(time.perf_counter() - start)
    return sorted(taken)[int(len(taken) * 0.95)]
