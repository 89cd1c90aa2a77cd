"""What a learner does: grades and the other acts, each on the disk when its call returns."""

from collections.abc import Mapping, Sequence

from mlsd_graph.errors import SuspendedError
from mlsd_graph.memory import Rating, Settings
from mlsd_graph.memory.grading import is_leech
from mlsd_graph.store import Draft, Event, Kind, id_text
from mlsd_graph.study.asking import ASKED_BY_NAME, Asking
from mlsd_graph.study.views import Answered, SetResult, Undone

_LONGEST_MS = 600_000
"""A card left open over lunch counts ten minutes."""
_AT_A_GLANCE = 100
"""Characters of a value that are told; the parameters of the model have more."""


class Acts(Asking):
    """Records what is done with cards and settings."""

    def answer(
        self, uid: str, rating: Rating, *, duration_ms: int = 0, source: str = "tui"
    ) -> Answered:
        """Record a grade; when this returns it is on the disk.

        `duration_ms` is how long the card was open, 0 where nobody knows.

        Raises:
            UnknownIdError: The content has no such card, and it was not the last one shown.
            SuspendedError: It is suspended.
            ChangedElsewhereError: Another process graded it since it was shown.
            NotSavedError: The disk refused; nothing was recorded.
        """
        taken_ms = min(duration_ms, _LONGEST_MS)
        with self._lock:
            shown = self._table.graded(uid, ASKED_BY_NAME, self.now())
            before = shown.state
            if before is not None and before.suspended:
                hint = f"`mlsd unsuspend {uid}`, or @ in the app's Browse, has it asked again."
                raise SuspendedError(f"{uid} is suspended.", hint)
            outcome = shown.outcomes[rating]
            recorded = self.store.review(
                uid,
                rating,
                duration_ms=taken_ms,
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
                opened=self._present.take(recorded.state, self.now(), rating),
            )
            self._ledger.add(answered, taken_ms, first=before is None or not before.reps)
            if before is not None and not before.reps and before.buried_until:
                self._recount()  # it was not among the new cards, and is one less of them now
            self._unsure |= lapsed
            self._keep_up()
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
        self._record(Kind.UNSUSPEND, uid)

    def bury(self, uid: str) -> None:
        """Hide this card until tomorrow."""
        self._record(Kind.BURY, uid, {"until_day": self.now().day + 1})

    def unbury(self, uid: str) -> None:
        """Show a buried card again today."""
        self._record(Kind.UNBURY, uid)

    def mark(self, uid: str, *, on: bool) -> None:
        """Mark a card, or take the mark away."""
        with self._lock:
            self.library.card(uid)
            self.store.record(Kind.MARK, uid, {"on": on}, when=self._at)
            self._table.clear()
            state = self.store.state(uid)
            if state is not None:
                self._present.note(state)

    def configure(self, key: str, value: str) -> SetResult:
        """Change a setting of the schedule; undo takes it back.

        Raises:
            UsageError: There is no such setting, or the value is not allowed.
        """
        with self._lock:
            self._table.clear()
            changed = self._present.configure(key, value)
            self._left = None  # the store has dropped it: it rests on settings
            self._keep_up()
            return changed

    def keep(self, drafts: Sequence[Draft]) -> list[Event]:
        """Record acts that are on no card, all or none, at the time that this study goes by.

        Raises:
            NotSavedError: The disk refused; nothing was recorded.
        """
        with self._lock:
            kept = self.store.append([draft._replace(when=self._at) for draft in drafts])
            self._follow_others()
            self._keep_up()
            return kept

    def _record(self, kind: Kind, uid: str, data: Mapping[str, object] | None = None) -> None:
        with self._lock:
            if not self._table.has_shown(uid):
                self.library.card(uid)
            self.store.record(kind, uid, data, when=self._at)
            self._table.clear()
            state = self.store.state(uid)
            if state is not None:
                self._present.take(state, self.now())
            if state is None or not state.reps:
                self._uncounted = True  # that and the queue wait until they are asked for

    def _recount(self) -> None:
        """Count the new cards again, now or when there is time."""
        if self._present.is_warm:
            self._remember()
        else:
            self._unsure = True

    def _turned(self, event: Event, target: Event, *, back: bool) -> Undone:
        self._ledger.turn(id_text(target.id), back=back)
        self._table.clear()
        before = self.settings
        self._present.read()
        if target.kind != Kind.REVIEW:
            self._recount()
        self._unsure |= target.rating == Rating.AGAIN  # a probe comes or goes with it
        self._keep_up()
        change = _change(str(target.values.get("key", "")), before, self.settings)
        kind = target.kind
        said = change if kind == Kind.SETTING else ""
        return Undone(target.card, id_text(event.id), id_text(target.id), kind, said)


def _change(key: str, before: Settings, after: Settings) -> str:
    """Say which setting moved, and between which values where they can be read at a glance."""
    ends = [each.as_text().get(key, "") for each in (before, after)]
    short = all(0 < len(end) <= _AT_A_GLANCE for end in ends)
    return f"{key}: {ends[0]} → {ends[1]}" if short else key
