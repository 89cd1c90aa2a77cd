"""The order within a session: new cards among the reviews, cards of one concept apart."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush

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
    items: Sequence[Queued], page_of: Callable[[str], str], recent: Iterable[str] = ()
) -> list[Queued]:
    """Keep cards of one page `APART` places from each other, if any order does.

    `recent` are pages just seen, newest last. First the cards are taken in line as their pages
    have rested, which moves few of them; where that crowds a long page at the end, the page with
    most cards left goes first, which is optimal (scheduling with a cool-down).
    """
    lines: dict[str, list[tuple[int, Queued]]] = {}
    for place, item in enumerate(items):
        lines.setdefault(page_of(item.uid), []).append((place, item))
    seen = list(recent)[-APART:]
    gentle = _seated(lines, seen, lambda left: left[0][0])
    tight = _crowding(gentle, page_of)
    if not tight:
        return gentle
    firm = _seated(lines, seen, lambda left: -len(left) * len(items) + left[0][0])
    return firm if _crowding(firm, page_of) < tight else gentle


_Line = Sequence[tuple[int, Queued]]
"""Cards of one page that are still to be seated, with their places in line."""


def _seated(
    lines: Mapping[str, _Line], seen: Sequence[str], rank: Callable[[_Line], int]
) -> list[Queued]:
    """Seat the rested page of lowest rank; where none is rested, the one that rested longest."""
    left = {page: deque(line) for page, line in lines.items()}
    last = {page: slot for slot, page in enumerate(seen, -len(seen)) if page in lines}
    resting = deque(sorted((slot, page) for page, slot in last.items()))
    rested = [(rank(line), page) for page, line in left.items() if page not in last]
    heapify(rested)
    seated: list[Queued] = []
    for slot in range(sum(map(len, left.values()))):
        while resting and (resting[0][0] + APART < slot or not rested):
            page = resting.popleft()[1]
            heappush(rested, (rank(left[page]), page))
        page = heappop(rested)[1]
        seated.append(left[page].popleft()[1])
        if left[page]:
            resting.append((slot, page))
    return seated


def _crowding(items: Sequence[Queued], page_of: Callable[[str], str]) -> int:
    """Count the cards that come too soon after one of their page."""
    last: dict[str, int] = {}
    soon = 0
    for place, item in enumerate(items):
        page = page_of(item.uid)
        soon += place - last.get(page, -APART - 1) <= APART
        last[page] = place
    return soon
