"""The queue as it is kept while a study is open: built once, moved on after each grade."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from mlsd_graph.content import Library
from mlsd_graph.graph import Graph
from mlsd_graph.memory.answer import Answer
from mlsd_graph.memory.settings import Settings
from mlsd_graph.memory.state import CardState
from mlsd_graph.scheduling import DoneToday, Now, Pace, Queue, Queued, build_queue
from mlsd_graph.scheduling.overlay import merged
from mlsd_graph.store import Day, Store
from mlsd_graph.store.statistics import NEW_TAKES, STEP_TAKES, seconds_per_review, spent_ms
from mlsd_graph.study.given import Given
from mlsd_graph.study.overlaying import Layers, after_grade, layers

_REMEMBERED = 4


class Line:
    """Today's queue for one content, one set of states and one set of settings."""

    def __init__(
        self,
        graph: Graph,
        library: Library,
        states: Mapping[str, CardState],
        settings: Settings,
        store: Store,
    ) -> None:
        self._graph = graph
        self._library = library
        self._states = states
        self._settings = settings
        self._store = store
        self._recent: tuple[str, ...] | None = None
        self._today: tuple[Answer, ...] | None = None
        self._queue: Queue | None = None
        self._layers: Layers = {}
        self._memo: dict[str, object] = {}
        self._moved = False
        self._stale = False

    def queue(self, now: Now) -> Queue:
        """Return the queue as of now: a new one for a new study day, or where nothing is left."""
        queue = self._queue
        if queue is not None and queue.now.day != now.day:
            self._recent, self._today, self._memo = (), (), {}
        if queue is None or queue.now.day != now.day or now.ms < queue.now.ms or self._stale:
            return self._built(now)
        if queue.now != now:
            queue = self._queue = queue.at(now)
        if self._moved and queue.next(now.ms) is None:
            # What took less time than expected leaves room for other cards.
            return self._built(now)
        return queue

    def _built(self, now: Now) -> Queue:
        self._moved = self._stale = False
        given = self._given(now, self.pace())
        self._layers = layers(given)
        self._queue = build_queue(
            given.graph,
            given.library.cards,
            given.states,
            given.settings,
            now,
            given.done,
            given.pace,
            merged(self._layers.values()),
        )
        return self._queue

    def _given(self, now: Now, pace: Pace) -> Given:
        return Given(
            self._graph,
            self._library,
            self._states,
            self._settings,
            now,
            self._done(now, pace),
            pace,
            self._store,
            partial(self._answers, now),
            self._memo,
        )

    def pace(self) -> Pace:
        """Expect for each kind of answer what the learner took of late."""
        return own_pace(self._store.days(), self._settings)

    def next(self, now: Now, skip: Collection[str] = ()) -> Queued | None:
        """Choose the card to show now."""
        queue = self.queue(now)
        chosen = queue.next(now.ms)
        if chosen is None or chosen.uid not in skip:
            return chosen
        return next((item for item in queue.items if item.uid not in skip), None)

    def changed(self, state: CardState, now: Now, answer: Answer | None = None) -> tuple[str, ...]:
        """Move on after a card's state changed, by a grade or not; return what this opened."""
        if answer is None:
            self.returned()  # another card takes its place, or it keeps its own
            return ()
        is_in_log = self._recent is None  # read only now, with this grade among the last
        before = self.queue(now)
        if not is_in_log:
            self._recent = (*self._asked(now), state.card)[-_REMEMBERED:]
        self._take(answer)
        self._moved = True
        if state.card not in self._library.cards:
            return ()
        given = self._given(now, before.world.pace)
        after = before.after(state.card, self._states, now, given.done)
        said = after_grade(self._layers, given, state.card)
        if said is not self._layers:
            self._layers = said
            after = after.overlaid(merged(said.values()), self._states, given.done)
        self._queue = after
        return after.opened_since(before, state.card)

    def noted(self, state: CardState) -> None:
        """Keep the order: of a card nothing changed that it hangs on."""
        if self._queue is not None:
            self._queue = self._queue.noted(state)

    def returned(self) -> None:
        """Build anew: a card came or went otherwise than by a grade."""
        self._stale = True

    def _done(self, now: Now, pace: Pace) -> DoneToday:
        day = self._store.counts_today(now.day)
        spent = spent_ms(day, pace.review)
        return DoneToday(day.new, day.asked, spent, self._asked(now), day.passed)

    def _answers(self, now: Now) -> tuple[Answer, ...]:
        """Today's answers, also of an earlier run; a day without any needs no look at the log."""
        if self._today is None:
            any_ = self._store.counts_today(now.day).reviews
            self._today = tuple(self._store.answers(now.day, now.offset)) if any_ else ()
        return self._today

    def _take(self, answer: Answer) -> None:
        """Remember an answer, unless the log has just been read and had it already."""
        known = self._today
        if known is not None and all(each.at != answer.at for each in known):
            self._today = tuple(sorted((*known, answer), key=lambda each: each.at))

    def _asked(self, now: Now) -> tuple[str, ...]:
        """Name the cards graded last today, also by an earlier run, so that siblings stay apart."""
        if self._recent is None:
            self._recent = tuple(self._store.last_graded(now.day, now.offset, _REMEMBERED))
        return self._recent


def own_pace(days: Sequence[Day], settings: Settings) -> Pace:
    """Expect for each kind of answer what the last days of use took."""
    steps = len(settings.learning_steps)
    seconds = seconds_per_review(days, steps=steps > 0)
    new = seconds * (NEW_TAKES + STEP_TAKES * steps)
    return Pace(review=seconds, new=new, step=seconds * STEP_TAKES)
