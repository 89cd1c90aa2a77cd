"""The first card of a session, before content and states have been looked at as a whole.

Due steps come first and due reviews by retrievability in the whole queue too, so the log's own
index can name one at once; what was asked last is left for later, as siblings are.
"""

from collections.abc import Callable

from mlsd_graph.memory import Settings, fsrs6, recall
from mlsd_graph.memory.studyday import study_day
from mlsd_graph.scheduling import Now, Queued, reasons
from mlsd_graph.store import Store

_LOOKED_AT = 20
"""Due reviews to look through for one that the content still has."""
_APART = 3
"""Cards between two of one page."""


def first_card(
    store: Store, known: Callable[[str], bool], settings: Settings, now: Now
) -> Queued | None:
    """Name a card that is due, within the daily limits; None where only the queue can tell.

    `known` tells whether the content still has a card.
    """
    day = store.counts_today(now.day)
    done = day.young_passed + day.young_failed + day.mature_passed + day.mature_failed
    for step in store.learning():
        if step.due > now.ms:
            break
        if step.buried_until <= now.day and known(step.card):
            return Queued(step.card, reasons.learning(now.day - study_day(step.due, now.offset)))
    if settings.minutes_per_day or done >= settings.reviews_per_day:
        return None
    model = fsrs6(settings.parameters)
    # No more than there are: the log has no index of times, and would be looked through for them.
    last = min(_APART, day.reviews)
    recent = {_page(card) for card in store.last_graded(now.day, now.offset, last)} if last else ()
    due = store.due_first(now.ms, now.offset, _LOOKED_AT)
    for state in sorted(due, key=lambda each: _page(each.card) in recent):
        if known(state.card):
            likely = recall(state, now.ms, now.offset, model)
            return Queued(state.card, reasons.due(likely, now.day - state.due))
    return None


def _page(uid: str) -> str:
    return uid.partition("/")[0]
