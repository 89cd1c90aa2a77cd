"""The app on a disk that takes nothing more: what it says is true, and it goes on."""

from pathlib import Path

import pytest
from flows import running
from full_disks import full_disk


async def test_a_full_disk_is_foretold_as_what_it_will_do(
    tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.app._QUIET_SECONDS", 0.0)
    async with running(tmp_path, content) as app:
        with full_disk():
            app.app._care_when_quiet(app.study)
            await app.settle()
            [foretold] = app.app._notifications
            await app.press("enter", "space", "3")

        assert foretold.title == "Before you go on"
        assert foretold.message.startswith("No grade can be saved now: the disk refused the write")
        assert "Not saved: the disk refused the write" in app.said
        assert app.reviews() == []
