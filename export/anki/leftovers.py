"""Notes and cards that earlier decks brought to the phone and that no deck can take away again.

An import deletes nothing. A note that has gone from the content stays there with its old text, and
so does one whose card became a cloze or stopped being one: it has another GUID since. Of a gap that
has gone the card stays, with nothing to ask.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from export.anki.forms import Gaps
from export.anki.notetypes import CLOZE, RECALL, NoteType
from mlsd_graph.content.naming import gap_of
from mlsd_graph.content.records import CardHead, CardKind
from mlsd_graph.store import Draft, Event, Kind


class Leftover(NamedTuple):
    """A note on the phone that nothing updates any more, or one of its cards."""

    note: str
    type: NoteType | None
    """None: whatever it was, all of it has gone."""
    gap: int = 0
    """Number of the cloze, where the note has others; 0 for the whole note."""

    @property
    def name(self) -> str:
        """The uid of the note or the card."""
        return f"{self.note}#c{self.gap}" if self.gap else self.note

    @property
    def key(self) -> str:
        """Name under which the log keeps that the learner was told."""
        return f"{self.type.name} {self.note}" if self.type and not self.gap else self.name


def leftovers(
    cards: Mapping[str, CardHead],
    known: Collection[str],
    graded: Collection[str],
    forms: Mapping[str, Iterable[Gaps]],
) -> list[Leftover]:
    """Find all of them.

    Args:
        cards: The whole content, by uid.
        known: The notes that earlier decks brought.
        graded: Uids with a state in the log: older ones do not tell the forms of notes.
        forms: As what each note ever went out.
    """
    clozes = {card.note for card in cards.values() if card.kind is CardKind.CLOZE}
    notes = cards.keys() | clozes
    gone = [Leftover(note, None) for note in known if note not in notes]
    went = {_before(uid) for uid in graded if uid not in cards}
    went |= {each for note, forms_of in forms.items() for each in _brought(note, forms_of)}
    left = {
        # A note that is no cloze any more has left with all its gaps.
        each if each.note in clozes else each._replace(gap=0)
        for each in went
        if each.note in known and each.note in notes and not _is_there(each, cards, clozes)
    }
    return gone + sorted(left, key=lambda each: (each.note, each.gap))


def read_told(events: Iterable[Event]) -> frozenset[str]:
    """Read of which leftovers the learner was told, by key; `events` are those about notes."""
    told: set[str] = set()
    for event in events:
        values = event.values
        key = values.get("key")
        if not isinstance(key, str):
            continue
        # Older logs kept it as the stamp of an empty text.
        if values.get("gone") or values.get("hash") == "":
            told.add(key)
        elif "gone" in values:
            told.discard(key)
    return frozenset(told)


def told_drafts(keys: Iterable[str], *, gone: bool) -> list[Draft]:
    """Write as events that the learner was told, or that the notes have come back since."""
    return [Draft(Kind.NOTE, data={"key": key, "gone": gone}) for key in keys]


def _is_there(each: Leftover, cards: Collection[str], clozes: Collection[str]) -> bool:
    """Whether the content still has it in this form."""
    return each.name in cards if each.type is CLOZE else each.note not in clozes


def _before(uid: str) -> Leftover:
    """Tell what a card was on the phone, by its uid."""
    found = gap_of(uid)
    return Leftover(found[0], CLOZE, found[1]) if found else Leftover(uid, RECALL)


def _brought(note: str, forms: Iterable[Gaps]) -> Iterator[Leftover]:
    for gaps in forms:
        yield from (Leftover(note, CLOZE, gap) for gap in gaps)
        if not gaps:
            yield Leftover(note, RECALL)
