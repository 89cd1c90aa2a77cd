"""The state against Anki's engine on the same cards and reviews: due, new parameters, size."""

import random
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.table import Row, seconds
from mlsd_graph.memory import DEFAULT_PARAMETERS, day_start, study_day
from mlsd_graph.paths import find
from mlsd_graph.store import Draft, Kind, Store
from mlsd_graph.store.forgotten import DUE, Moment

_DAY_MS = 86_400_000
_REVIEWS_PER_CARD = 10
_ROUNDS = 9
_CHANGES = 5
_DISK_BUDGET_MB = 120.0
"""For a million reviews."""
_BY_RETRIEVABILITY = 7
"""Anki's number of the review order."""
_QUICK = """store: the budgets speak of 100,000 cards. With 10,000, what each call costs once (a
statement, a transaction, numpy's first use) weighs ten times as much in our side of the ratios."""


def run(quick: bool) -> list[Row]:  # noqa: FBT001  the contract of all benchmarks
    """Measure 100,000 cards with 1,000,000 reviews, a tenth of that when quick."""
    cards = 10_000 if quick else 100_000
    if quick:
        print(_QUICK, file=sys.stderr)
    now = round(time.time() * 1000)
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(find({"MLSD_HOME": folder}), lambda: (now, 0))
        reviews = _reviews(cards, now)
        store.append(reviews)
        engine = _anki(Path(folder) / "collection.anki2", reviews, store, now)
        del reviews
        rows = [*_due(store, engine, now), _parameters(store, engine)]
        engine.close()
        store.close()
    return [*rows, _size(cards)]


def _reviews(cards: int, now: int) -> list[Draft]:
    """Ten reviews a card with growing gaps, in order of time; a quarter of the cards is due."""
    rng = random.Random(7)
    drafts: list[Draft] = []
    for card in range(cards):
        uid = f"concept-{card // 10:06}/card-{card % 10}"
        gaps = [int(_DAY_MS * 1.6**k * rng.uniform(0.6, 1.4)) for k in range(_REVIEWS_PER_CARD)]
        at = now - sum(gaps) - card
        for gap in gaps:
            due = at // _DAY_MS + max(1, int(gap * rng.uniform(0.7, 2.0)) // _DAY_MS)
            rating = rng.choice((1, 2, 3, 3, 3, 3, 4))
            drafts.append(Draft(Kind.REVIEW, uid, rating, 5000, due, when=(at, 0)))
            at += gap
    # As both logs get them in years of use: neighbors are of one day, not of one card.
    drafts.sort(key=lambda draft: draft.when or (0, 0))
    return drafts


