"""What a plan starts from: the target in force, its scope in this content, the cards as they stand.

Numpy-free, as the queue asks for it. What follows from target and content alone is kept for the
last graph that was asked about.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar, cast

from mlsd_graph.memory import CardState, Settings, elapsed, study_day
from mlsd_graph.memory.costs import Costs
from mlsd_graph.memory.state import IN_STEPS
from mlsd_graph.planning.choosing import PlanCard
from mlsd_graph.planning.scope import Scope, scope
from mlsd_graph.planning.target import Target, read_target
from mlsd_graph.planning.value import Valued, valued_cards
from mlsd_graph.scheduling import Now, Pace
from mlsd_graph.scheduling.siblings import family
from mlsd_graph.store.event import Kind
from mlsd_graph.store.replay import live

if TYPE_CHECKING:
    from mlsd_graph.graph import Graph
    from mlsd_graph.store import Store

_Thing = TypeVar("_Thing")


class Prepared(NamedTuple):
    """A target in one content."""

    target: Target
    scope: Scope
    cards: tuple[Valued, ...]
    """All cards in scope in the order of learning."""


class Same(Generic[_Thing]):
    """A thing that is known again by its identity: what it holds would take longer to compare."""

    def __init__(self, it: _Thing) -> None:
        self.it = it

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and cast("Same[object]", other).it is self.it

    def __hash__(self) -> int:
        return id(self.it)


def target_of(settings: Settings, now: Now) -> Target | None:
    """The target that there is something to plan for; None before and after."""
    target = read_target(settings.interview)
    return target if target is not None and target.holds(now.day) else None


def prepared(graph: "Graph", target: Target) -> Prepared:
    """Find scope and values; 20 ms for 3,000 cards, then nothing until the content changes."""
    return _prepared(Same(graph), target)


@lru_cache(maxsize=1)
def _prepared(one: "Same[Graph]", target: Target) -> Prepared:
    found = scope(one.it, target)
    return Prepared(target, found, tuple(valued_cards(one.it, found, target)))


def plan_cards(
    cards: Iterable[Valued], states: Mapping[str, CardState], now: Now
) -> list[PlanCard]:
    """Cards as a plan takes them, suspended ones left out."""
    found: list[PlanCard] = []
    for head, value in cards:
        state = states.get(head.uid)
        if state is None or not state.reps:
            if state is None or not state.suspended:
                found.append(PlanCard(head.uid, value, note=family(head)))
        elif not state.suspended:
            ago = days_since(state, now)
            found.append(
                PlanCard(head.uid, value, state.stability, state.difficulty, ago, family(head))
            )
    return found


def assumed_last(
    cards: Iterable[PlanCard], pages: Mapping[str, str], assumed: Mapping[str, float]
) -> list[PlanCard]:
    """Put new cards of concepts that count as known after all others.

    `pages` names each card's page, `assumed` says how likely each of these concepts is known:
    learning its cards is worth the rest alone.
    """
    if not assumed:
        return list(cards)
    others: list[PlanCard] = []
    last: list[PlanCard] = []
    for card in cards:
        known = assumed.get(pages[card.uid]) if not card.stability else None
        if known is None:
            others.append(card)
        else:
            last.append(card._replace(value=card.value * (1 - known)))
    return others + last


def asked_first(cards: Iterable[PlanCard], probes: Collection[str]) -> list[PlanCard]:
    """Put new cards first that are asked before all others, whatever they are worth."""
    return sorted(cards, key=lambda card: bool(card.stability) or card.uid not in probes)


def days_since(state: CardState, now: Now) -> int:
    """Days since the last grade; 0 only for today, so that a clock that jumped hides no card."""
    if study_day(state.last, state.offset) == now.day:
        return 0
    return max(1, elapsed(state.last, now.ms, now.offset))


def unplannable(state: CardState | None, now: Now) -> bool:
    """Whether a card cannot be planned for today: buried, or between its learning steps."""
    return state is not None and (state.buried_until > now.day or state.phase in IN_STEPS)


def costs_of(pace: Pace, settings: Settings) -> Costs:
    """Seconds per answer with the steps that follow on the same day."""
    relearning = pace.step * len(settings.relearning_steps)
    return Costs(pace.review, pace.review + relearning, pace.new)


def minutes_more(store: "Store", day: int) -> float:
    """Minutes by which the learner went on after the plan of a study day was done."""
    found = live(store.events(kinds=(Kind.MORE, Kind.UNDO, Kind.REDO)))
    values = (event.values for event in found if event.kind == Kind.MORE)
    return float(
        sum(
            minutes
            for each in values
            if each.get("day") == day and isinstance(minutes := each.get("minutes"), int)
        )
    )
