"""Expected workloads against the same days lived with dice, and against what must hold."""

import random
from dataclasses import replace

import numpy as np
import pytest

from mlsd_graph.errors import StoppedError
from mlsd_graph.memory import Settings, fsrs6
from mlsd_graph.memory.costs import Costs, Grades
from mlsd_graph.memory.grid import DIFFICULTY, POINTS, STABILITY, begun, placed
from mlsd_graph.memory.workload import Deck, Workload, workloads

COSTS = Costs(10.0, 20.0, 40.0)
SETTINGS = Settings(new_per_day=3)


def deck(cards: int = 200, unseen: int = 60) -> Deck:
    rng = np.random.default_rng(5)
    return Deck(
        np.exp(rng.normal(2.5, 1.0, cards)),
        rng.uniform(2, 9, cards),
        rng.integers(0, 30, cards),
        unseen,
    )


def only(found: tuple[Workload, ...]) -> Workload:
    (one,) = found
    return one


def diced(start: Deck, settings: Settings, days: int, seed: int) -> tuple[float, float]:
    """Live the days once, card by card; the number of reviews, and of cards recalled at the end."""
    rng, model, grades = random.Random(seed), fsrs6(settings.parameters), Grades()  # noqa: S311  lives

    def again(s: float, d: float, spent: int) -> tuple[float, float]:
        return model.next(*model.next(s, d, spent, 1), 0, 3)

    cards = list(zip(*(column.tolist() for column in start[:3]), strict=True))
    lives = [(s, d, -ago) for s, d, ago in cards]
    for k in range(start.unseen):
        rating = rng.choices((1, 2, 3, 4), grades.first)[0]
        s, d = model.first(rating)
        for _ in range((2, 2, 1, 0)[rating - 1]):  # learning steps passed on the same day
            s, d = model.next(s, d, 0, 3)
        lives.append((s, d, k // settings.new_per_day))
    reviews = recalled = 0.0
    for stability, difficulty, last in lives:
        s, d, day = stability, difficulty, last
        while True:
            wait = max(1, int(model.interval(s, settings.desired_retention) + 0.5))
            due = max(day + wait, 0)
            if due >= days:
                break
            reviews += 1
            spent = max(1, due - day)
            passed = rng.random() < model.retrievability(spent, s)
            grade = rng.choices((2, 3, 4), grades.passed)[0]
            s, d = model.next(s, d, spent, grade) if passed else again(s, d, spent)
            day = due
        recalled += model.retrievability(days - day, s)
    return reviews, recalled


@pytest.mark.parametrize("retention", [0.8, 0.9, 0.95])
def test_expectations_are_the_mean_of_many_lives(retention: float) -> None:
    settings = replace(SETTINGS, desired_retention=retention)
    lives = [diced(deck(), settings, 120, seed) for seed in range(12)]
    reviews, recalled = (sum(column) / len(lives) for column in zip(*lives, strict=True))
    found = only(workloads(deck(), SETTINGS, COSTS, Grades(), 120, retentions=(retention,)))
    assert found.reviews.sum() == pytest.approx(reviews, rel=0.04)
    assert found.remembered == pytest.approx(recalled, rel=0.02)
    assert found.new == pytest.approx(60)


def test_more_retention_costs_more_and_keeps_more() -> None:
    found = workloads(deck(), SETTINGS, COSTS, Grades(), 200)
    minutes = [each.minutes.sum() for each in found]
    kept = [each.remembered for each in found]
    assert minutes == sorted(minutes)
    assert kept == sorted(kept)


def test_a_budget_holds_every_day_and_no_card_is_lost() -> None:
    found = only(workloads(deck(), SETTINGS, COSTS, Grades(), 20, 1.0, (0.9,)))
    assert found.minutes.max() <= 1.0 + 1e-9
    assert found.backlog > 0
    assert found.remembered <= 260


def test_today_begins_with_the_backlog() -> None:
    start = Deck(np.full(50, 5.0), np.full(50, 5.0), np.full(50, 40), 0)
    found = only(workloads(start, SETTINGS, COSTS, Grades(), 10, retentions=(0.9,)))
    assert found.reviews[0] == pytest.approx(50)


def test_an_empty_deck_costs_nothing() -> None:
    none = np.array([])
    start = Deck(none, none, np.array([], np.int64), 0)
    found = only(workloads(start, SETTINGS, COSTS, Grades(), 30, retentions=(0.9,)))
    assert (found.minutes.sum(), found.remembered, found.backlog) == (0, 0, 0)


def test_sharing_keeps_cards_and_their_mean() -> None:
    rng = np.random.default_rng(1)
    s, d = np.exp(rng.uniform(-3, 10, 300)), rng.uniform(1, 10, 300)
    spread = placed(s, d)
    assert spread.shares.sum(axis=1) == pytest.approx(np.ones(300))
    assert (spread.shares * DIFFICULTY[spread.points]).sum(axis=1) == pytest.approx(d)
    logs = (spread.shares * np.log(STABILITY[spread.points])).sum(axis=1)
    assert logs == pytest.approx(np.log(s))
    assert begun(SETTINGS, Grades()).shape == (POINTS,)
    assert begun(SETTINGS, Grades()).sum() == pytest.approx(1.0)


def test_it_stops_when_told() -> None:
    with pytest.raises(StoppedError):
        workloads(deck(), SETTINGS, COSTS, Grades(), 30, progress=lambda share: share < 0.5)
