"""The whole plan with what it leads to: for the Plan mode and `mlsd plan`.

Takes a second for 600 cards and 90 days; call it off the loop. It holds no lock while it
reckons, and leaves the chosen policy for the next queue.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mlsd_graph.graph.readiness import Readiness, measured
from mlsd_graph.memory import Settings, elapsed, fsrs6
from mlsd_graph.planning.curve import Recalled
from mlsd_graph.planning.keeping import keeping
from mlsd_graph.planning.rollout import Plan, plan
from mlsd_graph.planning.scope import Scope, uses_at
from mlsd_graph.planning.target import Target
from mlsd_graph.store.grades import FORGOTTEN, Grade
from mlsd_graph.store.statistics import spent_ms
from mlsd_graph.study import placed
from mlsd_graph.study.chosen_policy import Chosen, key_of, remember, remembered
from mlsd_graph.study.kept_so_far import kept_so_far
from mlsd_graph.study.known import known, ready
from mlsd_graph.study.line import own_pace
from mlsd_graph.study.page_recall import PageRecall
from mlsd_graph.study.preparing import (
    Prepared,
    asked_first,
    assumed_last,
    costs_of,
    minutes_more,
    plan_cards,
    prepared,
    target_of,
)
from mlsd_graph.study.rehearsed import Rehearsed, probes
from mlsd_graph.study.simulating import own_grades

if TYPE_CHECKING:
    from mlsd_graph.graph import Graph
    from mlsd_graph.memory.fitting.fit import Progress
    from mlsd_graph.study.study import Study

_WHOLE = 0.99
"""Share of a page's cards that are surely seen by the date, from which it is a whole one."""
_AS_LIKELY = 0.5
"""Share of the simulated learners who see a card, below which it is expected to stay unseen."""


class Expected(NamedTuple):
    """A recall or a readiness, 0 to 1, now and on the date."""

    now: float
    then: float
    """Mean over the simulated learners."""
    low: float
    """Of the least lucky of them: eight in ten learners lie between the two."""
    high: float


_NOTHING = Expected(0.0, 0.0, 0.0, 0.0)
"""Of a page without cards."""


class CaseOutlook(NamedTuple):
    """One case study in scope."""

    case: str
    ready: Expected
    today: Readiness
    on_date: Readiness


class Outlook(NamedTuple):
    """A target with its plan, and what it leads to."""

    target: Target
    scope: Scope
    plan: Plan
    days: int
    """Left until the interview."""
    cards: int
    """In scope and not suspended."""
    unseen: int
    cases: tuple[CaseOutlook, ...]
    """In content order."""
    concepts: Mapping[str, Expected]
    """Recall of each page with cards in scope; those of most case studies first."""
    left_out: tuple[str, ...]
    """Concepts of which no card is seen by the date, though no day be missed; those of most case
    studies first."""
    in_part: tuple[str, ...]
    """Concepts of which some cards are not seen by the date then; those of most case studies
    first."""
    unfinished: tuple[str, ...]
    """Concepts that are whole by the date then, but not with as many days missed as expected."""
    at_risk: tuple[str, ...]
    """Concepts that are expected to be whole, but not for all whom the forecast allows for."""
    giving: float
    """Share of the minutes that the forecast expects, with days missed."""
    assumed: tuple[str, ...]
    """Concepts in scope that placement takes as known; their new cards come last."""
    missed: frozenset[str]
    """Concepts in scope that a mock interview missed: a card of each is asked before all others,
    and is in the plan."""
    minutes: float
    """Given for today, with what was added."""
    spent: float
    """Of them."""


