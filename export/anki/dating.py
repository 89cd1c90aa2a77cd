"""Which date a note's text goes out with, so that every phone takes what it should, and no more."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from export.anki.carried import Known, read_known
from export.anki.elsewhere import Elsewhere, read_elsewhere
from export.anki.holding import shortened
from export.anki.stamps import Stamp
from mlsd_graph.store import Event

if TYPE_CHECKING:
    from export.anki.writing import Deck


class Dating(NamedTuple):
    """Decides which notes are recorded with a date, and with which."""

    elsewhere: Elsewhere
    known: Mapping[str, Known]
    """My Notes and tags, by note."""

    def outdated(self, note: str, digest: str, mod: int) -> bool:
        """Whether some phone would not take a note of this text and date, though it should.

        My Notes that came from one phone are for all others too, be what they say ever so new, but
        not at the price of a text that the learner has edited on one of them.
        """
        text, texts = shortened(digest), self.elsewhere.get(note, {})
        if any(seen.mod >= mod for other, seen in texts.items() if other != text):
            return True
        is_edited = text in texts and texts[text].edited
        known = self.known.get(note)
        return known is not None and not is_edited and (known.pending or known.other >= mod)

    def above(self, note: str, mod: int) -> int:
        """Return a date that no phone's exceeds, epoch seconds; `mod` is the one that it has."""
        there = (seen.mod for seen in self.elsewhere.get(note, {}).values())
        mine = self.known[note].mod if note in self.known else 0
        return max(mod, mine, *there) + 1

    def fresh(self, deck: "Deck", known: Mapping[str, Stamp]) -> dict[str, str]:
        """Choose the notes, with their digests, that are new, changed or outdated."""
        outdated = {
            each.note: each.digest
            for each in deck.notes
            if each.note in known and self.outdated(each.note, each.digest, known[each.note].mod)
        }
        return deck.unknown(known) | outdated

    def dates(
        self, notes: Mapping[str, str], known: Mapping[str, Stamp], now: int, *, anew: bool = False
    ) -> dict[str, int]:
        """Date those of some notes, given with their digests, that went out before; epoch seconds.

        A text that is new wins over what phones hold: its date is now, or later, as Anki counts
        whole seconds and phones' clocks differ. One that went out before, and goes again for the
        words with it, is dated just above what is known of any phone: whoever has written there
        since keeps that. With `anew` all count as new.
        """
        found: dict[str, int] = {}
        for note, digest in notes.items():
            if note in known:
                least = self.above(note, known[note].mod)
                wins = anew or known[note].digest != digest
                found[note] = max(least, now) if wins else least
        return found


def read_dating(events: Sequence[Event]) -> Dating:
    """Read what dates depend on; `events` are as `Store.noted` reads them."""
    return Dating(read_elsewhere(events), read_known(events))
