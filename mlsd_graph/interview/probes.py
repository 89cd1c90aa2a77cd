"""What rehearsals missed and nobody has asked since: the concepts that come first next."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from mlsd_graph.content.records import Step
from mlsd_graph.interview.record import Attempt

MOST = 20
"""Concepts at once, as many as a day has new cards; the others follow when these were asked."""


class Miss(NamedTuple):
    """One concept that a mock interview should have brought up and did not."""

    concept: str
    case: str
    step: Step
    marked_by: int
    """Which of the events that were read marked the step."""


def pending(
    attempts: Sequence[Attempt],
    asked_since: Callable[[str, int], bool],
) -> list[Miss]:
    """List what was missed, newest marking first, a concept once.

    A step's latest marking replaces its earlier ones. `asked_since` tells whether a card of a
    concept was graded after an event, named by its place: the probe has then been answered.
    Places and not times, because a clock that was ahead for a while puts them out of order.
    """
    found: dict[str, Miss] = {}
    for miss in sorted(_latest(attempts), key=lambda each: -each.marked_by):
        if miss.concept not in found and not asked_since(miss.concept, miss.marked_by):
            found[miss.concept] = miss
            if len(found) == MOST:
                break
    return list(found.values())


def _latest(attempts: Sequence[Attempt]) -> Iterable[Miss]:
    """Take what the newest marking of each step of each case study missed."""
    newest: dict[tuple[str, Step], Attempt] = {}
    for attempt in attempts:
        for step, place in attempt.marked_by.items():
            before = newest.get((attempt.case, step))
            if before is None or before.marked_by[step] < place:
                newest[attempt.case, step] = attempt
    for (case, step), attempt in newest.items():
        for concept in (*attempt.missed.get(step, ()), *attempt.others.get(step, ())):
            yield Miss(concept, case, step, attempt.marked_by[step])
