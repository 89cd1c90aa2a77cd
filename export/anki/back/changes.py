"""What was set on our cards in Anki without an answer: suspension, flags and marks.

A word counts only if the card, or for a mark its note, was changed there no earlier than when the
newest word came that the log has of it: an old file undoes nothing. Flags Anki does not date:
setting one changes the date of neither card nor note. So a flag is no newer than the last change of
the collection that says it; of two phones the one whose collection is newer wins.
"""

from collections.abc import Callable, Collection
from typing import NamedTuple

from export.anki.back.collection import Collected, ForeignCard, ForeignNote
from export.anki.back.ours import Cards, Ours
from export.anki.back.plan import Here
from export.anki.back.replaced import Replaced, Replacement
from export.anki.back.said import READ, Dates, Said, Times, dates_before, said_before
from export.anki.back.sent import SENT_READ, Came, came_with
from export.anki.back.standing import Changes, Merge, Past, There, marked_cards, standing
from export.anki.back.voices import Speaker
from export.anki.back.ways import Shown
from export.anki.back.written import Written
from export.anki.own_tags import is_marked
from mlsd_graph.store import Draft, Event, Store


class Saying(NamedTuple):
    """Who says how cards are set, and when."""

    speaker: Speaker
    there: Collection[str]
    """Uids of cards that exist, beside those in the log."""
    now: int
    """Epoch seconds: nothing there counts as newer, nor what has no date as older."""
    asof: int
    """When the collection that says it was last changed, UTC ms."""
    written: Written
    shown: Shown


def changed(
    found: Collected, cards: Cards, store: Store, saying: Saying
) -> tuple[list[Draft], Changes]:
    """Write as events what Anki says otherwise than the last time, and tell what changes here."""
    states = store.states()
    marked: dict[str, list[str]] = {}
    notes: dict[str, str] = {}
    said = {
        uid: found.cards[number]
        for number, uid in cards.uids.items()
        if uid in states or uid in saying.there
    }
    for uid, card in said.items():
        note = found.notes[card.note]
        notes[uid] = cards.notes[card.note][0]
        if is_marked(note.tags):
            marked.setdefault(note.guid, []).append(uid)
    replaced = Replaced(store.noted)

    def replacement(uid: str) -> Replacement:
        return replaced(notes[uid], found.notes[said[uid].note])

    past = _past(store, notes, saying, lambda uid: replacement(uid).dated)
    nothing = Past()
    merge = Merge(saying.speaker, states, saying.asof)
    for uid, stands in standing(said.items(), marked_cards(marked, states, past)).items():
        card, known = said[uid], past.get(uid, nothing)
        note = found.notes[card.note]
        dates = Times(*((min(each.mod, saying.now) or saying.now) for each in (card, note)))
        # Only what may have been lost with its note has to be dated by it.
        came = known.came
        told_mark = came.kept_mark or any(each.marked for each in came.standings)
        when = replacement(uid).date if known.said.marked.value or told_mark else 0
        there = There(stands, _times(card, note, notes[uid], saying, dates), dates, when)
        merge.add(uid, there, known)
    return merge.drafts, merge.changes()


def _times(card: ForeignCard, note: ForeignNote, name: str, saying: Saying, dates: Times) -> Times:
    """Tell when a card and its note were changed there; 0 for never since they came."""
    is_as_it_came = saying.written.is_dated(name, card.mod)
    is_left = saying.written.left(name, note)
    return Times(0 if is_as_it_came else dates.card, 0 if is_left else dates.note)


def _past(
    store: Store, notes: dict[str, str], saying: Saying, dated: Callable[[str], Event | None]
) -> dict[str, Past]:
    """Gather what is known of the cards of which anything is."""
    resolve, events = store.rules().resolve, store.events(kinds=SENT_READ)
    shown = saying.shown._replace(created=saying.speaker.voice.created)
    came = came_with(events, notes, resolve, shown, dated)
    set_there = [event for event in events if event.kind in READ]
    said = said_before(set_there, resolve, saying.speaker)
    newest = dates_before(set_there, resolve)
    return {
        uid: Past(said.get(uid, Said()), came.get(uid, Came()), newest.get(uid, Dates()))
        for uid in {*came, *said, *newest}
    }


def spoken_of(store: Store, here: Here) -> frozenset[str]:
    """Name by GUID the notes of whose cards anything was ever set, here or there."""
    guids, resolve = Ours({*here.cards, *store.states()}).guids, store.rules().resolve
    named = {resolve(event.card) for event in store.events(kinds=READ) if event.card}
    return frozenset(guids[uid] for uid in named if uid in guids)
