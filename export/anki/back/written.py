"""What the log says of notes: which text went out under which date, and words that came back."""

from collections.abc import Sequence

from export.anki.back.collection import ForeignNote
from export.anki.carried import read_known
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

_ANY = ""
"""Stands for the text of a note that the log does not know."""


class Written:
    """Dates and texts of our decks, and what phones said before."""

    def __init__(self, events: Sequence[Event]) -> None:
        """Read events about notes, as `Store.noted` reads them."""
        self.known = read_known(events)
        self.elsewhere = read_elsewhere(events)
        self._texts: dict[str, dict[int, str]] = {}
        self._newest: dict[str, str] = {}
        for event in events:
            values = event.values
            key, text, mod = values.get("key"), values.get("hash"), values.get("mod")
            if isinstance(key, str) and isinstance(text, str) and text:
                # the first sight of a text is no change of it
                first = key not in self._texts
                date = mod if isinstance(mod, int) else event.at // 1000
                self._newest[key] = shortened(text)
                self._texts.setdefault(key, {})[FIRST_SEEN if first else date] = self._newest[key]

    def is_dated(self, note: str, mod: int) -> bool:
        """Whether our decks ever gave this date, in epoch seconds, to a note."""
        return mod in self._texts.get(note, {FIRST_SEEN: _ANY})

    def left(self, uid: str, note: ForeignNote) -> bool:
        """Whether a note is as one of our decks left it, so that nobody has touched it there.

        Its date alone does not tell: somebody may write in the very second that a later deck gives
        it. That deck's text is another one, and what is written differs from what it holds. Of
        notes of earlier releases, tags that are set in that second cannot be told.
        """
        if not self.is_dated(uid, note.mod):
            return False
        text, holds = self._texts.get(uid, {}).get(note.mod, _ANY), read_held(note.fields)
        if holds is None or text == _ANY:
            return True
        words = short_digest([my_notes(note.fields)]), tags_digest(foreign_tags(note.tags))
        is_mine = holds.words == words[: len(holds.words)]
        return holds.text == text and is_mine and not edited(note.fields, holds)

    def text(self, note: str) -> str:
        """Return the shortened digest of the text that went out last; empty for none."""
        return self._newest.get(note, _ANY)
