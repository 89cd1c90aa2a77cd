"""What mock interviews missed comes first in the queue, until it has been asked once.

An unticked item is no grade: memory states stay as they are, and only the learner's answer to the
probe counts.
"""

from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.scheduling import Overlay, Queued, Reason, ReasonKind
from mlsd_graph.scheduling.overlay import PLAIN
from mlsd_graph.store import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mlsd_graph.content import Library
    from mlsd_graph.graph import Graph
    from mlsd_graph.interview.probes import Miss
    from mlsd_graph.memory import CardState
    from mlsd_graph.scheduling import Now
    from mlsd_graph.store import Event, Store
    from mlsd_graph.study.given import Given


_LASTS_MS = 30 * 86_400_000
"""After which a miss says nothing any more."""

_TELLING = ('"mark"', '"drop"')
"""Acts that a probe may come from or go with, as they stand in the JSON of an event."""


class Rehearsed(NamedTuple):
    """What probes are chosen from."""

    graph: "Graph"
    library: "Library"
    store: "Store"
    states: "Mapping[str, CardState]"
    now: "Now"


def overlay(given: "Given") -> Overlay:
    """Put a card of each missed concept first, with the interview as the reason."""
    found = probes(Rehearsed(given.graph, given.library, given.store, given.states, given.now))
    return Overlay(first=found) if found else PLAIN


def probes(given: Rehearsed) -> tuple[Queued, ...]:
    """Choose a card of each missed concept that was not asked since, newest marking first."""
    events = given.store.events(kinds=(Kind.INTERVIEW,), since=given.now.ms - _LASTS_MS)
    if not events:
        return ()
    from mlsd_graph.interview.probes import pending  # noqa: PLC0415  few learners rehearse
    from mlsd_graph.interview.record import attempts  # noqa: PLC0415  few learners rehearse

    # A look at the text first: of 16 events of an interview 7 say what was missed.
    telling = _as_written(e for e in events if e.data and any(act in e.data for act in _TELLING))

    def asked_since(concept: str, place: int) -> bool:
        heads = given.graph.cards_of.get(given.graph.current(concept) or concept, ())
        states = (given.states.get(head.uid) for head in heads)
        seen = [state for state in states if state is not None and state.reps]
        mark = telling[place]
        if mark.at <= given.now.ms:
            return any(state.last >= mark.at for state in seen)
        graded = given.store.graded_of([state.card for state in seen]) if seen else {}
        return any(_is_after(grade, mark) for each in graded.values() for grade in each)

    known = attempts((event.at, event.offset, event.values) for event in telling)
    missed = pending(known, asked_since)
    return tuple(filter(None, (_probe(given, miss) for miss in missed)))


def _as_written(events: "Iterable[Event]") -> "list[Event]":
    """Sort events as they were written; a restored state goes on as another device."""
    found = list(events)
    began: dict[str, int] = {}
    for each in found:
        began[each.device] = min(each.at, began.get(each.device, each.at))
    return sorted(found, key=lambda each: (began[each.device], each.device, each.seq))


def _is_after(grade: "Event", mark: "Event") -> bool:
    """Whether a grade was written after a marking of a clock that was ahead.

    On a restored state, which goes on as another device, it was; of what was imported only the
    time is known.
    """
    if grade.seq and grade.device == mark.device:
        return grade.seq > mark.seq
    return grade.seq > 0 or grade.at >= mark.at


def _probe(given: Rehearsed, miss: "Miss") -> Queued | None:
    """Choose the card of a concept that is recalled worst; one never seen only if all are."""
    page = given.graph.current(miss.concept)
    heads = given.graph.cards_of.get(page, ()) if page else ()
    askable = [head.uid for head in heads if _may_be_asked(given, head.uid)]
    if not askable or page is None:
        return None
    seen = [uid for uid in askable if (state := given.states.get(uid)) and state.reps]
    uid = min(seen, key=lambda uid: _overdue(given, uid)) if seen else askable[0]
    title = given.library.title(miss.case)
    text = f"missed in the interview on {title}, step {miss.step.value}"
    return Queued(uid, Reason(ReasonKind.REHEARSED, text, ((miss.case, page),)))


def _may_be_asked(given: Rehearsed, uid: str) -> bool:
    state = given.states.get(uid)
    return state is None or not state.hidden_on(given.now.day)


def _overdue(given: Rehearsed, uid: str) -> float:
    """Order seen cards by stability over age: the smaller, the less is likely to be left."""
    state = given.states[uid]
    age = max(1, given.now.ms - state.last)
    return state.stability / age
