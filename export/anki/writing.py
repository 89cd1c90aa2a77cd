"""Writes the library as one Anki deck."""

import gc
from collections.abc import Collection, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from export.anki import stamps
from export.anki.delivery import Contents, deliver
from export.anki.notes import AnkiNote, notes
from export.anki.ordering import new_card_order
from export.anki.package import StampedNote, package
from export.anki.render_cache import Rendered
from export.anki.stamps import Stamp
from mlsd_graph.content.records import CardHead
from mlsd_graph.errors import ExportError

if TYPE_CHECKING:
    from mlsd_graph.content import Library


@dataclass(frozen=True, slots=True)
class Written:
    """What an export did."""

    notes: int
    cards: int
    media: int
    path: Path
    stamps: Mapping[str, Stamp]
    """By note: what the log does not know yet and the caller records, so that the next export
    knows which notes changed."""
    skipped: tuple[CardHead, ...] = ()
    """Cards without a front, which Anki would call empty."""


def write(  # noqa: PLR0913  everything the result depends on comes in here
    library: "Library",
    order: Mapping[str, int],
    out: Path,
    *,
    known: Mapping[str, Stamp],
    now: int,
    only: Collection[str] | None = None,
    refresh: bool = False,
    cache: Path | None = None,
) -> Written:
    """Write all notes, or those of the cards in `only`, to `out`.

    Args:
        library: The content.
        order: Position of each concept; prerequisites come first.
        out: The .apkg; replaced whole or left as it was.
        known: The stamps recorded by earlier exports, by note.
        now: Epoch seconds, the date of notes whose text has changed.
        only: Card uids.
        refresh: Date every note `now`, so that Anki takes all of them anew.
        cache: File that keeps rendered HTML between exports.

    Raises:
        ExportError: Nothing to write, or the file cannot be written.
    """
    html = Rendered(cache)
    with _uncollected():
        found = list(notes(library, html, only))
    ready = [each for each in found if isinstance(each, AnkiNote)]
    if not ready:
        raise ExportError("No card to export.", "Check the content folder and --only.")
    positions = new_card_order(library, order)
    fresh = {
        each.note: stamps.stamp(each.digest, known.get(each.note), now, refresh=refresh)
        for each in ready
    }
    stamped = [StampedNote(each, fresh[each.note].mod, positions[each.note]) for each in ready]
    contents = Contents(len(ready), sum(len(each.ordinals) for each in ready), 0)
    deliver(package(stamped), out, contents)
    html.save(drop_unused=only is None)
    return Written(
        notes=contents.notes,
        cards=contents.cards,
        media=contents.media,
        path=out,
        stamps=stamps.changed(fresh, known),
        skipped=tuple(each for each in found if isinstance(each, CardHead)),
    )


@contextmanager
def _uncollected() -> Generator[None]:
    """Keep the garbage collector out: rendering makes many objects and no cycles to find."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
