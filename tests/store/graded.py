"""Grades as study gives them."""

from hand_clock import Clock

from mlsd_graph.memory import CardState, Rating, preview
from mlsd_graph.store import Event, Kind, Recorded, Store

START = 1_790_000_000_000
"""2026-09-21, early afternoon in the offset below."""
OFFSET = 120
"""Minutes east of UTC."""
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000


def grade(store: Store, card: str, rating: int = 3, **more: object) -> Recorded:
    """Grade as study does: what the button shows is recorded."""
    seen = store.state(card)
    at = more.get("when") or store._clock()
    reviews = seen.reps if seen else 0
    outcomes = preview(card, seen, store.settings(), *at, reviews_live=reviews)
    due_day = outcomes[Rating(rating)].due_day
    return store.review(card, rating, duration_ms=4000, due_day=due_day, seen=seen, **more)


def learned(store: Store, clock: Clock, card: str, reviews: int = 3) -> CardState:
    """Grade a card Good on its due days until it has some reviews."""
    for _ in range(reviews):
        state = grade(store, card).state
        clock.ms = state.due if state.phase != 2 else state.due * DAY + 12 * HOUR
    found = store.state(card)
    assert found is not None
    return found


def renamed(store: Store, former: str, card: str) -> Event:
    """Let the history of a card's former uid belong to its current one."""
    return store.record(Kind.ALIAS, data={"from": former, "to": card})
