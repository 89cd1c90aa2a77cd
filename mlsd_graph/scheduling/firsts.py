"""First answers in the order of the log, and what each was given without.

A concept has been met once half of its cards were passed, however long ago: what was asked later,
and what is forgotten, does not change what an earlier answer has said.
"""

from collections import Counter
from collections.abc import Mapping

from mlsd_graph.content.records import CardHead, PageKind
from mlsd_graph.graph import Graph, is_contrast
from mlsd_graph.memory.state import Rating
from mlsd_graph.scheduling.say import ENOUGH, Say, Seen, graph_leads, turned

MOST = 300
"""First answers that decide; a learner who has given so many is known."""


class FirstAnswers:
    """Follows a learner's grades from the first one on; each takes less than 0.1 ms."""

    __slots__ = ("_asked", "_cards", "_graph", "_passed", "_size", "say", "seen")

    def __init__(self, graph: Graph, cards: Mapping[str, CardHead]) -> None:
        self.say = Say.CONTENT
        self.seen = Seen()
        self._graph = graph
        self._cards = cards
        self._asked: set[str] = set()
        self._passed: set[str] = set()
        self._size: Counter[str] = Counter()

    def take(self, uid: str, rating: int) -> None:
        """Let one grade in; those that are no first answer say what has been met."""
        if uid in self._passed:
            return
        head = self._cards.get(uid)
        if head is None or is_contrast(head):
            return
        if uid not in self._asked:
            self._asked.add(uid)
            if self._graph.pages[head.page].kind is PageKind.CONCEPT and not self.is_closed:
                self._count(head.page, failed=rating == Rating.AGAIN)
        if rating > Rating.AGAIN:
            self._passed.add(uid)
            self._size[head.page] += 1

    @property
    def graph_leads(self) -> bool:
        """Whether the graph orders new concepts now."""
        return graph_leads(self.say, self.seen)

    @property
    def is_closed(self) -> bool:
        """Whether enough was seen for good."""
        return self.seen.answers >= MOST

    def end(self) -> None:
        """Decide with what there is: no more of the log is looked at."""
        if self.seen.answers < ENOUGH:
            self.say = Say.GRAPH

    def _count(self, page: str, *, failed: bool) -> None:
        graph = self._graph
        missing = not all(map(self._met, graph.prerequisites_of.get(page, ())))
        above = not all(map(self._met, graph.dependents_of.get(page, ())))
        self.seen = self.seen.and_one(missing=missing, above=above, failed=failed)
        self.say = turned(self.say, self.seen)

    def _met(self, page: str) -> bool:
        own = (not is_contrast(head) for head in self._graph.cards_of.get(page, ()))
        return 2 * self._size[page] >= sum(own)
