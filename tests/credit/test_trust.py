"""Trust is earned by answers, and by nothing else."""

import numpy as np
import pytest

from mlsd_graph.credit import Trust
from mlsd_graph.credit.trust import LEAST_OBSERVED, PRIOR

NONE, FULL = 0.7, 0.95
BY_LEVEL = tuple(np.linspace(NONE, FULL, len(PRIOR)))


def _lived(recall: float, answers: int = 400, usual: float = 0.9, seed: int = 3) -> Trust:
    """Answer cards of which no trust expects 70 % and full trust 95 %."""
    rng, trust = np.random.default_rng(seed), Trust()
    for _ in range(answers):
        trust.saw_uncredited(0.9, passed=bool(rng.random() < usual))
        trust.saw(BY_LEVEL, passed=bool(rng.random() < recall))
    return trust


def test_it_starts_at_the_prior_without_evidence() -> None:
    trust = Trust()
    assert trust.posterior == pytest.approx(PRIOR)
    assert trust.evidence == pytest.approx(1.0)
    assert not trust.is_earned


def test_answers_that_credit_foresaw_earn_trust() -> None:
    trust = _lived(FULL)
    assert trust.is_earned
    assert trust.posterior[0] < 0.01
    assert trust.expect(BY_LEVEL) > 0.9


def test_answers_without_any_transfer_refute_it() -> None:
    trust = _lived(NONE)
    assert not trust.is_earned
    assert trust.evidence < 0.1
    assert trust.expect(BY_LEVEL) == pytest.approx(NONE, abs=0.01)


def test_who_remembers_better_than_the_model_earns_no_trust_by_that() -> None:
    # Odds of 0.7 / 0.3 with the same factor by which 0.97 exceeds 0.9.
    better = 0.7 / 0.3 * (0.97 / 0.03) / (0.9 / 0.1)
    assert not _lived(better / (1 + better), usual=0.97).is_earned


def test_few_answers_earn_nothing() -> None:
    trust = _lived(1.0, LEAST_OBSERVED - 1)
    assert trust.evidence > 3
    assert not trust.is_earned


def test_certain_predictions_leave_room_for_surprise() -> None:
    trust = Trust()
    for _ in range(1000):
        trust.saw((0.0, 0.2, 0.4, 0.6, 0.8, 1.0), passed=True)
        trust.saw((1.0,) * 6, passed=False)
    assert sum(trust.posterior) == pytest.approx(1.0)
    assert trust.posterior[-1] > 0.99
