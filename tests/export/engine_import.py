"""Imports a deck into fresh collections of the real engine; run with engine_clock preloaded.

Reads from stdin `{"deck", "runs": [{"now", "age", "options", "fsrs"}]}`: `now` in UTC ms, `age`
the days by which the collection is older, `options` of the import. Writes what each holds then.
The zone comes from TZ.
"""

import ctypes
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

DAY = 86_400_000


def imported(clock: ctypes.CDLL, deck: str, run: dict[str, Any]) -> dict[str, Any]:
    clock.set_now_ms(run["now"] - run["age"] * DAY)
    path = str(Path(tempfile.mkdtemp()) / "c.anki2")
    collection = Collection(path)
    collection.set_config("fsrs", run.get("fsrs", True))
    collection.close()
    clock.set_now_ms(run["now"])
    collection = Collection(path)
    options = ImportAnkiPackageOptions(**run["options"])
    log = collection.import_anki_package(
        ImportAnkiPackageRequest(package_path=deck, options=options)
    ).log
    found = held(collection) | {"new_notes": len(log.new)}
    collection.close()
    return found


def held(collection: Collection) -> dict[str, Any]:
    cards: dict[str, Any] = {}
    names = dict(
        collection.db.all("select c.id, n.sfld||'#'||c.ord from cards c join notes n on n.id=c.nid")
    )
    for number, name in names.items():
        card = collection.get_card(number)
        memory = card.memory_state
        again = collection._backend.compute_memory_state(number).state if card.reps else None
        cards[name] = {
            "type": card.type,
            "queue": card.queue,
            "due": card.due,
            "interval": card.ivl,
            "reps": card.reps,
            "lapses": card.lapses,
            "left": card.left,
            "flag": card.user_flag(),
            "tags": card.note().tags,
            "memory": [memory.stability, memory.difficulty] if memory else None,
            "recomputed": [again.stability, again.difficulty] if again else None,
            "last": card.last_review_time,
            "retention": card.desired_retention,
            "deck": collection.decks.name(card.did),
            "log": [],
        }
    rows = collection.db.all(
        "select cid, id, ease, ivl, lastIvl, factor, time, type from revlog order by id"
    )
    for number, *row in rows:
        cards[names[number]]["log"].append(row)
    return {
        "cards": cards,
        "rows": len(rows),
        "today": collection.sched.today,
        "cutoff": collection.sched.day_cutoff,
        "presets": {each["name"]: each for each in collection.decks.all_config()},
        "preset_of": {
            deck.name: collection.decks.config_dict_for_deck_id(deck.id)["name"]
            for deck in collection.decks.all_names_and_ids()
        },
        "sound": collection.fix_integrity()[1],
    }


def main() -> None:
    clock = ctypes.CDLL(os.environ["LD_PRELOAD"])
    clock.set_now_ms.argtypes = [ctypes.c_longlong]
    given = json.load(sys.stdin)
    json.dump(
        [imported(clock, run.get("deck", given["deck"]), run) for run in given["runs"]], sys.stdout
    )


main()
