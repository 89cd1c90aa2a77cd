"""A deck takes less work than the loop that one would write, and a third of its bytes."""

from pathlib import Path

from counted_calls import calls

from benchmarks.bench_export import our_export, stock_export, written_notes

NOTES = 200


def test_a_first_export_is_within_its_budget_of_work_and_size(tmp_path: Path) -> None:
    files = written_notes(tmp_path, NOTES)
    deck, theirs = tmp_path / "ours.apkg", tmp_path / "stock.apkg"
    ours, stock = our_export(files, deck), stock_export(files.notes, theirs)
    ours()  # imports what it needs
    stock()

    assert calls(ours) <= 0.9 * calls(stock)
    assert deck.stat().st_size <= theirs.stat().st_size / 3
