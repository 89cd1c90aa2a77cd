"""A card left open in line mode: an hour's lunch is no hour of a plan."""

import io
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest

from mlsd_graph.cli import main, placement_lines, review
from mlsd_graph.paths import Paths
from mlsd_graph.store import Store


@pytest.mark.parametrize("call", ["review --plain --limit 1", "placement --level mid"])
def test_a_card_left_open_for_an_hour_counts_ten_minutes(
    call: str, home: Paths, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLSD_HOME", str(home.state.parent))
    monkeypatch.setenv("MLSD_CONTENT", str(content))
    monkeypatch.setattr("sys.stdin", io.StringIO("\n4\n"))
    hourly = SimpleNamespace(monotonic=count(0, 3600).__next__)
    for room in (review, placement_lines):
        monkeypatch.setattr(room, "time", hourly)

    assert main(call.split()) == 0

    store = Store.open(home, lambda: (0, 0), write=False)
    assert [each.duration_ms for each in store.events(kinds=("review",))] == [600_000]
    store.close()
