"""Answers cards in the real Anki engine at given times; run with engine_clock preloaded.

Reads from stdin `[[at_ms, card, rating], …]` in order of time; writes one row per answer.
The zone comes from TZ. `ANKI_TEST_MODE` turns the engine's fuzz off.
"""

import ctypes
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from anki.collection import Collection


def kind(state: Any) -> list[Any]:
    normal = state.normal
    which = normal.WhichOneof("kind")
    if which == "review":
        review = normal.review
        return ["review", review.scheduled_days, 0, memory(review.memory_state)]
    lesson = normal.relearning.learning if which == "relearning" else normal.learning
    return [which, lesson.scheduled_secs, lesson.remaining_steps, memory(lesson.memory_state)]


def memory(state: Any) -> list[float]:
    return [state.stability, state.difficulty]


def main() -> None:
    clock = ctypes.CDLL(os.environ["LD_PRELOAD"])
    clock.set_now_ms.argtypes = [ctypes.c_longlong]
    answers = json.load(sys.stdin)
    clock.set_now_ms(answers[0][0])
    col = Collection(str(Path(tempfile.mkdtemp()) / "c.anki2"))
    col.set_config("fsrs", True)
    col.set_config("loadBalancerEnabled", False)
    cards = {}
    rows = []
    for at, name, rating in answers:
        clock.set_now_ms(at)
        if name not in cards:
            note = col.new_note(col.models.by_name("Basic"))
            note["Front"] = name
            col.add_note(note, 1)
            cards[name] = note.cards()[0].id
        card = col.get_card(cards[name])
        before = memory(card.memory_state) if card.memory_state else [0, 0]
        card.start_timer()
        states = col._backend.get_scheduling_states(card.id)
        four = [kind(s) for s in (states.again, states.hard, states.good, states.easy)]
        col.sched.answer_card(col.sched.build_answer(card=card, states=states, rating=rating - 1))
        card.load()
        rows.append(
            {
                "before": before,
                "four": four,
                "after": [card.type, card.queue, card.due, card.ivl, card.lapses],
                "today": col.sched.today,
                "cutoff": col.sched.day_cutoff,
                "offset": time.localtime(at / 1000).tm_gmtoff // 60,
            }
        )
    exact = {}
    for name, card_id in cards.items():
        exact[name] = memory(col._backend.compute_memory_state(card_id).state)
    revlog = col.db.all("select id, cid, ease from revlog order by id")
    names = {card_id: name for name, card_id in cards.items()}
    log = [[at, names[card], rating] for at, card, rating in revlog]
    json.dump({"rows": rows, "exact": exact, "log": log}, sys.stdout)
    col.close()


main()
