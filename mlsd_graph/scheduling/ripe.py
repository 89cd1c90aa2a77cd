"""One look at all states: which matter today.

This is the part whose cost grows with the number of cards; it is written for 100,000.
"""

from collections.abc import Iterable, Mapping
from heapq import nsmallest
from typing import NamedTuple

from mlsd_graph.content.records import CardHead
from mlsd_graph.memory.state import CardState, Phase
from mlsd_graph.memory.studyday import day_start
from mlsd_graph.scheduling.day import Now

_DAY_S = 86_400
_MS_FROM = 10**9
"""Values of `due` from here on are times in ms, below it study days (one in 2.7 million years)."""


class Ripe(NamedTuple):
    """What the states ask for today, of cards that are in the content and not hidden."""

    reviews: list[tuple[float, str]]
    """(-days / stability, uid): the lower, the less likely is recall."""
    steps: list[str]
    """Cards between learning steps."""
    notes: set[str]
    """Notes asked today."""
    ungraded: set[str]
    """Cards with a state but without a grade."""


def ripe(states: Mapping[str, CardState], cards: Mapping[str, CardHead], now: Now) -> Ripe:
    """Sort out what matters today."""
    today, start = now.day, day_start(now.day, now.offset)
    rollover_s = now.next_rollover_s
    # 3 is `due` and 6 is `last`: with names this costs half as much again for 100,000 cards.
    stirring = [
        state for state in states.values() if not today < state[3] < _MS_FROM or state[6] >= start
    ]
    found = Ripe([], [], set(), set())
    for state in stirring:
        head = cards.get(state.card)
        if head is None:
            continue
        if state.last >= start:
            found.notes.add(head.note)
        if state.suspended or state.buried_until > today:
            continue
        if state.phase == Phase.REVIEW:
            if state.due <= today:
                days = max(0, (rollover_s - state.last // 1000) // _DAY_S)
                found.reviews.append((-days / state.stability, state.card))
        elif state.phase == Phase.NEW:
            found.ungraded.add(state.card)
        else:
            found.steps.append(state.card)
    return found


def worst(reviews: Iterable[tuple[float, str]], limit: int) -> list[tuple[float, str]]:
    """The reviews least likely to be recalled, lowest first."""
    found = reviews if isinstance(reviews, list) else list(reviews)
    return sorted(found) if limit >= len(found) else nsmallest(limit, found)


def next_due(
    states: Mapping[str, CardState], cards: Mapping[str, CardHead], now: Now
) -> int | None:
    """When the next study day with a card begins, UTC ms; None if no card is left at all.

    What today's limits keep back, and every new card, comes tomorrow; steps are not looked at.
    """
    tomorrow = now.day + 1
    day = None
    for uid in cards:
        state = states.get(uid) or CardState(uid)
        if state.suspended or state.phase in {Phase.LEARNING, Phase.RELEARNING}:
            continue
        ripens = max(state.due, state.buried_until, tomorrow)
        day = ripens if day is None else min(day, ripens)
        if day == tomorrow:
            break
    return None if day is None else day_start(day, now.offset)
