"""What stands above the plain schedule for one day: cards first, reviews held back, a plan.

An overlay only orders, adds and delays. It is computed from graph and log and never stored, no
stability or difficulty ever depends on it, and an empty one leaves the plain schedule.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from mlsd_graph.scheduling.reasons import Queued, Reason

_NOTHING: Mapping[str, Reason] = MappingProxyType({})


class DayPlan(NamedTuple):
    """A plan's choice for the day, in place of the limits and the usual order."""

    reviews: tuple[Queued, ...]
    """Cards seen before, due or not, in the order to ask them."""
    fresh: tuple[Queued, ...]
    """New cards in the order to learn them."""


class Overlay(NamedTuple):
    """What graph, plan, placement and rehearsals say about today's order."""

    first: tuple[Queued, ...] = ()
    """Cards to ask before all others but due learning steps, due or not, seen or not."""
    held: Mapping[str, Reason] = _NOTHING
    """Due reviews that wait today, and why."""
    plan: DayPlan | None = None
    """None for the plain choice."""


PLAIN = Overlay()


def merged(overlays: Iterable[Overlay]) -> Overlay:
    """Lay overlays on each other: the earlier one goes first, and its plan counts."""
    first: dict[str, Queued] = {}
    held: dict[str, Reason] = {}
    plan: DayPlan | None = None
    for each in overlays:
        for item in each.first:
            first.setdefault(item.uid, item)
        held = {**each.held, **held}
        plan = plan or each.plan
    waits = {uid: reason for uid, reason in held.items() if uid not in first}
    return Overlay(tuple(first.values()), waits, plan)
