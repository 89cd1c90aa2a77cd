"""What a running Anki told, taken into the log: reviews, My Notes and tags, flags and suspension.

All of it is one import: one backup, one transaction, and one event that says that it came.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from export.anki.back.answers import SOURCE, Origin
from export.anki.back.changes import Saying, changed
from export.anki.back.collection import Collected, ForeignCard, ForeignNote, Review
from export.anki.back.edits import Heard, edits
from export.anki.back.ours import Ours, card_uid
from export.anki.back.plan import Counts, Here
from export.anki.back.recording import recorded
from export.anki.back.said import VOICED
from export.anki.back.sorting import Sorted, sort_reviews
from export.anki.back.standing import Changes
from export.anki.back.voices import BROUGHT, Speaker, answers_to_look_for, desktop
from export.anki.back.ways import Shown
from export.anki.back.written import Written
from export.anki.holding import my_notes
from export.anki.own_tags import foreign_tags
from export.anki.telling import Told, silent, watched
from mlsd_graph.store import Draft, Kind, Store

_BATCH = 5_000
Row = tuple[str, int, int, int, int, int, int, int, int]
"""guid, ordinal, id, ease, interval, last interval, factor, time, kind: a row of Anki's log."""


class Came(NamedTuple):
    """What was read."""

    rows: Iterable[Row] = ()
    notes: Sequence[ForeignNote] = ()
    """Date 0 where the add-on does not tell it."""
    cards: Mapping[int, ForeignCard] = {}
    """By number; cards of these notes that may be set otherwise than before."""
    desktop: str = ""
    """Where that Anki listens."""


class Brought(NamedTuple):
    """What became of it."""

    counts: Counts = Counts()
    changes: Changes = Changes()
    noted: tuple[str, ...] = ()
    """Notes with new My Notes or tags."""
    too_long: tuple[str, ...] = ()
    """Notes whose My Notes are longer than we keep."""
    recorded: int = 0
    """Events."""
    both: tuple[str, ...] = ()
    """Notes for which two phones had different My Notes."""
    tags_left: Mapping[str, int] = {}
    """How many tags of a note did not fit into what we keep."""
    orphans: tuple[str, ...] = ()
    """Cards that the content does not have; their reviews wait in the log."""


def record_pull(came: Came, store: Store, here: Here, told: Told = silent) -> Brought:
    """Record what did not come in a file; a second time adds nothing.

    Raises:
        StateError: No backup could be made, or the disk refused; nothing was recorded.
    """
    recognised = Ours({*here.cards, *store.states()})
    found = _reviews(came, recognised, store, here, told)
    brought = max((each.when[0] for each in found.drafts if each.when), default=0)
    voice = desktop(store.events(kinds=(Kind.IMPORT,)), brought)
    speaker = Speaker(voice, found.heard, bool(found.drafts))
    written = Written(store.noted())
    now = here.now[0] // 1000
    named = [(recognised.name(each.guid, each.fields[0]), each) for each in came.notes]
    ours = [(name[0], each) for name, each in named if name]
    heard = (each for each in ours if _speaks(each[1]) or each[0] in written.known)
    noticed = edits(heard, written, Heard(speaker, now))
    notes = {each.id: each for _, each in ours}
    cards = {number: card for number, card in came.cards.items() if card.note in notes}
    collected = Collected(notes, cards, len(notes), 0)
    shown = Shown(found.had, found.given, since=found.oldest, is_desktop=True)
    there = {*here.cards, *found.cards}
    saying = Saying(speaker, there, now, here.now[0], written, shown)
    set_there, changes = changed(collected, recognised.cards(collected), store, saying)
    drafts = [*found.drafts, *set_there, *noticed.drafts]
    count = 0
    if drafts:
        data = {
            "source": SOURCE,
            "reviews": found.counts.new,
            "newest": found.newest,
            "desktop": came.desktop,
            BROUGHT: brought,
        }
        _, events = recorded(store, [*drafts, Draft(Kind.IMPORT, data=data)], told)
        count = len(events)
    return Brought(
        counts=found.counts,
        changes=changes,
        noted=noticed.noted,
        too_long=noticed.too_long,
        recorded=count,
        both=noticed.both,
        tags_left=noticed.tags_left,
        orphans=tuple(sorted(found.cards - frozenset(here.cards))),
    )


def _reviews(came: Came, recognised: Ours, store: Store, here: Here, told: Told) -> Sorted:
    # A card that has no page and was never answered here is known by what its note says it is.
    keys = {each.guid: each.fields[0] for each in came.notes}
    origins: dict[int, Origin] = {}
    numbers: dict[tuple[str, int], int] = {}
    reviews: list[Review] = []
    for known_by, ordinal, at, ease, interval, _, factor, took, kind in came.rows:
        number = numbers.setdefault((known_by, ordinal), len(numbers))
        if number not in origins:
            name = recognised.name(known_by, keys.get(known_by, ""))
            uid = card_uid(name[0], ordinal, cloze=name[1]) if name else None
            if uid is not None:
                origins[number] = Origin(known_by, ordinal, uid)
        reviews.append(Review(number, at, ease, interval, factor, took, kind))
    batches = (reviews[start : start + _BATCH] for start in range(0, len(reviews), _BATCH))
    ask = answers_to_look_for(store.events(kinds=VOICED))
    told_of = watched(batches, "reviews", len(reviews), told)
    return sort_reviews(told_of, origins, store, here, ask=ask)


def _speaks(note: ForeignNote) -> bool:
    """Whether a note says something: of one without a date, nobody knows who left it empty."""
    return bool(note.mod or my_notes(note.fields) or foreign_tags(note.tags))
