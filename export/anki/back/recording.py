"""Writes what came back into the log: after a verified backup, and in one transaction."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from math import inf
from typing import TYPE_CHECKING, TypeVar, overload

from export.anki.back.plan import Drift, Imported, ImportPlan, Memory
from export.anki.telling import Told, silent
from mlsd_graph.errors import StateBusyError
from mlsd_graph.memory import CardState, study_day
from mlsd_graph.store import Draft, Event, Kind, Store

if TYPE_CHECKING:
    from mlsd_graph.store.backup import Backup

_Done = TypeVar("_Done")
_TOLERANCE = 1.01
_MOST_WAITS = 12
"""Each as long as any writer waits for the log, 5 s."""


def record(plan: ImportPlan, store: Store, told: Told = silent) -> Imported:
    """Record a plan; a second time adds nothing.

    Raises:
        StateError: No backup could be made, or the disk refused; nothing was recorded.
    """
    if plan.is_empty:
        return Imported(plan, 0, drift(plan.memory, store.states()))
    backup, events = recorded(store, plan.drafts, told)
    done = _done(plan, events)
    return Imported(done, len(events), drift(plan.memory, store.states()), backup.path)


def _done(plan: ImportPlan, events: Sequence[Event]) -> ImportPlan:
    """Take out of a plan what another process had recorded meanwhile."""
    stored = {event.id for event in events}
    if all(each.id in stored for each in plan.drafts if each.id):
        return plan
    answers = [event for event in events if event.kind == Kind.REVIEW]
    resets = sum(event.kind == Kind.FORGET for event in events)
    days = Counter(study_day(event.at, event.offset) for event in answers)
    counts, late = plan.reviews, plan.reviews.new - len(answers)
    noted = {event.values.get("key") for event in events if "my_notes" in event.values}
    set_now = {(event.kind, event.card) for event in events}
    return plan._replace(
        reviews=counts._replace(new=len(answers), known=counts.known + late, reset=resets),
        by_day=dict(sorted(days.items())),
        changes=plan.changes.among(set_now),
        noted=tuple(note for note in plan.noted if note in noted),
        both=tuple(note for note in plan.both if note in noted),
    )


class Watched(Sequence[Draft]):
    """Drafts that tell how many of them the log has taken: it takes them in slices, in order.

    After the last slice it replays the cards that they touch, in the same transaction.
    """

    def __init__(self, drafts: Sequence[Draft], told: Told) -> None:
        """Tell nothing yet."""
        self._drafts = drafts
        self._told = told

    def __len__(self) -> int:
        """Count them."""
        return len(self._drafts)

    def __iter__(self) -> Iterator[Draft]:
        """Pass them on, as before the log takes them."""
        return iter(self._drafts)

    @overload
    def __getitem__(self, place: int) -> Draft: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Draft]: ...

    def __getitem__(self, place: int | slice) -> Draft | Sequence[Draft]:
        """Pass one on, or some that the log takes now."""
        if isinstance(place, slice):
            start, stop, _ = place.indices(len(self))
            self._told("record", start, len(self))
            if stop == len(self):
                self._told("replay", 0)
        return self._drafts[place]


def recorded(
    store: Store, drafts: Sequence[Draft], told: Told = silent
) -> "tuple[Backup, list[Event]]":
    """Back up and append; another import that is being recorded is waited for.

    Raises:
        StateError: It took a minute, no backup could be made, or the disk refused.
    """
    told("record", 0)
    backup = _patiently(lambda: store.back_up("import"))
    return backup, _patiently(lambda: store.append_new(Watched(drafts, told)))


def _patiently(act: Callable[[], _Done]) -> _Done:
    for _ in range(_MOST_WAITS - 1):
        with suppress(StateBusyError):
            return act()
    return act()


def drift(there: Mapping[str, Memory], here: Mapping[str, CardState]) -> Drift:
    """Compare Anki's stabilities with ours, for cards whose last answer is the same one."""
    compared = off = unlike = 0
    worst, where = 1.0, ""
    for uid, memory in there.items():
        state = here.get(uid)
        if state is None or state.stability <= 0 or memory.last != state.last // 1000:
            unlike += 1
            continue
        compared += 1
        ratio = memory.stability / state.stability
        ratio = max(ratio, 1 / ratio) if ratio else inf
        off += ratio > _TOLERANCE
        if ratio > worst:
            worst, where = ratio, uid
    return Drift(compared, off, worst, where, unlike)
