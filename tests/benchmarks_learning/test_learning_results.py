from pathlib import Path

import numpy as np
import pytest

from benchmarks.learning import records, report
from benchmarks.learning.dice import Stream, rolls
from benchmarks.learning.intervals import Estimate, Frontier, bootstrapped_mean, ratio_change
from benchmarks.learning.records import Record
from benchmarks.learning.verdicts import ALL, Measure, Part, Row, Verdict


def test_rolls_are_even_and_depend_on_all_they_are_made_of() -> None:
    cells = np.arange(20_000)
    luck = rolls(1, Stream.RECALL, 3, cells)
    assert luck.min() >= 0
    assert luck.max() < 1
    assert abs(luck.mean() - 0.5) < 0.01
    assert np.histogram(luck, 10, (0, 1))[0] == pytest.approx(2000, rel=0.1)
    for other in (
        rolls(2, Stream.RECALL, 3, cells),
        rolls(1, Stream.SLIP, 3, cells),
        rolls(1, Stream.RECALL, 4, cells),
    ):
        assert abs(np.corrcoef(luck, other)[0, 1]) < 0.03


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    rng = np.random.default_rng(2)
    held = 0
    for number in range(60):
        found = bootstrapped_mean(rng.normal(1.0, 2.0, 100), number)
        held += found.low <= 1.0 <= found.high
    assert held >= 51
    doubled = ratio_change(np.full(50, 2.0), np.ones(50), 1)
    assert doubled == Estimate(1.0, 1.0, 1.0)


def test_the_frontier_leaves_out_what_costs_more_for_less() -> None:
    minutes = [np.full(4, cost) for cost in (10.0, 30.0, 20.0)]
    recall = [np.full(4, kept) for kept in (0.5, 0.6, 0.8)]
    every = np.arange(4)
    frontier = Frontier(minutes, recall)
    assert frontier.recall_for(np.full(4, 15.0), every) == pytest.approx(0.65)
    assert frontier.recall_for(np.full(4, 30.0), every) == pytest.approx(0.8)
    assert frontier.minutes_for(np.full(4, 0.65), every) == pytest.approx(15.0)


def row(value: float, half: float, model: str = "exponential") -> Row:
    found = Estimate(value, value - half, value + half)
    return Row("here", model, (Measure("recall", found, limit=-0.3),))


def test_a_row_is_judged_by_its_interval_and_a_part_by_its_worst_rows() -> None:
    assert row(0.0, 0.2).verdict is Verdict.PASSED
    assert row(0.0, 0.5).verdict is Verdict.OPEN
    assert row(-0.5, 0.1).verdict is Verdict.FAILED
    dearer = Measure("minutes", Estimate(1.0, 0.5, 2.5), "%", 2.0, at_least=False)
    assert dearer.verdict is Verdict.OPEN

    def part(*rows: Row) -> Part:
        return Part("Order", "?", rows, "graph_order")

    assert part(row(0, 0.2), row(0, 0.1)).verdict is Verdict.PASSED
    assert part(row(0, 0.5)).verdict is Verdict.OPEN
    assert part(row(0, 0.5), row(0, 0.1, ALL)).verdict is Verdict.PASSED
    assert part(row(-0.5, 0.1), row(0, 0.1, ALL)).verdict is Verdict.FAILED


def test_records_read_back_as_they_were_written(tmp_path: Path) -> None:
    kept = Part(
        "Order", "Which?", (row(0.0, 0.2), row(-0.5, 0.1)), "graph_order", ("a note",), "so"
    )
    record = Record("order", kept, 200, 7, 12, records.versions())
    path = tmp_path / "results.json"
    records.save({"order": record}, path)
    assert records.load(path) == {"order": record}


def test_results_name_command_seed_and_losses_and_the_default_they_bear_on() -> None:
    failed = Part("Order", "Which?", (row(-0.5, 0.1),), "graph_order")
    record = Record("order", failed, 200, 7, 12, records.versions())
    text = report.written({"order": record}, ("order", "plan"))
    assert "python -m benchmarks.learning --learners 200 --seed 7 order" in text
    assert "| Order | `graph_order` | on | **failed** |" in text
    assert "-0.50 [-0.60, -0.40] | **failed** |" in text
    assert report.on_although_failed([record]) == ["graph_order"]
    excused = record._replace(part=failed._replace(despite="one world is lost"))
    assert report.on_although_failed([excused]) == []
    assert "**failed** | 1 failed of 1 rows with a limit" in report.written(
        {"order": excused}, ("order",)
    )
    assert "On all the same: one world is lost" in report.written({"order": excused}, ("order",))
