"""Writes what came back into the log: after a verified backup, and in one transaction."""

from collections.abc import Iterable, Mapping
from math import inf

from export.anki.back.answers import SOURCE, Origin
from export.anki.back.collection import ForeignNote, Review
from export.anki.back.edits import edits, stamps
from export.anki.back.ours import Ours, card_uid
from export.anki.back.plan import (
    Counts,
    Drift,
    Here,
    Imported,
    ImportPlan,
    Memory,
)
from export.anki.back.sorting import sort_reviews
from export.anki.carried import READ, read_carried
from export.anki.telling import Told, silent
from mlsd_graph.memory import CardState
from mlsd_graph.store import Draft, Kind, Store

_TOLERANCE = 1.01
_BATCH = 5_000
Row = tuple[str, int, int, int, int, int, int, int, int]
"""guid, ordinal, id, ease, interval, last interval, factor, time, kind: a row of Anki's log."""


def record(plan: ImportPlan, store: Store, told: Told = silent) -> Imported:
    """Record a plan; a second time adds nothing.

    Raises:
        StateError: No backup could be made, or the disk refused; nothing was recorded.
    """
    told("record", 0)
    if plan.is_empty:
        return Imported(plan, 0, drift(plan.memory, store.states()))
    backup = store.back_up("import")
    recorded = len(store.append(plan.drafts))
    told("record", recorded)
    return Imported(plan, recorded, drift(plan.memory, store.states()), backup.path)


def record_rows(
    rows: Iterable[Row], store: Store, here: Here, told: Told = silent
) -> tuple[Counts, int]:
    """Record rows of Anki's log that did not come in a file, as a pull brings them.

    Returns what became of them, and the number of events recorded.
    """
    recognised = Ours({*here.cards, *store.states()})
    origins: dict[int, Origin] = {}
    numbers: dict[tuple[str, int], int] = {}
    reviews: list[Review] = []
    for known_by, ordinal, at, ease, interval, _, factor, took, kind in rows:
        number = numbers.setdefault((known_by, ordinal), len(numbers))
        if number not in origins:
            name = recognised.name(known_by, "")
            uid = card_uid(name[0], ordinal, cloze=name[1]) if name else None
            if uid is not None:
                origins[number] = Origin(known_by, ordinal, uid)
        reviews.append(Review(number, at, ease, interval, factor, took, kind))
    batches = (reviews[start : start + _BATCH] for start in range(0, len(reviews), _BATCH))
    found = sort_reviews(batches, origins, store, here, told)
    if not found.drafts:
        return found.counts, 0
    store.back_up("import")
    data = {"source": SOURCE, "reviews": found.counts.new, "newest": found.newest}
    done = store.append([*found.drafts, Draft(Kind.IMPORT, data=data)])
    return found.counts, len(done)


def record_notes(
    notes: Iterable[ForeignNote], store: Store, here: Here
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Record what was written in notes that did not come in a file: My Notes and tags.

    Returns the notes where something is new, and those whose My Notes are longer than we keep.
    """
    recognised = Ours({*here.cards, *store.states()})
    named = [(recognised.name(each.guid, each.fields[0]), each) for each in notes]
    written = store.events(kinds=READ)
    ours = [(name[0], each) for name, each in named if name]
    found = edits(ours, stamps(written), read_carried(written))
    if found.drafts:
        store.back_up("import")
        store.append(found.drafts)
    return found.noted, found.too_long


def drift(there: Mapping[str, Memory], here: Mapping[str, CardState]) -> Drift:
    """Compare Anki's stabilities with ours, for cards whose last answer is the same one."""
    compared = off = unlike = 0
    worst, where = 1.0, ""
    for uid, memory in there.items():
        state = here.get(uid)
        if state is None or state.stability <= 0 or memory.last != state.last // 1000:
            unlike += 1
            continue
        compared += 1
        ratio = memory.stability / state.stability
        ratio = max(ratio, 1 / ratio) if ratio else inf
        off += ratio > _TOLERANCE
        if ratio > worst:
            worst, where = ratio, uid
    return Drift(compared, off, worst, where, unlike)
