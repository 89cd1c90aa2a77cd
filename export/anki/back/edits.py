"""What was written on the phone: My Notes, tags of the learner's own, and changes of our text."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from export.anki.allowlist import safe
from export.anki.back.answers import foreign_id
from export.anki.back.collection import ForeignNote
from export.anki.back.joining import Joined, Word, joined
from export.anki.back.voices import Speaker
from export.anki.back.written import Written
from export.anki.carried import (
    LONGEST,
    OWN,
    Carried,
    Known,
    drafts,
    word_draft,
)
from export.anki.elsewhere import Seen, seen_draft
from export.anki.holding import edited, my_notes, read_held, short_digest
from export.anki.own_tags import foreign_tags, in_order
from mlsd_graph.store import Draft

_ROOM = 4_000_000
"""Characters of My Notes that one import brings: more than anybody writes on a phone."""


class Edits(NamedTuple):
    """What was found in the notes of a file."""

    drafts: list[Draft]
    noted: tuple[str, ...]
    """Notes whose My Notes or tags changed."""
    touched: Mapping[str, ForeignNote]
    """By uid: notes that somebody changed there in whatever way."""
    too_long: tuple[str, ...]
    """Notes whose My Notes are longer than we keep."""
    both: tuple[str, ...]
    """Notes for which two phones had different My Notes, kept one below the other."""
    tags_left: Mapping[str, int]
    """How many tags of a note did not fit into what we keep."""


class Heard(NamedTuple):
    """Who speaks, and when."""

    speaker: Speaker
    now: int
    """Epoch seconds."""
    late: bool = False
    """Whether the collection came before as it was later."""


def edits(notes: Iterable[tuple[str, ForeignNote]], written: Written, heard: Heard) -> Edits:
    """Compare notes with what is carried already.

    Only a note that is not as a deck left it was edited there: one that still has the text of an
    old deck must not look as if its My Notes had been deleted. A clock that is ahead there
    makes nothing newer than now.
    """
    found = _Edits(written, heard)
    for uid, note in notes:
        if not written.left(uid, note):
            found.add(uid, note)
    return Edits(
        drafts=found.drafts,
        noted=tuple(found.noted),
        touched=found.touched,
        too_long=tuple(found.too_long),
        both=tuple(found.both),
        tags_left=found.tags_left,
    )


class _Edits:
    """The notes so far."""

    def __init__(self, written: Written, heard: Heard) -> None:
        self._written = written
        self._heard = heard
        self._room = _ROOM
        self.drafts: list[Draft] = []
        self.noted: list[str] = []
        self.touched: dict[str, ForeignNote] = {}
        self.too_long: list[str] = []
        self.both: list[str] = []
        self.tags_left: dict[str, int] = {}

    def add(self, uid: str, note: ForeignNote) -> None:
        """Look at a note that was edited there."""
        self.touched[uid] = note
        told = self._hear(uid, note)
        self._look(uid, note, told)

    def _hear(self, uid: str, note: ForeignNote) -> int:
        """Take in what a note says; return the date that the log has of its newest word then."""
        known = self._written.known.get(uid, Known())
        word, tags_left = self._word(note)
        after = joined(known, word, self._heard.speaker, late=self._heard.late)
        if not after.is_new:
            return known.mod
        length = len(after.carried.my_notes) if after.carried != known.carried else 0
        self._room -= length
        if max(length, len(word.carried.my_notes)) > LONGEST or self._room < 0:
            self.too_long.append(uid)
            return known.mod
        if tags_left + after.tags_left:
            self.tags_left[uid] = tags_left + after.tags_left
        self.drafts += self._written_down(uid, note, word, after)
        if after.carried != known.carried:
            self.noted.append(uid)
            if after.both and not known.joined:
                self.both.append(uid)
        return max(known.mod, word.mod)

    def _written_down(
        self, uid: str, note: ForeignNote, word: Word, after: Joined
    ) -> Iterator[Draft]:
        """Write a word as events; one that changes nothing is what the phone said all the same."""
        values: dict[str, object] = {
            "mod": word.mod,
            "voice": list(self._heard.speaker.voice),
            "said": word.said,
            "base": list(word.base),
            "guid": note.guid,
        }
        known = self._written.known.get(uid, Known())
        date = note.mod or word.mod
        if after.carried == known.carried:
            name = (note.guid, date, repr(word.carried), word.base, *self._heard.speaker.voice)
            yield word_draft(uid, word.carried.tags, values, foreign_id("said", *name))
            return
        if after.both:
            values["joined"] = True
        if word.carried.tags != after.carried.tags:
            values[OWN] = list(word.carried.tags)
        name = (note.guid, date, repr(word.carried), repr(after.carried))
        for part, each in enumerate(drafts(uid, after.carried, values)):
            yield each._replace(id=foreign_id("note", *name, part))

    def _word(self, note: ForeignNote) -> tuple[Word, int]:
        """Read what a note says, and count the tags for which there is no room."""
        text = my_notes(note.fields)
        # A longer text is not even looked through.
        mine = safe(text) if len(text) <= LONGEST else text
        holds = read_held(note.fields)
        own = foreign_tags(note.tags)
        tags = in_order(own)
        now = self._heard.now
        word = Word(
            Carried(mine, tags),
            mod=min(note.mod, now) or now,
            said=short_digest([mine]),
            base=holds.words if holds else (),
            is_dated=0 < note.mod <= now,
            guid=note.guid,
        )
        return word, len(own) - len(tags)

    def _look(self, uid: str, note: ForeignNote, told: int) -> None:
        """Note what a phone holds, and since when, where nothing else in the log would tell.

        That is another text than our newest, or that one touched after our date: by a tag of
        Anki's own it says nothing, and yet takes no deck that is dated before.
        """
        holds, newest = read_held(note.fields), self._written.text(uid)
        if holds is None or not newest:
            return
        before = self._written.elsewhere.get(uid, {}).get(holds.text)
        seen = Seen(note.mod or self._heard.now, edited(note.fields, holds))
        is_told = before is not None and (before.mod >= seen.mod or before == seen)
        is_ours = holds.text == newest and not seen.edited and not (before and before.edited)
        # Where a running Anki tells no date, each pull would be a newer one.
        if is_ours and (not note.mod or note.mod <= max(told, self._written.newest(uid))):
            return
        if not is_told:
            name = foreign_id("seen", note.guid, holds.text, *seen)
            self.drafts.append(seen_draft(uid, holds.text, seen, name))
