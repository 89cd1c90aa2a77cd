"""Reviews that gain more by waiting leave their time to new cards, where time is scarce."""

import numpy as np

from mlsd_graph.memory import Settings
from mlsd_graph.memory.costs import Costs
from mlsd_graph.planning import PlanCard, choose, plan
from mlsd_graph.planning.policies import PATIENT, PRUDENT, TO_THE_END, Curve

COSTS = Costs(12.0, 21.0, 48.0)
SETTINGS = Settings()
EARLY = PlanCard("early", 2.5, 6.0, 5.0, ago=1)
"""Worth more than a new card, reviewed yesterday."""
FRESH = [PlanCard(f"new/{n}") for n in range(400)]
CURVE = Curve(PRUDENT)


def chosen(policy: object, days: int) -> tuple[str, ...]:
    with_curve = policy._replace(curve=CURVE)  # type: ignore[attr-defined]  a policy
    return choose([EARLY, *FRESH], days, 20, SETTINGS, COSTS, with_curve).line


def test_an_early_review_that_would_gain_more_tomorrow_yields_to_a_new_card() -> None:
    assert chosen(TO_THE_END, 25)[0] == "early"
    assert chosen(PATIENT, 25)[0] == "new/0"


def test_on_the_eve_nothing_is_put_off() -> None:
    assert chosen(PATIENT, 1) == chosen(TO_THE_END, 1)


def test_a_plan_of_scarce_time_sees_more_cards_and_expects_more_by_it() -> None:
    worth = np.sort(np.random.default_rng(3).lognormal(0, 1, 400))[::-1]
    cards = [PlanCard(f"{n}", float(value)) for n, value in enumerate(worth)]
    greedy = plan(cards, 30, 10, SETTINGS, COSTS, policies=[TO_THE_END._replace(curve=CURVE)])
    patient = plan(cards, 30, 10, SETTINGS, COSTS, policies=[PATIENT._replace(curve=CURVE)])
    assert patient.fresh.sum() > 1.15 * greedy.fresh.sum()
    assert patient.compared[0].expected > 1.01 * greedy.compared[0].expected
    both = plan(cards, 30, 10, SETTINGS, COSTS)
    assert both.compared[0].expected >= patient.compared[0].expected - 0.02
