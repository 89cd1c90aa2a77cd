"""The first card of a session, before content and states have been looked at as a whole.

Due steps come first and due reviews by retrievability in the whole queue too, so the log's own
index can name one at once; what was asked last is left for later, as siblings are. What the queue
put first, or held back, when it was last looked at on this day is known from then.
"""

from collections.abc import Callable, Sequence

from mlsd_graph.memory import Settings, fsrs6, recall
from mlsd_graph.memory.steps import put_off
from mlsd_graph.memory.studyday import study_day
from mlsd_graph.scheduling import Now, Queued, Reason, ReasonKind, reasons
from mlsd_graph.scheduling.arrange import APART
from mlsd_graph.scheduling.turn import first_rested, is_tired
from mlsd_graph.store import Above, Store
from mlsd_graph.store.above import still_first

_LOOKED_AT = 20
"""Due reviews to look through for one that the content still has."""


def first_card(
    store: Store, known: Callable[[str], bool], settings: Settings, now: Now, content: str = ""
) -> Queued | None:
    """Name a card that the day asks for; None where only the queue can tell.

    `known` tells whether the content still has a card, `content` names it where it is not the
    configured one. A step or a card that comes before all others is the one that the queue begins
    with; a review is one of those that it asks, as far as the daily limits leave room for all.
    """
    above = store.above(now.day, content) or Above(now.day)
    spaced = settings.session_order or above.plan is not None
    recent = store.last_graded(now.day, now.offset, APART) if spaced else ()
    steps = _steps(store, known, above, settings, now)
    awaited = {other for _, other in above.after}
    step = first_rested(steps, recent, awaited)
    if step is not None and (step.uid in awaited or not is_tired(step.uid, recent)):
        return step
    early = _early(store, known, above)
    if early is not None:
        return early
    found = _review(store, known, above, settings, now, recent)
    # Of cards whose pages were all asked last, the queue alone knows which comes first.
    return None if steps and found and is_tired(found.uid, recent) else found


def _steps(
    store: Store, known: Callable[[str], bool], above: Above, settings: Settings, now: Now
) -> list[Queued]:
    """Find the cards whose learning step is due, the first one first."""
    steps = [step for step in store.learning() if step.buried_until <= now.day]
    due = put_off({step.card: step.due for step in steps}, above.after, settings.learn_ahead * 1000)
    found: list[Queued] = []
    for card, at in sorted(due.items(), key=lambda pair: (pair[1], pair[0])):
        if at > now.ms:
            break
        if known(card):
            found.append(Queued(card, reasons.learning(now.day - study_day(at, now.offset))))
    return found


def _early(store: Store, known: Callable[[str], bool], above: Above) -> Queued | None:
    """Find the first of the cards that come before all others."""
    for early in above.first:
        state = store.state(early.card)
        hidden = state is not None and state.hidden_on(above.day)
        phase, reps = (state.phase, state.reps) if state else (0, 0)
        if still_first(early.reps, phase, reps, hidden=hidden) and known(early.card):
            return Queued(early.card, Reason(ReasonKind(early.kind), early.text, early.edges))
    return None


def _review(  # noqa: PLR0913, PLR0917  all that a review hangs on
    store: Store,
    known: Callable[[str], bool],
    above: Above,
    settings: Settings,
    now: Now,
    recent: Sequence[str],
) -> Queued | None:
    """Find the due review that is most likely forgotten and neither held back nor cut."""
    day = store.counts_today(now.day)
    if above.plan is None and (settings.minutes_per_day or day.asked >= settings.reviews_per_day):
        return None
    model = fsrs6(settings.parameters)
    cut = None if above.plan is None else frozenset(above.plan.cards)
    due = store.due_first(now.ms, now.offset, _LOOKED_AT)
    for state in sorted(due, key=lambda each: is_tired(each.card, recent)):
        card = state.card
        if card not in above.held and (cut is None or card in cut) and known(card):
            likely = recall(state, now.ms, now.offset, model)
            return Queued(card, reasons.due(likely, now.day - state.due))
    return None
