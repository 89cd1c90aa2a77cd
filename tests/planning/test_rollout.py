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
from mlsd_graph.planning.asked import Asked
from mlsd_graph.planning.choosing import gain_of, pulls
from mlsd_graph.planning.comparing import Compared, best_of, thinned
from mlsd_graph.planning.curve import Curves, Recalled
from mlsd_graph.planning.forgetting import curves_of, kept
from mlsd_graph.planning.gains import first_gain, gains
from mlsd_graph.planning.policies import AS_BELIEVED, PRUDENT, Curve
from mlsd_graph.planning.rollout import deck_of
from mlsd_graph.planning.simulation import simulate
from mlsd_graph.planning.worlds import believed, drawn

COSTS = Costs(15.0, 35.0, 40.0)
SETTINGS = Settings()
AHEAD = Policy("plain", 0.9, final=False)
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
    st.sampled_from([AS_BELIEVED, Curve(0.8, 1.4, 0.7)]),
)
@settings(max_examples=150)
def test_today_s_gain_is_that_of_the_simulation(  # noqa: PLR0913, PLR0917  drawn one by one
    stability: float, difficulty: float, ago: int, left: int, steps: tuple[int, ...], curve: Curve
) -> None:
    rule = Settings(relearning_steps=steps)
    card = PlanCard("card", 1.0, stability, difficulty, ago)
    ours = gain_of(card, left, rule, COSTS, curve=curve)
    rules = asked(90, 10)._replace(relearns=bool(steps))
    by = curves_of([curve], [DEFAULT_PARAMETERS[20]])
    states = np.array([[stability]]), np.array([[difficulty]])
    gain, cost = gains(rules, left, np.array([[ago]]), *states, by)
    assert ours.gain == pytest.approx(float(gain[0, 0]), abs=1e-9)
    assert ours.seconds == pytest.approx(float(cost[0, 0]))
    assert ours.now == pytest.approx(float(kept(by, ago, states[0])[0, 0]))
    unseen = gain_of(PlanCard("new"), left, rule, COSTS, curve=curve)
    assert unseen.gain == pytest.approx(float(first_gain(rules, left, by)[0, 0]))


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
    steep = GREEDY._replace(curve=Curve(0.6, 0.7, 0.8))
    for policy in (GREEDY, AHEAD, steep, SLOW):
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


def answers(decay: float, scale: float, bend: float, count: int) -> list[Recalled]:
    """Reviews of cards believed to last 1 to 27 days, as a curve has them."""
    factor = 0.9 ** (-1 / decay) - 1
    found: list[Recalled] = []
    for stability in (1.0, 3.0, 9.0, 27.0):
        meant = scale * 3 * (stability / 3) ** bend
        for times in (1, 3, 8, 20):
            days = round(times * stability)
            recall = (1 + factor * days / meant) ** -decay
            found += [Recalled(stability, days, (n + 0.5) / count < recall) for n in range(count)]
    return found


def test_answers_lead_from_the_prudent_curve_to_the_true_one() -> None:
    before = Curves(PRUDENT, ()).mean
    flat, steep = (Curves(PRUDENT, answers(decay, 1.0, 1.0, 60)).mean for decay in (0.12, 1.1))
    assert before.decay == pytest.approx(PRUDENT, rel=0.1)
    assert flat.decay < 0.6 * before.decay
    assert steep.decay > 1.4 * before.decay
    sooner, later = (Curves(PRUDENT, answers(0.5, scale, 1.0, 60)).mean for scale in (0.5, 1.5))
    assert sooner.scale < 0.85
    assert later.scale > 1.25
    assert Curves(PRUDENT, answers(0.5, 1.0, 0.4, 60)).mean.bend < 0.8 < sooner.bend


def test_curves_are_drawn_from_the_most_forgetful_to_the_least() -> None:
    drawn_ones = Curves(PRUDENT, answers(0.3, 1.0, 1.0, 3)).drawn(6, 40)
    by = curves_of(drawn_ones, [PRUDENT] * 6)
    left = kept(by, 20, np.full((6, 2), [2.0, 8.0])).sum(1)
    assert np.all(np.diff(left) >= 0)
    assert len(set(drawn_ones)) > 2


def test_a_forecast_follows_the_answers() -> None:
    cards = [PlanCard(f"old/{n}", 1.0, 5.0, 5.0, 6) for n in range(60)]
    flat, steep = (
        plan(cards, 20, 1, SETTINGS, COSTS, reviews=answers(decay, 1.0, 1.0, 20)).recall.mean()
        for decay in (0.12, 1.3)
    )
    assert flat > steep + 0.03
    unsure = plan(cards, 20, 1, SETTINGS, COSTS).recall.mean(1)
    assert unsure.max() - unsure.min() > 0.05


def test_a_policy_is_chosen_by_a_part_of_many_cards() -> None:
    many = deck_of(fresh(900))
    some, share = thinned(many)
    assert len(some.value) * 1.0 == 900 * share
    assert len(some.value) <= 150
    few = deck_of(fresh(150))
    assert thinned(few) == (few, 1.0)


def test_a_plan_reckons_by_the_curve_that_the_answers_show() -> None:
    cards = [*(PlanCard(f"old/{n}", 1.0, 5.0, 5.0, 6) for n in range(60)), *fresh(60)]
    flat, steep = (
        plan(cards, 30, 10, SETTINGS, COSTS, reviews=answers(decay, 1.0, 1.0, 20)).policy.curve
        for decay in (0.12, 1.1)
    )
    assert steep.decay > 2 * flat.decay
    soon = [PlanCard(f"old/{n}", 1.0, 5.0, 5.0, 3) for n in range(60)]
    share: list[float] = []
    for curve in (flat, steep):
        today = choose([*soon, *fresh(60)], 40, 10, SETTINGS, COSTS, GREEDY._replace(curve=curve))
        share.append(len(today.reviews) / (len(today.reviews) + len(today.fresh)))
    assert share[1] > share[0]


def test_what_is_said_of_a_card_is_believed_whatever_the_plan_reckons_by() -> None:
    card = PlanCard("old", 1.0, 5.0, 5.0, 6)
    steep = GREEDY._replace(curve=Curve(0.8, 0.7))
    (picked,) = choose([card], 20, 10, SETTINGS, COSTS, steep).reviews
    assert picked.gain == gain_of(card, 20, SETTINGS, COSTS)


def test_reviews_fall_due_after_whole_days() -> None:
    held = Policy("held", 0.9, final=False)
    cards = [PlanCard("due", 0.1, 2.4, 5.0, 2), PlanCard("not due", 9.0, 2.6, 5.0, 2)]
    today = choose(cards, 40, 60, SETTINGS, COSTS, held)
    assert [each.card.uid for each in today.reviews] == ["due", "not due"]


def test_a_policy_stays_while_it_is_about_as_good() -> None:
    compared = [Compared(GREEDY, 0.500), Compared(SLOW, 0.496), Compared(AHEAD, 0.494)]
    assert best_of(compared, SLOW._replace(curve=Curve(0.5))) == SLOW
    assert best_of(compared, AHEAD) == GREEDY
    assert best_of(compared) == GREEDY
