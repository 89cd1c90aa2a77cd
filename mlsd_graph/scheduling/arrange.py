"""The order within a session: new cards among the reviews, cards of one page apart."""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Sequence
from heapq import heapify, heappop, heappush

from mlsd_graph.scheduling.day import NOTHING_DONE, DoneToday
from mlsd_graph.scheduling.reasons import Queued

APART = 3
"""Other cards between two cards of one concept, where possible."""
Kin = Callable[[str], Iterable[str]]
"""Pages that must rest as well when one is shown."""


def mixed(
    reviews: Sequence[Queued], new: Sequence[Queued], done: DoneToday = NOTHING_DONE
) -> list[Queued]:
    """Spread new cards evenly among reviews: over the whole day, what is done keeping its places.

    Where more of one kind was done than that, on a phone perhaps, what is left is spread alone; its
    first place hangs on how many are left. So queues that are built anew after each grade begin
    with either kind about as often as it is left, though not at the places of one that is kept.
    """
    if not new or not reviews:
        return [*reviews, *new]
    past, left = done.new + done.reviews, len(reviews) + len(new)
    places = _spread(done.new + len(new), past + left, 0.5)
    if sum(place < past for place in places) == done.new:
        kinds = _left_of(places, past + left, done)
    else:
        places = _spread(len(new), left, _mirrored(left))
        kinds = [place in places for place in range(left)]
    fresh, old = iter(new), iter(reviews)
    return [next(fresh if is_new else old) for is_new in kinds]


def _spread(count: int, total: int, phase: float) -> set[int]:
    """Take `count` of `total` places at equal distances; the phase, below 1, moves all of them."""
    return {int((i + phase) * total / count) for i in range(count)}


def _mirrored(number: int) -> float:
    """Turn the binary digits about the point (van der Corput 1935): successors lie far apart."""
    return int(f"{number:b}"[::-1], 2) / (1 << number.bit_length())


def _left_of(places: Collection[int], total: int, done: DoneToday) -> list[bool]:
    """Tell of each place of a day that is left whether it is for a new card."""
    past = {True: done.new, False: done.reviews}
    kinds: list[bool] = []
    for is_new in (place in places for place in range(total)):
        if past[is_new]:
            past[is_new] -= 1
        else:
            kinds.append(is_new)
    return kinds


def no_kin(_: str) -> Iterable[str]:
    """Let every page rest by itself."""
    return ()


def apart(
    items: Sequence[Queued],
    page_of: Callable[[str], str],
    recent: Iterable[str] = (),
    kin: Kin = no_kin,
) -> list[Queued]:
    """Keep cards of one page `APART` places from each other, if any order does.

    `recent` are pages just seen, newest last. Cards are taken in line as their pages have rested;
    a page with most cards left goes first only from where its cards would else crowd the end.
    That is optimal (scheduling with a cool-down) and moves few cards. `kin` is a wish beyond.
    """
    seating = _Seating(items, page_of, kin)
    seen = list(recent)[-APART:]
    for slot, page in enumerate(seen, -len(seen)):
        seating.rest(page, slot)
    return [seating.seat(slot) for slot in range(len(items))]


class _Seating:
    """Lines of cards by page: those that may be shown, and those that rest."""

    def __init__(self, items: Sequence[Queued], page_of: Callable[[str], str], kin: Kin) -> None:
        self._lines: dict[str, deque[tuple[int, Queued]]] = {}
        for place, item in enumerate(items):
            self._lines.setdefault(page_of(item.uid), deque()).append((place, item))
        self._kin = kin
        self._left = len(items)
        self._shown: dict[str, int] = {}
        """Slot in which a page was shown last."""
        self._rests: dict[str, int] = {}
        """Slot from which a page rests: its own, or that of its kin."""
        self._resting: deque[tuple[int, str]] = deque()
        self._ready = [(line[0][0], page) for page, line in self._lines.items()]
        heapify(self._ready)
        self._of_length: defaultdict[int, dict[str, None]] = defaultdict(dict)
        for page, line in self._lines.items():
            self._of_length[len(line)][page] = None
        self._longest = max(self._of_length, default=0)

    def rest(self, page: str, slot: int) -> None:
        """Let a page and its kin rest from a slot on."""
        self._shown[page] = slot
        for each in (*self._kin(page), page):
            if each in self._lines:
                self._rests[each] = slot
                self._resting.append((slot, each))

    def seat(self, slot: int) -> Queued:
        """Take the card for a slot."""
        while self._resting and self._resting[0][0] + APART < slot:
            rested, page = self._resting.popleft()
            if self._rests[page] == rested and (line := self._lines[page]):
                heappush(self._ready, (line[0][0], page))
        page = self._crowded(slot) or self._first(slot) or self._least_tired()
        line = self._lines[page]
        del self._of_length[len(line)][page]
        _, item = line.popleft()
        self._of_length[len(line)][page] = None
        while not self._of_length[self._longest]:
            self._longest -= 1
        self._left -= 1
        self.rest(page, slot)
        return item

    def _crowded(self, slot: int) -> str | None:
        """The first in line of the longest pages, if they need all the places that are left."""
        longest = self._of_length[self._longest]
        needed = (self._longest - 1) * (APART + 1) + len(longest)
        # Where no order keeps them apart, a place every so often is all that helps.
        in_vain = (self._left - 1) % (APART + 1) >= len(longest)
        if self._longest == 1 or needed < self._left or in_vain:
            return None
        # Where that holds, no more than four pages are that long.
        rested = [page for page in longest if self._shown.get(page, -APART - 1) + APART < slot]
        return min(rested, key=lambda page: self._lines[page][0][0], default=None)

    def _first(self, slot: int) -> str | None:
        """The first in line of all pages that have rested."""
        while self._ready:
            place, page = heappop(self._ready)
            line = self._lines[page]
            if line and line[0][0] == place and self._rests.get(page, -APART - 1) + APART < slot:
                return page
        return None

    def _least_tired(self) -> str:
        """The page that has rested longest, where none has rested enough."""
        while True:
            slot, page = self._resting.popleft()
            if self._rests[page] == slot and self._lines[page]:
                return page
