"""Collects the library as one Anki deck, and writes it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from export.anki.carried import Carried
from export.anki.delivery import Contents, deliver
from export.anki.notes import AnkiNote, notes
from export.anki.ordering import new_card_order
from export.anki.package import StampedNote, media_of, package
from export.anki.page_cache import Pages
from export.anki.progress import Progress
from export.anki.stamps import Stamp
from export.anki.telling import Told, silent
from export.anki.uncollected import uncollected
from mlsd_graph.content.records import CardHead
from mlsd_graph.errors import ExportError

if TYPE_CHECKING:
    from mlsd_graph.content import Library

_OFTEN = 20
"""Cards after which it is said again how many there are."""


@dataclass(frozen=True, slots=True)
class Deck:
    """All that goes into a deck but the dates of its notes."""

    notes: tuple[AnkiNote, ...]
    positions: Mapping[str, int]
    """Place of each note among the new cards."""
    skipped: tuple[CardHead, ...]

    def unknown(self, known: Mapping[str, Stamp]) -> dict[str, str]:
        """Return note → digest of the notes that are new or changed against the log.

        Whoever records them before `write` gives the notes the time of that event.
        """
        digests = {each.note: each.digest for each in self.notes}
        return {
            note: digest
            for note, digest in digests.items()
            if note not in known or known[note].digest != digest
        }

    def write(
        self,
        out: Path,
        stamps: Mapping[str, Stamp],
        progress: Progress | None = None,
        told: Told = silent,
        *,
        marked: Collection[str] = frozenset(),
    ) -> Contents:
        """Write the deck to `out`, whole or not at all; with `progress` it carries the schedule.

        `marked` are the uids of cards that are marked on phones, so that a note which replaces
        theirs keeps that tag.

        Raises:
            ExportError: The file cannot be written; an older one is untouched.
        """
        told("package", 0)
        first = Stamp("", 0)
        stamped = [
            StampedNote(each, stamps.get(each.note, first).mod, self.positions[each.note])
            for each in self.notes
        ]
        cards = [each.card(ordinal) for each in self.notes for ordinal in each.ordinals]
        reviews = progress.reviews(cards) if progress else 0
        contents = Contents(len(self.notes), len(cards), len(media_of(self.notes)), reviews)
        with uncollected():
            content = package(stamped, progress, marked)
        told("check", 0)
        deliver(content, out, contents)
        return contents


def collect(  # noqa: PLR0913  everything the result depends on comes in here
    library: "Library",
    order: Mapping[str, int],
    *,
    only: Collection[str] | None = None,
    cache: Path | None = None,
    carried: Mapping[str, Carried] | None = None,
    told: Told = silent,
) -> Deck:
    """Render all notes, or those of the card uids in `only`.

    Args:
        library: The content.
        order: Position of each concept; prerequisites come first.
        only: Card uids; a note is written whole if one of its cards is among them.
        cache: File that keeps rendered pages between exports.
        carried: What the learner wrote on the phone, by note.
        told: Hears how many cards are rendered.

    Raises:
        ExportError: There is nothing to export.
    """
    pages = Pages(library, cache)
    with uncollected():
        found = list(_heard(notes(library, pages, only, carried), told))
    ready = tuple(each for each in found if isinstance(each, AnkiNote))
    if not ready:
        raise ExportError("No card to export.", "Check the content folder and --only.")
    pages.save(drop_unused=only is None)
    skipped = tuple(each for each in found if isinstance(each, CardHead))
    return Deck(ready, new_card_order(library, order), skipped)


def _heard(found: Iterable[AnkiNote | CardHead], told: Told) -> Iterator[AnkiNote | CardHead]:
    """Pass notes on and say now and then how many cards they have."""
    done = said = 0
    for each in found:
        done += len(each.ordinals) if isinstance(each, AnkiNote) else 1
        if done - said >= _OFTEN:
            said = done
            told("cards", done)
        yield each
