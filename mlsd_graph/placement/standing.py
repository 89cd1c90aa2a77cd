"""What became of the beliefs of a test: assumed still, confirmed, fallen, and what to check today.

A pure function of the beliefs and of the grades that the log holds, so an undo and a replay give
the same. A belief falls at the first failure, for good; with it fall those of all concepts that
rest on it, unless their own check confirmed them or does so later.
"""

from collections.abc import Mapping
from math import log2
from typing import NamedTuple

from mlsd_graph.graph import Graph
from mlsd_graph.placement.checks import KNOWN, checks_a_day


class Grades(NamedTuple):
    """The live grades of one concept's cards."""

    failed: bool
    """Whether any of them was Again."""
    first_day: int
    """Study day of the first one."""


class Standing(NamedTuple):
    """Beliefs as the grades since have left them."""

    assumed: frozenset[str]
    """Counted as known: believed in, not fallen, not above a fallen one; or confirmed."""
    confirmed: frozenset[str]
    """Their own card was asked and not failed."""
    fallen: frozenset[str]
    waiting: tuple[str, ...]
    """To be checked, in the order to do so."""


def still_today(
    found: Standing,
    grades: Mapping[str, Grades],
    begun: int,
    day: int,
    most: int | None = None,
) -> int:
    """How many checks are still to be asked on a study day, for a test of the day `begun`.

    None on that day itself. Missed days are made up for at twice the daily number. Where the clock
    stands before the test, the daily number holds: whichever time was wrong, the checks come.
    Where a plan allows at most so many a day, missed days move all others back instead.
    """
    if day == begun:
        return 0
    days = [grades[id_].first_day for id_ in found.confirmed | found.fallen]
    made = [first for first in days if first > begun]
    a_day = checks_a_day(len(made) + len(found.waiting))
    today = days.count(day)
    if day < begun:
        return max(0, a_day - today)
    wanted = a_day * (day - begun) - (len(made) - today)
    limit = 2 * a_day if most is None else min(a_day, most)
    return max(0, min(wanted, limit) - today)


def standing(graph: Graph, beliefs: Mapping[str, float], grades: Mapping[str, Grades]) -> Standing:
    """Follow up beliefs; `grades` by concept, those without a grade left out."""
    fallen = frozenset(id_ for id_ in beliefs if id_ in grades and grades[id_].failed)
    confirmed = frozenset(id_ for id_ in beliefs if id_ in grades) - fallen
    doubted = {above for id_ in fallen for above in graph.dependents(id_)} - confirmed
    kept = {id_ for id_, belief in beliefs.items() if belief >= KNOWN} - fallen - doubted
    left = [id_ for id_ in beliefs if id_ not in grades]
    needed = {id_: len(graph.dependents(id_)) for id_ in left}

    def urgency(id_: str) -> tuple[bool, float, str]:
        return id_ not in doubted, -_uncertainty(beliefs[id_]) * (1 + needed[id_]), id_

    return Standing(
        frozenset(kept) | confirmed, confirmed, fallen, tuple(sorted(left, key=urgency))
    )


def _uncertainty(belief: float) -> float:
    """Entropy in bits: 1 at ½, 0 where nothing is open."""
    if not 0 < belief < 1:
        return 0.0
    return -belief * log2(belief) - (1 - belief) * log2(1 - belief)