def _anki(path: Path, reviews: list[Draft], store: Store, now: int) -> Any:
    """Write the same cards, with the states that our replay gave them, and the same log."""
    from anki.collection import Collection  # noqa: PLC0415  0.2 s, and only for this peer

    collection = Collection(str(path))
    collection.set_config("fsrs", val=True)
    model: Any = collection.models.by_name("Basic")
    today = collection.sched.today
    collection.close()
    day = now // _DAY_MS
    numbers = {uid: 1_500_000_000_000 + 2 * i for i, uid in enumerate(store.states())}
    notes: list[tuple[object, ...]] = []
    cards: list[tuple[object, ...]] = []
    for uid, state in store.states().items():
        note = numbers[uid]
        notes.append((note, uid, model["id"], 0, -1, "", f"{uid}\x1fanswer", uid, 0, 0, ""))
        memory = (
            f'{{"s":{state.stability:.4f},"d":{state.difficulty:.3f},"lrt":{state.last // 1000}}}'
        )
        due = today + state.due - day
        span = max(1, state.due - state.last // _DAY_MS)
        cards.append(
            (note + 1, note, 1, 0, 0, -1, 2, 2, due, span, 2500, 10, 0, 0, 0, 0, 0, memory)
        )
    log: dict[int, tuple[object, ...]] = {}
    for draft in reviews:
        at = draft.when[0] if draft.when else 0
        while at in log:
            at += 1
        log[at] = (at, numbers[draft.card or ""] + 1, -1, draft.rating, 5, 5, 500, 5000, 1)
    with sqlite3.connect(path) as connection:
        for table, rows in (("notes", notes), ("cards", cards), ("revlog", list(log.values()))):
            cells = ",".join("?" * len(rows[0]))
            connection.executemany(f"insert into {table} values ({cells})", rows)  # noqa: S608
    connection.close()
    return Collection(str(path))


def _due(store: Store, engine: Any, now: int) -> list[Row]:
    """Count what is due and find the first 200, lowest retrievability first."""
    # What Anki counts, on a file that is open, as its collection is.
    state = sqlite3.connect(store.paths.database)
    moment = Moment(study_day(now, 0), day_start(study_day(now, 0) + 1, 0) // 1000)

    def ours() -> None:
        store.due_first(now, 0, limit=200)
        state.execute(f"SELECT count(*) FROM state s WHERE {DUE}", moment._asdict()).fetchall()  # noqa: S608

    rows: list[Row] = []
    for order, budget in ((0, 1 / 10), (_BY_RETRIEVABILITY, 1 / 8)):
        pairs: list[tuple[float, float]] = []
        for _ in range(_ROUNDS + 1):
            config: Any = engine.decks.config_dict_for_deck_id(1)
            config["rev"]["perDay"], config["reviewOrder"] = 9999, order
            # A saved configuration makes the engine forget the queue that it has.
            engine.decks.update_config(config)
            theirs = seconds(lambda: engine.sched.get_queued_cards(fetch_limit=1))
            pairs.append((seconds(ours), theirs))
        named = "by retrievability" if order else "in its default order"
        rows.append(
            Row(
                "due: lowest recall first, 200 and the count",
                median(pair[0] for pair in pairs[1:]),
                f"Anki's engine building its queue {named}",
                median(pair[1] for pair in pairs[1:]),
                budget,
            )
        )
    state.close()
    return rows


def _parameters(store: Store, engine: Any) -> Row:
    """Change one parameter and recompute every state from the log."""
    from anki import deck_config_pb2  # noqa: PLC0415  only for this peer

    update: Any = engine._backend.get_deck_configs_for_update(1)  # noqa: SLF001  the public door warns
    configs = [each.config for each in update.all_config]
    pairs: list[tuple[float, float]] = []
    for turn in range(_CHANGES + 1):
        changed = list(DEFAULT_PARAMETERS)
        changed[3] *= 1.01 + turn / 100
        text = ", ".join(map(repr, changed))
        ours = seconds(lambda text=text: store.set("parameters", text))
        for each in configs:
            each.config.fsrs_params_6[:] = changed
        request = deck_config_pb2.UpdateDeckConfigsRequest(
            target_deck_id=1,
            configs=configs,
            mode=deck_config_pb2.UPDATE_DECK_CONFIGS_MODE_NORMAL,
            fsrs=True,
            fsrs_reschedule=False,
            limits=update.current_deck.limits,
            new_cards_ignore_review_limit=False,
        )
        theirs = seconds(lambda request=request: engine.decks.update_deck_configs(request))
        pairs.append((ours, theirs))
    return Row(
        "parameters changed → all states and due days, from event rows",
        median(pair[0] for pair in pairs[1:]),
        "Anki's engine doing so",
        median(pair[1] for pair in pairs[1:]),
        0.5,
    )


def _size(cards: int) -> Row:
    """Weigh log, indexes and cache of reviews as the app records them."""
    total = cards * _REVIEWS_PER_CARD
    at = round(time.time() * 1000)
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(find({"MLSD_HOME": folder}), lambda: (at, 60))
        store.append(
            [
                Draft(
                    Kind.REVIEW,
                    f"concept-{i % cards:06}/card",
                    3,
                    7000 + i % 100,
                    at // _DAY_MS + 9,
                )
                for i in range(total)
            ]
        )
        megabytes = store.paths.database.stat().st_size / 1e6
        store.close()
    budget = _DISK_BUDGET_MB * total / 1_000_000
    return Row(f"{total:,} reviews on disk", megabytes, "the budget", budget, 1.0, "MB")
