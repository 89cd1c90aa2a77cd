"""The range of a forecast holds about eight in ten learners, whatever their memory is like."""

import numpy as np
import pytest

from benchmarks.learning.deadline import Deadline, Setting
from benchmarks.learning.links import Links
from benchmarks.learning.memories import MODELS
from benchmarks.learning.worlds import Watch, World
from mlsd_graph.memory import Settings
from mlsd_graph.memory.costs import Costs, Grades
from mlsd_graph.planning.asked import Asked
from mlsd_graph.planning.keeping import Kept
from mlsd_graph.planning.policies import PRUDENT, TO_THE_END, Curve
from mlsd_graph.planning.prospects import LUCK, inferred, prospects
from mlsd_graph.planning.rollout import deck_of, followed

CARDS, LEARNERS, DAYS = 60, 12, 16
LOOKS = (0, 8)
COSTS = Costs(12.0, 21.0, 36.0)
WEIGHTS = Settings().parameters
POLICY = TO_THE_END._replace(curve=Curve(PRUDENT))


def told(deadline: Deadline, learner: int, day: int, minutes: float) -> tuple[float, float]:
    """The range of recall on the date, as a plan tells it to one learner on a day."""
    cards, reviews = deadline._cards(learner), deadline._reviews[learner]
    spent = sum(card.stability > 0 for card in cards) * COSTS.new + len(reviews) * COSTS.passed
    left, seconds = DAYS - day, minutes * 60
    asked = Asked(left, seconds, seconds, WEIGHTS, COSTS, Grades(), of=DAYS)
    ahead = prospects(WEIGHTS, CARDS, reviews, left, Kept(day, spent / seconds))
    recall = followed(deck_of(cards), asked, POLICY, ahead).recall.mean(1)
    return float(recall.min()), float(recall.max())


def held(model: str, minutes: float) -> list[bool]:
    """Whether each learner of a model ended within the ranges that they were told."""
    setting = Setting("test", DAYS, minutes, scarce=True)
    classroom = World(model, CARDS, Links(), LEARNERS, DAYS, 5).start()
    deadline = Deadline(classroom, np.arange(CARDS), np.ones(CARDS), setting)
    deadline._policies = [POLICY] * LEARNERS
    watch = Watch(classroom, weights=np.ones(CARDS))
    ranges: list[tuple[int, float, float]] = []
    for day in range(DAYS):
        classroom.open(day, minutes * 60)
        if day in LOOKS:
            ranges += [(one, *told(deadline, one, day, minutes)) for one in range(LEARNERS)]
        deadline.study()
    end = watch.closed(DAYS).at_end
    return [bool(low <= end[one] <= high) for one, low, high in ranges]


def test_eight_in_ten_learners_of_all_models_lie_in_the_range() -> None:
    found = [share for model in MODELS for minutes in (2.0, 5.0) for share in held(model, minutes)]
    assert 0.7 <= np.mean(found) <= 0.95


def test_more_is_known_of_a_learner_who_has_answered_and_kept_to_the_plan() -> None:
    def width(kept: Kept) -> float:
        shares = [each.kept for each in prospects(WEIGHTS, 5, (), 20, kept)]
        assert shares == sorted(shares)
        return shares[-1] - shares[0]

    assert width(Kept(40, 36.0)) < width(Kept()) / 1.5
    faithful, other = (
        np.mean([each.kept for each in prospects(WEIGHTS, 5, (), 20, Kept(20, given))])
        for given in (20.0, 8.0)
    )
    assert faithful > other + 0.3


@pytest.mark.parametrize("belief", [0.0, 0.3, 0.85, 1.0])
def test_what_was_inferred_may_be_less_or_more_likely(belief: float) -> None:
    found = inferred(belief)
    assert len(found) == len(LUCK)
    assert (np.diff(found) >= 0).all()
    assert found[0] <= belief <= found[-1]
    assert (found[-1] - found[0] > 0.15) == (0 < belief < 1)
