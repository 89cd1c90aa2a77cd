"""By which decks cards can have come to a phone: its answers show it.

Anki takes progress only for cards that it does not have yet, and only where the learner ticks the
box. Whether a phone took it shows in its log: answers that were given here are there. A card with
such answers came with a deck that went out after the newest of them, and before the next. A card
that was never answered here came with the same deck as others that show theirs, if every deck that
held it held those as well. Where nothing shows, it may have come with nothing. What a phone had
when it was heard before came with none of the decks that went out later.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import NamedTuple

from mlsd_graph.store import Event
from mlsd_graph.store.event import ORDER
from mlsd_graph.store.given import Given

Order = tuple[int, str, int, bytes]
"""Place of an event in replay, as `ORDER` tells it."""
_NO_ANSWERS = Given([], [])


class Shown(NamedTuple):
    """What a collection shows of the answers that the log has."""

    rows: Mapping[str, Sequence[int]]
    """By card, times of those that it has, UTC ms."""
    given: Callable[[], Mapping[str, Given]]
    """Reads all that the log has; asked only where a deck with progress has gone out."""
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


def is_part(deck: Event) -> bool:
    """Whether a deck is known to have held some cards alone, which `only` chose."""
    return isinstance(deck.values.get("only"), str)


def had_progress(deck: Event) -> bool:
    """Whether a deck went out with progress."""
    values = deck.values
    return bool(values.get("progress", values.get("reviews") or values.get("to") == "desktop"))


class Ways:
    """By which decks the cards of a collection can have come there.

    Decks are counted by their places, in the order of replay; those with progress, which alone tell
    how a card stands, also by their numbers among themselves.
    """

    def __init__(
        self,
        decks: Sequence[Event],
        seen: Mapping[str, int],
        notes: Mapping[str, str],
        shown: Shown,
        heard: Iterable[Event],
    ) -> None:
        """Gather what the answers show.

        Args:
            decks: All that went out.
            seen: When each note first went out, UTC ms.
            notes: The note of each card of the collection, by uid.
            shown: By which answers it is known.
            heard: Earlier imports of the same phone.
        """
        self.orders: list[Order] = [ORDER(deck) for deck in decks]
        """Where the decks stand in replay."""
        self._times = [deck.at for deck in decks]
        self._full = [place for place, deck in enumerate(decks) if had_progress(deck)]
        self._parts = [place for place, deck in enumerate(decks) if is_part(deck)]
        self._pushes = [
            place
            for place, deck in enumerate(decks)
            if shown.is_desktop and deck.values.get("to") == "desktop"
        ]
        self._shown, self._given = shown, shown.given()
        self._showing = {uid for uid in notes if self._newest(uid) is not None}
        self._windows = {
            uid: self._window(uid, seen[note]) for uid, note in notes.items() if note in seen
        }
        self._limit(self._first_taken(), self._ends(decks, heard))
        spans = self._proofs()
        self._alone = {self._full[span.start] for span in spans.values() if len(span) == 1}
        self._together = list(self._agreed(spans))
        self._possible = self._unsure(spans, notes)

    def of(self, uid: str) -> tuple[Sequence[int], bool]:
        """Return the places of the decks, in order, and whether surely one of them brought it."""
        window = self._windows.get(uid)
        if window is None:
            return [], False
        own, full = self._span(window), self._full
        if uid in self._showing:
            # Where a clock was set no deck may fit: then perhaps the first after that answer.
            return full[own.start : own.stop] or full[own.start :][:1], bool(own)
        sure = [self._together[window.first], self._pushed(window.first)]
        found = [own, *(span for span in sure if span is not None)]
        both = range(max(each.start for each in found), min(each.stop for each in found))
        if len(found) > 1 and both:
            return full[both.start : both.stop], True
        start, end = (bisect_left(self._possible, each) for each in (window.start, window.end))
        return self._possible[start:end], False

    def replacing(self, text: Event) -> int | None:
        """Return the place of the deck for which a text was dated, if its tags surely came with it.

        That is a push to this desktop, or a deck with progress that alone can have brought a card.
        """
        place = bisect_left(self.orders, ORDER(text))
        return place if place in self._pushes or place in self._alone else None

    def _newest(self, uid: str) -> int | None:
        """Find the newest answer that was given here and is there."""
        has = frozenset(self._shown.rows.get(uid, ()))
        return next((at for at in reversed(self._of(uid).here) if at in has), None) if has else None

    def _of(self, uid: str) -> Given:
        return self._given.get(uid, _NO_ANSWERS)

    def _window(self, uid: str, seen: int) -> _Window:
        """Find between which decks a card came."""
        times, since = self._times, self._shown.since
        first = bisect_left(times, seen)
        newest = self._newest(uid)
        start = first if newest is None else max(first, bisect_right(times, newest))
        has = frozenset(self._shown.rows.get(uid, ()))
        lacks = next((at for at in self._of(uid).live if at >= since and at not in has), None)
        end = len(times) if lacks is None else bisect_right(times, lacks)
        # The first push has brought what was not there.
        pushed = self._pushes[bisect_left(self._pushes, start) :][:1]
        return _Window(first, start, min(end, *(place + 1 for place in pushed), end))

    def _span(self, window: _Window) -> range:
        """Return the numbers of the decks with progress of a window."""
        return range(bisect_left(self._full, window.start), bisect_left(self._full, window.end))

    def _pushed(self, place: int) -> range | None:
        """Return the number of a deck, if it was pushed to this desktop."""
        pushed = _Window(place, place, place + 1)
        return self._span(pushed) if place in self._pushes else None

    def _proofs(self) -> dict[_Window, range]:
        """Gather with which decks those cards can have come whose answers show that they did."""
        found = {self._windows[uid] for uid in self._showing if uid in self._windows}
        return {window: self._span(window) for window in found}

    def _first_taken(self) -> int | None:
        """Find the first deck that a phone can have taken.

        Not one that held a card which came later.
        """
        late = [
            range(window.first, self._full[span.start])
            for window, span in self._proofs().items()
            if span
        ]
        return next(
            (n for n, is_late in enumerate(_covered(late, len(self._times))) if not is_late), None
        )

    def _ends(self, decks: Sequence[Event], heard: Iterable[Event]) -> list[int]:
        """Tell before which deck a phone was heard.

        Where one may not have held all that another did before it, nobody knows what it brought:
        it held less, or a part that was chosen.
        """
        pairs = enumerate(pairwise(decks), 1)
        lesser = (n for n, (one, two) in pairs if is_part(two) or _size(two) < _size(one))
        less = next(lesser, len(decks))
        ends = (bisect_left(self.orders, ORDER(event)) for event in heard)
        return [end for end in ends if end <= less]

    def _limit(self, taken: int | None, ends: Iterable[int]) -> None:
        """Let no deck have brought what was there when an import heard the same phone before.

        That is what the first deck held that this phone can have taken by then.
        """
        if taken is None:
            return
        heard = min((end for end in ends if end > taken), default=len(self._times))
        self._windows = {
            uid: each._replace(end=min(each.end, heard)) if each.first <= taken else each
            for uid, each in self._windows.items()
        }

    def _agreed(self, spans: Mapping[_Window, range]) -> Iterator[range | None]:
        """Tell for each deck with which a card came that it held first; None where nothing shows.

        Of notes that every deck with this one held, none can have come later than it: a proof
        speaks for what was first held between its own first deck and the one with which it came.
        """
        waiting = [
            (self._speaks_from(window, span), window, span) for window, span in spans.items()
        ]
        waiting.sort(key=itemgetter(0, 1), reverse=True)
        ends: list[tuple[int, int]] = []
        latest = 0
        for place in range(len(self._times) + 1):
            while waiting and waiting[-1][0] <= place:
                _, window, span = waiting.pop()
                latest = max(latest, window.start)
                heappush(ends, (span.stop, window.start))
            while ends and ends[0][1] < place:
                heappop(ends)
            yield range(bisect_left(self._full, latest), ends[0][0]) if ends else None

    def _speaks_from(self, window: _Window, span: range) -> int:
        """Tell from which deck on a proof speaks for what that held first.

        A part that went out meanwhile may have held the one card and not the other.
        """
        last = self._full[span.stop - 1] if span else window.first
        parts = self._parts[: bisect_right(self._parts, last)][-1:]
        return max(window.first, *(part + 1 for part in parts if part > window.first), window.first)

    def _unsure(self, spans: Mapping[_Window, range], notes: Iterable[str]) -> list[int]:
        """Choose the decks with progress that may have been taken, though nothing shows by whom.

        That are those by which another card may have come, and those that held no answer to show,
        as a part need not.
        """
        since = self._shown.since
        times = (at for uid in notes for at in self._of(uid).here if at >= since)
        oldest = min(times, default=None)
        taken, parts = _covered(spans.values(), len(self._full)), frozenset(self._parts)
        return [
            place
            for place, is_taken in zip(self._full, taken, strict=True)
            if is_taken or place in parts or oldest is None or oldest >= self._times[place]
        ]


def _covered(spans: Iterable[range], size: int) -> list[bool]:
    """Tell which numbers below `size` are in any span."""
    steps = [0] * (size + 1)
    for span in spans:
        if span:
            steps[span.start] += 1
            steps[span.stop] -= 1
    return [depth > 0 for depth in accumulate(steps[:-1])]


def _size(deck: Event) -> int:
    cards = deck.values.get("cards")
    return cards if isinstance(cards, int) else 0
