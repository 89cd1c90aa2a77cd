"""The fit against fsrs-rs, the slopes against finite differences, the predictions against ours."""

import math
from itertools import pairwise

import fsrs_rs_python as rs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lived_log import DAY, OTHER, START, history

from mlsd_graph.errors import StoppedError, TooFewReviewsError
from mlsd_graph.memory import DEFAULT_PARAMETERS, Settings, fsrs6
from mlsd_graph.memory.fitting.fit import fit, recency
from mlsd_graph.memory.fitting.judging import judge
from mlsd_graph.memory.fitting.sample import LONGEST, Asked, Sample, history_of
from mlsd_graph.memory.fitting.scores import losses, predict, scores
from mlsd_graph.memory.fitting.slopes import slopes
from mlsd_graph.memory.settings import LOWER, UPPER


def items(sample: Sample, asked: Asked) -> tuple[list[rs.FSRSItem], list[int]]:
    """The reviews asked as fsrs-rs takes them: each with all that came before it."""
    days, rating = sample.days.tolist(), sample.history.rating.tolist()
    starts = sample.history.starts.tolist()
    cards = (np.searchsorted(starts, asked.rows, side="right") - 1).tolist()
    found = [
        rs.FSRSItem([rs.FSRSReview(rating[i], days[i]) for i in range(starts[card], row + 1)])
        for card, row in zip(cards, asked.rows.tolist(), strict=True)
    ]
    return found, cards


def test_slopes_are_those_of_the_loss() -> None:
    sample = Sample(history(300, 8))
    weights = np.zeros(len(sample.days))
    weights[sample.asked().rows] = 1.0
    place = np.array(DEFAULT_PARAMETERS) * 1.02 + 0.003
    found = slopes(sample, weights, place)
    for k in range(21):
        step = np.zeros(21)
        step[k] = 1e-6 * max(1.0, place[k])
        rise = slopes(sample, weights, place + step).loss
        fall = slopes(sample, weights, place - step).loss
        assert found.gradient[k] == pytest.approx((rise - fall) / (2 * step[k]), rel=1e-3, abs=0.02)


def test_predicts_as_one_card_at_a_time() -> None:
    sample = Sample(history(60, 12))
    model, found = fsrs6(OTHER), predict(sample, OTHER)
    bounds = [*sample.history.starts.tolist(), len(found)]
    for first, end in pairwise(bounds):
        s, d = model.first(int(sample.history.rating[first]))
        for row in range(first + 1, end):
            days = int(sample.days[row])
            assert found[row] == pytest.approx(model.retrievability(days, s), rel=1e-9)
            s, d = model.next(s, d, days, int(sample.history.rating[row]))


@pytest.mark.parametrize("parameters", [DEFAULT_PARAMETERS, OTHER])
def test_scores_are_those_of_fsrs_rs(parameters: tuple[float, ...]) -> None:
    sample = Sample(history(400, 9))
    asked = sample.asked()
    theirs = rs.FSRS(list(parameters)).evaluate(items(sample, asked)[0])
    ours = scores(sample, asked, predict(sample, parameters), recency(len(asked.rows)))
    assert ours.log_loss == pytest.approx(theirs.log_loss, abs=1e-4)
    assert ours.rmse_bins == pytest.approx(theirs.rmse_bins, rel=0.1)


@pytest.mark.parametrize(("cards", "reviews", "seed"), [(150, 6, 2), (600, 9, 3), (2000, 10, 4)])
def test_a_fit_predicts_the_future_as_well_as_that_of_fsrs_rs(
    cards: int, reviews: int, seed: int
) -> None:
    sample = Sample(history(cards, reviews, seed=seed))
    asked = sample.asked()
    cut = len(asked.rows) * 2 // 3
    past, future = sample.until(int(asked.at[cut])), asked.since(cut)
    learned = past.asked()
    theirs, cards_of = items(past, learned)
    fitted = rs.FSRS([]).compute_parameters(theirs, card_ids=cards_of)
    ours = losses(predict(sample, fit(past, learned)), future).mean()
    assert ours <= losses(predict(sample, tuple(fitted)), future).mean() + 0.002
    assert ours <= losses(predict(sample, DEFAULT_PARAMETERS), future).mean()


def test_a_fit_comes_near_the_best_there_is() -> None:
    sample = Sample(history(3000, 8))
    asked = sample.asked()
    fitted = losses(predict(sample, fit(sample, asked)), asked).mean()
    assert fitted <= losses(predict(sample, OTHER), asked).mean() + 0.001


def test_few_reviews_move_parameters_little() -> None:
    sample = Sample(history(12, 3))
    found = fit(sample, sample.asked())
    assert found[4:17] == pytest.approx(DEFAULT_PARAMETERS[4:17], rel=0.2, abs=0.1)


