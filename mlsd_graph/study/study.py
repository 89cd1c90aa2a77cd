"""`Study`: content, graph, log and queue behind one door.

The app, line mode and scripts record a grade through the same `answer`. Every method may be
called from any thread; one lock orders them.
"""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from threading import RLock

from mlsd_graph.content import Library, load, refresh
from mlsd_graph.content.records import CardHead
from mlsd_graph.errors import UsageError
from mlsd_graph.graph import Graph, Readiness, build
from mlsd_graph.memory import CardState, Rating, Settings, fsrs6, recall, study_day
from mlsd_graph.memory.grading import Outcome, is_leech, preview
from mlsd_graph.memory.state import Phase
from mlsd_graph.paths import Paths
from mlsd_graph.scheduling import Now, Reason, ReasonKind
from mlsd_graph.store import Event, Kind, Store, Summary, id_text, new_id
from mlsd_graph.study.editing import editable
from mlsd_graph.study.history import log_lines
from mlsd_graph.study.plan import Plan
from mlsd_graph.study.session import Ledger
from mlsd_graph.study.statistics import Stats, statistics
from mlsd_graph.study.today import sum_up
from mlsd_graph.study.views import (
    Answered,
    CardInfo,
    Place,
    Reloaded,
    Session,
    SetResult,
    Shown,
    Today,
    Undone,
)

Clock = Callable[[], tuple[int, int]]
"""Tells the time as (UTC ms, minutes east of UTC)."""

_ASKED_BY_NAME = Reason(ReasonKind.ASKED, "asked for by name")


