"""`Study`: content, graph, log and queue behind one door.

The app, line mode and scripts record a grade through the same `answer`. Every method may be
called from any thread; one lock orders them.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Self

from mlsd_graph.content.glance import Cover
from mlsd_graph.errors import ContentError, UsageError
from mlsd_graph.memory import CardState, Rating, Settings
from mlsd_graph.memory.grading import is_leech
from mlsd_graph.paths import Paths
from mlsd_graph.scheduling import Now, Reason, ReasonKind
from mlsd_graph.store import Event, Kind, Store, id_text
from mlsd_graph.study.first import first_card
from mlsd_graph.study.present import Present
from mlsd_graph.study.session import Ledger
from mlsd_graph.study.table import Table
from mlsd_graph.study.today import glanced, sum_up
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

if TYPE_CHECKING:
    from mlsd_graph.content import Library
    from mlsd_graph.graph import Graph, Readiness
    from mlsd_graph.study.statistics import Stats

Clock = Callable[[], tuple[int, int]]
"""Tells the time as (UTC ms, minutes east of UTC)."""

_ASKED_BY_NAME = Reason(ReasonKind.ASKED, "asked for by name")


class Study:
    """One learner's content and state, open."""

    def __init__(  # noqa: PLR0913  what an open study is made of
        self,
        paths: Paths,
        read: "Callable[[], Library]",
        cover: Cover,
        store: Store,
        clock: Clock,
        *,
        at: tuple[int, int] | None = None,
        named: str = "",
    ) -> None:
        self.paths = paths
        self._named = named
        self.store = store
        self._present = Present(read, store)
        self._clock = clock
        self._at = at
        self._lock = RLock()
        self._ledger = Ledger()
        self._gone: list[Path] = []
        self._table = Table(self._present, cover)

    @classmethod
    def open(  # noqa: PLR0913  what an open study is made of
        cls,
        paths: Paths,
        roots: Sequence[Path],
        clock: Clock,
        content_cache: Path | None = None,
        *,
        at: tuple[int, int] | None = None,
        named: str = "",
        write: bool = True,
    ) -> Self:
        """Open content and state; `at` fixes the time of all that is asked and recorded.

        `named` says which content this is where it is not the configured one.

        Raises:
            ContentError: No content folder exists.
            StateError: The state file is damaged, newer than this program, or cannot be made.
        """
        cover = Cover(content_cache, roots)
        store = Store.open(paths, clock, write=write)

        def read() -> "Library":
            from mlsd_graph.content import load  # noqa: PLC0415  not before the first card

            return load(roots, cache=content_cache)

        try:
            return cls(paths, read, cover, store, clock, at=at, named=named)
        except BaseException:
            store.close()
            raise

    @property
    def library(self) -> "Library":
        """The content as of the last look at its folders; the first look is made here."""
        return self._present.library

    @property
    def graph(self) -> "Graph":
        """The graph of that content."""
        return self._present.graph

    @property
    def states(self) -> Mapping[str, CardState]:
        """Every card that has a state, orphans included."""
        return self._present.states

    @property
    def settings(self) -> Settings:
        """The settings of the schedule."""
        return self._present.settings

    @property
    def first_run(self) -> bool:
        """Whether no review has ever been recorded."""
        return not any(day.reviews for day in self.store.days())

    @property
    def notices(self) -> tuple[str, ...]:
        """What the learner should be told after opening."""
        broken = {finding.path for finding in self.library.findings}
        if not broken:
            return ()
        files = "1 file" if len(broken) == 1 else f"{len(broken)} files"
        return (f"{files} with errors; `mlsd check` says where. The rest is loaded.",)

    def now(self) -> Now:
        """Tell the time that everything here goes by."""
        return Now(*(self._at or self._clock()))

    @property
    def is_warm(self) -> bool:
        """Whether the queue is there; until then `next` knows due cards only."""
        return self._present.is_warm

    def warm(self) -> None:
        """Look at all content and states, while others may ask and answer first cards."""
        self._present.warm(self._lock)

    def glance(self) -> Today | None:
        """Sum up the day from what the last look left behind; None where none has been."""
        now = self.now()
        with self._lock:
            return glanced(self.store, self.paths, now)

    def care(self) -> None:
        """Back up if it is time, and leave for `mlsd due` what it must know of the content."""
        with self._lock:
            self.store.back_up_if_due()
            self._remember()

    def close(self) -> None:
        """Close the state file; nothing is saved here, because everything has been."""
        self.store.close()

    def today(self) -> Today:
        """Sum up the day for the first screen."""
        with self._lock:
            self._follow_others()
            return sum_up(self._present.plan.queue(self.now()), self.store, self.now())

    def next(self, *, skip: Collection[str] = ()) -> Shown | None:
        """Choose the card to ask now; None when nothing is left for today."""
        with self._lock:
            self._follow_others()
            present, now, queued = self._present, self.now(), None
            if not present.is_warm and not skip:
                queued = first_card(self.store, self._table.knows, self.settings, now)
            queued = queued or present.plan.next(now, skip)
            return self._table.show(queued.uid, queued.reason, self.now()) if queued else None

    def shown(self, uid: str) -> Shown:
        """Show one card by its uid, whether or not it is due."""
        with self._lock:
            present, reason = self._present, self._table.reason(uid)
            if present.is_warm or reason is None:
                reason = present.plan.queue(self.now()).reason(uid) or _ASKED_BY_NAME
            return self._table.show(uid, reason, self.now())

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
            shown = self._table.still(uid, self.now()) or self.shown(uid)
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
                event_id=self._table.attempt(self.now()),
            )
            self._table.clear()
            lapsed = before is not None and recorded.state.lapses > before.lapses
            answered = Answered(
                uid=uid,
                event=id_text(recorded.event.id),
                outcome=outcome,
                state=recorded.state,
                leech=lapsed and is_leech(recorded.state.lapses, self.settings.leech_threshold),
                opened=self._present.take(recorded.state, now=self.now(), graded=True),
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
        self._record(Kind.BURY, uid, {"until_day": self.now().day + 1})

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
        from mlsd_graph.study.history import log_lines  # noqa: PLC0415  not before the first card

        with self._lock:
            card = self.library.card(uid)
            return CardInfo(
                card=card,
                page=self.library.pages[card.head.page],
                state=self.states.get(uid),
                recall=self.recall(uid),
                reason=self._present.plan.queue(self.now()).reason(uid),
                log=log_lines(self.store.events(uid)),
            )

    def recall(self, uid: str) -> float | None:
        """Probability of recalling a card now; None if it was never graded."""
        return self._present.recall(uid, self.now())

    def page_recall(self, page_id: str) -> float:
        """Mean recall over the cards of a page, unseen ones counting as 0."""
        return self._present.page_recall(page_id, self.now())

    def readiness(self, case_id: str) -> "Readiness":
        """Tell how ready the learner is for a case study today."""
        return self.graph.readiness(case_id, self.page_recall)

    def editable(self, page_or_card: str) -> Place:
        """Find the line to edit; a page of an installed package is first copied.

        Raises:
            UnknownIdError: There is no such page or card.
            ContentError: The copy could not be written.
        """
        from mlsd_graph.study.editing import editable  # noqa: PLC0415  not before the first card

        with self._lock:
            head = self.library.cards.get(page_or_card)
            page = self.library.page(head.page if head else page_or_card).head
            path = editable(page, self.paths.own_content)
            if path != Path(page.path):
                self._present.overlay(self.paths.own_content)
                self._table.clear()
            current = self.library.cards.get(page_or_card)
            return Place(path=path, line=current.line if current else 1)

    def reload(self) -> Reloaded | None:
        """Read changed content files; None where nothing changed.

        Raises:
            ContentError: A content folder has gone; said once, and what was read stays.
        """
        from mlsd_graph.content import refresh  # noqa: PLC0415  not before the first card

        gone = [root for root in self.library.roots if not root.is_dir()]
        said, self._gone = self._gone, gone
        if gone:
            if gone == said:
                return None
            raise ContentError(f"{gone[0]}: the folder is gone.", "What was read stays meanwhile.")
        after = refresh(self.library)
        if after is None:
            return None
        with self._lock:
            self._table.clear()
            self._present.use(after, after.changed)
        return Reloaded(changed=tuple(sorted(after.changed)), findings=after.findings)

    def session(self) -> Session:
        """Sum up what was done since the study was opened."""
        with self._lock:
            return self._ledger.session(self.store, self.now())

    def stats(self) -> "Stats":
        """Count reviews, retention, streak and what is ahead."""
        from mlsd_graph.study.statistics import statistics  # noqa: PLC0415  not before the first card

        with self._lock:
            self._follow_others()
            return statistics(self.store, self.library, self.states, self.now(), self.recall)

    def configure(self, key: str, value: str) -> SetResult:
        """Change a setting of the schedule; undo takes it back.

        Raises:
            UsageError: There is no such setting, or the value is not allowed.
        """
        with self._lock:
            self._table.clear()
            return self._present.configure(key, value)

    def _record(
        self,
        kind: Kind,
        uid: str,
        data: Mapping[str, object] | None = None,
        *,
        returns: bool = False,
    ) -> None:
        with self._lock:
            self.library.card(uid)
            self.store.record(kind, uid, data, when=self._at)
            self._table.clear()
            state = self.store.state(uid)
            if state is not None:
                self._present.take(state, now=self.now(), graded=False)
            if returns:
                self._present.plan.returned()
            if state is None or not state.reps:
                self._remember()

    def _remember(self) -> None:
        """Leave for `mlsd due` what only the content can tell."""
        self.store.remember_summary(self._present.summary(self.now(), self._named))

    def _turned(self, event: Event, target: Event, *, back: bool) -> Undone:
        self._ledger.turn(id_text(target.id), back=back)
        self._table.clear()
        self._present.read()
        return Undone(target.card, id_text(event.id), id_text(target.id), target.kind)

    def _follow_others(self) -> None:
        """Let in what another process has written."""
        if self._present.follow():
            self._table.clear()
