"""Reviews that gain more by waiting leave their time to new cards, where time is scarce."""

import numpy as np

from mlsd_graph.memory import Settings
from mlsd_graph.memory.costs import Costs, Grades
from mlsd_graph.planning import PlanCard, choose
from mlsd_graph.planning.asked import Asked
from mlsd_graph.planning.policies import PATIENT, PRUDENT, TO_THE_END, Curve, Policy
from mlsd_graph.planning.rollout import deck_of
from mlsd_graph.planning.simulation import simulate
from mlsd_graph.planning.worlds import drawn

COSTS = Costs(12.0, 21.0, 48.0)
SETTINGS = Settings()
EARLY = PlanCard("early", 2.5, 6.0, 5.0, ago=1)
"""Worth more than a new card, reviewed yesterday."""
FRESH = [PlanCard(f"new/{n}") for n in range(400)]
CURVE = Curve(PRUDENT)


def chosen(policy: Policy, days: int) -> tuple[str, ...]:
    with_curve = policy._replace(curve=CURVE)
    return choose([EARLY, *FRESH], days, 20, SETTINGS, COSTS, with_curve).line


def test_an_early_review_that_would_gain_more_tomorrow_yields_to_a_new_card() -> None:
    assert chosen(TO_THE_END, 25)[0] == "early"
    assert chosen(PATIENT, 25)[0] == "new/0"


def test_on_the_eve_nothing_is_put_off() -> None:
    assert chosen(PATIENT, 1) == chosen(TO_THE_END, 1)


def test_scarce_time_sees_more_cards_and_comes_to_more_by_it() -> None:
    worth = np.sort(np.random.default_rng(3).lognormal(0, 1, 400))[::-1]
    deck = deck_of([PlanCard(f"{n}", float(value)) for n, value in enumerate(worth)])
    asked = Asked(30, 600, 600, SETTINGS.parameters, COSTS, Grades())
    worlds = [drawn(SETTINGS.parameters, 400, seed, noise=1.0) for seed in range(6)]
    both = [policy._replace(curve=CURVE) for policy in (TO_THE_END, PATIENT)]
    pairs = [(policy, world) for policy in both for world in worlds]
    found = simulate(deck, pairs, asked)
    reached = (found.recall * deck.value).sum(1) / deck.value.sum()
    assert found.seen[6:].sum() > 1.15 * found.seen[:6].sum()
    assert reached[6:].mean() > reached[:6].mean() + 0.01
