"""A state that can be read and not written: each command says so once, and in full."""

from pathlib import Path

import pytest
from program import Mlsd


@pytest.fixture
def unwritable(mlsd: Mlsd, tmp_path: Path) -> Mlsd:
    """A state whose lock cannot be taken, whoever runs the tests."""
    assert mlsd("answer", "alpha/first", "good").code == 0
    lock = tmp_path / "home/state/state.lock"
    lock.unlink()
    lock.mkdir()
    return mlsd


@pytest.mark.parametrize(
    "call", ["answer alpha/hidden#c1 good", "undo", "set new_per_day 5", "export anki -o"]
)
def test_a_refusal_is_said_once(unwritable: Mlsd, tmp_path: Path, call: str) -> None:
    deck = [str(tmp_path / "deck.apkg")] if call.startswith("export") else []
    ran = unwritable(*call.split(), *deck)

    assert ran.code == 1
    assert ran.err.count("Not saved: ") == 1, ran.err
    assert "Traceback" not in ran.err


def test_a_deck_that_is_not_written_is_named_with_the_cause(
    unwritable: Mlsd, tmp_path: Path
) -> None:
    deck = tmp_path / "deck.apkg"
    ran = unwritable("export", "anki", "-o", str(deck))

    assert f"{deck}: the deck was not written" in ran.err
    assert "state.lock cannot be opened" in ran.err
    assert not deck.exists()


def test_a_missing_folder_is_named_before_anything_is_recorded(mlsd: Mlsd, tmp_path: Path) -> None:
    ran = mlsd("export", "anki", "-o", str(tmp_path / "nowhere" / "deck.apkg"))

    assert ran.code == 1
    assert f"no folder {tmp_path}/nowhere" in ran.err
    assert not (tmp_path / "home/state/state.sqlite").exists()
