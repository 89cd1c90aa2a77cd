"""Concepts that are easily confused: apart until both are stable, then side by side.

Learned together, look-alikes are mixed up; once both hold, telling them apart is what is worth
practising. Order alone follows from this, never what is due.
"""

from collections.abc import Iterator, Mapping, Sequence

from mlsd_graph.content.records import CardHead
from mlsd_graph.graph import Graph, contrast_uid, is_contrast
from mlsd_graph.memory.state import CardState
from mlsd_graph.scheduling import reasons
from mlsd_graph.scheduling.reasons import Queued

DAYS_BETWEEN = 5
"""From the introduction of one concept to that of its look-alike, where others are left."""
STABLE_DAYS = 5.0
_PASSES = 2


class Pairs:
    """What is known of look-alikes today, looked up where it is asked for."""

    __slots__ = ("_beginning", "_begun", "_graph", "_stable", "_states", "_today")

    def __init__(self, graph: Graph, states: Mapping[str, CardState], today: int) -> None:
        self._graph = graph
        self._states = states
        self._today = today
        self._begun: dict[str, int | None] = {}
        self._stable: dict[str, bool] = {}
        self._beginning: set[str] = set()

    def unsettled(self, page: str) -> list[str]:
        """Look-alikes that a page should not stand near: one of the two is not stable yet."""
        partners = self._graph.contrasts_of.get(page, ())
        return [other for other in partners if not (self.holds(page) and self.holds(other))]

    def settled(self, page: str) -> list[str]:
        """Look-alikes that a page is best asked beside: both are stable."""
        partners = self._graph.contrasts_of.get(page, ())
        return [other for other in partners if self.holds(page) and self.holds(other)]

    def begin(self, page: str) -> bool:
        """Whether a page's new cards may come now; then its look-alikes wait.

        A page may that has begun, or none of whose look-alikes has begun in the last days.
        """
        if self._since(page) is None:
            for other in self._graph.contrasts_of.get(page, ()):
                since = self._since(other)
                young = since is not None and self._today - since < DAYS_BETWEEN
                if young or other in self._beginning:
                    return False
            self._beginning.add(page)
        return True

    def holds(self, page: str) -> bool:
        """Whether what was learned of a page is stable; of nothing nothing is."""
        found = self._stable.get(page)
        if found is None:
            seen = list(self._seen(page))
            found = self._stable[page] = bool(seen) and all(map(_is_stable, seen))
        return found

    def _since(self, page: str) -> int | None:
        """Day on which the first card of a page was learned."""
        if page not in self._begun:
            days = [state.first_day for state in self._seen(page)]
            self._begun[page] = min(days, default=None)
        return self._begun[page]

    def _seen(self, page: str) -> Iterator[CardState]:
        for head in self._graph.cards_of.get(page, ()):
            state = self._states.get(head.uid)
            if state is not None and state.reps and not is_contrast(head):
                yield state


def side_by_side(
    items: Sequence[Queued], cards: Mapping[str, CardHead], pairs: Pairs, graph: Graph
) -> list[Queued]:
    """Bring a look-alike's card up behind its stable partner's, and after it their contrast card.

    Each concept is joined once in a session; all other cards keep their order.
    """
    of_page: dict[str, list[Queued]] = {}
    contrasts: dict[str, Queued] = {}  # by note; of its clozes the first
    for item in items:
        head = cards[item.uid]
        if is_contrast(head):
            contrasts.setdefault(head.note, item)
        else:
            of_page.setdefault(head.page, []).append(item)
    found: list[Queued] = []
    moved: set[str] = set()
    joined: set[str] = set()
    for item in items:
        if item.uid in moved:
            continue
        found.append(item)
        moved.add(item.uid)
        page = cards[item.uid].page
        if page in joined or is_contrast(cards[item.uid]):
            continue
        other = next((p for p in pairs.settled(page) if p in of_page and p not in joined), None)
        if other is None:
            continue
        joined |= {page, other}
        title = graph.pages[page].title
        beside = next((each for each in of_page[other] if each.uid not in moved), None)
        told = contrasts.get(contrast_uid(graph.pages[page], graph.pages[other]))
        for each in (beside, told):
            if each is not None and each.uid not in moved:
                moved.add(each.uid)
                found.append(Queued(each.uid, reasons.paired(each.reason, title, (page, other))))
    return found


def _is_stable(state: CardState) -> bool:
    return state.stability >= STABLE_DAYS and state.reps - state.lapses >= _PASSES
