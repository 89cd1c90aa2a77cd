"""What the four buttons promise, and that nothing leaves the fuzz range."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from mlsd_graph.memory import (
    CardState,
    Phase,
    Rating,
    Settings,
    apply,
    day_start,
    is_leech,
    plain_days,
    preview,
    recall,
    study_day,
)
from mlsd_graph.memory.fsrs6 import fsrs6
from mlsd_graph.memory.fuzz import balanced, bounds, fraction

NOON = 1_780_000_000_000
TODAY = study_day(NOON, 0)
PLAIN = Settings(fuzz=False, load_balance=False)

reviewed = st.builds(
    lambda s, d, ago, ivl: CardState(
        "a/b",
        Phase.REVIEW,
        0,
        TODAY - ago + ivl,
        s,
        d,
        NOON - ago * 86_400_000,
        reps=4,
        first_day=9,
    ),
    st.floats(0.01, 5000),
    st.floats(1, 10),
    st.integers(0, 500),
    st.integers(1, 400),
)
any_settings = st.builds(
    Settings,
    desired_retention=st.floats(0.7, 0.99),
    maximum_interval=st.sampled_from((1, 2, 5, 30, 365, 36_500)),
    fuzz=st.booleans(),
    load_balance=st.booleans(),
    relearning_steps=st.sampled_from(((), (600,))),
)


@given(reviewed, any_settings, st.integers(0, 99), st.integers(0, 50))
def test_intervals_are_ordered_and_within_the_maximum(
    state: CardState, chosen: Settings, reviews: int, busy: int
) -> None:
    shown = preview(
        "a/b", state, chosen, NOON, 0, reviews_live=reviews, load=lambda day: day * busy % 7
    )
    again, hard, good, easy = (shown[rating].interval for rating in Rating)
    longest = chosen.maximum_interval
    assert again <= hard
    assert hard < good or good == longest
    assert good < easy or easy == longest
    assert 1 <= hard <= easy <= longest


@given(st.floats(0.5, 4000), st.integers(1, 40), st.integers(0, 9), st.integers(0, 9))
def test_balancing_never_leaves_the_fuzz_range(
    interval: float, minimum: int, salt: int, sibling: int
) -> None:
    lower, upper = bounds(interval, minimum, 36_500)
    day = balanced(
        fraction("x", salt),
        lower,
        upper,
        today=TODAY,
        load=lambda day: (day * 7 + salt) % 11,
        sibling_days=(TODAY + sibling,),
    )
    assert minimum <= lower <= day <= upper


def test_fuzz_ranges_are_ankis() -> None:
    known = {1.0: (1, 1), 2.49: (2, 2), 2.5: (2, 4), 7.0: (5, 9), 17.0: (14, 20), 37.0: (33, 41)}
    assert {interval: bounds(interval, 1, 1000) for interval in known} == known
    assert bounds(100, 101, 1000) == (101, 108)
    assert bounds(100, 1, 99) == (92, 99)
    assert bounds(2, 3, 1000) == (3, 4)


def test_fuzz_spreads_evenly_and_repeats() -> None:
    days = Counter(plain_days(17.0, f"card/{i}", 3, Settings()) for i in range(7000))
    assert set(days) == set(range(14, 21))
    assert all(850 < count < 1150 for count in days.values())
    assert fraction("card/1", 3) == fraction("card/1", 3) != fraction("card/1", 4)


def test_balancing_prefers_free_days_and_shuns_siblings() -> None:
    def chosen(load: dict[int, int], siblings: tuple[int, ...] = ()) -> Counter[int]:
        return Counter(
            balanced(
                fraction(f"card/{i}", 0),
                14,
                20,
                today=0,
                load=lambda day: load.get(day, 0),
                sibling_days=siblings,
            )
            for i in range(2000)
        )

    full = dict.fromkeys(range(14, 21), 20)
    assert chosen(full | {18: 0})[18] > 1980
    quieter = chosen(full | {18: 5})
    assert quieter[18] > 1000
    assert chosen({}, (17,))[17] < 10
    assert chosen({}, (17,))[16] < chosen({})[16]


def test_balancing_off_is_plain_fsrs_with_fuzz() -> None:
    state = CardState("a/b", Phase.REVIEW, 0, TODAY, 30.0, 5.0, NOON - 30 * 86_400_000, reps=3)
    crowded = dict.fromkeys(range(TODAY, TODAY + 400), 500)
    off = Settings(load_balance=False)
    loaded = preview(
        "a/b", state, off, NOON, 0, reviews_live=3, load=crowded, sibling_days=(TODAY + 30,)
    )
    assert loaded == preview("a/b", state, off, NOON, 0, reviews_live=3)


def test_without_fuzz_the_interval_is_the_models() -> None:
    state = CardState("a/b", Phase.REVIEW, 0, TODAY, 30.0, 5.0, NOON - 30 * 86_400_000, reps=3)
    shown = preview("a/b", state, PLAIN, NOON, 0, reviews_live=3)
    model = fsrs6()
    for rating in (Rating.HARD, Rating.GOOD, Rating.EASY):
        stability = model.next(30.0, 5.0, 30, rating)[0]
        assert shown[rating].interval == round(model.interval(stability, 0.9))
        assert shown[rating].due == TODAY + shown[rating].interval


def test_a_step_of_days_ends_with_a_study_day() -> None:
    slow = Settings(learning_steps=(60, 2 * 86_400))
    good = preview("a/b", None, slow, NOON, 60, reviews_live=0)[Rating.GOOD]
    assert good.phase == Phase.LEARNING
    assert good.due == day_start(study_day(NOON, 60) + 2, 60)
    assert good.due_day is None


def test_no_steps_send_a_new_card_to_review() -> None:
    shown = preview("a/b", None, Settings(learning_steps=()), NOON, 0, reviews_live=0)
    assert {outcome.phase for outcome in shown.values()} == {Phase.REVIEW}
    assert [o.interval for o in shown.values()] == sorted(o.interval for o in shown.values())


def test_a_recorded_day_wins_over_steps_that_changed_since() -> None:
    state = apply(None, "a/b", Rating.GOOD, NOON, 0, TODAY + 3, Settings())
    assert (state.phase, state.due) == (Phase.REVIEW, TODAY + 3)


def test_a_grade_keeps_marks_and_suspension_and_ends_a_bury() -> None:
    before = CardState("a/b", suspended=True, buried_until=TODAY + 1, marked=True, flag=3)
    after = apply(before, "a/b", Rating.EASY, NOON, 0, TODAY + 8, Settings())
    assert (after.suspended, after.buried_until, after.marked, after.flag) == (True, 0, True, 3)
    assert (after.reps, after.first_day) == (1, TODAY)


def test_only_forgetting_in_review_counts_as_a_lapse() -> None:
    state = apply(None, "a/b", Rating.AGAIN, NOON, 0, None, Settings())
    assert state.lapses == 0
    state = apply(state, "a/b", Rating.EASY, NOON + 60_000, 0, TODAY + 4, Settings())
    state = apply(state, "a/b", Rating.AGAIN, NOON + 4 * 86_400_000, 0, None, Settings())
    assert (state.phase, state.lapses) == (Phase.RELEARNING, 1)
    state = apply(state, "a/b", Rating.AGAIN, NOON + 5 * 86_400_000, 0, None, Settings())
    assert state.lapses == 1


def test_leeches_are_reported_at_eight_then_every_four() -> None:
    assert [n for n in range(30) if is_leech(n, 8)] == [8, 12, 16, 20, 24, 28]
    assert [n for n in range(8) if is_leech(n, 3)] == [3, 5, 7]
    assert not any(is_leech(n, 0) for n in range(30))


def test_recall_of_a_card_never_graded_is_zero() -> None:
    assert recall(CardState("a/b", suspended=True), NOON, 0, fsrs6()) == 0
