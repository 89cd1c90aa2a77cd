"""What was set on our cards in Anki without an answer: suspension, flags and marks."""

from collections.abc import Mapping

from export.anki.back.collection import Collected
from export.anki.back.ours import Cards, Ours
from export.anki.back.plan import Here
from export.anki.back.sent import SENT_READ, went_out
from export.anki.back.standing import (
    READ,
    Changes,
    Standing,
    marked_cards,
    merge,
    said_before,
    standing,
)
from mlsd_graph.store import Draft, Store


def changed(found: Collected, cards: Cards, store: Store) -> tuple[list[Draft], Changes]:
    """Write as events what Anki says otherwise than the last time, and tell what changes here."""
    states = store.states()
    marked: dict[str, list[str]] = {}
    notes: dict[str, str] = {}
    said = [(uid, found.cards[number]) for number, uid in cards.uids.items()]
    for uid, card in said:
        note = found.notes[card.note]
        notes[uid] = cards.notes[card.note][0]
        if any(tag.lower() == "marked" for tag in note.tags):
            marked.setdefault(note.guid, []).append(uid)
    before = _before(store, notes)
    return merge(standing(said, marked_cards(marked, states, before)), before, states)


def spoken_of(store: Store, here: Here) -> frozenset[str]:
    """Name by GUID the notes of whose cards Anki said or was told something the last time."""
    ours = Ours({*here.cards, *store.states()})
    before = _before(store, ours.notes)
    return frozenset(
        ours.guids[uid] for uid, said in before.items() if said != Standing() and uid in ours.guids
    )


def _before(store: Store, notes: Mapping[str, str]) -> dict[str, Standing]:
    resolve = store.rules().resolve
    told = went_out(store.events(kinds=SENT_READ), notes, resolve)
    return said_before(store.events(kinds=READ), told, resolve)
