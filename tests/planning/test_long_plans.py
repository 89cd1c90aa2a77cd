"""A plan of months holds a retention along the learner's own curve until the date is near."""

import pytest

from mlsd_graph.memory import Settings
from mlsd_graph.memory.costs import Costs, Grades
from mlsd_graph.planning import CANDIDATES, PlanCard, choose, plan
from mlsd_graph.planning.asked import Asked
from mlsd_graph.planning.comparing import best_of, weighed
from mlsd_graph.planning.policies import (
    GREEDY,
    HELD,
    HELD_LONG,
    LONG_DAYS,
    NEAR_DAYS,
    PRUDENT,
    Curve,
    Policy,
    at_once,
    by_curve,
)
from mlsd_graph.planning.rollout import deck_of
from mlsd_graph.planning.simulation import simulate
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


SEEN = [PlanCard(f"seen/{n}", 1.0, 20.0, 5.0, 3) for n in range(len(FRESH))]


def chosen(cards: list[PlanCard], share: float, last: Policy) -> Policy:
    """Plan with 50 of 60 days left, one day after a retention was held."""
    minutes = asked(60, share).seconds / 60
    return plan(cards, 50, minutes, SETTINGS, COSTS, of=60, last=last).policy


@pytest.mark.parametrize("held", HELD_LONG)
def test_while_cards_are_unseen_the_next_day_holds_what_the_first_did(held: Policy) -> None:
    assert chosen([*SEEN[60:], *FRESH[60:]], SOME, held).name == held.name


def test_once_all_cards_were_seen_what_is_held_rises() -> None:
    assert chosen(SEEN, AMPLE, HELD_LONG[0]).hold > HELD_LONG[0].hold
    assert chosen(SEEN, AMPLE, HELD_LONG[-1]).name == HELD_LONG[-1].name


def test_the_rate_of_a_short_time_is_no_reason_to_stay_with_it() -> None:
    assert best_of(weighed(deck_of(FRESH), asked(60, SOME), last=GREEDY), GREEDY).own


@pytest.mark.parametrize("held", HELD_LONG)
def test_where_forgetting_is_flatter_a_review_waits_longer(held: Policy) -> None:
    holds = [by_curve(held, Curve(decay)).hold for decay in (0.1, 0.2, 0.35, PRUDENT, 0.9)]
    assert holds == sorted(holds)
    assert holds[0] >= HELD[0].hold
    assert holds[1] < holds[2] < holds[3] == holds[4] == held.hold


def test_what_is_shown_of_a_far_plan_is_what_it_holds_and_no_other_number() -> None:
    found = plan(FRESH, 60, asked(60, SOME).seconds / 60, SETTINGS, COSTS)
    assert found.holds == found.policy.hold
    assert not any(sign.isdigit() for sign in found.policy.title)
    assert HELD[1].title == HELD[1].name


@pytest.mark.parametrize(("policy", "held"), [(GREEDY, None), (HELD[1], 0.8)])
def test_in_the_last_days_nothing_is_held(policy: Policy, held: float | None) -> None:
    far, near = (plan(FRESH, days, 5, SETTINGS, COSTS, policies=[policy]) for days in (20, 2))
    assert far.holds == held
    assert near.holds is None


@pytest.mark.parametrize("policy", [GREEDY, HELD[1]])
def test_other_policies_hold_the_same_along_every_curve(policy: Policy) -> None:
    assert by_curve(policy, Curve(0.2)) == policy._replace(curve=Curve(0.2))


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
