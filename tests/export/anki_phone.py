"""A throw-away collection of the real Anki engine, and what an import into it reports."""

import time
from pathlib import Path

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.notes import Note


def import_deck(collection: Collection, deck: Path, **ticked: bool) -> dict[str, int]:
    """Import with the choices that the apps start with, or more, and count what was done."""
    request = ImportAnkiPackageRequest(
        package_path=str(deck), options=ImportAnkiPackageOptions(**ticked)
    )
    log = collection.import_anki_package(request).log
    names = ("new", "updated", "duplicate", "conflicting", "missing_notetype", "first_field_match")
    counts = {name: len(getattr(log, name)) for name in names}
    return {name: count for name, count in counts.items() if count} | {"found": log.found_notes}


def note(collection: Collection, key: str) -> Note:
    (found,) = collection.find_notes(f'"Key:{key}"')
    return collection.get_note(found)


def write(collection: Collection, key: str, text: str, *tags: str) -> Note:
    """Write My Notes, and have these tags of the learner's own and no others."""
    found = note(collection, key)
    found["MyNotes"] = text
    found.tags = [*(tag for tag in found.tags if tag.startswith("mlsd::")), *tags]
    collection.update_note(found)
    return found


def next_second() -> None:
    """Wait for it: Anki dates in whole seconds, and two dates in one of them are the same."""
    begun = int(time.time())
    while int(time.time()) == begun:
        time.sleep(0.02)


def body(html: str) -> str:
    """A rendered card without its style sheet."""
    return html.split("</style>", 1)[-1]


def schedules(collection: Collection) -> dict[tuple[str, int], tuple[int, ...]]:
    """Type, queue, due, interval and repetitions of every card, by key and ordinal."""
    rows = collection.db.all(
        "select n.sfld, c.ord, c.type, c.queue, c.due, c.ivl, c.reps from cards c"
        " join notes n on n.id = c.nid"
    )
    return {(str(key), ordinal): tuple(rest) for key, ordinal, *rest in rows}


def answer(
    collection: Collection, key: str, rating: int, *, ordinal: int = 0
) -> tuple[str, int, int, int]:
    """Answer a card through the engine's scheduler; return its GUID, ordinal, row id and rating."""
    found = note(collection, key)
    (card,) = (card for card in found.cards() if card.ord == ordinal)
    card.start_timer()
    states = collection._backend.get_scheduling_states(card.id)
    collection.sched.answer_card(
        collection.sched.build_answer(card=card, states=states, rating=rating - 1)
    )
    row = collection.db.scalar("select max(id) from revlog where cid = ?", card.id)
    return found.guid, ordinal, row, rating