def test_of_one_learner_unlike_most_the_verdict_is_good_and_of_the_usual_one_it_is_not() -> None:
    other = judge(Sample(history(800, 8)), DEFAULT_PARAMETERS)
    assert other.better
    assert other.before.log_loss - other.after.log_loss > 2 * other.error
    usual = judge(Sample(history(800, 8, DEFAULT_PARAMETERS)), DEFAULT_PARAMETERS)
    assert not usual.better
    assert abs(usual.before.log_loss - usual.after.log_loss) < 0.005


def test_rmse_is_that_of_bins_counted_one_by_one() -> None:
    sample = Sample(history(200, 9))
    asked, recall = sample.asked(), predict(sample, DEFAULT_PARAMETERS)
    bins: dict[tuple[float, ...], list[tuple[float, bool]]] = {}
    starts = sample.history.starts.tolist()
    for row, passed in zip(asked.rows.tolist(), asked.recalled.tolist(), strict=True):
        first = max(start for start in starts if start <= row)
        before = [(sample.days[r], sample.history.rating[r]) for r in range(first, row)]
        length = sum(days > 0 for days, _ in before) + 2
        lapses = sum(days > 0 and rating == 1 for days, rating in before)
        key = (
            math.floor(math.log(sample.days[row], 3.62)),
            math.floor(math.log(length, 1.89)),
            math.floor(math.log(lapses, 1.73)) if lapses else -1,
        )
        bins.setdefault(key, []).append((float(recall[row]), passed))
    total = sum(
        len(rows) * (sum(p - passed for p, passed in rows) / len(rows)) ** 2
        for rows in bins.values()
    )
    assert scores(sample, asked, recall).rmse_bins == pytest.approx(
        math.sqrt(total / len(asked.rows)), rel=1e-9
    )


def test_the_fit_is_not_kept_where_the_truth_is_in_force() -> None:
    assert not judge(Sample(history(800, 8)), OTHER).better


def test_judging_tells_how_far_it_is_and_stops_when_told() -> None:
    sample, told = Sample(history(300, 6)), list[float]()
    judge(sample, DEFAULT_PARAMETERS, told.append)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)
    with pytest.raises(StoppedError):
        judge(sample, DEFAULT_PARAMETERS, lambda share: share < 0.3)


rows_of_a_card = st.lists(
    st.tuples(
        st.integers(0, 4_000_000_000_000), st.sampled_from((0, -720, 840)), st.integers(1, 4)
    ),
    min_size=1,
    max_size=20,
    unique_by=lambda row: row[0],
)
logs = st.lists(rows_of_a_card.map(sorted), max_size=12)


@given(logs)
@settings(max_examples=60)
def test_small_and_senseless_logs_are_refused_with_a_reason(
    log: list[list[tuple[int, int, int]]],
) -> None:
    sample = Sample(history_of((f"c/{i}", rows) for i, rows in enumerate(log)))
    with pytest.raises(TooFewReviewsError, match="a fit needs"):
        judge(sample, DEFAULT_PARAMETERS)


@given(logs)
@settings(max_examples=40)
def test_whatever_the_log_a_fit_stays_within_bounds(log: list[list[tuple[int, int, int]]]) -> None:
    sample = Sample(history_of((f"c/{i}", rows) for i, rows in enumerate(log)))
    found = fit(sample, sample.asked())
    assert all(low <= each <= high for low, each, high in zip(LOWER, found, UPPER, strict=True))
    text = Settings(parameters=found).as_text()["parameters"]
    assert Settings().with_value("parameters", text).parameters == found


@pytest.mark.parametrize("rating", [1, 3])
def test_a_log_of_one_grade_is_refused(rating: int) -> None:
    rows = [(START + k * 3 * DAY, 0, rating) for k in range(20)]
    sample = Sample(history_of((f"c/{i}", rows) for i in range(40)))
    with pytest.raises(TooFewReviewsError, match="of each"):
        judge(sample, DEFAULT_PARAMETERS)


def test_a_clock_that_jumped_does_not_count() -> None:
    steady = Sample(history(200, 6))
    rows = [(START, 0, 3), (START + 20_000 * DAY, 0, 1)]
    asked = Sample(history_of([("a/jumped", rows)])).asked()
    assert len(asked.rows) == 0
    assert len(steady.asked().rows) > 0


def test_one_card_graded_ten_thousand_times_costs_no_more_than_others() -> None:
    rows = [(START + k * DAY, 0, 1 + k % 4) for k in range(10_000)]
    assert len(Sample(history_of([("a/mad", rows)])).days) == LONGEST
