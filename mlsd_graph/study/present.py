"""What holds now: content, states, settings and queue, kept in step with the log.

Two depths. Opening reads no state and no page, so that a first review can be asked from the log's
own index and the content's; library, graph, states and queue are made when they are asked for, or
ahead by `warm`.
"""

from collections.abc import Callable, Collection
from threading import RLock
from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.content.records import PageHead
from mlsd_graph.memory import Answer, CardState, Phase, Rating, Settings, fsrs6, recall
from mlsd_graph.memory.grading import Outcome, plain_days, preview
from mlsd_graph.scheduling import Now
from mlsd_graph.store import Store
from mlsd_graph.study.loads import Loads
from mlsd_graph.study.orphans import orphans
from mlsd_graph.study.views import SetResult

if TYPE_CHECKING:
    from mlsd_graph.content import Library
    from mlsd_graph.graph import Graph
    from mlsd_graph.study.line import Line


class _Whole(NamedTuple):
    """Everything at once: what one look at all pages and all states gives."""

    graph: "Graph"
    states: dict[str, CardState]
    line: "Line"


class Present:
    """The memory of an open study; the log stays the truth."""

    def __init__(self, load: "Callable[[], Library]", store: Store) -> None:
        self.store = store
        self._load = load
        self._loading = RLock()
        self._library: Library | None = None
        self._whole: _Whole | None = None
        self._read_few()

    @property
    def is_warm(self) -> bool:
        """Whether library, graph, states and queue are there."""
        return self._whole is not None

    @property
    def is_loaded(self) -> bool:
        """Whether the library is there."""
        return self._library is not None

    @property
    def library(self) -> "Library":
        """The content as of the last look at its folders; the first look is made here."""
        if self._library is None:
            with self._loading:
                if self._library is None:
                    self._library = self._load()
        return self._library

    @property
    def graph(self) -> "Graph":
        """The graph of the content."""
        return self._all().graph

    @property
    def states(self) -> dict[str, CardState]:
        """The states of all cards, orphans included."""
        return self._all().states

    def orphans(self) -> list[CardState] | None:
        """List the states of cards that the content does not have; None until all was read."""
        return orphans(self.library, self._whole.states) if self._whole is not None else None

    @property
    def line(self) -> "Line":
        """Today's queue."""
        return self._all().line

    def warm(self, lock: RLock, now: Now) -> None:
        """Make graph, states and queue while the lock is free, and put them in place under it."""
        if self._whole is not None:
            return
        from mlsd_graph.graph import build  # noqa: PLC0415  not before the first card

        library = self.library
        graph = build(library)
        if self.settings.credit == "on":
            from mlsd_graph.study.crediting import kept  # noqa: PLC0415  not before the first card

            kept(self.store, graph, library.cards, self.settings, now.day)  # so no queue waits
        with lock:
            if self._whole is None and self.library is library:
                self._whole = self._made(graph)

    def read(self) -> None:
        """Read everything from the log's cache again."""
        self._read_few()
        if self._whole is not None:
            self._whole = self._made(self._whole.graph)

    def follow(self) -> bool:
        """Read again if another process has written; tell whether it has."""
        if self.store.version() == self._version:
            return False
        self.read()
        return True

    def use(self, library: "Library", changed: Collection[str]) -> None:
        """Go on with other content, of which these pages differ."""
        from mlsd_graph.graph import updated  # noqa: PLC0415  not before the first card

        self._library = library
        if self._whole is not None:
            graph = updated(self._whole.graph, library, changed)
            self._whole = self._made(graph, self._whole.states)

    def configure(self, key: str, value: str) -> SetResult:
        """Change a setting and count the cards that it moved."""
        name = self.settings.name_of(key)
        after = self.settings.with_value(name, value).as_text()[name]
        before, states = self.settings.as_text()[name], self.states
        self.store.set(name, value)
        self.read()
        known = (uid for uid in self.states if uid in states)
        moved = sum(self.states[uid].due != states[uid].due for uid in known)
        return SetResult(name, before, after, moved)

    def state(self, uid: str) -> CardState | None:
        """Look up one card, without reading all of them."""
        return self._whole.states.get(uid) if self._whole else self.store.state(uid)

    def take(self, state: CardState, now: Now, rating: Rating | None = None) -> tuple[str, ...]:
        """Let one changed state in, with the grade it had; return the pages that this opened."""
        self._version = self.store.version()
        if self._whole is None:
            self._load_on = Loads(self.store)
            return ()
        before = self.states.get(state.card)
        self._load_on.move(before, state)
        self.states[state.card] = state
        answer = Answer(state.card, rating, state.last, state.offset, before) if rating else None
        return self.line.changed(state, now, answer)

    def note(self, state: CardState) -> None:
        """Let in a state that differs by nothing that schedules: a mark."""
        self._version = self.store.version()
        if self._whole is not None:
            self.states[state.card] = state
            self.line.noted(state)

    def outcomes(self, uid: str, page: PageHead, now: Now) -> dict[Rating, Outcome]:
        """Compute what each grade of a card on a page would do now."""
        state = self.state(uid)
        reviews = state.reps if state else 0
        settings = self._rules.at(now.ms)
        outcomes = preview(
            uid,
            state,
            settings,
            now.ms,
            now.offset,
            reviews_live=reviews,
            load=self._load_on,
            sibling_days=self._sibling_days(uid, page),
        )
        if now.ms >= self._rules.changed_at:
            return outcomes
        # A grade dated before a change of parameters is rescheduled by that change at once.
        return {
            rating: _on_day(each, now.day + plain_days(each.stability, uid, reviews, settings), now)
            if each.phase == Phase.REVIEW
            else each
            for rating, each in outcomes.items()
        }

    def recall(self, uid: str, now: Now) -> float | None:
        """Probability of recalling a card now; None if it was never graded."""
        state = self.states.get(uid)
        if state is None or not state.reps:
            return None
        return recall(state, now.ms, now.offset, fsrs6(self.settings.parameters))

    def page_recall(self, page_id: str, now: Now) -> float:
        """Mean recall over the cards of a page, unseen ones counting as 0."""
        page = self.library.pages.get(page_id)
        if page is None or not page.cards:
            return 0.0
        return sum(self.recall(head.uid, now) or 0.0 for head in page.cards) / len(page.cards)

    def _sibling_days(self, uid: str, page: PageHead) -> set[int]:
        """Days on which another card of the same page is due."""
        others = (head.uid for head in page.cards if head.uid != uid)
        siblings = map(self.state, others)
        return {state.due for state in siblings if state and state.phase == Phase.REVIEW}

    def _read_few(self) -> None:
        self._version = self.store.version()
        self._rules = self.store.rules()
        self.settings: Settings = self._rules.settings
        self._load_on = Loads(self.store)

    def _all(self) -> _Whole:
        if self._whole is None:
            from mlsd_graph.graph import build  # noqa: PLC0415  not before the first card

            self._whole = self._made(build(self.library))
        return self._whole

    def _made(self, graph: "Graph", states: dict[str, CardState] | None = None) -> _Whole:
        from mlsd_graph.study.line import Line  # noqa: PLC0415  not before the first card

        known = self.store.states() if states is None else states
        return _Whole(graph, known, Line(graph, self.library, known, self.settings, self.store))


def _on_day(outcome: Outcome, day: int, now: Now) -> Outcome:
    return outcome._replace(due=day, due_day=day, interval=float(day - now.day))
