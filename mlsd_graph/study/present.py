"""What holds now: content, states, settings and queue, kept in step with the log."""

from pathlib import Path

from mlsd_graph.content import Library, load
from mlsd_graph.graph import Graph, build, updated
from mlsd_graph.memory import CardState, Phase, Rating, Settings, fsrs6, recall
from mlsd_graph.memory.grading import Outcome, preview
from mlsd_graph.scheduling import Now
from mlsd_graph.store import Store, Summary
from mlsd_graph.study.plan import Plan
from mlsd_graph.study.views import SetResult


class Present:
    """The memory of an open study; the log stays the truth."""

    def __init__(self, library: Library, store: Store) -> None:
        self.library = library
        self.graph: Graph = build(library)
        self.store = store
        self.read()

    def read(self) -> None:
        """Read everything from the log's cache."""
        self._version = self.store.version()
        self.settings: Settings = self.store.settings()
        self.states: dict[str, CardState] = self.store.states()
        self._load: dict[int, int] = self.store.load_by_day()
        self._new_plan()

    def follow(self) -> bool:
        """Read again if another process has written; tell whether it has."""
        if self.store.version() == self._version:
            return False
        self.read()
        return True

    def use(self, library: Library) -> tuple[str, ...]:
        """Go on with other content; return the ids of pages that differ."""
        before, self.library = self.library, library
        changed = tuple(
            sorted(
                id_
                for id_ in before.pages.keys() | library.pages.keys()
                if before.pages.get(id_) != library.pages.get(id_)
            )
        )
        self.graph = updated(self.graph, library, changed)
        self._new_plan()
        return changed

    def overlay(self, own: Path) -> None:
        """Read, and from now on watch, the learner's own folder above the others."""
        roots = [root for root in self.library.roots if root != own]
        self.use(load([*roots, own]))

    def configure(self, key: str, value: str) -> SetResult:
        """Change a setting and count the cards that it moved."""
        name = key.strip().lower().replace("-", "_")
        after = self.settings.with_value(name, value).as_text()[name]
        before, states = self.settings.as_text()[name], self.states
        self.store.set(name, value)
        self.read()
        known = (uid for uid in self.states if uid in states)
        moved = sum(self.states[uid].due != states[uid].due for uid in known)
        return SetResult(name, before, after, moved)

    def take(self, state: CardState, *, now: Now, graded: bool) -> tuple[str, ...]:
        """Let one changed state in; return the pages that this opened."""
        for counted, count in ((self.states.get(state.card), -1), (state, 1)):
            if counted and counted.phase == Phase.REVIEW and not counted.suspended:
                self._load[counted.due] = self._load.get(counted.due, 0) + count
        self.states[state.card] = state
        self._version = self.store.version()
        return self.plan.changed(state, now, graded=graded)

    def outcomes(self, uid: str, now: Now) -> dict[Rating, Outcome]:
        """Compute what each grade of a card would do now."""
        state = self.states.get(uid)
        return preview(
            uid,
            state,
            self.settings,
            now.ms,
            now.offset,
            reviews_live=state.reps if state else 0,
            load=self._load,
            sibling_days=self._sibling_days(uid),
        )

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

    def summary(self, now: Now) -> Summary:
        """Say what `mlsd due` must know of the content."""
        known = {
            uid
            for uid, state in self.states.items()
            if state.reps or state.suspended or state.buried_until > now.day
        }
        pace = self.plan.pace()
        return Summary(
            new=sum(1 for uid in self.library.cards if uid not in known),
            seconds_per_review=pace.review,
            seconds_per_new=pace.new,
            seconds_per_step=pace.step,
            absent=[uid for uid in self.states if uid not in self.library.cards],
        )

    def _sibling_days(self, uid: str) -> set[int]:
        """Days on which another card of the same page is due."""
        page = self.library.pages[self.library.cards[uid].page]
        siblings = (self.states.get(head.uid) for head in page.cards if head.uid != uid)
        return {state.due for state in siblings if state and state.phase == Phase.REVIEW}

    def _new_plan(self) -> None:
        self.plan = Plan(self.graph, self.library, self.states, self.settings, self.store)
