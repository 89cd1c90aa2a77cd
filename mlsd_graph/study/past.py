"""Readiness over time, recomputed from the log: what it was at the end of past weeks.

A pure function of grades and moments: every card is replayed with the parameters in force, as its
present state is. Nothing of it is stored. What placement takes as known today counts from the day
of the placement on.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.graph.readiness import measured
from mlsd_graph.memory import day_start, elapsed, fsrs6, study_day
from mlsd_graph.memory.model import MemoryModel
from mlsd_graph.planning.scope import uses_at
from mlsd_graph.store.grades import FORGOTTEN, Grade
from mlsd_graph.study import placed
from mlsd_graph.study.known import assumed, known, level_set
from mlsd_graph.study.preparing import Same

if TYPE_CHECKING:
    from mlsd_graph.content.records import Step
    from mlsd_graph.level import Level
    from mlsd_graph.scheduling import Now
    from mlsd_graph.study.study import Study

MOST_POINTS = 60
_WEEK = 7


class Past(NamedTuple):
    """Readiness of case studies at the ends of past study days, and now."""

    days: tuple[int, ...]
    """Study days, oldest first; today comes last."""
    cases: Mapping[str, tuple[float, ...]]
    """Case study → readiness on each of these days."""
    steps: Mapping[str, Mapping["Step", tuple[float, ...]]]
    """The same for each of its steps that uses something."""


def past(study: "Study") -> Past:
    """Recompute readiness; reads the whole log, so call it off the loop. Kept until it changes."""
    level = level_set(study.settings)
    return _past(Same(study), study.store.version(), study.now().day, level)


@lru_cache(maxsize=2)
def _past(one: "Same[Study]", version: int, day: int, level: "Level | None") -> Past:
    del version, day  # they only name what was looked at
    study = one.it
    now, grades = study.now(), study.store.grades()
    days = sampled(grades.values(), now)
    moments = [(day_start(day + 1, now.offset) - 1, now.offset) for day in days[:-1]]
    moments.append((now.ms, now.offset))
    recall = recalls(grades, moments, fsrs6(study.settings.parameters))
    graph, pages = study.graph, study.library.pages
    taken, begun, nothing = assumed(study), placed.ended_on(study.store), [0.0] * len(days)
    of_today = known(study)
    told: dict[str, list[float]] = {}

    def of_page(page: str) -> list[float]:
        if page not in told:
            heads = pages[page].cards
            unseen = [taken.get(page, 0.0) if day >= begun else 0.0 for day in days]
            rows = [recall.get(head.uid, nothing) for head in heads]
            told[page] = [
                sum(each or unseen[i] for each in column) / len(heads)
                for i, column in enumerate(zip(*rows, strict=True))
            ]
            if heads:
                # What a clock wrote that was ahead of now is in today's memories already.
                told[page][-1] = of_today(page)
        return told[page]

    cases: dict[str, tuple[float, ...]] = {}
    steps: dict[str, dict[Step, tuple[float, ...]]] = {}
    for case in study.cases():
        uses = graph.uses_of(case) if level is None else uses_at(graph, case, level)
        found = [
            measured(case, uses, lambda c, i=i: of_page(c)[i] if of_page(c) else 0.0)
            for i in range(len(days))
        ]
        cases[case] = tuple(each.value for each in found)
        steps[case] = {step: tuple(each.steps[step] for each in found) for step in found[-1].steps}
    return Past(tuple(days), cases, steps)


def sampled(grades: Iterable[Sequence[Grade]], now: "Now") -> list[int]:
    """Study days to look at: whole weeks back from today to the first answer, today last."""
    first = min((study_day(g.at, g.offset) for each in grades for g in each[:1]), default=now.day)
    span = max(0, now.day - first)
    step = _WEEK * max(1, -(-span // (_WEEK * (MOST_POINTS - 1))))
    return list(range(now.day, first - step, -step))[::-1] if span else [now.day]


def recalls(
    grades: Mapping[str, Sequence[Grade]],
    moments: Sequence[tuple[int, int]],
    model: MemoryModel,
) -> dict[str, list[float]]:
    """Recall of each card at moments in rising order, (UTC ms, offset); 0 before its first grade.

    Grades later than the last moment, of a clock that was ahead, are left out.
    """
    times = [at for at, _ in moments]
    found: dict[str, list[float]] = {}
    for uid, all_of_one in grades.items():
        row = [0.0] * len(moments)
        memory: tuple[float, float] | None = None
        for place, grade in enumerate(all_of_one):
            memory = _after(memory, grade, all_of_one[place - 1] if place else None, model)
            later = all_of_one[place + 1].at if place + 1 < len(all_of_one) else times[-1] + 1
            if memory is None:
                continue
            for i in range(bisect_left(times, grade.at), bisect_left(times, later)):
                at, offset = moments[i]
                row[i] = model.retrievability(elapsed(grade.at, at, offset), memory[0])
        found[uid] = row
    return found


def _after(
    memory: tuple[float, float] | None, grade: Grade, before: Grade | None, model: MemoryModel
) -> tuple[float, float] | None:
    """Take one grade; None after a card was made new again."""
    if grade.rating == FORGOTTEN:
        return None
    if memory is None or before is None:
        return model.first(grade.rating)
    return model.next(*memory, elapsed(before.at, grade.at, grade.offset), grade.rating)
