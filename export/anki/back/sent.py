"""With what a card may have come to a phone: how it stood in the decks that can have brought it.

Anki takes progress only for cards that it does not have yet, and only where the learner ticks the
box. Whether a phone took it shows in its log: answers that were given here are there. A card with
such answers came with a deck that went out after the newest of them, and before the next. A card
that was never answered here came with the same deck as others that show theirs, if every deck that
held it held those as well. Where nothing shows, it may have come with nothing. What a phone had
when it was heard before came with none of the decks that went out later.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from export.anki.back.said import READ, Standing, stood
from mlsd_graph.store import Event, Kind, Store
from mlsd_graph.store.event import ORDER
from mlsd_graph.store.given import Given, given
from mlsd_graph.store.replay import live
from mlsd_graph.store.stamped import stamped
from mlsd_graph.study.travels import SENT

SENT_READ = (*READ, Kind.NOTE, Kind.IMPORT, SENT)
"""The kinds of events that say what went out, and what came back by then."""
_NO_ANSWERS = Given([], [])


class Came(NamedTuple):
    """With what a card may have come."""

    standings: tuple[Standing, ...] = (Standing(),)
    """Each different; one alone is sure."""
    at: int = 0
    """When the first deck that can have brought it went out, UTC ms."""
    kept_mark: bool = False
    """Whether the deck that last replaced its note has surely left it marked."""


class Shown(NamedTuple):
    """What a collection shows of the answers that the log has."""

    rows: Mapping[str, Sequence[int]]
    """By card, times of those that it has, UTC ms."""
    store: Store
    """With all that the log has; asked only where a deck with progress has gone out."""
    since: int = 0
    """UTC ms; of older ones it may have more."""
    is_desktop: bool = False
    """Whether it is a running Anki, to which decks are pushed, always with their progress."""
    created: int = 0
    """When it was made, epoch seconds; 0 where that is not told."""


class _Window(NamedTuple):
    """Which decks can have brought a card, by their places among all."""

    first: int
    """That which first held its note."""
    start: int
    end: int


def came_with(
    events: Sequence[Event],
    notes: Mapping[str, str],
    resolve: Callable[[str], str],
    shown: Shown,
    dated: Callable[[str], Event | None],
) -> dict[str, Came]:
    """Tell with which standings cards may have come; those that are not named, with none.

    Args:
        events: Of the kinds in `SENT_READ`, in the order of replay.
        notes: The note of each card, by uid.
        resolve: Follows a card's renames.
        shown: By which answers the collection is known.
        dated: Finds the event that dated the text with which a deck last replaced a card's note.
    """
    decks = [event for event in events if event.kind == SENT]
    histories = _histories([event for event in events if event.kind in READ], resolve)
    named = histories.keys() & notes.keys()
    if not named or not any(map(had_progress, decks)):
        return {}
    ways = _Ways(decks, _first_seen(events), notes, shown, resolve)
    ways.limit(_heard(events, shown))
    found: dict[str, Came] = {}
    for uid in named:
        places, is_sure = ways.of(uid, notes[uid])
        history = histories[uid]
        then = _stood_at(history, [decks[place] for place in places], uid)
        came = Came()
        if then:
            standings = then if is_sure else {*then, Standing()}
            came = Came(tuple(sorted(standings)), decks[places[0]].at)
        has_mark = any(event.kind == Kind.MARK for event in history)
        place = ways.replacing(text) if has_mark and (text := dated(uid)) else None
        kept = place is not None and _was_marked(history, decks[place], uid)
        if then or kept:
            found[uid] = came._replace(kept_mark=kept)
    return found


def had_progress(deck: Event) -> bool:
    """Whether a deck went out with progress."""
    values = deck.values
    return bool(values.get("progress", values.get("reviews") or values.get("to") == "desktop"))


class _Ways:
    """By which decks cards can have come."""

    def __init__(
        self,
        decks: Sequence[Event],
        seen: Mapping[str, int],
        notes: Mapping[str, str],
        shown: Shown,
        resolve: Callable[[str], str],
    ) -> None:
        self._sizes = [_size(deck) for deck in decks]
        self._orders = [ORDER(deck) for deck in decks]
        self._times = [deck.at for deck in decks]
        self._full = [place for place, deck in enumerate(decks) if had_progress(deck)]
        self._pushes = [
            place
            for place, deck in enumerate(decks)
            if shown.is_desktop and deck.values.get("to") == "desktop"
        ]
        self._seen = seen
        self._notes = notes
        self._limits: list[tuple[int, int]] = []
        self._shown = shown
        self._given = given(shown.store.paths.database, resolve)
        times = (at for uid in notes for at in self._of(uid).here if at >= shown.since)
        self._oldest = min(times, default=None)
        self._prove()

    def limit(self, heard: Iterable[Event]) -> None:
        """Let no deck have brought what was there when an import heard the same phone before."""
        for event in heard:
            end = bisect_left(self._orders, ORDER(event))
            first = self._first_taken(end)
            if first is not None:
                self._limits.append((first, end))
        if self._limits:
            self._prove()

    def _prove(self) -> None:
        """Gather with which decks those cards can have come whose answers show that they did."""
        notes = self._notes
        found = {
            self._window(uid, notes[uid])
            for uid in self._shown.rows.keys() & notes.keys()
            if self._newest(uid) is not None
        }
        self._proofs = {each: frozenset(self._between(each)) for each in found if each is not None}
        self._taken = frozenset[int]().union(*self._proofs.values())

    def _first_taken(self, end: int) -> int | None:
        """Find the first deck that a phone can have taken of those before a place; None for none.

        Not one that held a card which came later. Where one held less than another before it,
        nobody knows what it brought.
        """
        if self._sizes[:end] != sorted(self._sizes[:end]):
            return None
        late = [(each.first, min(places)) for each, places in self._proofs.items() if places]
        possible = (
            place for place in range(end) if not any(a <= place < start for a, start in late)
        )
        return next(possible, None)

    def of(self, uid: str, note: str) -> tuple[list[int], bool]:
        """Return the places of the decks, and whether it is sure that one of them brought it."""
        window = self._window(uid, note)
        if window is None:
            return [], False
        own = self._between(window)
        if self._newest(uid) is not None:
            # Where a clock was set no deck may fit: then perhaps the first after that answer.
            return own or self._from(window.start)[:1], bool(own)
        # Of notes that every deck with this one held, none can have come later than it.
        sure = [
            places
            for each, places in self._proofs.items()
            if each.first <= window.first <= each.start
        ]
        if window.first in self._pushes:
            sure.append(frozenset([window.first]))
        together = frozenset(own).intersection(*sure)
        if sure and together:
            return sorted(together), True
        return [place for place in own if place in self._taken or self._is_silent(place)], False

    def replacing(self, text: Event) -> int | None:
        """Return the place of the deck for which a text was dated, if its tags surely came with it.

        That is a push to this desktop, or a deck with progress that alone can have brought a card.
        """
        place = bisect_left(self._orders, ORDER(text))
        is_sure = place in self._pushes or frozenset([place]) in self._proofs.values()
        return place if is_sure else None

    def _window(self, uid: str, note: str) -> _Window | None:
        """Find between which decks a card came; None for a note that no deck held."""
        if note not in self._seen:
            return None
        times = self._times
        first = bisect_left(times, self._seen[note])
        newest = self._newest(uid)
        start = first if newest is None else max(first, bisect_right(times, newest))
        has, since = self._has(uid), self._shown.since
        lacks = next((at for at in self._of(uid).live if at >= since and at not in has), None)
        end = len(times) if lacks is None else bisect_right(times, lacks)
        # What the first deck held that this phone took was there when it was heard after it.
        end = min(end, *(heard for taken, heard in self._limits if first <= taken), end)
        # The first push has brought what was not there.
        pushed = next((place + 1 for place in self._pushes if place >= start), end)
        return _Window(first, start, min(end, pushed))

    def _newest(self, uid: str) -> int | None:
        """Find the newest answer that was given here and is there."""
        has = self._has(uid)
        return next((at for at in reversed(self._of(uid).here) if at in has), None)

    def _has(self, uid: str) -> frozenset[int]:
        return frozenset(self._shown.rows.get(uid, ()))

    def _of(self, uid: str) -> Given:
        return self._given.get(uid, _NO_ANSWERS)

    def _from(self, start: int) -> list[int]:
        """Return the places of decks with progress from one on."""
        return self._full[bisect_left(self._full, start) :]

    def _between(self, window: _Window) -> list[int]:
        return [place for place in self._from(window.start) if place < window.end]

    def _is_silent(self, place: int) -> bool:
        """Whether a deck held no answer that would show that it was taken with its progress."""
        return self._oldest is None or self._oldest >= self._times[place]


def _heard(events: Iterable[Event], shown: Shown) -> list[Event]:
    """Find earlier imports of this phone: it has the newest answer that came with each."""
    imports = {
        event: newest
        for event in events
        if event.kind == Kind.IMPORT
        and 0 < shown.created == (values := event.values).get("created")
        and isinstance(newest := values.get("newest"), int)
    }
    asked = frozenset(imports.values())
    has = {at for times in shown.rows.values() for at in times if at in asked}
    return [event for event, newest in imports.items() if newest in has]


def _size(deck: Event) -> int:
    cards = deck.values.get("cards")
    return cards if isinstance(cards, int) else 0


def _histories(set_here: Sequence[Event], resolve: Callable[[str], str]) -> dict[str, list[Event]]:
    """Gather what was set on each card, with what undid it."""
    acts = (Kind.UNDO, Kind.REDO)
    cards = {
        each.id: resolve(each.card) for each in set_here if each.card and each.kind not in acts
    }
    found: dict[str, list[Event]] = {}
    for event in set_here:
        uid = cards.get(event.target or b"") if event.kind in acts else cards.get(event.id)
        if uid is not None:
            found.setdefault(uid, []).append(event)
    return found


def _stood_at(history: Sequence[Event], decks: Iterable[Event], uid: str) -> set[Standing]:
    """Tell how a card stood in some decks; what was undone since was not undone by then."""
    lengths = {bisect_left(history, ORDER(deck), key=ORDER) for deck in decks}
    return {stood(live(history[:length]), lambda _: uid).get(uid, Standing()) for length in lengths}


def _was_marked(history: Sequence[Event], deck: Event, uid: str) -> bool:
    return any(each.marked for each in _stood_at(history, [deck], uid))


def _first_seen(events: Iterable[Event]) -> dict[str, int]:
    """Find when each note first went out, UTC ms."""
    notes = (event for event in events if event.kind == Kind.NOTE)
    return {key: stamp.at for _, key, stamp in stamped(notes) if not stamp.changed}
