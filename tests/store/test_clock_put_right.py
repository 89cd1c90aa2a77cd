"""After a clock that was ahead: what is done now is as its button showed it, and of today."""

import pytest
from graded import DAY, MINUTE, OFFSET, grade, learned
from hand_clock import Clock

from mlsd_graph.memory import Rating, preview, study_day
from mlsd_graph.store import Draft, Kind, Store
from mlsd_graph.store.replay import live, replay

AGAIN = Rating.AGAIN


def ahead(store: Store, clock: Clock, key: str, value: str) -> None:
    """Set something while the clock is a month ahead."""
    clock.ms += 30 * DAY
    store.set(key, value)
    clock.ms -= 30 * DAY - MINUTE


def step_minutes(store: Store, clock: Clock, card: str) -> float:
    """Fail a card as its button shows it, and tell in how many minutes it comes back."""
    settings = store.rules().at(clock.ms)
    shown = preview(card, store.state(card), settings, *clock(), reviews_live=0)[AGAIN].due
    given = grade(store, card, AGAIN).state.due
    assert given == shown
    return (given - clock.ms) / MINUTE


def assert_replayed(store: Store) -> None:
    """Compare the cache with a replay of the whole log."""
    world = replay(store.events())
    assert (store.states(), store.rules()) == (world.states, world.rules)
    assert store.check().problems == ()


@pytest.mark.parametrize(
    ("key", "value"), [("new_per_day", "7"), ("learning_steps", "3m"), ("learning_steps", "7m")]
)
def test_learning_steps_hold_at_once(store: Store, clock: Clock, key: str, value: str) -> None:
    grade(store, "a/w", AGAIN)
    ahead(store, clock, key, value)
    store.set("learning_steps", "7m")
    clock.ms += MINUTE
    assert step_minutes(store, clock, "a/x") == 7
    clock.ms += MINUTE
    store.set("learning_steps", "9m")
    clock.ms += MINUTE
    assert step_minutes(store, clock, "a/y") == 9
    assert_replayed(store)


def test_steps_of_the_past_stay_where_they_are_set_anew(store: Store, clock: Clock) -> None:
    before = grade(store, "a/x", AGAIN).state
    clock.ms += MINUTE
    store.set("learning_steps", "5m")
    clock.ms += MINUTE
    between = grade(store, "a/y", AGAIN).state
    ahead(store, clock, "learning_steps", "3m")
    store.set("learning_steps", "7m")
    assert store.states() == {"a/x": before, "a/y": between}
    assert_replayed(store)


@pytest.mark.parametrize(
    ("key", "value"),
    [("new_per_day", "7"), ("desired_retention", "0.8"), ("desired_retention", "0.85")],
)
def test_the_day_of_a_grade_stays_decided(store: Store, clock: Clock, key: str, value: str) -> None:
    ahead(store, clock, key, value)
    store.set("desired_retention", "0.85")
    clock.ms += MINUTE
    decided = study_day(*clock()) + 40  # as balancing may, not what the memory says
    given = store.review(
        "a/x", Rating.EASY, duration_ms=1, due_day=decided, seen=None, source="tui"
    )
    assert given.state.due == decided
    assert store.rules().changed_at < clock.ms
    assert_replayed(store)


def test_a_card_made_new_ahead_is_learned_today(store: Store, clock: Clock) -> None:
    learned(store, clock, "a/x")
    clock.ms += 3 * DAY
    store.record(Kind.FORGET, "a/x")
    clock.ms -= 3 * DAY - MINUTE
    today = study_day(*clock())
    for reps in (1, 2):
        done = store.counts_today(today).reviews
        assert step_minutes(store, clock, "a/x") == 1
        state = store.state("a/x")
        assert state is not None
        assert (state.reps, state.last, state.offset) == (reps, clock.ms, OFFSET)
        assert store.counts_today(today).reviews == done + 1
        assert store.days(today + 1) == []
        assert [each.at for each in store.answers(today, OFFSET)][-1] == clock.ms
        clock.ms += 2 * MINUTE
    assert_replayed(store)
    store.set("desired_retention", "0.8")
    assert_replayed(store)


def test_a_forgetting_that_was_taken_back_dates_no_grade(store: Store, clock: Clock) -> None:
    grade(store, "a/x")
    clock.ms += 3 * DAY
    store.record(Kind.FORGET, "a/x")
    store.undo()
    clock.ms -= 3 * DAY - MINUTE
    assert grade(store, "a/x").event.at == clock.ms
    assert_replayed(store)


@pytest.mark.parametrize("kind", ["export", "dismiss", Kind.IMPORT, Kind.NOTE, Kind.PLACEMENT])
def test_what_is_read_as_a_date_has_its_own(store: Store, clock: Clock, kind: str) -> None:
    ahead(store, clock, "new_per_day", "7")
    assert store.record(kind, data={"key": "n"}).at == clock.ms


def test_the_end_of_a_placement_follows_on_its_beginning(store: Store, clock: Clock) -> None:
    clock.ms += 3 * DAY
    begun = store.record(Kind.PLACEMENT, data={"act": "begin"})
    clock.ms -= 3 * DAY
    ended = store.record(Kind.PLACEMENT, data={"act": "end"})
    found = live(store.events(kinds=(Kind.PLACEMENT,)))
    assert [each.id for each in found] == [begun.id, ended.id]
    assert found[-1].at == clock.ms


def test_drafts_of_one_time_follow_on_in_their_order(store: Store, clock: Clock) -> None:
    clock.ms += 3 * DAY
    store.record(Kind.FLAG, "a/x", {"flag": 1})
    clock.ms -= 3 * DAY
    drafts = [Draft(Kind.FLAG, "a/x", data={"flag": flag}) for flag in (2, 3, 4)]
    times = [event.at for event in store.append(drafts)]
    assert times == sorted(set(times))
    state = store.state("a/x")
    assert state is not None
    assert state.flag == 4
