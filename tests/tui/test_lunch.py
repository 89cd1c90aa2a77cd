"""A card left open in the app: an hour's lunch is no hour of a plan."""

from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
from flows import running

from tui.screens import placement, review


@pytest.mark.parametrize(("room", "keys"), [(review, "enter space 4"), (placement, "k 2 space 4")])
async def test_a_card_left_open_for_an_hour_counts_ten_minutes(
    room: object, keys: str, tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "time", SimpleNamespace(monotonic=count(0, 3600).__next__))
    async with running(tmp_path, content) as app:
        await app.press(*keys.split())

        found = app.study.store.events(kinds=("review",))
        assert [each.duration_ms for each in found] == [600_000]
        assert app.study.session().minutes == 10
