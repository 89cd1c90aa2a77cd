"""Today's queue from all states: one look at each, then the day's choice."""

from collections.abc import Mapping
from dataclasses import replace

from mlsd_graph.content.records import CardHead
from mlsd_graph.graph import Graph
from mlsd_graph.memory.fsrs6 import fsrs6
from mlsd_graph.memory.settings import Settings
from mlsd_graph.memory.state import CardState
from mlsd_graph.scheduling import reasons
from mlsd_graph.scheduling.day import (
    NOTHING_DONE,
    USUAL_PACE,
    DoneToday,
    Now,
    Pace,
    room_for_reviews,
)
from mlsd_graph.scheduling.fitting import first_of_day, seconds_left
from mlsd_graph.scheduling.frontier import Frontier
from mlsd_graph.scheduling.newcards import pages_left
from mlsd_graph.scheduling.overlay import PLAIN, Overlay
from mlsd_graph.scheduling.queue import Queue
from mlsd_graph.scheduling.reasons import Queued
from mlsd_graph.scheduling.ripe import Ripe, ripe, worst
from mlsd_graph.scheduling.siblings import family
from mlsd_graph.scheduling.world import LearningStep, World, askable, never_graded
from mlsd_graph.scheduling.worth import Worth

_LOOKED_AT = 3
"""Due reviews weighed by value for each one that there is room for."""


def build_queue(  # noqa: PLR0913, PLR0917  a pure function takes all that the day depends on
    graph: Graph,
    cards: Mapping[str, CardHead],
    states: Mapping[str, CardState],
    settings: Settings,
    now: Now,
    done: DoneToday = NOTHING_DONE,
    pace: Pace = USUAL_PACE,
    overlay: Overlay = PLAIN,
) -> Queue:
    """Build today's queue from all states; `cards` are the heads of the library by uid.

    Where the graph has no edges at all there is nothing to order by: the queue is plain FSRS.
    """
    if not graph.has_edges:
        settings = replace(settings, graph_order=False, session_order=False)
    world = World(graph, cards, settings, pace, overlay)
    found = ripe(states, cards, now)
    first = tuple(item for item in overlay.first if askable(item.uid, world, states, now))
    unseen, named = never_graded(first, states), {item.uid for item in first}
    if overlay.plan is None:
        spent = done._replace(ms=done.ms + round(1000 * pace.new * len(unseen)))
        limit = room_for_reviews(settings, spent, len(found.steps), pace)
        limit = max(0, limit - len(first) + len(unseen))
        reviews, siblings = _reviews(world, found, limit, now, named)
    else:
        plan = overlay.plan
        left = seconds_left(plan, done, len(found.steps), pace)
        first = first_of_day(first, unseen, left, pace)
        asked = {item.uid for item in first}
        plan = plan._replace(waiting=frozenset(named - asked))
        world = world._replace(overlay=overlay._replace(plan=plan))
        planned = (item for item in plan.reviews if item.uid not in asked)
        reviews = [item for item in planned if askable(item.uid, world, states, now)]
        siblings: list[Queued] = []
    queue = Queue(
        items=(),
        first=first,
        unseen=unseen,
        steps=world.in_turn(LearningStep(s.due, s.card) for s in found.steps),
        reviews=tuple(reviews),
        siblings=tuple(siblings),
        fresh=(),
        notes=frozenset(found.notes),
        recent=done.recent,
        ungraded=frozenset(found.ungraded),
        pages=pages_left(states, cards, found.ungraded) if settings.graph_order else None,
        next_due=None,
        now=now,
        world=world,
        frontier=Frontier(graph, states, now, fsrs6(settings.parameters), overlay.assumed),
    )
    return queue.in_time(states, done).refilled(states, done).dated(states)


def _reviews(
    world: World, found: Ripe, limit: int, now: Now, first: set[str]
) -> tuple[list[Queued], list[Queued]]:
    """Reviews for today, those first that are worth most; with asked notes they stand apart.

    Worth is what is likely lost, `1 - recall`, times the value of the page. With a backlog only
    the cards least likely recalled are weighed, some more than there is room for.
    """

    def wanted(state: CardState) -> bool:
        uid = state.card
        return uid in world.cards and uid not in first and uid not in world.overlay.held

    model = fsrs6(world.settings.parameters)
    chosen: list[Queued] = []
    siblings: list[Queued] = []
    notes = set(found.notes)
    ordered = world.settings.session_order
    looked_at = [
        (model.retrievability(max(0.0, -strain), 1.0), state)
        for strain, state in worst(found, limit * _LOOKED_AT if ordered else limit, wanted)
    ]
    if ordered:
        worth = Worth(world.graph)
        looked_at.sort(key=lambda pair: (pair[0] - 1.0) * worth.of(world.page_of(pair[1].card)))
    for recall, state in looked_at[:limit]:
        item = Queued(state.card, reasons.due(recall, now.day - state.due))
        note = family(world.cards[state.card])
        if ordered and note in notes:
            siblings.append(item)
        else:
            notes.add(note)
            chosen.append(item)
    return chosen, siblings
