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
from mlsd_graph.planning.curve import Recalled, curve_of
from mlsd_graph.planning.policies import prudent
from mlsd_graph.planning.rollout import Compared, best_of, deck_of
from mlsd_graph.planning.simulation import Asked, first_gain, gains, simulate
from mlsd_graph.planning.worlds import believed, drawn

COSTS = Costs(15.0, 35.0, 40.0)
SETTINGS = Settings()
AHEAD = Policy("plain", 0.9, stops=False)
SLOW = Policy("slow", 0.8, stops=False)


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
    plain = plan(fresh(600), 14, 15, SETTINGS, COSTS, policies=[AHEAD])
    assert found.compared[0].expected > 1.2 * plain.compared[0].expected
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
    steep = GREEDY._replace(decay=0.6, scale=0.7)
    for policy in (GREEDY, AHEAD, steep, Policy("first", 0.8, new_first=True)):
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


def answers(decay: float, scale: float, count: int) -> list[Recalled]:
    """Reviews of cards believed to last 5 days, as a curve has them."""
    factor = 0.9 ** (-1 / decay) - 1
    found: list[Recalled] = []
    for days in (3, 9, 20, 60):
        recall = (1 + factor * days / (5 * scale)) ** -decay
        found += [Recalled(5.0, days, (n + 0.5) / count < recall) for n in range(count)]
    return found


def test_answers_lead_from_the_prudent_curve_to_the_true_one() -> None:
    before = curve_of(DEFAULT_PARAMETERS, (), 30)
    flat, steep = (
        curve_of(DEFAULT_PARAMETERS, answers(decay, 1.0, 150), 30) for decay in (0.16, 1.1)
    )
    assert 0.5 < before.decay <= prudent(30)
    assert before.scale == pytest.approx(1.0, rel=0.1)
    assert flat.decay < 0.7 * before.decay
    assert steep.decay > 1.1 * before.decay
    sooner, later = (
        curve_of(DEFAULT_PARAMETERS, answers(0.5, scale, 150), 30) for scale in (0.5, 1.5)
    )
    assert sooner.scale < 0.7
    assert later.scale > 1.25


def test_a_plan_reckons_by_the_curve_that_the_answers_show() -> None:
    cards = [*(PlanCard(f"old/{n}", 1.0, 5.0, 5.0, 6) for n in range(60)), *fresh(60)]
    share: list[float] = []
    for decay in (0.16, 0.8):
        found = plan(cards, 40, 10, SETTINGS, COSTS, reviews=answers(decay, 1.0, 60))
        today = choose(cards, 40, 10, SETTINGS, COSTS, found.policy)
        share.append(len(today.reviews) / (len(today.reviews) + len(today.fresh)))
    flat, steep = share
    assert steep > flat


def test_what_is_said_of_a_card_is_believed_whatever_the_plan_reckons_by() -> None:
    card = PlanCard("old", 1.0, 5.0, 5.0, 6)
    steep = GREEDY._replace(decay=0.8, scale=0.7)
    (picked,) = choose([card], 20, 10, SETTINGS, COSTS, steep).reviews
    assert picked.gain == gain_of(card, 20, SETTINGS, COSTS)


def test_a_short_plan_is_less_prudent_than_a_long_one() -> None:
    assert prudent(7) < prudent(14) < prudent(26) == prudent(90)


def test_a_policy_stays_while_it_is_about_as_good() -> None:
    compared = [Compared(GREEDY, 0.500), Compared(SLOW, 0.499), Compared(AHEAD, 0.4987)]
    assert best_of(compared, SLOW._replace(decay=0.5)) == SLOW
    assert best_of(compared, AHEAD) == AHEAD
    assert best_of(compared) == SLOW


def test_new_cards_end_early_only_where_that_costs_nothing_or_adds_much() -> None:
    end = Policy("end", stops=False)
    assert best_of([Compared(GREEDY, 0.5), Compared(end, 0.5)], end) == GREEDY
    assert best_of([Compared(GREEDY, 0.5), Compared(end, 0.499)], GREEDY) == end
    assert best_of([Compared(GREEDY, 0.5), Compared(end, 0.49)]) == GREEDY