class Study:
    """One learner's content and state, open."""

    def __init__(
        self,
        paths: Paths,
        library: Library,
        store: Store,
        clock: Clock,
        *,
        at: tuple[int, int] | None = None,
    ) -> None:
        self.paths = paths
        self.library = library
        self.graph: Graph = build(library)
        self.store = store
        self._clock = clock
        self._at = at
        self._lock = RLock()
        self._ledger = Ledger()
        self._shown: dict[str, Shown] = {}
        self._attempts: dict[str, bytes] = {}
        self._read_state()

    @classmethod
    def open(  # noqa: PLR0913  what an open study is made of
        cls,
        paths: Paths,
        roots: Sequence[Path],
        clock: Clock,
        content_cache: Path | None = None,
        *,
        at: tuple[int, int] | None = None,
        write: bool = True,
    ) -> "Study":
        """Open content and state; `at` fixes the time of all that is asked and recorded.

        Raises:
            ContentError: No content folder exists.
            StateError: The state file is damaged, newer than this program, or cannot be made.
        """
        store = Store.open(paths, clock, write=write)
        try:
            return cls(paths, load(roots, cache=content_cache), store, clock, at=at)
        except BaseException:
            store.close()
            raise

    def care(self) -> None:
        """Back up if it is time, and leave for `mlsd due` what it must know of the content."""
        with self._lock:
            self.store.back_up_if_due()
            today = study_day(*self.now())
            known = {
                uid
                for uid, state in self.states.items()
                if state.reps or state.suspended or state.buried_until > today
            }
            pace = self._plan.pace()
            self.store.remember_summary(
                Summary(
                    new=sum(1 for uid in self.library.cards if uid not in known),
                    seconds_per_review=pace.review,
                    seconds_per_new=pace.new,
                    seconds_per_step=pace.step,
                    absent=[uid for uid in self.states if uid not in self.library.cards],
                )
            )

    def close(self) -> None:
        """Close the state file; nothing is saved here, because everything has been."""
        self.store.close()

    @property
    def first_run(self) -> bool:
        """Whether no review has ever been recorded."""
        return not any(state.reps for state in self.states.values())

    @property
    def notices(self) -> tuple[str, ...]:
        """What the learner should be told after opening."""
        found: list[str] = []
        broken = {finding.path for finding in self.library.findings}
        if broken:
            files = "1 file" if len(broken) == 1 else f"{len(broken)} files"
            found.append(f"{files} with errors; `mlsd check` says where. The rest is loaded.")
        return tuple(found)

    def now(self) -> Now:
        """Tell the time that everything here goes by."""
        return Now(*(self._at or self._clock()))

    def today(self) -> Today:
        """Sum up the day for the first screen."""
        with self._lock:
            self._follow_others()
            return sum_up(self._plan.queue(self.now()), self.store, self.now())

    def next(self, *, skip: Collection[str] = ()) -> Shown | None:
        """Choose the card to ask now; None when nothing is left for today."""
        with self._lock:
            self._follow_others()
            queued = self._plan.next(self.now(), skip)
            return self._show(queued.uid, queued.reason) if queued else None

    def shown(self, uid: str) -> Shown:
        """Show one card by its uid, whether or not it is due."""
        with self._lock:
            return self._show(uid, self._plan.queue(self.now()).reason(uid) or _ASKED_BY_NAME)

    def answer(
        self, uid: str, rating: Rating, *, duration_ms: int = 0, source: str = "tui"
    ) -> Answered:
        """Record a grade; when this returns it is on the disk.

        Raises:
            UnknownIdError: The content has no such card.
            UsageError: The card is suspended.
            ChangedElsewhereError: Another process graded it since it was shown.
            NotSavedError: The disk refused; nothing was recorded.
        """
        with self._lock:
            shown = self._still(uid) or self.shown(uid)
            before = shown.state
            if before is not None and before.suspended:
                raise UsageError(f"{uid} is suspended.", "Unsuspend it first.")
            outcome = shown.outcomes[rating]
            recorded = self.store.review(
                uid,
                rating,
                duration_ms=duration_ms,
                due_day=outcome.due_day,
                seen=before,
                source=source,
                when=self._at,
                # The same id until it is stored: a write that seemed to fail may be on the disk.
                event_id=self._attempts.setdefault(uid, new_id(self.now().ms)),
            )
            del self._attempts[uid]
            self._shown.pop(uid, None)
            opened = self._take(recorded.state, before, graded=True)
            threshold = self.settings.leech_threshold
            lapsed = before is not None and recorded.state.lapses > before.lapses
            answered = Answered(
                uid=uid,
                event=id_text(recorded.event.id),
                outcome=outcome,
                state=recorded.state,
                leech=lapsed and is_leech(recorded.state.lapses, threshold),
                opened=opened,
            )
            self._ledger.add(answered, duration_ms, first=before is None or not before.reps)
            return answered

    def undo(self) -> Undone | None:
        """Take back the newest act of this device, also one of an earlier run."""
        with self._lock:
            undone = self.store.undo(self._at)
            return self._turned(undone.event, undone.target, back=True) if undone else None

    def redo(self) -> Undone | None:
        """Do again what was undone, until something new is done."""
        with self._lock:
            redone = self.store.redo(self._at)
            return self._turned(redone.event, redone.target, back=False) if redone else None

    def suspend(self, uid: str) -> None:
        """Never ask this card until it is unsuspended."""
        self._record(Kind.SUSPEND, uid)

    def unsuspend(self, uid: str) -> None:
        """Ask this card again."""
        self._record(Kind.UNSUSPEND, uid, returns=True)

    def bury(self, uid: str) -> None:
        """Hide this card until tomorrow."""
        now = self.now()
        self._record(Kind.BURY, uid, {"until_day": study_day(now.ms, now.offset) + 1})

    def unbury(self, uid: str) -> None:
        """Show a buried card again today."""
        self._record(Kind.UNBURY, uid, returns=True)

    def mark(self, uid: str, *, on: bool) -> None:
        """Mark a card, or take the mark away."""
        self._record(Kind.MARK, uid, {"on": on})

    def forget(self, uid: str) -> None:
        """Make a card new again; its log stays."""
        self._record(Kind.FORGET, uid, returns=True)

    def info(self, uid: str) -> CardInfo:
        """Tell all that is known of a card, its log included."""
        with self._lock:
            card = self.library.card(uid)
            return CardInfo(
                card=card,
                page=self.library.pages[card.head.page],
                state=self.states.get(uid),
                recall=self.recall(uid),
                reason=self._plan.queue(self.now()).reason(uid),
                log=log_lines(self.store.events(uid)),
            )

    def recall(self, uid: str) -> float | None:
        """Probability of recalling a card now; None if it was never graded."""
        state = self.states.get(uid)
        if state is None or not state.reps:
            return None
        now = self.now()
        return recall(state, now.ms, now.offset, fsrs6(self.settings.parameters))

    def page_recall(self, page_id: str) -> float:
        """Mean recall over the cards of a page, unseen ones counting as 0."""
        page = self.library.pages.get(page_id)
        if page is None or not page.cards:
            return 0.0
        return sum(self.recall(head.uid) or 0.0 for head in page.cards) / len(page.cards)

    def readiness(self, case_id: str) -> Readiness:
        """Tell how ready the learner is for a case study today."""
        return self.graph.readiness(case_id, self.page_recall)

    def editable(self, page_or_card: str) -> Place:
        """Find the line to edit; a page of an installed package is first copied.

        Raises:
            UnknownIdError: There is no such page or card.
            ContentError: The copy could not be written.
        """
        with self._lock:
            head: CardHead | None = self.library.cards.get(page_or_card)
            page = self.library.page(head.page if head else page_or_card).head
            path = editable(page, self.paths.own_content)
            copied = path != Path(page.path)
            if copied and self.paths.own_content not in self.library.roots:
                # The overlay joins the folders that are read and watched from now on.
                self._use(load([*self.library.roots, self.paths.own_content], cache=None))
            elif copied:
                self.reload()
            current = self.library.cards.get(page_or_card)
            return Place(path=path, line=current.line if current else 1)

    def reload(self) -> Reloaded | None:
        """Read changed content files; None where nothing changed."""
        before = self.library
        after = refresh(before)
        if after is None:
            return None
        with self._lock:
            self._use(after)
        changed = {
            id_
            for id_ in before.pages.keys() | after.pages.keys()
            if before.pages.get(id_) is not after.pages.get(id_)
        }
        return Reloaded(changed=tuple(sorted(changed)), findings=after.findings)

    def session(self) -> Session:
        """Sum up what was done since the study was opened."""
        with self._lock:
            return self._ledger.session(self.store, self.now())

    def stats(self) -> Stats:
        """Count reviews, retention, streak and what is ahead."""
        with self._lock:
            self._follow_others()
            return statistics(self.store, self.library, self.states, self.now(), self.recall)

    def configure(self, key: str, value: str) -> SetResult:
        """Change a setting of the schedule; undo takes it back.

        Raises:
            UsageError: There is no such setting, or the value is not allowed.
        """
        with self._lock:
            name = key.strip().lower().replace("-", "_")
            self.settings.with_value(name, value)
            before, states = self.settings.as_text()[name], self.states
            self.store.set(name, value)
            self._read_state()
            moved = sum(
                1 for uid, state in self.states.items()
                if (old := states.get(uid)) is not None and old.due != state.due
            )  # fmt: skip
            return SetResult(name, before, self.settings.as_text()[name], moved)

    def _show(self, uid: str, reason: Reason) -> Shown:
        """Make a card ready, and remember its outcomes: a grade records exactly these."""
        card = self.library.card(uid)
        shown = Shown(
            card=card,
            page=self.library.pages[card.head.page],
            reason=reason,
            state=self.states.get(uid),
            outcomes=self._outcomes(uid),
        )
        self._shown = {uid: shown}
        return shown

    def _still(self, uid: str) -> Shown | None:
        """Return what was shown of a card, if its buttons still hold.

        A step counts from the grade, so its time is computed anew; a day that was promised stays.
        """
        shown = self._shown.get(uid)
        if shown is None or shown.state != self.states.get(uid):
            return None
        now = self._outcomes(uid)
        kept = {
            rating: promised if promised.phase == Phase.REVIEW else now[rating]
            for rating, promised in shown.outcomes.items()
        }
        return Shown(shown.card, shown.page, shown.reason, shown.state, kept)

    def _outcomes(self, uid: str) -> dict[Rating, Outcome]:
        state, now = self.states.get(uid), self.now()
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

    def _sibling_days(self, uid: str) -> set[int]:
        """Days on which another card of the same page is due."""
        page = self.library.pages[self.library.cards[uid].page]
        siblings = (self.states.get(head.uid) for head in page.cards if head.uid != uid)
        return {state.due for state in siblings if state and state.phase == Phase.REVIEW}

    def _take(
        self, state: CardState, before: CardState | None, *, graded: bool
    ) -> tuple[str, ...]:
        """Let one changed state into memory; return the pages that this opened."""
        for day, count in ((before, -1), (state, 1)):
            if day is not None and day.phase == Phase.REVIEW and not day.suspended:
                self._load[day.due] = self._load.get(day.due, 0) + count
        self.states[state.card] = state
        self._version = self.store.version()
        return self._plan.changed(state, self.now(), graded=graded)

    def _record(
        self,
        kind: Kind,
        uid: str,
        data: dict[str, object] | None = None,
        *,
        returns: bool = False,
    ) -> None:
        with self._lock:
            self.library.card(uid)
            self.store.record(kind, uid, data, when=self._at)
            self._shown.pop(uid, None)
            state = self.store.state(uid)
            if state is not None:
                self._take(state, self.states.get(uid), graded=False)
            if returns:
                self._plan.returned()

    def _turned(self, event: Event, target: Event, *, back: bool) -> Undone:
        self._ledger.turn(id_text(target.id), back=back)
        self._shown.clear()
        self._read_state()
        return Undone(target.card, id_text(event.id), id_text(target.id), target.kind)

    def _follow_others(self) -> None:
        """Read the state again if another process has written to it."""
        if self.store.version() != self._version:
            self._shown.clear()
            self._read_state()

    def _read_state(self) -> None:
        self._version = self.store.version()
        self.settings: Settings = self.store.settings()
        self.states: dict[str, CardState] = self.store.states()
        self._load: dict[int, int] = self.store.load_by_day()
        self._plan = Plan(self.graph, self.library, self.states, self.settings, self.store)

    def _use(self, library: Library) -> None:
        self.library = library
        self.graph = build(library)
        self._shown.clear()
        self._plan = Plan(self.graph, self.library, self.states, self.settings, self.store)