def outlook(study: "Study", progress: "Progress | None" = None) -> Outlook | None:
    """Plan from today's states; None where there is nothing to plan for, no case study for one.

    Raises:
        StoppedError: `progress` returned False.
    """
    now, settings = study.now(), study.settings
    target = target_of(settings, now)
    if target is None:
        return None
    states, graph, store = study.store.states(), study.graph, study.store
    found = prepared(graph, target)
    if not found.scope.cases:
        return None
    assumed = placed.assumed(graph, store, states)
    where = {head.uid: head.page for head, _ in found.cards}
    cards = assumed_last(plan_cards(found.cards, states, now), where, assumed)
    asked = probes(Rehearsed(graph, study.library, store, states, now))
    cards = asked_first(cards, {item.uid for item in asked})
    done = store.counts_today(now.day)
    pace = own_pace(store.days(), settings)
    more = minutes_more(store, now.day)
    minutes = target.minutes + more
    spent = spent_ms(done, pace.review) / 60_000
    days = target.days_left(now.day)
    grades = store.grades()
    key = key_of(found, settings)
    last = remembered(study.paths, key)
    kept = kept_so_far(store, now.day, pace.review)
    made = plan(
        cards,
        days,
        target.minutes,
        settings,
        costs_of(pace, settings),
        grades=own_grades(grades.values()),
        spent=min(max(0.0, spent - more), target.minutes),
        of=target.days,
        last=last.policy if last else None,
        reviews=reviews_of(grades.values(), settings),
        kept=kept,
        known={c.uid for c in cards if not c.stability and where[c.uid] in assumed},
        progress=progress,
    )
    remember(study.paths, key, Chosen(made.policy, now.day, settings.interview))
    uids = [card.uid for card in cards]
    pages = PageRecall(study.library, states, settings, now, days, uids, made, assumed)
    inside = found.scope.pages
    ranked = sorted(inside, key=lambda id_: inside[id_].importance, reverse=True)
    heads = study.library.pages
    ranked = [id_ for id_ in ranked if heads[id_].cards]
    now_known = known(study)
    concepts = {id_: Expected(now_known(id_), *pages.expected(id_)) for id_ in ranked}
    seen = {id_: pages.seen(id_) for id_ in ranked if id_ not in assumed}
    whole = {id_: each for id_, each in seen.items() if each.unmissed == 1}
    unfinished = tuple(id_ for id_, each in whole.items() if each.rarest < _AS_LIKELY)
    return Outlook(
        target=target,
        scope=found.scope,
        plan=made,
        days=days,
        cards=len(cards),
        unseen=sum(not card.stability for card in cards),
        cases=_cases(graph, found, concepts, pages, ready(study)),
        concepts=concepts,
        left_out=tuple(id_ for id_, each in seen.items() if not each.unmissed),
        in_part=tuple(id_ for id_, each in seen.items() if 0 < each.unmissed < 1),
        unfinished=unfinished,
        at_risk=tuple(
            id_ for id_, each in whole.items() if each.sure < _WHOLE and id_ not in unfinished
        ),
        giving=keeping(kept)[0],
        assumed=tuple(id_ for id_ in ranked if id_ in assumed),
        missed=frozenset(where[item.uid] for item in asked if item.uid in where),
        minutes=minutes,
        spent=spent,
    )


def reviews_of(
    grades: Iterable[Sequence[Grade]], settings: Settings, most: int = 300
) -> list[Recalled]:
    """The learner's last reviews a day or more after the one before, as they were believed."""
    model = fsrs6(settings.parameters)
    found: list[tuple[int, Recalled]] = []
    for all_of_one in grades:
        memory: tuple[float, float] | None = None
        before = 0
        for grade in all_of_one:
            if grade.rating == FORGOTTEN:
                memory = None
                continue
            if memory is None:
                memory = model.first(grade.rating)
            else:
                s, d = memory
                if days := elapsed(before, grade.at, grade.offset):
                    found.append((grade.at, Recalled(s, days, grade.rating > 1)))
                memory = model.next(s, d, days, grade.rating)
            before = grade.at
    found.sort()
    return [review for _, review in found[-most:]]


def _cases(
    graph: "Graph",
    found: Prepared,
    concepts: Mapping[str, Expected],
    pages: PageRecall,
    ready_now: Callable[[str], Readiness],
) -> tuple[CaseOutlook, ...]:
    cases: list[CaseOutlook] = []
    for case in found.scope.cases:
        uses = uses_at(graph, case, found.target.level)
        today = ready_now(case)
        then = measured(case, uses, lambda concept: concepts.get(concept, _NOTHING).then)
        weights = {concept: max(steps.values()) for concept, steps in uses.items()}
        total = sum(weights.values()) or 1.0
        worlds = sum(
            (weight * pages.on_date(concept) for concept, weight in weights.items()),
            np.zeros(1),
        )
        ready = Expected(
            today.value, then.value, float(worlds.min() / total), float(worlds.max() / total)
        )
        cases.append(CaseOutlook(case, ready, today, then))
    return tuple(cases)
