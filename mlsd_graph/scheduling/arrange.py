"""The order within a session: new cards among the reviews, cards of one concept apart."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from heapq import heapify, heappop, heappush
from itertools import count

from mlsd_graph.scheduling.reasons import Queued

APART = 3
"""Other cards between two cards of one concept, where possible."""


def mixed(reviews: Sequence[Queued], new: Sequence[Queued]) -> list[Queued]:
    """Spread the new cards evenly among the reviews."""
    if not new or not reviews:
        return [*reviews, *new]
    total = len(reviews) + len(new)
    places = {(2 * i + 1) * total // (2 * len(new)) for i in range(len(new))}
    fresh, old = iter(new), iter(reviews)
    return [next(fresh if place in places else old) for place in range(total)]


def apart(
    items: Iterable[Queued], page_of: Callable[[str], str], recent: Iterable[str] = ()
) -> list[Queued]:
    """Keep cards of one page `APART` places from each other, moving as few cards as possible.

    `recent` are pages just seen, newest last. Where only one page is left its cards follow each
    other. O(n log n), as a session may be one page or ten thousand.
    """
    lines: dict[str, deque[tuple[int, Queued]]] = {}
    for place, item in enumerate(items):
        lines.setdefault(page_of(item.uid), deque()).append((place, item))
    seen = list(recent)[-APART:]
    last = {page: slot for slot, page in enumerate(seen, -len(seen))}
    resting = deque(sorted((slot, page) for page, slot in last.items()))
    ready = [(line[0][0], page) for page, line in lines.items() if page not in last]
    heapify(ready)
    arranged: list[Queued] = []
    for slot in count():
        while resting and (resting[0][0] + APART < slot or not ready):
            page = resting.popleft()[1]
            if lines.get(page):
                heappush(ready, (lines[page][0][0], page))
        if not ready:
            return arranged
        _, page = heappop(ready)
        arranged.append(lines[page].popleft()[1])
        resting.append((slot, page))
    return arranged
