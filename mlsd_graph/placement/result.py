"""What comes out of a test: what counts as known, what is checked soon, what is to be learned."""

from collections.abc import Mapping
from typing import NamedTuple

from mlsd_graph.graph import Graph
from mlsd_graph.memory.state import CardState, Rating
from mlsd_graph.placement.cards import graded, stands_for
from mlsd_graph.placement.checks import (
    FEWEST_ANSWERS,
    FREE,
    KNOWN,
    LIKELY,
    Course,
    Room,
    course,
)
from mlsd_graph.placement.sitting import Sitting

_BELOW = 0.001


class Counts(NamedTuple):
    """Concepts of a domain, or of all."""

    known: int
    """Answered rightly, or inferred and counted as known."""
    check: int
    """More likely known than not, asked before it counts."""
    learn: int


class Result(NamedTuple):
    """The outcome of a sitting. It is rough: of ten concepts two or three are misplaced."""

    assumed: Mapping[str, float]
    """Concept → belief, of all that count as known or will be checked."""
    domains: Mapping[str, Counts]
    total: Counts
    checks: int
    """Concepts that will be asked, all of those that were not asked yet."""
    course: Course | None
    """How they will come; None where there are none."""
    hurried: bool = False
    """Whether it ended after so few answers that only what was asked counts."""


def concluded(  # noqa: PLR0913, PLR0917  a test, and what it is seen against
    graph: Graph,
    sitting: Sitting,
    states: Mapping[str, CardState],
    kept: Mapping[str, float],
    day: int,
    room: Room = FREE,
) -> Result:
    """Conclude a sitting; `kept` are beliefs of an earlier one that its own checks confirmed.

    A concept that was asked counts by its answer alone, one that is being studied by its cards.
    """
    assumed = dict(_inferred(graph, sitting, states, day))
    assumed |= {id_: p for id_, p in kept.items() if id_ in graph.pages}
    passed = {a.concept for a in sitting.answers if a.rating >= Rating.GOOD} | kept.keys()
    assumed |= {id_: max(KNOWN, assumed.get(id_, 0.0)) for id_ in passed if id_ in graph.pages}
    for answer in sitting.answers:
        if answer.rating < Rating.GOOD:
            assumed.pop(answer.concept, None)
    checks = [id_ for id_ in assumed if id_ not in passed]
    domains = _by_domain(graph, sitting, assumed)
    total = Counts(*(sum(counts[i] for counts in domains.values()) for i in range(3)))
    hurried = len(sitting.answers) < FEWEST_ANSWERS and bool(checks)
    return Result(assumed, domains, total, len(checks), course(checks, room), hurried)


def _inferred(
    graph: Graph, sitting: Sitting, states: Mapping[str, CardState], day: int
) -> list[tuple[str, float]]:
    """Concepts never asked nor studied that are more likely known than not, and can be checked.

    After few answers too many of them would be misplaced to count at once.
    """
    asked = {answer.concept for answer in sitting.answers}
    known = sitting.beliefs.known().tolist()
    most = 1.0 if len(sitting.answers) >= FEWEST_ANSWERS else KNOWN - _BELOW
    return [
        (id_, round(min(belief, most), 3))
        for id_, belief in zip(sitting.beliefs.ids, known, strict=True)
        if belief >= LIKELY
        and id_ not in asked
        and not graded(graph, states, id_)
        and stands_for(graph, states, id_, day)
    ]


def _by_domain(graph: Graph, sitting: Sitting, assumed: Mapping[str, float]) -> dict[str, Counts]:
    rows: dict[str, list[int]] = {}
    for id_ in sorted(sitting.beliefs.ids, key=lambda id_: graph.pages[id_].domain):
        row = rows.setdefault(graph.pages[id_].domain, [0, 0, 0])
        belief = assumed.get(id_, 0.0)
        row[0 if belief >= KNOWN else 1 if belief >= LIKELY else 2] += 1
    return {domain: Counts(*row) for domain, row in rows.items()}
