"""What stands above the plain schedule for one day: cards first, reviews held back, a plan.

An overlay only orders, adds and delays. It is computed from graph and log and never stored, no
stability or difficulty ever depends on it, and an empty one leaves the plain schedule.
"""

from collections.abc import Iterable, Mapping
from math import inf
from types import MappingProxyType
from typing import NamedTuple

from mlsd_graph.scheduling.reasons import Queued, Reason

_NOTHING: Mapping[str, Reason] = MappingProxyType({})
_NO_ORDER: Mapping[str, str] = MappingProxyType({})


class DayPlan(NamedTuple):
    """A plan's choice for the day, in place of the limits and the usual order."""

    reviews: tuple[Queued, ...]
    """Cards seen before, due or not, in the order to ask them."""
    fresh: tuple[Queued, ...]
    """New cards in the order to learn them."""
    line: tuple[str, ...] = ()
    """All of them, what is worth most first: what does not fit is cut from the end."""
    seconds: float = inf
    """Of answering, for all that is asked on this day."""
    waiting: frozenset[str] = frozenset()
    """Cards that would come first, but for which the day has no time."""


class Overlay(NamedTuple):
    """What graph, plan, placement and rehearsals say about today's order."""

    first: tuple[Queued, ...] = ()
    """Cards to ask before all others but due learning steps, due or not, seen or not."""
    held: Mapping[str, Reason] = _NOTHING
    """Due reviews that wait today, and why."""
    plan: DayPlan | None = None
    """None for the plain choice."""
    assumed: frozenset[str] = frozenset()
    """Concepts that count as known although cards of theirs were never asked."""
    after: Mapping[str, str] = _NO_ORDER
    """Card between learning steps → another one that comes before it."""
    by_content: str = ""
    """Why new concepts come in the order of the content, not the graph's; empty where the graph
    leads."""


PLAIN = Overlay()


def merged(overlays: Iterable[Overlay]) -> Overlay:
    """Lay overlays on each other: the earlier one goes first, and its plan counts."""
    first: dict[str, Queued] = {}
    held: dict[str, Reason] = {}
    after: dict[str, str] = {}
    plan: DayPlan | None = None
    assumed: frozenset[str] = frozenset()
    by_content = ""
    for each in overlays:
        for item in each.first:
            first.setdefault(item.uid, item)
        held = {**each.held, **held}
        after = {**each.after, **after}
        plan = plan or each.plan
        by_content = by_content or each.by_content
        assumed |= each.assumed
    waits = {uid: reason for uid, reason in held.items() if uid not in first}
    return Overlay(tuple(first.values()), waits, plan, assumed, after, by_content)
