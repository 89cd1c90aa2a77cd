import random

import pytest
from graded import DAY, HOUR, START, grade, learned, renamed
from hand_clock import Clock

from mlsd_graph.memory import DEFAULT_PARAMETERS, study_day
from mlsd_graph.store import Draft, Kind, Store
from mlsd_graph.store import reparameter as bulk
from mlsd_graph.store.replay import replay

OTHER = ", ".join(str(round(value * 1.05, 4)) for value in DEFAULT_PARAMETERS)


def test_another_retention_moves_earlier_reviews_and_its_undo_moves_them_back(
    store: Store, clock: Clock
) -> None:
    for i in range(6):
        learned(store, clock, f"a/{i}", 3)
    before = store.states()
    store.set("desired_retention", "0.8")
    moved = store.states()
    assert all(moved[card].due > before[card].due for card in before)
    assert moved == replay(store.events()).states
    store.undo()
    assert store.states() == before
    store.redo()
    assert store.states() == moved


def test_a_grade_after_the_change_keeps_its_own_due_day(store: Store, clock: Clock) -> None:
    state = learned(store, clock, "a/x", 3)
    store.set("desired_retention", "0.8")
    clock.ms = state.due * DAY + 12 * HOUR
    seen = store.state("a/x")
    after = store.review("a/x", 3, duration_ms=1, due_day=30_000, seen=seen).state
    assert after.due == 30_000
    assert replay(store.events()).states["a/x"].due == 30_000


def test_setting_the_same_value_again_moves_nothing(store: Store, clock: Clock) -> None:
    learned(store, clock, "a/x", 3)
    odd = store.review("a/x", 3, duration_ms=1, due_day=30_000, seen=store.state("a/x")).state
    store.set("desired_retention", "0.9")
    assert store.state("a/x") == odd


def test_new_learning_steps_leave_past_grades_alone(store: Store, clock: Clock) -> None:
    state = grade(store, "a/x", 3).state
    store.set("learning_steps", "5m 1h 2h")
    assert store.state("a/x") == state
    clock.ms += HOUR
    assert grade(store, "a/y", 1).state.due == clock.ms + 5 * 60_000
    assert store.states() == replay(store.events()).states
    store.undo()
    store.undo()
    assert store.states() == replay(store.events()).states


def test_settings_given_before_future_reviews_hold_for_them(store: Store) -> None:
    grade(store, "a/x", 3, when=(START + 10 * DAY, 0))
    store.set("learning_steps", "5m 1h 2h")
    assert store.states() == replay(store.events()).states


def _history(store: Store, cards: int, reviews: int) -> None:
    rng = random.Random(7)  # noqa: S311  made-up reviews, no secrets
    rows: list[tuple[int, str, int, int | None]] = []
    for card in range(cards):
        at, offset = START, 120
        for k in range(reviews):
            at += rng.choice((10 * 60_000, DAY, 3 * DAY, 17 * DAY)) + rng.randrange(60_000)
            due = None if k < 2 else study_day(at, offset) + rng.randrange(1, 30)
            rows.append((at, f"a/{card}", rng.choice((1, 2, 3, 3, 3, 4)), due))
    rng.shuffle(rows)
    half = len(rows) // 2
    for part in (sorted(rows[:half]), sorted(rows[half:])):
        store.append(
            [
                Draft(Kind.REVIEW, card, rating, 100, due, when=(at, 120))
                for at, card, rating, due in part
            ]
        )


def assert_replayed(store: Store) -> None:
    found, wanted = store.states(), replay(store.events()).states
    assert found.keys() == wanted.keys()
    for card, state in wanted.items():
        assert found[card].stability == pytest.approx(state.stability, rel=1e-12)
        assert found[card].difficulty == pytest.approx(state.difficulty, rel=1e-12)
        exact = {"stability": 0.0, "difficulty": 0.0}
        assert found[card]._replace(**exact) == state._replace(**exact)
    assert store.check().problems == ()


def test_the_bulk_path_equals_a_replay(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _history(store, 60, 12)
    monkeypatch.setattr(bulk, "SMALL", 0)
    monkeypatch.setattr(bulk, "_ROWS", 100)
    clock.ms = START + 400 * DAY
    grade(store, "a/1")
    store.record(Kind.FORGET, "a/2")
    grade(store, "a/3")
    store.undo()
    renamed(store, "a/4", "b/4")
    for change in (
        lambda: store.set("parameters", OTHER),
        lambda: grade(store, "a/5"),
        lambda: store.set("desired_retention", "0.85"),
        store.undo,
        store.undo,
        store.undo,
        store.redo,
    ):
        change()
        assert_replayed(store)


def test_the_bulk_path_tells_reviews_of_one_second_apart(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _history(store, 20, 5)
    later = START + 500 * DAY
    # Written in the other order, and as times so near that only milliseconds tell them apart.
    for at, rating in ((later + 700, 1), (later + 200, 4), (later + 900, 2)):
        store.append([Draft(Kind.REVIEW, "a/7", rating, 100, when=(at, 120))])
    monkeypatch.setattr(bulk, "SMALL", 0)
    store.set("parameters", OTHER)
    assert_replayed(store)


def test_a_log_that_fits_no_packing_is_replayed_whole(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _history(store, 20, 5)
    monkeypatch.setattr(bulk, "SMALL", 0)
    monkeypatch.setattr(bulk, "_NUMBER_BITS", 40)
    store.set("parameters", OTHER)
    assert store.states() == replay(store.events()).states


def test_reviews_of_any_time_and_zone_are_packed(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "SMALL", 0)
    for year, offset in ((-40, 1440), (-12, -1440), (0, 345), (30, -720), (30.01, 0)):
        when = (START + round(year * 365) * DAY, offset)
        store.append([Draft(Kind.REVIEW, card, 3, 100, when=when) for card in ("a/x", "b/y")])
    store.set("parameters", OTHER)
    assert_replayed(store)


def test_new_parameters_leave_the_indexes_as_a_fresh_file_has_them(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _history(store, 20, 5)
    monkeypatch.setattr(bulk, "SMALL", 0)
    store.set("parameters", OTHER)
    assert store.check().problems == ()
    assert len(store.due_first(START + 900 * DAY, 120, 5)) == 5
