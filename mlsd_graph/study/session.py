"""The ledger of one run of the program: what its end-of-session summary is made of."""

from collections.abc import Iterable
from typing import NamedTuple

from mlsd_graph.memory.state import CardState, Rating
from mlsd_graph.memory.studyday import study_day
from mlsd_graph.scheduling import Now
from mlsd_graph.store import Store
from mlsd_graph.study.streaks import forgiving_streak
from mlsd_graph.study.views import Answered, Session


class _Entry(NamedTuple):
    answered: Answered
    duration_ms: int
    first: bool


class Ledger:
    """Grades of this run, without those that were undone."""

    def __init__(self) -> None:
        self._entries: dict[str, _Entry] = {}
        self._undone: set[str] = set()

    def add(self, answered: Answered, duration_ms: int, *, first: bool) -> None:
        """Note a grade."""
        self._entries[answered.event] = _Entry(answered, duration_ms, first)

    def turn(self, event: str, *, back: bool) -> None:
        """Note that an event was undone, or redone."""
        if back:
            self._undone.add(event)
        else:
            self._undone.discard(event)

    def session(
        self, store: Store, now: Now, orphans: Iterable[CardState] | None = None
    ) -> Session:
        """Sum up; `orphans` as far as they are known."""
        entries = [entry for id_, entry in self._entries.items() if id_ not in self._undone]
        today = study_day(now.ms, now.offset)
        ahead = store.ahead(orphans)
        failed = [e.answered.uid for e in entries if e.answered.outcome.rating == Rating.AGAIN]
        return Session(
            reviews=len(entries),
            minutes=sum(entry.duration_ms for entry in entries) / 60_000,
            passed=len(entries) - len(failed),
            lapses=tuple(dict.fromkeys(failed)),
            learned=tuple(entry.answered.uid for entry in entries if entry.first),
            opened=tuple(dict.fromkeys(id_ for e in entries for id_ in e.answered.opened)),
            tomorrow=sum(count for day, count in ahead.items() if day <= today + 1),
            streak=forgiving_streak({day.day: day.reviews for day in store.days()}, today),
        )
