"""Generated content and states of a learner, and the same cards in an Anki collection."""

import json
import random
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.heads import Heads, case_study, concept, heads_of
from mlsd_graph.content.records import CardHead, CardKind, PageHead, Relation, RelationKind, Step
from mlsd_graph.memory import CardState, Phase
from mlsd_graph.scheduling import Now

_DAY_MS = 86_400_000


def deck(concepts: int, per_concept: int = 10, cases: int = 200) -> Heads:
    """Concepts with a mean of three prerequisites, every fifth card a cloze's second part."""
    rng = random.Random(5)
    pages: list[PageHead] = []
    for i in range(concepts):
        id_ = f"concept-{i:06}"
        earlier = {i - 1 - int(rng.expovariate(20 / concepts)) for _ in range(rng.randint(1, 5))}
        needs = [Relation(RelationKind.PREREQUISITE, f"concept-{j:06}") for j in earlier if j >= 0]
        cards = (
            CardHead(
                f"{id_}/card-{k}", f"{id_}/card-{k - (k % 5 == 4)}", CardKind.BASIC, id_, k, "name"
            )
            for k in range(per_concept)
        )
        pages.append(concept(id_, needs, cards))
    steps = list(Step)
    for i in range(cases):
        id_ = f"case-{i:04}"
        uses = (
            Relation(
                RelationKind.USE,
                f"concept-{rng.randrange(concepts):06}",
                "",
                rng.choice(steps),
                0.6,
            )
            for _ in range(40)
        )
        pages.append(case_study(id_, uses))
    return heads_of(pages)


def states(content: Heads, now: Now, learned: float = 0.9) -> dict[str, CardState]:
    """States of the first part of the cards; about a third of them are due."""
    rng = random.Random(3)
    found: dict[str, CardState] = {}
    for uid in list(content.cards)[: int(len(content.cards) * learned)]:
        stability = rng.lognormvariate(3, 1)
        ago = 1 + int(rng.expovariate(1 / max(1.0, min(stability, 200))) * 0.8)
        last = now.ms - ago * _DAY_MS - rng.randrange(3_600_000)
        due = now.day - ago + max(1, round(stability))
        found[uid] = CardState(
            uid, Phase.REVIEW, 0, due, stability, rng.uniform(1, 10), last, now.offset, 5, 0, 20_000
        )
    return found


def anki_collection(
    path: Path, content: Heads, known: Mapping[str, CardState], now: Now, *, reviews_per_day: int
) -> Any:
    """Write the same cards into a new collection and open it, sorted by retrievability."""
    from anki.collection import Collection  # noqa: PLC0415  0.2 s, and only for this peer

    collection = Collection(str(path))
    collection.set_config("fsrs", val=True)
    model = collection.models.by_name("Basic")
    config: Any = collection.decks.config_dict_for_deck_id(1)  # pyright: ignore[reportArgumentType]  a typed number in Anki
    config["rev"]["perDay"] = reviews_per_day
    config["new"]["perDay"] = 20
    config["reviewOrder"] = 7
    collection.decks.update_config(config)
    today = collection.sched.today
    collection.close()
    notes: list[tuple[object, ...]] = []
    cards: list[tuple[object, ...]] = []
    for i, uid in enumerate(content.cards):
        note = 1_500_000_000_000 + 2 * i
        text = f"{uid}\x1fanswer {i}"
        notes.append((note, f"g{i}", model and model["id"], 0, -1, "", text, uid, i, 0, ""))
        cards.append((note + 1, note, 1, 0, 0, -1, *_scheduled(known.get(uid), i, today, now)))
    with sqlite3.connect(path) as connection:
        connection.executemany("insert into notes values (?,?,?,?,?,?,?,?,?,?,?)", notes)
        cells = "?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?"
        connection.executemany(f"insert into cards values ({cells})", cards)  # noqa: S608  a constant
    connection.close()
    return Collection(str(path))


def _scheduled(state: CardState | None, place: int, today: int, now: Now) -> tuple[int | str, ...]:
    """Columns type to data of Anki's card table."""
    if state is None:
        return 0, 0, place, 0, 0, 0, 0, 0, 0, 0, 0, "{}"
    memory = {
        "s": round(state.stability, 4),
        "d": round(state.difficulty, 3),
        "dr": 0.9,
        "decay": 0.1542,
        "lrt": state.last // 1000,
    }
    interval = max(1, round(state.stability))
    due = today + state.due - now.day
    return 2, 2, due, interval, 2500, state.reps, 0, 0, 0, 0, 0, json.dumps(memory)
