"""What the Stats mode draws: counts of the past, of memories as they are, and of days to come."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.content.records import PageKind, Step
from mlsd_graph.memory.state import CardState
from mlsd_graph.store import Day
from mlsd_graph.store.grades import FORGOTTEN, Grade
from mlsd_graph.study.crediting import told
from mlsd_graph.study.orphans import orphans
from mlsd_graph.study.statistics import backlog, mastery_by_domain
from mlsd_graph.study.streaks import Streak, forgiving_streak

if TYPE_CHECKING:
    from mlsd_graph.graph import Graph
    from mlsd_graph.study.study import Study

SPANS = (30, 90, 0)
"""Days over which true retention is told; 0 for all."""
STABILITY = (1.0, 3.0, 7.0, 14.0, 30.0, 90.0, 180.0, 365.0)
"""Bounds between the bins, days."""
DIFFICULTY = (2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0)
RETRIEVABILITY = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_MINUTE_MS = 60_000


class Passed(NamedTuple):
    """First reviews of a day of cards in review."""

    recalled: int = 0
    forgotten: int = 0

    @property
    def share(self) -> float | None:
        """True retention; None without reviews."""
        total = self.recalled + self.forgotten
        return self.recalled / total if total else None


class Retention(NamedTuple):
    """True retention over the last days."""

    days: int
    """0 for all."""
    young: Passed
    """Cards with an interval below 21 days."""
    mature: Passed

    @property
    def both(self) -> Passed:
        """All of them."""
        return Passed(*(young + old for young, old in zip(self.young, self.mature, strict=True)))


class Hour(NamedTuple):
    """Answers given in one hour of the day, in the local time of each."""

    answers: int = 0
    passed: int = 0
    """Not graded Again."""


class Bins(NamedTuple):
    """How many cards lie between bounds; one count more than bounds."""

    bounds: tuple[float, ...]
    counts: tuple[int, ...]


class Charts(NamedTuple):
    """Everything on the Stats screen."""

    today: int
    """Number of the study day."""
    past: Mapping[int, int]
    """Reviews by study day."""
    ahead: Mapping[int, int]
    """Cards due by study day from today on, without the backlog."""
    backlog: int
    """Cards that were due before today, those between learning steps included."""
    streak: Streak
    desired: float
    """Desired retention."""
    retention: tuple[Retention, ...]
    stability: Bins
    difficulty: Bins
    retrievability: Bins
    minutes: Mapping[int, float]
    """Time spent answering by study day."""
    hours: tuple[Hour, ...]
    """24 of them, from midnight."""
    answers: tuple[int, int, int, int]
    """Again, hard, good and easy."""
    domains: Mapping[str, float]
    """Mean recall of all cards of a domain now, unseen ones counting as 0."""
    steps: Mapping[Step, float]
    """Mean recall of the concepts that case studies use at a step, weighted by their use."""
    credit: str
    """What graph credit would have saved; empty where it is off or has seen no answers yet."""
    order: str
    """Who orders new concepts and why; empty where the graph is off or has seen no answers yet."""


def charts(study: "Study") -> Charts:
    """Count everything; reads the whole log, so call it off the loop."""
    now, store, credit = study.now(), study.store, study.credit()
    library, states = study.library, study.states
    days, load = store.days(), store.ahead(orphans(library, states))
    seen = [state for uid, state in states.items() if state.reps and uid in library.cards]
    past = {day.day: day.reviews for day in days if day.reviews}
    return Charts(
        today=now.day,
        past=past,
        ahead={day: count for day, count in load.items() if day >= now.day},
        backlog=backlog(load, now.day),
        streak=forgiving_streak(past, now.day),
        desired=study.settings.desired_retention,
        retention=tuple(retention(days, now.day, span) for span in SPANS),
        stability=binned((state.stability for state in seen), STABILITY),
        difficulty=binned((state.difficulty for state in seen), DIFFICULTY),
        retrievability=binned(_recalls(study, seen), RETRIEVABILITY),
        minutes={day.day: day.duration_ms / _MINUTE_MS for day in days if day.duration_ms},
        hours=by_hour(store.grades().values()),
        answers=(
            sum(day.again for day in days),
            sum(day.hard for day in days),
            sum(day.good for day in days),
            sum(day.easy for day in days),
        ),
        domains=mastery_by_domain(library, study.recall),
        credit=told(credit) if credit and (credit.observed or credit.ticked) else "",
        order=study.order(),
        steps=_by_step(study.graph, {id_: study.page_recall(id_) for id_ in study.graph.cards_of}),
    )


def retention(days: Iterable[Day], today: int, span: int) -> Retention:
    """Sum up true retention over the last `span` days, 0 for all."""
    chosen = [day for day in days if not span or today - span < day.day <= today]
    return Retention(
        span,
        Passed(sum(day.young_passed for day in chosen), sum(day.young_failed for day in chosen)),
        Passed(sum(day.mature_passed for day in chosen), sum(day.mature_failed for day in chosen)),
    )


def binned(values: Iterable[float], bounds: tuple[float, ...]) -> Bins:
    """Count values between bounds; a value on a bound lies above it."""
    counts = [0] * (len(bounds) + 1)
    for value in values:
        counts[sum(value >= bound for bound in bounds)] += 1
    return Bins(bounds, tuple(counts))


def by_hour(grades: Iterable[Sequence[Grade]]) -> tuple[Hour, ...]:
    """Count answers by the local hour in which each was given."""
    answers, passed = [0] * 24, [0] * 24
    for all_of_one in grades:
        for grade in all_of_one:
            if grade.rating != FORGOTTEN:
                hour = (grade.at // _MINUTE_MS + grade.offset) // 60 % 24
                answers[hour] += 1
                passed[hour] += grade.rating > 1
    return tuple(map(Hour, answers, passed))


def _recalls(study: "Study", seen: Iterable[CardState]) -> Iterable[float]:
    return (study.recall(state.card) or 0.0 for state in seen)


def _by_step(graph: "Graph", recall: Mapping[str, float]) -> dict[Step, float]:
    """Weigh the recall of concepts by their use; a step that uses none is left out."""
    sums: dict[Step, tuple[float, float]] = {}
    for case in graph.by_kind[PageKind.CASE_STUDY]:
        for concept, weights in graph.uses_of(case).items():
            for step, weight in weights.items():
                total, known = sums.get(step, (0.0, 0.0))
                sums[step] = total + weight, known + weight * recall.get(concept, 0.0)
    return {step: sums[step][1] / sums[step][0] for step in Step if step in sums}
