"""A plan by simulation: what it names, what it may not do, and that today's choice agrees."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlsd_graph.errors import StoppedError
from mlsd_graph.memory import DEFAULT_PARAMETERS, Settings
from mlsd_graph.memory.costs import Costs, Grades
from mlsd_graph.planning import GREEDY, PlanCard, Policy, choose, plan
from mlsd_graph.planning.choosing import gain_of, pulls
from mlsd_graph.planning.rollout import Compared, best_of, deck_of, doubtful
from mlsd_graph.planning.simulation import Asked, first_gain, gains, simulate
from mlsd_graph.planning.worlds import Recalled, believed, drawn

COSTS = Costs(15.0, 35.0, 40.0)
SETTINGS = Settings()
AHEAD = Policy("plain", 0.9, stops=False)
SLOW = Policy("slow", 0.8)


def asked(days: int, minutes: float) -> Asked:
    seconds = minutes * 60
    return Asked(days, seconds, seconds, DEFAULT_PARAMETERS, COSTS, Grades())


def fresh(count: int) -> list[PlanCard]:
    return [PlanCard(f"card/{n}") for n in range(count)]


@given(
    st.floats(0.05, 3000),
    st.floats(1, 10),
    st.integers(1, 300),
    st.integers(1, 90),
    st.sampled_from([(), (600,)]),
)
@settings(max_examples=150, deadline=None)
def test_today_s_gain_is_that_of_the_simulation(
    stability: float, difficulty: float, ago: int, left: int, steps: tuple[int, ...]
) -> None:
    rule = Settings(relearning_steps=steps)
    card = PlanCard("card", 1.0, stability, difficulty, ago)
    ours = gain_of(card, left, rule, COSTS)
    rules = asked(90, 10)._replace(relearns=bool(steps))
    gain, cost, recall = gains(
        rules, left, np.array([ago]), np.array([stability]), np.array([difficulty])
    )
    assert ours.gain == pytest.approx(float(gain[0]), abs=1e-9)
    assert ours.seconds == pytest.approx(float(cost[0]))
    assert ours.now == pytest.approx(float(recall[0]))
    unseen = gain_of(PlanCard("new"), left, rule, COSTS)
    assert unseen.gain == pytest.approx(first_gain(rules, left))


@given(st.lists(st.floats(0, 100), max_size=60))
def test_pulls_never_rise_and_keep_what_all_are_worth(values: list[float]) -> None:
    found = pulls(values)
    assert all(a >= b - 1e-9 for a, b in pairwise(found))
    assert sum(found) == pytest.approx(sum(values), abs=1e-6)


def test_days_cost_no_more_than_they_have() -> None:
    deck = deck_of(fresh(300))
    courses = simulate(deck, [(GREEDY, drawn(DEFAULT_PARAMETERS, 300, 1))], asked(20, 10))
    assert courses.seconds.max() <= 600
    assert courses.seen.sum() == courses.fresh.sum()
    assert np.all((courses.recall > 0) == courses.seen)


def test_with_little_time_a_plan_beats_holding_a_retention_by_a_fifth() -> None:
    found = plan(fresh(600), 14, 15, SETTINGS, COSTS)
    plain = next(
        each for each in found.compared if each.policy.name.endswith("as set, new to the end")
    )
    assert found.compared[0].expected > 1.2 * plain.expected
    assert found.needed is not None
    assert found.needed > 30


def test_a_plan_with_time_to_spare_keeps_the_last_days_free_of_new_cards() -> None:
    found = plan(fresh(60), 30, 20, SETTINGS, COSTS)
    assert found.policy.stops
    assert found.last_new == 25
    assert found.fresh[26:].sum() == 0
    assert found.seen.min() == 1.0
    assert found.needed is not None
    assert found.needed < 20


def test_worth_more_is_learned_first_and_asked_more() -> None:
    cards = [PlanCard(f"card/{n}", 3.0 if n < 50 else 1.0) for n in range(200)]
    recall = plan(cards, 7, 10, SETTINGS, COSTS).recall.mean(0)
    assert recall[:50].mean() > 0.5
    assert recall[150:].mean() < 0.2


def test_stopping_ends_the_work() -> None:
    with pytest.raises(StoppedError):
        plan(fresh(20), 30, 10, SETTINGS, COSTS, progress=lambda share: share < 0.3)


def test_a_plan_of_no_cards_or_one_day_is_made() -> None:
    assert plan([], 5, 10, SETTINGS, COSTS).recall.shape[1] == 0
    assert plan(fresh(3), 1, 10, SETTINGS, COSTS).seen.min() == 1.0


def test_the_same_day_gives_the_same_plan() -> None:
    one, other = (plan(fresh(50), 10, 5, SETTINGS, COSTS) for _ in range(2))
    assert one.policy == other.policy
    assert np.array_equal(one.recall, other.recall)


def test_the_choice_of_today_is_what_the_simulation_takes_first() -> None:
    cards = [
        *(PlanCard(f"old/{n}", 1.0, 1.0 + n, 5.0, 3 + n % 4) for n in range(40)),
        *fresh(40),
    ]
    for policy in (GREEDY, AHEAD, Policy("first", 0.8, new_first=True)):
        today = choose(cards, 9, 10, SETTINGS, COSTS, policy)
        deck = deck_of(cards)
        courses = simulate(deck, [(policy, believed(DEFAULT_PARAMETERS, 80))], asked(9, 10))
        # the simulation pays for lapses as they fall, the choice what it expects
        assert abs(len(today.fresh) - int(courses.fresh[0, 0])) <= 3
        assert abs(len(today.reviews) - int(courses.reviews[0, 0])) <= 3


def test_cards_of_one_note_wait_for_the_others() -> None:
    cards = [PlanCard(f"card/{n}", 1.0, note=f"note/{n // 3}") for n in range(30)]
    today = choose(cards, 10, 5, SETTINGS, COSTS, GREEDY)
    notes = [each.card.note for each in today.fresh]
    assert len(notes) == len(set(notes)) == 7
    all_day = choose(cards, 10, 60, SETTINGS, COSTS, GREEDY)
    assert len(all_day.fresh) == 30
    assert len({each.card.note for each in all_day.fresh[:10]}) == 10


def test_reviews_that_fail_too_often_bring_back_the_desired_retention() -> None:
    # believed 90 % after 10 days, 55 % were recalled after 10, 30 % after 30
    reviews = [Recalled(10.0, 10, n % 20 < 11) for n in range(60)]
    reviews += [Recalled(10.0, 30, n % 10 < 3) for n in range(60)]
    assert doubtful(DEFAULT_PARAMETERS, reviews)
    assert not doubtful(DEFAULT_PARAMETERS, reviews[:20])
    assert not doubtful(DEFAULT_PARAMETERS, [Recalled(10.0, 10, n % 10 > 0) for n in range(90)])
    sure = plan(fresh(200), 20, 10, SETTINGS, COSTS)
    warned = plan(fresh(200), 20, 10, SETTINGS, COSTS, reviews=reviews)
    assert not sure.policy.hold
    assert warned.policy.hold == SETTINGS.desired_retention


def test_the_desired_retention_is_held_where_others_promise_little_more() -> None:
    found = plan(fresh(60), 30, 20, SETTINGS, COSTS)
    assert found.policy.hold == SETTINGS.desired_retention
    assert found.policy.stops


def test_a_policy_stays_while_it_is_about_as_good() -> None:
    compared = [Compared(GREEDY, 0.500), Compared(AHEAD, 0.400), Compared(SLOW, 0.499)]
    assert best_of(compared, 0.9, SLOW) == SLOW
    assert best_of(compared, 0.9) == GREEDY
