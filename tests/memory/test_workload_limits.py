"""The limits of a day hold in what a retention is said to cost, and what they put off is told."""

import random
from dataclasses import replace

import numpy as np
import pytest

from mlsd_graph.memory import Settings, fsrs6
from mlsd_graph.memory.costs import Costs, Grades
from mlsd_graph.memory.daylimits import Done, Limit
from mlsd_graph.memory.workload import Deck, Workload, workloads

COSTS = Costs(10.0, 20.0, 40.0)
PLENTY = Settings(reviews_per_day=9999, new_per_day=20)


def deck(cards: int = 200, unseen: int = 400) -> Deck:
    rng = np.random.default_rng(7)
    stability = np.exp(rng.normal(1.5, 1.0, cards))
    return Deck(stability, rng.uniform(2, 9, cards), rng.integers(0, 30, cards), unseen)


def one(
    settings: Settings,
    start: Deck | None = None,
    days: int = 20,
    minutes: float = 0.0,
    done: Done | None = None,
) -> Workload:
    start, done = start or deck(), done or Done()
    (found,) = workloads(
        start, settings, COSTS, Grades(), days, minutes, (settings.desired_retention,), done=done
    )
    return found


def test_reviews_beyond_their_limit_are_late_and_leave_no_room_for_new_cards() -> None:
    free, held = one(PLENTY), one(replace(PLENTY, reviews_per_day=12))
    assert free.reviews.max() > 12
    assert (free.backlog, free.limit, free.held_by) == (0, Limit.NEW, "new")
    assert held.reviews == pytest.approx(np.full(20, 12.0))
    assert held.new == 0
    assert held.backlog > 50
    assert held.limit is Limit.REVIEWS
    assert held.late == held.held == {Limit.REVIEWS: 20}


def test_new_cards_count_against_the_reviews_unless_they_come_with_a_backlog() -> None:
    few = replace(PLENTY, reviews_per_day=15)
    found = one(few, deck(40))
    assert found.new < one(replace(few, new_with_backlog=True), deck(40)).new == 400
    assert found.held == {Limit.REVIEWS: 20}


def test_the_limit_of_time_is_named_where_it_is_the_tighter_one() -> None:
    found = one(replace(PLENTY, reviews_per_day=40), minutes=2.0)
    assert found.minutes.max() <= 2.0 + 1e-9
    assert (found.limit, found.held_by) == (Limit.MINUTES, "minutes")
    assert found.backlog > 0


def test_what_was_done_today_leaves_that_much_less_of_today() -> None:
    settings = replace(PLENTY, reviews_per_day=30)
    fresh = one(settings, days=1)
    assert (fresh.reviews[0], fresh.new) == (30, 0)
    later = one(settings, days=1, done=Done(reviews=25, new=0, seconds=300))
    assert later.reviews[0] == pytest.approx(5)
    none = np.array([])
    unseen = Deck(none, none, np.array([], np.int64), 400)
    assert one(PLENTY, unseen, days=1, done=Done(new=15)).new == pytest.approx(5)
    assert one(PLENTY, unseen, days=1, minutes=10, done=Done(seconds=600)).new == 0


def test_more_reviews_today_than_a_day_may_have_put_nothing_off_where_nothing_is_due() -> None:
    none = np.array([])
    empty = Deck(none, none, np.array([], np.int64), 0)
    found = one(replace(PLENTY, reviews_per_day=20), empty, done=Done(reviews=30))
    assert (found.late, found.limit, found.held_by) == ({}, None, "–")


def test_the_limit_is_that_of_most_days_whether_reviews_or_new_cards_waited() -> None:
    column = np.full(40, 5.0)
    crowded = Deck(column, column, np.zeros(40, np.int64), 400, np.ones(40, np.int64))
    found = one(replace(PLENTY, reviews_per_day=35, new_per_day=2), crowded)
    assert found.late == {Limit.REVIEWS: 1}
    assert found.held == {Limit.REVIEWS: 1, Limit.NEW: 19}
    assert found.limit is Limit.NEW


def test_a_card_comes_on_the_day_for_which_it_is_scheduled() -> None:
    column = np.full(10, 5.0)
    start = Deck(column, column, np.zeros(10, np.int64), 0, np.full(10, 8))
    assert np.flatnonzero(one(PLENTY, start, days=9).reviews).tolist() == [8]
    found = workloads(start, PLENTY, COSTS, Grades(), 30, retentions=(0.8,))[0]
    ratio = fsrs6().interval(1.0, 0.8) / fsrs6().interval(1.0, 0.9)
    assert np.flatnonzero(found.reviews)[0] == round(8 * ratio), "moved as a new setting moves it"


def lived(start: Deck, settings: Settings, days: int, seed: int) -> tuple[float, float]:
    """Live the days once, the least likely recalled first; reviews made, and reviews late."""
    rng, model, grades = random.Random(seed), fsrs6(settings.parameters), Grades()  # noqa: S311  lives
    columns = (start.stability.tolist(), start.difficulty.tolist(), start.ago.tolist())
    cards = [(s, d, -ago) for s, d, ago in zip(*columns, strict=True)]
    made = late = 0

    def due(card: tuple[float, float, int]) -> int:
        wait = int(model.interval(card[0], settings.desired_retention) + 0.5)
        return card[2] + max(1, wait)

    for day in range(days):

        def recall(card: tuple[float, float, int], day: int = day) -> float:
            return model.retrievability(max(1, day - card[2]), card[0])

        waiting = sorted((card for card in cards if due(card) <= day), key=recall)
        rest = [card for card in cards if due(card) > day]
        asked, put_off = waiting[: settings.reviews_per_day], waiting[settings.reviews_per_day :]
        made, late = made + len(asked), len(put_off)
        for s, d, last in asked:
            spent = max(1, day - last)
            if rng.random() < model.retrievability(spent, s):
                rating = rng.choices((2, 3, 4), grades.passed)[0]
                memory = model.next(s, d, spent, rating)
            else:
                memory = model.next(*model.next(s, d, spent, 1), 0, 3)
            rest.append((*memory, day))
        cards = [*rest, *put_off]
    return made, late


@pytest.mark.parametrize("most", [6, 10])
def test_expectations_under_a_limit_are_the_mean_of_many_lives(most: int) -> None:
    start, settings = deck(250, 0), replace(PLENTY, reviews_per_day=most)
    lives = [lived(start, settings, 40, seed) for seed in range(10)]
    made, late = (sum(column) / len(lives) for column in zip(*lives, strict=True))
    found = one(settings, start, days=40)
    assert found.reviews.sum() == pytest.approx(made, rel=0.02)
    assert found.backlog == pytest.approx(late, rel=0.08)
