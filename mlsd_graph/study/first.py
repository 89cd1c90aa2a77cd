"""The first card of a session, before content and states have been looked at as a whole.

Due steps come first and due reviews by retrievability in the whole queue too, so the log's own
index can name one at once; what was asked last is left for later, as siblings are. What the queue
put first, or held back, when it was last looked at on this day is known from then.
"""

from collections.abc import Callable

from mlsd_graph.memory import Settings, fsrs6, recall
from mlsd_graph.memory.steps import put_off
from mlsd_graph.memory.studyday import study_day
from mlsd_graph.scheduling import Now, Queued, Reason, ReasonKind, reasons
from mlsd_graph.store import Above, Store
from mlsd_graph.store.above import still_first

_LOOKED_AT = 20
"""Due reviews to look through for one that the content still has."""
_APART = 3
"""Cards between two of one page."""


def first_card(
    store: Store, known: Callable[[str], bool], settings: Settings, now: Now, content: str = ""
) -> Queued | None:
    """Name a card that the day asks for; None where only the queue can tell.

    `known` tells whether the content still has a card, `content` names it where it is not the
    configured one. A step or a card that comes before all others is the one that the queue begins
    with; a review is one of those that it asks, as far as the daily limits leave room for all.
    """
    above = store.above(now.day, content) or Above(now.day)
    found = _step(store, known, above, settings, now) or _early(store, known, above)
    return found or _review(store, known, above, settings, now)


def _step(
    store: Store, known: Callable[[str], bool], above: Above, settings: Settings, now: Now
) -> Queued | None:
    """Find the card whose learning step is due first, if it waits for no other."""
    steps = [step for step in store.learning() if step.buried_until <= now.day]
    due = put_off({step.card: step.due for step in steps}, above.after, settings.learn_ahead * 1000)
    for card, at in sorted(due.items(), key=lambda pair: (pair[1], pair[0])):
        if at > now.ms:
            return None
        if known(card):
            return Queued(card, reasons.learning(now.day - study_day(at, now.offset)))
    return None


def _early(store: Store, known: Callable[[str], bool], above: Above) -> Queued | None:
    """Find the first of the cards that come before all others."""
    for early in above.first:
        state = store.state(early.card)
        hidden = state is not None and (state.suspended or state.buried_until > above.day)
        phase, reps = (state.phase, state.reps) if state else (0, 0)
        if still_first(early.reps, phase, reps, hidden=hidden) and known(early.card):
            return Queued(early.card, Reason(ReasonKind(early.kind), early.text, early.edges))
    return None


def _review(
    store: Store, known: Callable[[str], bool], above: Above, settings: Settings, now: Now
) -> Queued | None:
    """Find the due review that is most likely forgotten and neither held back nor cut."""
    day = store.counts_today(now.day)
    done = day.young_passed + day.young_failed + day.mature_passed + day.mature_failed
    if above.plan is None and (settings.minutes_per_day or done >= settings.reviews_per_day):
        return None
    model = fsrs6(settings.parameters)
    # No more than there are: the log has no index of times, and would be looked through for them.
    last = min(_APART, day.reviews)
    recent = {_page(card) for card in store.last_graded(now.day, now.offset, last)} if last else ()
    cut = None if above.plan is None else frozenset(above.plan.cards)
    due = store.due_first(now.ms, now.offset, _LOOKED_AT)
    for state in sorted(due, key=lambda each: _page(each.card) in recent):
        card = state.card
        if card not in above.held and (cut is None or card in cut) and known(card):
            likely = recall(state, now.ms, now.offset, model)
            return Queued(card, reasons.due(likely, now.day - state.due))
    return None


def _page(uid: str) -> str:
    return uid.partition("/")[0]
