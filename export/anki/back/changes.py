"""What was set on our cards in Anki without an answer: suspension, flags and marks.

A word counts only if the card, or for a mark its note, was changed there no earlier than when the
newest word came that the log has of it: an old file undoes nothing. A flag has no such date; see
`flags`.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from export.anki.back.collection import Collected, ForeignCard, ForeignNote
from export.anki.back.flags import Flags, flags_before
from export.anki.back.ours import Cards, Ours
from export.anki.back.plan import Here
from export.anki.back.sent import SENT_READ, went_out
from export.anki.back.standing import (
    READ,
    Changes,
    Merge,
    Standing,
    Times,
    marked_cards,
    said_before,
    standing,
    times_before,
)
from export.anki.back.voices import Speaker
from export.anki.back.written import Written
from mlsd_graph.store import Draft, Store


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


def changed(
    found: Collected, cards: Cards, store: Store, saying: Saying
) -> tuple[list[Draft], Changes]:
    """Write as events what Anki says otherwise than the last time, and tell what changes here."""
    states = store.states()
    marked: dict[str, list[str]] = {}
    notes: dict[str, str] = {}
    said = [
        (uid, found.cards[number])
        for number, uid in cards.uids.items()
        if uid in states or uid in saying.there
    ]
    times: dict[str, Times] = {}
    for uid, card in said:
        note = found.notes[card.note]
        notes[uid] = cards.notes[card.note][0]
        times[uid] = _times(card, note, notes[uid], saying)
        if any(tag.lower() == "marked" for tag in note.tags):
            marked.setdefault(note.guid, []).append(uid)
    before, flags = _before(store, notes, saying.speaker), _flags(store, notes, saying.speaker)
    known = times_before(store.events(kinds=READ), store.rules().resolve)
    merge = Merge(saying.speaker, states, saying.asof)
    for uid, stands in standing(said, marked_cards(marked, states, before)).items():
        last, newest, own = before.get(uid, Standing()), known.get(uid, Times()), times[uid]
        now = last
        if own.card >= newest.card:
            now = now._replace(suspended=stands.suspended)
        if stands.flag != last.flag and flags.is_news(uid, stands.flag):
            if flags.is_late(uid, saying.asof):
                merge.pass_flag(uid, stands.flag)
            else:
                now = now._replace(flag=stands.flag)
        if own.note >= newest.note:
            now = now._replace(marked=stands.marked)
        merge.add(uid, now, last, own)
    return merge.drafts, merge.changes()


def _times(card: ForeignCard, note: ForeignNote, name: str, saying: Saying) -> Times:
    """Tell when a card and its note were changed there; 0 for never since they came."""
    as_left = saying.written.is_dated(name, card.mod), saying.written.left(name, note)
    dates = (
        0 if untouched else (min(mod, saying.now) or saying.now)
        for mod, untouched in zip((card.mod, note.mod), as_left, strict=True)
    )
    return Times(*dates)


def spoken_of(store: Store, here: Here) -> frozenset[str]:
    """Name by GUID the notes of whose cards Anki said or was told something the last time."""
    ours = Ours({*here.cards, *store.states()})
    before = _before(store, ours.notes)
    return frozenset(
        ours.guids[uid] for uid, said in before.items() if said != Standing() and uid in ours.guids
    )


def _before(
    store: Store, notes: Mapping[str, str], speaker: Speaker | None = None
) -> dict[str, Standing]:
    resolve = store.rules().resolve
    return said_before(store.events(kinds=READ), _told(store, notes), resolve, speaker)


def _flags(store: Store, notes: Mapping[str, str], speaker: Speaker) -> Flags:
    resolve = store.rules().resolve
    return flags_before(store.events(kinds=READ), _told(store, notes), resolve, speaker)


def _told(store: Store, notes: Mapping[str, str]) -> dict[str, Standing]:
    return went_out(store.events(kinds=SENT_READ), notes, store.rules().resolve)
