"""The app is driven without its pauses."""

import pytest


@pytest.fixture(autouse=True)
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at all content at once; the moment left to an early reader would slow each test."""
    monkeypatch.setattr("tui.app._REST_SECONDS", 0.0)
