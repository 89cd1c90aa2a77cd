"""What an open study leaves behind for `mlsd due` and for the first card of the next run."""

from collections.abc import Mapping

from mlsd_graph.memory import CardState
from mlsd_graph.scheduling import Now, Queue
from mlsd_graph.store import Above, DayLoad, Early, Summary
from mlsd_graph.store.above import still_first
from mlsd_graph.study.present import Present


def summary(present: Present, now: Now, named: str) -> Summary:
    """Say what only content and queue can tell; looks at every card."""
    known = {uid for uid, state in present.states.items() if state.reps or state.hidden_on(now.day)}
    pace, cards = present.line.pace(), present.library.cards
    return Summary(
        new=sum(1 for uid in cards if uid not in known),
        seconds_per_review=pace.review,
        seconds_per_new=pace.new,
        seconds_per_step=pace.step,
        absent=[uid for uid in present.states if uid not in cards],
        content=named,
        above=above(present, now),
    )


def above(present: Present, now: Now) -> Above:
    """Say what stands above the plain schedule today."""
    queue, states, cards = present.line.queue(now), present.states, present.library.cards
    overlay = queue.world.overlay
    first = (
        Early(item.uid, _reps(states, item.uid), why.kind, why.text, why.edges)
        for item in queue.first
        for why in (item.reason,)
    )
    return Above(
        now.day,
        tuple(first),
        tuple(uid for uid in overlay.held if uid in cards),
        tuple(overlay.after.items()),
        _load(present, queue) if overlay.plan is not None else None,
    )


def has_moved(before: Above | None, after: Above, states: Mapping[str, CardState]) -> bool:
    """Whether what was left says something else now than the states of its cards already do."""
    if before is None:
        return True
    left = tuple(each for each in before.first if _is_left(each, states.get(each.card), after.day))
    return before._replace(first=left, plan=_counts(before)) != after._replace(plan=_counts(after))


def _is_left(early: Early, state: CardState | None, day: int) -> bool:
    if state is None:
        return early.reps == 0
    return still_first(early.reps, state.phase, state.reps, hidden=state.hidden_on(day))


def _counts(above: Above) -> DayLoad | None:
    """The load of a day without its cards: those that were asked are no longer due."""
    return above.plan and above.plan._replace(cards=())


def _load(present: Present, queue: Queue) -> DayLoad:
    done = present.store.counts_today(queue.now.day)
    cards = tuple(item.uid for item in queue.reviews)
    return DayLoad(queue.asked + done.asked, queue.new + done.new, cards)


def _reps(states: Mapping[str, CardState], uid: str) -> int:
    state = states.get(uid)
    return state.reps if state else 0
