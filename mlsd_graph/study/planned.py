"""The plan's choice of the day: which cards, and why each of them.

What the day's minutes hold is chosen by the policy that simulation found last, or by a usual one
until then. Where minutes are left over, due reviews outside the scope follow. An empty choice
means that the plan is done for today; new cards and reviews beyond it come on request.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mlsd_graph.memory import Phase, fsrs6
from mlsd_graph.memory.state import IN_STEPS
from mlsd_graph.planning.choosing import Choice, choose
from mlsd_graph.planning.policies import Policy, at_once
from mlsd_graph.planning.target import read_target
from mlsd_graph.scheduling import DayPlan, Overlay, Queued, reasons
from mlsd_graph.scheduling.overlay import PLAIN
from mlsd_graph.scheduling.siblings import family
from mlsd_graph.study import placed
from mlsd_graph.study.chosen_policy import key_of, remembered
from mlsd_graph.study.given import Given
from mlsd_graph.study.plan_reasons import PlanReasons
from mlsd_graph.study.preparing import (
    Prepared,
    assumed_last,
    costs_of,
    days_since,
    minutes_more,
    plan_cards,
    prepared,
    target_of,
    unplannable,
)

if TYPE_CHECKING:
    from mlsd_graph.memory import CardState
    from mlsd_graph.memory.fitting.fit import Progress
    from mlsd_graph.study.study import Study

_MINUTE_MS = 60_000


def overlay(given: Given) -> Overlay:
    """Choose the day's cards while an interview is ahead; the plain schedule otherwise."""
    target = target_of(given.settings, given.now)
    if target is None:
        return _last_day(given)
    found = prepared(given.graph, target)
    if not found.cards:
        return PLAIN
    choice, left = chosen(given, found)
    why = PlanReasons(found, given)
    reviews = [Queued(each.card.uid, why.review(each)) for each in choice.reviews]
    fresh = [Queued(each.card.uid, why.new(each)) for each in choice.fresh]
    others = tuple(_outside(given, found, left))
    line = (*choice.line, *(each.uid for each in others))
    minutes = found.target.minutes + minutes_more(given.store, given.now.day)
    return Overlay(plan=DayPlan((*reviews, *others), tuple(fresh), line, minutes * 60))


def _last_day(given: Given) -> Overlay:
    """On the day of the interview what is due, in scope first, and nothing new."""
    target = read_target(given.settings.interview)
    if target is None or target.days_left(given.now.day):
        return PLAIN
    found = prepared(given.graph, target)
    values = {head.uid: value for head, value in found.cards}
    if not values:
        return PLAIN
    due = sorted(_due(given), key=lambda pair: values.get(pair[1].card, 0.0) * (pair[0] - 1))
    reviews = tuple(
        Queued(state.card, reasons.due(recall, given.now.day - state.due)) for recall, state in due
    )
    minutes = target.minutes + minutes_more(given.store, given.now.day)
    return Overlay(plan=DayPlan(reviews, (), tuple(q.uid for q in reviews), minutes * 60))


def chosen(given: Given, found: Prepared) -> tuple[Choice, float]:
    """Choose cards in scope; also return the seconds that are left over."""
    target, settings, now = found.target, given.settings, given.now
    states, pace = given.states, given.pace
    assumed = placed.assumed(given.graph, given.store, states)
    pages = {head.uid: head.page for head, _ in found.cards}
    cards = [
        card
        for card in assumed_last(plan_cards(found.cards, states, now), pages, assumed)
        if card.uid in given.library.cards and not unplannable(states.get(card.uid), now)
    ]
    minutes = target.minutes + minutes_more(given.store, now.day)
    steps = sum(s.phase in IN_STEPS for uid, s in states.items() if uid in given.library.cards)
    spent = given.done.ms / _MINUTE_MS + steps * pace.step / 60
    left = target.days_left(now.day)
    costs = costs_of(pace, settings)
    policy = _policy(given, found, sum(not card.stability for card in cards))
    asked = {
        family(head)
        for uid in given.done.recent
        if (head := given.library.cards.get(uid)) is not None
    }
    choice = choose(
        cards, left, minutes, settings, costs, policy, spent=spent, of=target.days, asked=asked
    )
    return choice, max(0.0, (minutes - spent) * 60 - choice.seconds)


def is_chosen(study: "Study") -> bool:
    """Whether nothing has to be reckoned: no plan, or one whose policy was chosen today."""
    now, settings = study.now(), study.settings
    target = target_of(settings, now)
    if target is None:
        return True
    found = prepared(study.graph, target)
    if not found.cards:
        return True
    last = remembered(study.paths, key_of(found, settings))
    return last is not None and last.day == now.day


def plan_anew(study: "Study", progress: "Progress | None" = None) -> bool:
    """Choose today's policy if none has been chosen; tell whether the queue may have changed.

    Takes a second; off the loop where there is one. Nothing but a cache is written.

    Raises:
        StoppedError: `progress` returned False.
    """
    if is_chosen(study):
        return False
    from mlsd_graph.study.outlook import outlook  # noqa: PLC0415  numpy: 100 ms

    outlook(study, progress)
    study.choose_again()
    return True


def _policy(given: Given, found: Prepared, unseen: int) -> Policy:
    last = remembered(given.store.paths, key_of(found, given.settings))
    if last is not None:
        return last.policy
    target, costs = found.target, costs_of(given.pace, given.settings)
    left = target.days_left(given.now.day)
    return at_once(unseen, left, target.days, target.minutes * 60.0, costs)


def _outside(given: Given, found: Prepared, seconds: float) -> Iterator[Queued]:
    """Due reviews outside the scope, the least likely first, as far as the time goes."""
    inside = {head.uid for head, _ in found.cards}
    others = sorted((recall, state.card, state.due) for recall, state in _due(given))
    room = int(seconds / given.pace.review)
    for recall, card, due in [each for each in others if each[1] not in inside][:room]:
        yield Queued(card, reasons.due(recall, given.now.day - due))


def _due(given: Given) -> "Iterator[tuple[float, CardState]]":
    """Due reviews with their recall now."""
    now, model = given.now, fsrs6(given.settings.parameters)
    for state in given.states.values():
        due = state.phase == Phase.REVIEW and state.due <= now.day and not state.suspended
        if due and not unplannable(state, now) and state.card in given.library.cards:
            yield model.retrievability(days_since(state, now), state.stability), state
