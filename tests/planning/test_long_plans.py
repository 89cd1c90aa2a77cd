"""A plan of months holds a retention along the learner's own curve until the date is near."""

import pytest

from mlsd_graph.memory import Settings
from mlsd_graph.memory.costs import Costs, Grades
from mlsd_graph.planning import CANDIDATES, PlanCard, choose
from mlsd_graph.planning.policies import (
    HELD_LONG,
    LONG_DAYS,
    NEAR_DAYS,
    PRUDENT,
    Curve,
    Policy,
    at_once,
)
from mlsd_graph.planning.rollout import best_of, deck_of, weighed
from mlsd_graph.planning.simulation import Asked, simulate
from mlsd_graph.planning.worlds import believed

COSTS = Costs(15.0, 35.0, 40.0)
SETTINGS = Settings()
FRESH = [PlanCard(f"new/{n}") for n in range(120)]
STEEP = Curve(0.6, 0.7, 0.7)
AMPLE, SOME, LITTLE = 3.5, 2.0, 0.6
"""Time, as a share of what it takes to see each card once."""


def asked(days: int, share: float, of: int = 0) -> Asked:
    seconds = share * len(FRESH) * COSTS.new / (of or days)
    return Asked(days, seconds, seconds, SETTINGS.parameters, COSTS, Grades(), of=of)


def best(days: int, share: float) -> Policy:
    return best_of(weighed(deck_of(FRESH), asked(days, share)))


@pytest.mark.parametrize(
    ("days", "of"), [(LONG_DAYS, 0), (LONG_DAYS - 9, LONG_DAYS), (NEAR_DAYS, 90)]
)
def test_near_the_date_the_rate_may_be_gone_by(days: int, of: int) -> None:
    compared = weighed(deck_of(FRESH), asked(days, SOME, of))
    assert {each.policy.name for each in compared} == {each.name for each in CANDIDATES}


@pytest.mark.parametrize("days", [LONG_DAYS + 1, 60, 90])
def test_far_from_the_date_a_retention_is_held_along_the_own_curve(days: int) -> None:
    found = best(days, SOME)
    assert found.own
    assert found.held_along == found.curve
    assert HELD_LONG[0].hold <= found.hold <= HELD_LONG[-1].hold


def test_with_more_time_more_is_held() -> None:
    assert best(60, SOME).hold < best(60, 4 * SOME).hold


def test_where_not_all_cards_can_be_seen_none_waits_for_reviews() -> None:
    assert not best(60, LITTLE).own


def test_before_any_simulation_the_lowest_of_them_is_held() -> None:
    seconds = asked(60, AMPLE).seconds
    found = at_once(len(FRESH), 60, 60, seconds, COSTS)
    assert found == HELD_LONG[0]._replace(curve=Curve(PRUDENT))
    assert not at_once(len(FRESH), NEAR_DAYS, 60, seconds, COSTS).own


def test_who_forgets_sooner_is_asked_sooner() -> None:
    known = PlanCard("known", 1.0, 20.0, 5.0, 20)
    by_parameters = HELD_LONG[0]._replace(curve=STEEP, own=False, final=False)
    own = by_parameters._replace(own=True)
    first = [
        choose([*FRESH, known], 60, 5, SETTINGS, COSTS, each).line[0]
        for each in (by_parameters, own)
    ]
    assert first == [FRESH[0].uid, known.uid]


@pytest.mark.parametrize("held", HELD_LONG)
def test_the_choice_of_a_far_day_is_what_the_simulation_takes(held: Policy) -> None:
    cards = [PlanCard(f"old/{n}", 1.0, 1.0 + n, 5.0, 3 + n % 4) for n in range(40)] + FRESH
    policy = held._replace(curve=STEEP)
    today = choose(cards, 60, 60, SETTINGS, COSTS, policy)
    full = asked(60, AMPLE)._replace(seconds=3600, today=3600)
    course = simulate(deck_of(cards), [(policy, believed(SETTINGS.parameters, len(cards)))], full)
    # the simulation pays for lapses as they fall, the choice what it expects
    assert abs(len(today.fresh) - int(course.fresh[0, 0])) <= 3
    assert abs(len(today.reviews) - int(course.reviews[0, 0])) <= 3
