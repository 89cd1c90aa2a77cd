"""What mock interviews missed comes first in the queue, until it has been asked once.

An unticked item is no grade: memory states stay as they are, and only the learner's answer to the
probe counts.
"""

from typing import TYPE_CHECKING

from mlsd_graph.scheduling import Overlay, Queued, Reason, ReasonKind
from mlsd_graph.scheduling.overlay import PLAIN
from mlsd_graph.store import Kind

if TYPE_CHECKING:
    from mlsd_graph.interview.probes import Miss
    from mlsd_graph.study.overlaying import Given


_LASTS_MS = 30 * 86_400_000
"""After which a miss says nothing any more."""

_TELLING = ('"mark"', '"drop"')
"""Acts that a probe may come from or go with, as they stand in the JSON of an event."""


def overlay(given: "Given") -> Overlay:
    """Put a card of each missed concept first, with the interview as the reason."""
    events = given.store.events(kinds=(Kind.INTERVIEW,), since=given.now.ms - _LASTS_MS)
    if not events:
        return PLAIN
    from mlsd_graph.interview.probes import pending  # noqa: PLC0415  few learners rehearse
    from mlsd_graph.interview.record import attempts  # noqa: PLC0415  same

    def asked_since(concept: str, at: int) -> bool:
        heads = given.graph.cards_of.get(given.graph.current(concept) or concept, ())
        states = (given.states.get(head.uid) for head in heads)
        return any(state is not None and state.last >= at for state in states)

    # A look at the text first: of 16 events of an interview 7 say what was missed.
    telling = (e for e in events if e.data and any(act in e.data for act in _TELLING))
    known = attempts((event.at, event.offset, event.values) for event in telling)
    missed = pending(known, asked_since)
    return Overlay(first=tuple(filter(None, (_probe(given, miss) for miss in missed))))


def _probe(given: "Given", miss: "Miss") -> Queued | None:
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


def _may_be_asked(given: "Given", uid: str) -> bool:
    state = given.states.get(uid)
    return state is None or not (state.suspended or state.buried_until > given.now.day)


def _overdue(given: "Given", uid: str) -> float:
    """Order seen cards by stability over age: the smaller, the less is likely to be left."""
    state = given.states[uid]
    age = max(1, given.now.ms - state.last)
    return state.stability / age
