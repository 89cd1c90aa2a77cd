"""Notes that earlier decks brought to the phone and that no deck can take away again.

An import deletes nothing. A note that has gone from the content stays there with its old text, and
so does one whose card became a cloze or stopped being one: it has another GUID since.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from export.anki.notetypes import CLOZE, RECALL, NoteType
from export.anki.stamps import Stamp
from mlsd_graph.content.records import CardHead, CardKind

TOLD = ""
"""Digest under which the log keeps that the learner was told."""
_LISTED = 20
_GAP = re.compile(r"(.{1,400})#c[1-9][0-9]{0,2}")


class Leftover(NamedTuple):
    """A note on the phone that nothing updates any more."""

    note: str
    type: NoteType | None
    """None: whatever it was, all of it has gone."""

    @property
    def key(self) -> str:
        """Name under which the log keeps that the learner was told."""
        return f"{self.type.name} {self.note}" if self.type else self.note

    @property
    def search(self) -> str:
        """What finds it in Anki."""
        found = f'"Key:{self.note}"'
        return f'({found} "note:{self.type.name}")' if self.type else found


def leftovers(
    cards: Mapping[str, CardHead], known: Mapping[str, Stamp], graded: Collection[str]
) -> list[Leftover]:
    """Find what the learner was not told of yet.

    Args:
        cards: The whole content, by uid.
        known: What earlier exports had recorded, by note.
        graded: Uids with a state in the log: what a card of another kind was called.
    """
    clozes = {card.note for card in cards.values() if card.kind is CardKind.CLOZE}
    notes = cards.keys() | clozes
    gone = [
        Leftover(note, None)
        for note, stamp in known.items()
        if " " not in note and note not in notes and stamp.digest != TOLD
    ]
    turned = {_before(uid) for uid in graded if uid not in cards}
    fresh = (
        each
        for each in turned
        if each.note in known
        and each.note in notes
        and each.key not in known
        and (each.type is CLOZE) != (each.note in clozes)
    )
    return gone + sorted(fresh, key=lambda each: each.note)


def search(found: Iterable[Leftover]) -> str:
    """Write what finds some of them in Anki's browser."""
    return " or ".join([each.search for each in found][:_LISTED])


def _before(uid: str) -> Leftover:
    """Tell which note a card was of, by its uid."""
    gap = _GAP.fullmatch(uid)
    return Leftover(gap[1], CLOZE) if gap else Leftover(uid, RECALL)
