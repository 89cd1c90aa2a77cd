"""Probes on failure: after a lapse, ask the concept that it most likely came from.

A failure may come from what a card rests on. Instead of an implied penalty the most suspect
concept is asked itself, and only what that answer says changes any memory. If the concept has
lapsed too, what failed first comes again after it, and the search goes one level down, once.
Everything follows from today's answers, so a restart restores it and an undo takes it back.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from mlsd_graph.content.records import CardHead
from mlsd_graph.graph import Graph, is_contrast
from mlsd_graph.memory.answer import Answer
from mlsd_graph.memory.grading import recall
from mlsd_graph.memory.model import MemoryModel
from mlsd_graph.memory.state import IN_STEPS, CardState, Phase
from mlsd_graph.scheduling import reasons
from mlsd_graph.scheduling.blame import Suspect, blamed, suspects
from mlsd_graph.scheduling.day import Now
from mlsd_graph.scheduling.reasons import Queued

LEAST_BLAME = 0.17
"""Share of the blame from which a concept is asked. With a quarter, simulated learners find a lost
prerequisite hardly sooner than plain FSRS does; far below, probes cost time where no edge is real.
"""
LEVELS = 2
"""Probes for one failure."""
EVERY = 10
"""Answers for each probe, beyond the first one of the day."""


class Probes(NamedTuple):
    """What today's failures ask for."""

    first: tuple[Queued, ...] = ()
    """Probes that are still to be asked, and cards that come again after theirs."""
    after: Mapping[str, str] = {}  # never changed
    """Card between steps → card between steps that it waits for."""


class _Why(NamedTuple):
    failed: tuple[str, ...]
    """Cards whose failure is looked into, the one that rests on the suspect directly first."""
    level: int
    """1 for the first probe, 2 for the one after that failed."""


class _Probe(NamedTuple):
    card: str
    suspect: Suspect
    why: _Why


def probes(  # noqa: PLR0913, PLR0917  a pure function takes all that it depends on
    graph: Graph,
    cards: Mapping[str, CardHead],
    states: Mapping[str, CardState],
    today: Sequence[Answer],
    now: Now,
    model: MemoryModel,
) -> Probes:
    """Follow today's answers, oldest first; `states` are those of now."""
    if not any(answer.is_lapse for answer in today):
        return Probes()
    inquiry = Inquiry(graph, cards, states, model)
    inquiry.morning = {answer.card: answer.before for answer in reversed(today)}
    for answer in today:
        inquiry.follow(answer)
    return inquiry.found(now)


def _nothing(_: str) -> Iterable[str]:
    return ()


class Inquiry:
    """Goes through the answers of one day, as they are given or afterwards.

    `states` are looked at as they are then; for what is followed afterwards, `morning` must hold
    the states that they began the day with.
    """

    def __init__(
        self,
        graph: Graph,
        cards: Mapping[str, CardHead],
        states: Mapping[str, CardState],
        model: MemoryModel,
        named: Callable[[str], Iterable[str]] = _nothing,
    ) -> None:
        """`named` tells which pages the text of a card links."""
        self._graph = graph
        self._named = named
        self._cards = cards
        self._states = states
        self._model = model
        self.morning: dict[str, CardState | None] = {}
        """Cards answered today → their states before that."""
        self._asked: set[str] = set()
        self._last: dict[str, Answer] = {}
        self._pending: dict[str, _Probe] = {}
        self._waiting: dict[str, str] = {}
        self._opened = 0
        self._answers = 0

    def follow(self, answer: Answer) -> None:
        """Take one answer in."""
        self._answers += 1
        self.morning.setdefault(answer.card, answer.before)
        self._last[answer.card] = answer
        self._waiting.pop(answer.card, None)
        head = self._cards.get(answer.card)
        if head is None:
            return
        self._asked.add(head.page)
        probe = self._pending.pop(answer.card, None)
        why = _Why((answer.card,), 1)
        if probe is not None:
            if answer.passed:
                return
            missed = [uid for uid in probe.why.failed if not self._last[uid].passed]
            self._waiting.update(dict.fromkeys(missed, answer.card))
            why = _Why((answer.card, *probe.why.failed), probe.why.level + 1)
        if answer.before and answer.is_lapse and why.level <= LEVELS:
            own = recall(answer.before, answer.at, answer.offset, self._model)
            self._look_into(answer, head, own, why)

    def found(self, now: Now) -> Probes:
        """What is left to ask after all answers."""
        first = [
            Queued(probe.card, reasons.probe(*self._titles(probe), probe.suspect.edges))
            for probe in self._pending.values()
            if self._can_ask(probe.card, now)
        ]
        after: dict[str, str] = {}
        for uid, other in self._waiting.items():
            if self._in_steps(uid):
                after[uid] = other
            elif not self._in_steps(other) and self._can_ask(uid, now):
                edge = (self._cards[other].page, self._cards[uid].page)
                title = self._graph.pages[edge[0]].title
                first.append(Queued(uid, reasons.after_probe(title, edge)))
        return Probes(tuple(first), after)

    def _look_into(self, answer: Answer, head: CardHead, own: float, why: _Why) -> None:
        """Open a probe of the most suspect concept that was not asked today."""
        among = suspects(self._graph, head, self._named(head.uid))
        for blame, suspect in blamed(among, own, lambda id_: self._recall(id_, answer)):
            if blame < LEAST_BLAME:
                return
            if suspect.concept in self._asked:
                continue
            card = min(self._learned(suspect.concept), key=lambda pair: self._one(pair, answer))[0]
            known = self._pending.get(card)
            if known is not None:
                both = (*known.why.failed, *why.failed)
                self._pending[card] = known._replace(why=known.why._replace(failed=both))
            elif self._opened < 1 + self._answers // EVERY:
                self._opened += 1
                self._pending[card] = _Probe(card, suspect, why)
            return

    def _recall(self, concept: str, at: Answer) -> float | None:
        """Mean recall of the cards of a concept that have been learned."""
        each = [self._one(pair, at) for pair in self._learned(concept)]
        return sum(each) / len(each) if each else None

    def _learned(self, concept: str) -> list[tuple[str, CardState]]:
        """Cards that could be asked this morning, with their states then."""
        found: list[tuple[str, CardState]] = []
        for head in self._graph.cards_of.get(concept, ()):
            uid = head.uid
            state = self.morning[uid] if uid in self.morning else self._states.get(uid)
            if state is None or state.phase != Phase.REVIEW or is_contrast(head):
                continue
            if not self._states.get(uid, state).suspended:
                found.append((uid, state))
        return found

    def _one(self, pair: tuple[str, CardState], at: Answer) -> float:
        return recall(pair[1], at.at, at.offset, self._model)

    def _titles(self, probe: _Probe) -> tuple[str, str]:
        pages = self._graph.pages
        failed = self._cards[probe.why.failed[0]].page
        return pages[failed].title, pages[probe.suspect.concept].title

    def _in_steps(self, uid: str) -> bool:
        state = self._states.get(uid)
        return state is not None and state.phase in IN_STEPS

    def _can_ask(self, uid: str, now: Now) -> bool:
        state = self._states.get(uid)
        return uid in self._cards and (state is None or not state.hidden_on(now.day))
