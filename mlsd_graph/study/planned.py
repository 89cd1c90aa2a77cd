"""The plan's choice of the day: which cards, and why each of them.

What the day's minutes hold is chosen by the policy that simulation found last, or by a usual one
until then. Where minutes are left over, due reviews outside the scope follow. An empty choice
means that the plan is done for today; new cards and reviews beyond it come on request.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from mlsd_graph.content.records import STEP_TITLES
from mlsd_graph.memory import Phase, fsrs6
from mlsd_graph.percent import percent
from mlsd_graph.planning.choosing import Choice, Picked, choose
from mlsd_graph.planning.policies import Policy, at_once
from mlsd_graph.scheduling import DayPlan, Overlay, Queued, Reason, ReasonKind, reasons
from mlsd_graph.scheduling.overlay import PLAIN
from mlsd_graph.study import placed
from mlsd_graph.study.chosen_policy import key_of, remembered
from mlsd_graph.study.overlaying import Given
from mlsd_graph.study.preparing import (
    Prepared,
    assumed_last,
    costs_of,
    days_since,
    hidden,
    minutes_more,
    plan_cards,
    prepared,
    target_of,
)

if TYPE_CHECKING:
    from mlsd_graph.content.records import CardHead
    from mlsd_graph.graph import Graph
    from mlsd_graph.memory import CardState
    from mlsd_graph.study.study import Study

_MINUTE_MS = 60_000


def overlay(given: Given) -> Overlay:
    """Choose the day's cards while an interview is ahead; the plain schedule otherwise."""
    target = target_of(given.settings, given.now)
    if target is None:
        return PLAIN
    found = prepared(given.graph, target)
    if not found.cards:
        return PLAIN
    choice, left = chosen(given, found)
    why = _Reasons(given.graph, found, given)
    reviews = [Queued(each.card.uid, why.review(each)) for each in choice.reviews]
    fresh = [Queued(each.card.uid, why.new(each)) for each in choice.fresh]
    others = tuple(_outside(given, found, left))
    line = (*choice.line, *(each.uid for each in others))
    minutes = found.target.minutes + minutes_more(given.store, given.now.day)
    return Overlay(plan=DayPlan((*reviews, *others), tuple(fresh), line, minutes * 60))


def chosen(given: Given, found: Prepared) -> tuple[Choice, float]:
    """Choose cards in scope; also return the seconds that are left over."""
    target, settings, now = found.target, given.settings, given.now
    states, pace = given.states, given.pace
    assumed = placed.assumed(given.graph, given.store, states)
    pages = {head.uid: head.page for head, _ in found.cards}
    cards = [
        card
        for card in assumed_last(plan_cards(found.cards, states, now), pages, assumed)
        if card.uid in given.library.cards and not hidden(states.get(card.uid), now)
    ]
    minutes = target.minutes + minutes_more(given.store, now.day)
    steps = sum(state.phase in {Phase.LEARNING, Phase.RELEARNING} for state in states.values())
    spent = given.done.ms / _MINUTE_MS + steps * pace.step / 60
    left = target.days_left(now.day)
    costs = costs_of(pace, settings)
    policy = _policy(given, found, sum(not card.stability for card in cards))
    asked = {
        head.note for uid in given.done.recent if (head := given.library.cards.get(uid)) is not None
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
    now, model = given.now, fsrs6(given.settings.parameters)
    due = [
        state
        for state in given.states.values()
        if state.phase == Phase.REVIEW
        and state.due <= now.day
        and not (state.suspended or hidden(state, now) or state.card in inside)
        and state.card in given.library.cards
    ]

    def recall(state: "CardState") -> float:
        return model.retrievability(days_since(state, now), state.stability)

    room = int(seconds / given.pace.review)
    for state in sorted(due, key=lambda each: (recall(each), each.card))[:room]:
        yield Queued(state.card, reasons.due(recall(state), now.day - state.due))


class _Reasons:
    """Says of each planned card what it does for the interview."""

    def __init__(self, graph: "Graph", found: Prepared, given: Given) -> None:
        self._graph, self._pages = graph, found.scope.pages
        self._cards: Mapping[str, CardHead] = given.library.cards
        self._states = given.states
        self._today = given.now.day
        self._date = f"{found.target.date:%d %b}".lstrip("0")

    def review(self, picked: Picked) -> Reason:
        """A review, early, in time or late, and what it lifts."""
        gain, state = picked.gain, self._states[picked.card.uid]
        early = "early, " if state.phase == Phase.REVIEW and state.due > self._today else ""
        on_date = f"{percent(gain.without)} → {percent(gain.without + gain.gain)} on {self._date}"
        text = f"planned {early}recall {percent(gain.now)} now, {on_date}"
        return Reason(ReasonKind.PLANNED, text, self._edges(picked.card.uid))

    def new(self, picked: Picked) -> Reason:
        """A new card, and what needs its page."""
        page = self._cards[picked.card.uid].page
        why = self._pages.get(page)
        text = "planned new"
        if why is not None and why.uses:
            title = self._graph.pages[why.uses[0].case].title
            text = f"planned new: {title} uses it, “{STEP_TITLES[why.uses[0].step]}”"
        elif why is not None and why.needed_by:
            text = f"planned new: {self._graph.pages[why.needed_by[0]].title} rests on it"
        return Reason(ReasonKind.PLANNED, text, self._edges(picked.card.uid))

    def _edges(self, uid: str) -> tuple[tuple[str, str], ...]:
        page = self._cards[uid].page
        why = self._pages.get(page)
        if why is None:
            return ()
        uses = dict.fromkeys(use.case for use in why.uses)
        return (
            *((case, page) for case in uses),
            *((page, dependent) for dependent in why.needed_by),
        )
