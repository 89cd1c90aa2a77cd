"""What was written on the phone: My Notes, tags of the learner's own, and changes of our text."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from export.anki.allowlist import safe
from export.anki.back.answers import foreign_id
from export.anki.back.collection import ForeignNote
from export.anki.back.joining import Word, joined
from export.anki.back.voices import Speaker
from export.anki.back.written import Written
from export.anki.carried import LONGEST, Carried, Known, drafts, foreign_tags
from export.anki.elsewhere import Seen, seen_draft
from export.anki.holding import edited, my_notes, read_held, short_digest
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


def edits(
    notes: Iterable[tuple[str, ForeignNote]], written: Written, speaker: Speaker, now: int
) -> Edits:
    """Compare notes with what is carried already.

    Only a note that is not as a deck left it was edited there: one that still has the text of an
    old deck must not look as if its My Notes had been deleted. `now` is in epoch seconds; a clock
    that is ahead there makes nothing newer than that.
    """
    found = _Edits(written, speaker, now)
    for uid, note in notes:
        if not written.left(uid, note):
            found.add(uid, note)
    return Edits(
        found.drafts, tuple(found.noted), found.touched, tuple(found.too_long), tuple(found.both)
    )


class _Edits:
    """The notes so far."""

    def __init__(self, written: Written, speaker: Speaker, now: int) -> None:
        self._written = written
        self._speaker = speaker
        self._now = now
        self._room = _ROOM
        self.drafts: list[Draft] = []
        self.noted: list[str] = []
        self.touched: dict[str, ForeignNote] = {}
        self.too_long: list[str] = []
        self.both: list[str] = []

    def add(self, uid: str, note: ForeignNote) -> None:
        """Look at a note that was edited there."""
        self.touched[uid] = note
        self._look(uid, note)
        word = self._word(note)
        known = self._written.known.get(uid, Known())
        after = joined(known, word, self._speaker)
        if after.carried == known.carried:
            return
        length = len(after.carried.my_notes)
        self._room -= length
        if max(length, len(word.carried.my_notes)) > LONGEST or self._room < 0:
            self.too_long.append(uid)
            return
        self.noted.append(uid)
        if after.both and not known.joined:
            self.both.append(uid)
        more = {
            "mod": word.mod,
            "voice": list(self._speaker.voice),
            "said": word.said,
            **({"joined": True} if after.both else {}),
        }
        name = (note.guid, note.mod, repr(word.carried), repr(after.carried))
        self.drafts += [
            each._replace(id=foreign_id("note", *name, part))
            for part, each in enumerate(drafts(uid, after.carried, more))
        ]

    def _word(self, note: ForeignNote) -> Word:
        text = my_notes(note.fields)
        # A longer text is not even looked through.
        mine = safe(text) if len(text) <= LONGEST else text
        holds = read_held(note.fields)
        carried = Carried(mine, foreign_tags(note.tags))
        mod = min(note.mod, self._now) or self._now
        return Word(carried, mod, short_digest([mine]), holds.my_notes if holds else "")

    def _look(self, uid: str, note: ForeignNote) -> None:
        """Note what a phone holds, where that is not our newest text as it went out."""
        holds, newest = read_held(note.fields), self._written.text(uid)
        if holds is None or not newest:
            return
        before = self._written.elsewhere.get(uid, {}).get(holds.text)
        seen = Seen(note.mod or self._now, edited(note.fields, holds))
        is_told = before is not None and (before.mod >= seen.mod or before == seen)
        is_ours = holds.text == newest and not seen.edited and not (before and before.edited)
        if not is_told and not (is_ours and seen.mod <= self._now):
            name = foreign_id("seen", note.guid, holds.text, *seen)
            self.drafts.append(seen_draft(uid, holds.text, seen, name))
