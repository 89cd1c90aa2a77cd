"""A far plan for who gives fewer minutes than planned: what it holds falls, once, and for good."""

from itertools import pairwise

import numpy as np
import pytest

from mlsd_graph.memory import Settings
from mlsd_graph.memory.costs import Costs, Grades
from mlsd_graph.memory.fsrs6 import DEFAULT_PARAMETERS
from mlsd_graph.planning import PlanCard
from mlsd_graph.planning.asked import Asked
from mlsd_graph.planning.comparing import best_of, weighed
from mlsd_graph.planning.curve import Curves
from mlsd_graph.planning.keeping import NOTHING_KEPT, Kept, expected_of
from mlsd_graph.planning.policies import HELD_LONG, PRUDENT, Policy, by_curve
from mlsd_graph.planning.rollout import deck_of, plan
from mlsd_graph.planning.simulation import Days
from mlsd_graph.planning.worlds import World, drawn

COSTS = Costs(15.0, 35.0, 40.0)
DAYS, CARDS, ONCE = 60, 120, 40.0 * 120
UNSEEN = [PlanCard(f"new/{n}") for n in range(60)]
SEEN = [PlanCard(f"seen/{n}", 1.0, 20.0, 5.0, 3) for n in range(60)]
MUCH = HELD_LONG[2]
AS_USUAL, HALF = Kept(20, 17.0), Kept(20, 10.0)


def asked(left: int, share: float = 2.0) -> Asked:
    """Time, as a share of what it takes to see each card once in all days."""
    seconds = share * ONCE / DAYS
    return Asked(left, seconds, seconds, DEFAULT_PARAMETERS, COSTS, Grades(), of=DAYS)


def next_day(
    last: Policy, kept: Kept, left: int = 40, cards: list[PlanCard] | None = None
) -> Policy:
    deck = deck_of(cards or [*SEEN, *UNSEEN])
    return best_of(weighed(deck, asked(left), last=last, kept=kept), last)


@pytest.mark.parametrize("kept", [NOTHING_KEPT, AS_USUAL, Kept(20, 20.0), Kept(1, 0.85)])
def test_of_who_keeps_to_a_plan_as_usual_all_minutes_are_expected(kept: Kept) -> None:
    assert expected_of(kept) == 1.0
    deck = deck_of([*SEEN, *UNSEEN])
    assert weighed(deck, asked(40), kept=kept) == weighed(deck, asked(40))


def test_of_who_gives_half_fewer_are_expected_the_longer_it_lasts() -> None:
    shares = [expected_of(Kept(days, days / 2)) for days in (0, 8, 16, 32, 400)]
    assert shares[:2] == [1.0, 1.0]
    assert all(more > less for more, less in pairwise(shares[1:]))
    assert shares[-1] == pytest.approx(0.5 / 0.85, abs=0.02)


def test_a_few_missed_days_are_chance_and_half_of_three_weeks_are_not() -> None:
    chance, habit = (
        (Kept(2, 0.0), Kept(30, 23.0), Kept(8, 4.0)),
        (HALF, Kept(14, 3.0), Kept(40, 26)),
    )
    assert all(expected_of(each) == 1.0 for each in chance)
    assert all(expected_of(each) < 0.85 for each in habit)


def test_what_is_held_falls_when_days_are_missed_and_stays_when_not() -> None:
    assert next_day(MUCH, AS_USUAL).name == MUCH.name
    assert next_day(MUCH, HALF).hold < next_day(MUCH, AS_USUAL).hold


@pytest.mark.parametrize("last", HELD_LONG)
def test_it_does_not_rise_for_who_gives_less(last: Policy) -> None:
    names = [each.name for each in HELD_LONG]
    assert names.index(next_day(last, HALF).name) <= names.index(last.name)
    assert next_day(HELD_LONG[0], HALF).name == HELD_LONG[0].name


def test_it_does_not_flutter_from_day_to_day() -> None:
    names = [each.name for each in HELD_LONG]
    policy, held = HELD_LONG[-1], list[int]()
    for day in range(20, 36, 2):
        policy = next_day(policy, Kept(day, day / 2), DAYS - day)
        held.append(names.index(policy.name))
    assert held == sorted(held, reverse=True)
    assert held[-1] < held[0] or held[0] < len(names) - 1


def test_the_date_stays_far_for_who_gives_too_little_to_see_all_cards() -> None:
    assert next_day(MUCH, Kept(20, 2.0)).own


def test_a_plan_takes_what_was_kept_into_its_choice() -> None:
    minutes = asked(40).seconds / 60
    usual, less = (
        plan([*SEEN, *UNSEEN], 40, minutes, Settings(), COSTS, of=DAYS, last=MUCH, kept=kept)
        for kept in (AS_USUAL, HALF)
    )
    assert (usual.policy.name, usual.holds) == (MUCH.name, usual.policy.hold)
    assert less.holds is not None
    assert less.holds < usual.policy.hold


def lived(worlds: list[World], *, pinned: bool) -> float:
    """Mean recall of learners who begin holding much and study on two days of five."""
    deck, rules = deck_of([PlanCard(f"card/{n}") for n in range(CARDS)]), asked(DAYS)
    followed = [by_curve(MUCH, Curves(PRUDENT, ()).mean)] * len(worlds)
    course = Days(
        deck, list(zip(followed, worlds, strict=True)), rules, np.full(len(worlds), rules.seconds)
    )
    studied = 0
    for day in range(DAYS):
        if day and day % 8 == 0:
            for row, last in enumerate(followed):
                kept = NOTHING_KEPT if pinned else Kept(day, studied)
                left = rules._replace(days=DAYS - day)
                found = weighed(
                    course.believed(row, day), left, course.answers(row), last=last, kept=kept
                )
                followed[row] = best_of(found, last)
            course.follow(followed)
        if day % 5 < 2:
            course.study(day)
            studied += 1
    return float(course.courses().recall.mean())


def test_who_studies_on_two_days_of_five_ends_with_more() -> None:
    worlds = [drawn(DEFAULT_PARAMETERS, CARDS, 700 + n, noise=1.0, sooner=0.7) for n in range(12)]
    assert lived(worlds, pinned=False) > lived(worlds, pinned=True) + 0.005
