"""One look at all states: which matter today.

This is the part whose cost grows with the number of cards. It is written for 100,000, where every
look at another field of a state costs a few milliseconds of waiting for memory: hence the indices
instead of names, comprehensions, no tuple per card, and the content asked last.
"""

from collections.abc import Callable, Collection, Mapping
from heapq import nsmallest
from math import inf
from typing import NamedTuple

from mlsd_graph.content.records import CardHead
from mlsd_graph.memory.state import IN_STEPS, CardState, Phase
from mlsd_graph.memory.studyday import day_start, study_day
from mlsd_graph.scheduling.day import Now
from mlsd_graph.scheduling.siblings import family

_DAY_S = 86_400
_FARTHEST_MS = 26 * 3_600_000
"""Between the same local time in the two zones that are farthest apart."""
_MS_FROM = 10**9
"""Values of `due` from here on are times in ms, below it study days (one in 2.7 million years)."""


class Ripe(NamedTuple):
    """What the states ask for today, of cards that are not hidden."""

    reviews: list[CardState]
    """Due reviews, also of cards that are no longer in the content."""
    strains: list[float]
    """For each review minus days / stability: the lower, the less likely is recall."""
    steps: list[CardState]
    """Cards between learning steps."""
    notes: set[str]
    """Notes and drawings asked today."""
    ungraded: set[str]
    """Cards with a state but without a grade."""


def ripe(states: Mapping[str, CardState], cards: Mapping[str, CardHead], now: Now) -> Ripe:
    """Sort out what matters today."""
    today, start, rollover_s = now.day, day_start(now.day, now.offset), now.next_rollover_s
    review, new = int(Phase.REVIEW), int(Phase.NEW)
    # 1 phase, 3 due, 4 stability, 6 last, 7 offset, 11 suspended, 12 buried_until
    due = [s for s in states.values() if s[3] <= today]
    reviews = [s for s in due if s[1] == review and not s[11] and s[12] <= today]
    ungraded = {s[0] for s in due if s[1] == new and not s[11] and s[12] <= today and s[0] in cards}
    # A review counts for the day of its own offset: a clock change or a flight lies between.
    early = start - _FARTHEST_MS
    lively = [s for s in states.values() if s[6] >= early or s[3] >= _MS_FROM]
    return Ripe(
        reviews=reviews,
        strains=[-((rollover_s - s[6] // 1000) // _DAY_S) / s[4] for s in reviews],
        steps=[
            s for s in lively if s[3] >= _MS_FROM and not s[11] and s[12] <= today and s[0] in cards
        ],
        notes={
            family(cards[s[0]])
            for s in lively
            if s[6] >= early and study_day(s[6], s[7]) == today and s[0] in cards
        },
        ungraded=ungraded,
    )


def worst(
    found: Ripe, limit: int, wanted: Callable[[CardState], bool]
) -> list[tuple[float, CardState]]:
    """The reviews least likely to be recalled, lowest first and then by uid, that are wanted."""
    strains, asked = found.strains, limit
    while True:
        everything = asked >= len(strains)
        edge = inf if everything else nsmallest(asked + 1, strains)[-1]
        near = [(strain, found.reviews[i]) for i, strain in enumerate(strains) if strain <= edge]
        kept = [pair for pair in near if wanted(pair[1])]
        if everything or len(kept) >= limit:
            return sorted(kept, key=lambda pair: (pair[0], pair[1].card))[:limit]
        asked = 2 * asked + 1


def left_due(
    states: Mapping[str, CardState],
    cards: Mapping[str, CardHead],
    now: Now,
    asked: Collection[str],
) -> int:
    """Count due reviews that are not among those asked: what limits or a plan leave for later."""
    today, review = now.day, int(Phase.REVIEW)
    # As in `ripe`: 1 phase, 3 due, 11 suspended, 12 buried_until
    due = [s for s in states.values() if s[3] <= today]
    ready = [s[0] for s in due if s[1] == review and not s[11] and s[12] <= today]
    return sum(uid in cards and uid not in asked for uid in ready)


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
        if state.suspended or state.phase in IN_STEPS:
            continue
        ripens = max(state.due, state.buried_until, tomorrow)
        day = ripens if day is None else min(day, ripens)
        if day == tomorrow:
            break
    return None if day is None else day_start(day, now.offset)
