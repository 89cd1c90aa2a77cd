"""A deck costs little more than the loop that one would write, and a third of its bytes."""

from benchmarks.bench_export import run


def test_a_first_export_is_within_its_budget_of_time_and_size() -> None:
    first, _, size = run(quick=True)

    assert first.ratio <= 1.5
    assert size.ratio <= 1 / 3
