"""What a running Anki told, taken into the log: as `mlsd anki pull` does, and a push before it."""

from typing import TYPE_CHECKING, NamedTuple

from export.anki import connect
from export.anki.back import Brought, Came, record_pull, spoken_of
from mlsd_graph.cli.imported import (
    changes_by_name,
    counted,
    passed_flags,
    passed_over,
    set_there,
    told_of_notes,
    told_of_reviews,
    written_there,
)
from mlsd_graph.cli.returns import here
from mlsd_graph.quantity import quantity
from mlsd_graph.store.event import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from export.anki.connect import Desktop
    from export.anki.telling import Told
    from mlsd_graph.store import Store
    from mlsd_graph.study import Study

_LATE_MS = 30 * 86_400_000


class Heard(NamedTuple):
    """One pull."""

    brought: Brought
    nameless: int
    """Reviews of cards whose key was edited away in Anki."""

    def values(self) -> dict[str, object]:
        """Write all of it for a script."""
        brought = self.brought
        return {
            **counted(brought.counts),
            "reviews_nameless": self.nameless,
            **written_there(brought),
            "orphans": list(brought.orphans),
            "events": brought.recorded,
            **set_there(brought.changes),
        }

    def lines(self) -> "Iterator[str]":
        """Write all of it for a reader."""
        brought = self.brought
        counts = brought.counts
        yield told_of_reviews(counts, "imported")
        if passed := list(passed_over(counts)):
            yield f"left out   {', '.join(passed)}"
        told = {
            **changes_by_name(brought.changes),
            "my notes": brought.noted,
            "orphans": brought.orphans,
        }
        yield from (f"{what:10} {len(names)}" for what, names in told.items() if names)

    def warnings(self) -> "Iterator[str]":
        """Say what the learner should do something about."""
        yield from told_of_notes(self.brought)
        if self.nameless:
            stayed = quantity(self.nameless, "review")
            yield f"{stayed} stayed in Anki: the Key of the note was edited."
        if future := self.brought.counts.future:
            be = "is" if future == 1 else "are"
            yield f"{quantity(future, 'review')} {be} dated after today; check the clock."
        yield from passed_flags(self.brought.changes)


def heard(desktop: "Desktop", study: "Study", told: "Told", *, everything: bool = False) -> Heard:
    """Record what Anki has of our cards: answers, what is set on them, what is written in notes.

    Its words alone would not do: by the answers is known whether a phone has said the same.

    Raises:
        DesktopError: Anki is gone, refuses, or answers nonsense.
        StateError: No backup could be made, or the disk refused; nothing was recorded.
    """
    since = 0 if everything else _since(study.store, desktop.address)
    pulled = connect.pull(desktop, since, lambda done, total: told("reviews", done, total))
    asked = here(study)
    told("notes", 0)
    noted = connect.read_notes(desktop)
    cards = connect.read_cards(desktop, noted, spoken_of(study.store, asked))
    came = Came(pulled.rows, [each.note for each in noted], cards, desktop.address)
    return Heard(record_pull(came, study.store, asked, told), pulled.nameless)


def _since(store: "Store", address: str) -> int:
    """Tell from when on the log of one Anki is read, UTC ms.

    Only what came from there says what it has told: a phone's file may be newer than all of it.
    """
    pulled = (each.values for each in store.events(kinds=[Kind.IMPORT]))
    newest = [each.get("newest") for each in pulled if each.get("desktop") == address]
    return max(0, max((at for at in newest if isinstance(at, int)), default=0) - _LATE_MS)
