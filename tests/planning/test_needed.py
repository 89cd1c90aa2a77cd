"""Minutes that a plan needs: those with which the plan itself sees all cards and keeps them."""

from itertools import pairwise

import numpy as np
import pytest

from mlsd_graph.memory import Settings
from mlsd_graph.memory.costs import Costs
from mlsd_graph.planning import Plan, PlanCard, plan

COSTS = Costs(20.0, 35.0, 80.0)
SETTINGS = Settings()
DESIRED = SETTINGS.desired_retention


def fresh(count: int) -> list[PlanCard]:
    return [PlanCard(f"new/{n}") for n in range(count)]


def known(count: int) -> list[PlanCard]:
    """Cards seen in the last days, half of them strongly kept."""
    return [
        PlanCard(f"old/{n}", 1.0, 4.0 + 8 * (n % 2), 5.0 + n % 3, 1 + n % 5) for n in range(count)
    ]


def planned(cards: list[PlanCard], days: int, minutes: float, spent: float = 0.0) -> Plan:
    return plan(cards, days, minutes, SETTINGS, COSTS, of=16, spent=spent)


def needed(cards: list[PlanCard], days: int, minutes: float, spent: float = 0.0) -> float:
    found = planned(cards, days, minutes, spent).needed
    assert found is not None
    return found


def test_a_few_unseen_cards_do_not_wait_behind_all_reviews() -> None:
    """Once they were the last in line after every review there was, for hours a day."""
    cards = [*known(475), *fresh(83)]
    found = planned(cards, 6, 60)
    assert found.sees.all()
    assert found.needed is not None
    assert 83 * 80 / 60 / 6 <= found.needed < 45


@pytest.mark.parametrize("minutes", [15, 30, 40, 60, 90])
def test_it_is_above_what_is_given_just_where_something_is_missing(minutes: int) -> None:
    cards = [*known(120), *fresh(150)]
    found = planned(cards, 9, minutes)
    assert found.needed is not None
    assert (found.needed > minutes) == (not found.sees.all())


def test_whoever_follows_it_has_enough() -> None:
    lives = ((0, 200, 16), (150, 150, 10), (150, 100, 7), (250, 20, 5), (200, 40, 1))
    for seen, unseen, days in lives:
        cards = [*known(seen), *fresh(unseen)]
        first = needed(cards, days, 10)
        found = planned(cards, days, first)
        assert found.needed is not None
        assert found.needed <= first, "it does not creep up with what is given"
        assert found.sees.all()


def test_it_hardly_depends_on_what_is_given() -> None:
    cards = [*known(150), *fresh(150)]
    asked = [needed(cards, 10, minutes) for minutes in (10, 20, 60, 120)]
    assert max(asked) <= 1.15 * min(asked)


def test_it_falls_with_every_card_learned_and_nothing_is_needed_at_the_end() -> None:
    asked = [needed([*known(n), *fresh(300 - n)], 8, 60) for n in (0, 100, 200, 280, 300)]
    assert all(a > b for a, b in pairwise(asked))
    strong = [PlanCard(f"old/{n}", 1.0, 90.0, 5.0, 3) for n in range(100)]
    assert needed(strong, 3, 60) == 0


def test_on_the_last_day_it_counts_what_is_spent_and_what_is_left() -> None:
    cards = [PlanCard(f"old/{n}", 1.0, 90.0, 5.0, 0) for n in range(300)] + fresh(30)
    assert needed(cards, 1, 60) == pytest.approx(30 * 80 / 60, abs=3)
    assert needed(cards, 1, 60, spent=40) == pytest.approx(40 + 30 * 80 / 60, abs=4)


def test_what_eight_hours_do_not_do_has_no_number() -> None:
    assert planned(fresh(600), 1, 60).needed is None


def test_cards_that_count_as_known_need_nothing() -> None:
    cards = [PlanCard(f"old/{n}", 1.0, 90.0, 5.0, 3) for n in range(100)] + fresh(300)
    names = {card.uid for card in cards if not card.stability}
    found = plan(cards, 5, 10, SETTINGS, COSTS, known=names)
    assert found.needed == 0
    assert not found.sees.all()
    assert plan(cards[100:], 5, 10, SETTINGS, COSTS, known=names).needed == 0


def test_forecasts_allow_for_missed_days_and_the_typical_learner_misses_none() -> None:
    found = planned(fresh(250), 16, 35)
    assert found.sees.all()
    assert float(found.seen.min()) < 1
    assert np.all(found.seen[found.sees] > 0)
