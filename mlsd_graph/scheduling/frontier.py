"""What is known, what is open, and what a locked page still waits for.

A concept is known when at least half of its cards are learned and likely to be recalled; the
other half may follow, as waiting for the last cloze would hold up everything behind it. Of a
concept that placement assumes only those asked count, so it falls back at the first failure. A
concept opens when all its prerequisites are known. The gate is soft: the queue falls back to locked
pages rather than leave a session idle.
"""

from collections.abc import Iterable, Mapping

from mlsd_graph.content.records import PageKind
from mlsd_graph.graph import Graph, is_contrast
from mlsd_graph.memory.model import MemoryModel
from mlsd_graph.memory.state import CardState, Phase
from mlsd_graph.scheduling.day import Now

LIKELY = 0.8
"""Recall from which a learned card counts as known."""
_DAY_S = 86_400


class Frontier:
    """Knowledge of pages at one moment, computed where it is asked for and remembered."""

    __slots__ = (
        "_known", "_model", "_now", "_reach_days", "_rollover_s", "_states", "assumed", "graph",
    )  # fmt: skip

    def __init__(
        self,
        graph: Graph,
        states: Mapping[str, CardState],
        now: Now,
        model: MemoryModel,
        assumed: frozenset[str] = frozenset(),
    ) -> None:
        self.graph = graph
        self.assumed = assumed
        self._states = states
        self._now = now
        self._model = model
        self._known: dict[str, bool] = {}
        self._rollover_s = now.next_rollover_s
        # Recall is a function of days / stability alone, so one comparison replaces a power.
        self._reach_days = model.interval(1.0, LIKELY)

    def known(self, id_: str) -> bool:
        """Whether at least half of a page's own cards are learned and likely to be recalled."""
        found = self._known.get(id_)
        if found is None:
            found = self._known[id_] = self._measure(id_)
        return found

    def open(self, id_: str) -> bool:
        """Whether new cards of a page may come."""
        page = self.graph.pages[id_]
        if page.kind is PageKind.CONCEPT:
            return all(map(self.known, self.graph.prerequisites_of.get(id_, ())))
        needs = self.needs(id_)
        return 2 * sum(map(self.known, needs)) > len(needs) or not needs

    def needs(self, id_: str) -> tuple[str, ...]:
        """What opens a page: prerequisites, concepts a case study uses, members of a set."""
        page = self.graph.pages[id_]
        match page.kind:
            case PageKind.CONCEPT:
                return tuple(self.graph.prerequisites_of.get(id_, ()))
            case PageKind.CASE_STUDY:
                return tuple(self.graph.stated[id_].uses)
            case PageKind.CONTRAST_SET:
                return self.graph.stated[id_].members
            case _:
                return ()

    def missing(self, id_: str) -> tuple[str, ...]:
        """The needs of a page that are not known."""
        return tuple(need for need in self.needs(id_) if not self.known(need))

    def waiting(self, id_: str) -> tuple[str, ...]:
        """Concepts that need a page directly and are not known themselves."""
        return tuple(d for d in self.graph.dependents_of.get(id_, ()) if not self.known(d))

    def graded(self, states: Mapping[str, CardState], page: str) -> "Frontier":
        """Know the same of all pages but one, whose card was graded."""
        fresh = Frontier(self.graph, states, self._now, self._model, self.assumed)
        fresh._known.update(self._known)
        fresh._known.pop(page, None)
        return fresh

    def assuming(self, assumed: frozenset[str], states: Mapping[str, CardState]) -> "Frontier":
        """Know the same, with other concepts assumed."""
        if assumed == self.assumed:
            return self
        return Frontier(self.graph, states, self._now, self._model, assumed)

    def _measure(self, id_: str) -> bool:
        heads = self.graph.cards_of.get(id_, ())
        uids = (head.uid for head in heads if not is_contrast(head))
        return self._likely(uids, unseen=0 if id_ in self.assumed else -1)

    def _likely(self, uids: Iterable[str], *, unseen: int) -> bool:
        balance = 0
        for uid in uids:
            state = self._states.get(uid)
            if state is None or state.phase == Phase.NEW:
                balance += 0 if state and state.suspended else unseen
            elif state.phase == Phase.REVIEW:
                days = (self._rollover_s - state.last // 1000) // _DAY_S
                balance += 1 if days <= self._reach_days * state.stability else -1
            elif not state.suspended:
                balance -= 1
        return balance >= 0
