"""An open study of twelve chains, and written libraries of the scheduler's tests."""

import sys
from pathlib import Path

import pytest
from chains import CHAINS, write

sys.path.append(str(Path(__file__).parents[1] / "scheduling"))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Roots, each with a chain of three concepts of two cards on it."""
    root = tmp_path / "content"
    for number in range(CHAINS):
        for depth in range(4):
            write(root, number, depth)
    return root
