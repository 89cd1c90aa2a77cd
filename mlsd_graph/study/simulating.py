"""The learner's own cards, pace and grades, as the simulator of workloads takes them."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mlsd_graph.memory import CardState, Phase
from mlsd_graph.memory.costs import Grades
from mlsd_graph.memory.daylimits import Done
from mlsd_graph.memory.studyday import study_day
from mlsd_graph.memory.workload import RETENTIONS, Deck, Workload, workloads
from mlsd_graph.scheduling import Pace
from mlsd_graph.store.grades import FORGOTTEN, Grade
from mlsd_graph.store.statistics import spent_ms
from mlsd_graph.study.line import own_pace
from mlsd_graph.study.preparing import costs_of, target_of

if TYPE_CHECKING:
    from mlsd_graph.memory.fitting.fit import Progress
    from mlsd_graph.study.study import Study

ENOUGH = 200
"""Answers of a kind from which the learner's own shares of grades are used."""


class Simulated(NamedTuple):
    """Workloads with what they were reckoned from."""

    cards: int
    """Cards seen so far and not suspended."""
    unseen: int
    pace: Pace
    workloads: tuple[Workload, ...]
    plan_until: str
    """Date up to which a plan chooses the cards instead of these limits; empty without one."""
    paced: bool = False
    """Whether `pace_by_success` changes the new cards of a day, which is not reckoned."""


def simulate(
    study: "Study",
    days: int,
    minutes: float = 0.0,
    retentions: Sequence[float] = RETENTIONS,
    progress: "Progress | None" = None,
) -> Simulated:
    """Reckon what desired retentions would cost from today's states; changes nothing.

    Each day keeps to the limits of the settings, `minutes` in place of `minutes_per_day`; of
    today's, what is left.

    Raises:
        StoppedError: `progress` returned False.
    """
    now, states, library = study.now(), study.store.states(), study.library
    held = [states[uid] for uid in library.cards if uid in states]
    seen = [state for state in held if state.reps and not state.suspended]
    unseen = sum(uid not in states or not states[uid].reps for uid in library.cards)
    unseen -= sum(state.suspended and not state.reps for state in held)
    ago = [max(0, now.day - study_day(state.last, state.offset)) for state in seen]
    deck = Deck(
        np.array([state.stability for state in seen], np.float64),
        np.array([state.difficulty for state in seen], np.float64),
        np.array(ago, np.int64),
        unseen,
        np.array([_wait(state) for state in seen], np.int64),
    )
    settings = study.settings
    pace = own_pace(study.store.days(), settings)
    costs = costs_of(pace, settings)
    grades = own_grades(study.store.grades().values())
    today = study.store.counts_today(now.day)
    done = Done(today.asked, today.new, spent_ms(today, pace.review) / 1000)
    found = workloads(deck, settings, costs, grades, days, minutes, retentions, progress, done)
    target = target_of(settings, now)
    until = target.date.isoformat() if target else ""
    return Simulated(len(seen), unseen, pace, found, until, settings.pace_by_success)


def _wait(state: CardState) -> int:
    """Days from the last review to the next as it stands; 0 between learning steps."""
    if state.phase != Phase.REVIEW:
        return 0
    return max(1, state.due - study_day(state.last, state.offset))


def own_grades(histories: Iterable[Sequence[Grade]]) -> Grades:
    """Count the learner's shares of grades, first ones and passed later ones; usual ones if few."""
    first, passed = [0] * 4, [0] * 3
    for all_of_one in histories:
        if all_of_one and all_of_one[0].rating != FORGOTTEN:
            first[all_of_one[0].rating - 1] += 1
        for grade in all_of_one[1:]:
            if grade.rating > 1:
                passed[grade.rating - 2] += 1
    usual = Grades()
    again, hard, good, easy = (count / (sum(first) or 1) for count in first)
    return Grades(
        (again, hard, good, easy) if sum(first) >= ENOUGH else usual.first,
        (passed[0] / sum(passed), passed[1] / sum(passed), passed[2] / sum(passed))
        if sum(passed) >= ENOUGH
        else usual.passed,
    )
