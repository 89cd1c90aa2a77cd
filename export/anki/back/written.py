"""What the log says of notes: which text went out under which date, and words that came back."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from export.anki.back.collection import ForeignNote
from export.anki.carried import Known, read_known
from export.anki.elsewhere import read_elsewhere
from export.anki.holding import (
    edited,
    my_notes,
    read_held,
    short_digest,
    shortened,
    tags_digest,
)
from export.anki.own_tags import foreign_tags
from export.anki.stamps import FIRST_SEEN
from mlsd_graph.store import Event
from mlsd_graph.store.stamped import stamped


class _Sent(NamedTuple):
    """What went out of a note under one date."""

    text: str
    """Shortened digest; empty for any."""
    place: int | None = None
    """Of the words that went with it, among all that were ever carried; None for any."""


_ANY = _Sent("")
"""Stands for the text of a note that the log does not know."""


class Written:
    """Dates and texts of our decks, and what phones said before."""

    def __init__(self, events: Sequence[Event]) -> None:
        """Read events about notes, as `Store.noted` reads them."""
        self.known = read_known(events)
        self.elsewhere = read_elsewhere(events)
        self._sent: dict[str, dict[int, _Sent]] = {}
        words: Counter[object] = Counter()
        self._newest: dict[str, str] = {}
        stamps = {event.id: (key, stamp) for event, key, stamp in stamped(events)}
        for event in events:
            if event.id in stamps:
                key, stamp = stamps[event.id]
                sent = _Sent(shortened(stamp.hash), words[key])
                self._newest[key] = sent.text
                if stamp.changed:
                    self._sent[key][stamp.mod] = sent
                else:  # words that come later than the first sight of a text give it no other date
                    self._sent[key] = {FIRST_SEEN: sent._replace(place=None)}
            elif "my_notes" in (values := event.values) and not values.get("part"):
                words[values.get("key")] += 1

    def is_dated(self, note: str, mod: int) -> bool:
        """Whether our decks ever gave this date, in epoch seconds, to a note."""
        return mod in self._sent.get(note, {FIRST_SEEN: _ANY})

    def newest(self, note: str) -> int:
        """Return the newest date, epoch seconds, that our decks gave to a note; 0 for none."""
        return max(self._sent.get(note, ()), default=0)

    def left(self, uid: str, note: ForeignNote) -> bool:
        """Whether a note is as one of our decks left it, so that nobody has touched it there.

        Its date alone does not tell: somebody may write in the very second that a later deck gives
        it. That deck's text or words are others, or what is written differs from what it holds. Of
        notes of earlier releases, tags that are set in that second cannot be told.
        """
        if not self.is_dated(uid, note.mod):
            return False
        sent = self._sent.get(uid, {}).get(note.mod, _ANY)
        holds = read_held(note.fields)
        if holds is None or not sent.text:
            return True
        words = short_digest([my_notes(note.fields)]), tags_digest(foreign_tags(note.tags))
        is_mine = holds.words == words[: len(holds.words)]
        if sent.place is not None:
            carried = self.known.get(uid, Known()).states[sent.place]
            is_mine &= holds.words[0] == short_digest([carried.my_notes])
        return holds.text == sent.text and is_mine and not edited(note.fields, holds)

    def text(self, note: str) -> str:
        """Return the shortened digest of the text that went out last; empty for none."""
        return self._newest.get(note, "")
