"""A day that is studied with a study opened for each card goes as it does in one sitting."""

import shutil
from pathlib import Path

import pytest
from answering import asked
from hand_clock import Clock
from page_files import write_pages

from mlsd_graph.memory import Phase, Rating
from mlsd_graph.paths import Paths
from mlsd_graph.study import Study

PAGE = """---
title: Page {0}
kind: concept
level: core
steps: [serving]
---
Page {0} stands alone.

## Cards

### One
Q: What is page {0}?

A: The one with {0}.
"""


@pytest.fixture
def many(tmp_path: Path) -> Path:
    pages = {f"concepts/serving/p{n:02}.md": PAGE.format(n) for n in range(40)}
    return write_pages(tmp_path / "many", pages)


def opened(base: Path, content: Path, clock: Clock) -> Study:
    return Study.open(Paths(base / "state", base / "config", base / "cache"), [content], clock)


def test_due_cards_come_among_new_ones_at_the_same_places(tmp_path: Path, many: Path) -> None:
    clock = Clock()
    study = opened(tmp_path / "one", many, clock)
    learned = {asked(study) for _ in range(3)}
    due = max(state.due for state in study.states.values() if state.phase == Phase.REVIEW)
    clock.forward(days=due - study.now().day)
    study.close()
    shutil.copytree(tmp_path / "one", tmp_path / "two")

    study = opened(tmp_path / "one", many, clock)
    sitting = [asked(study, Rating.GOOD) for _ in range(23)]
    study.close()
    pieces: list[str] = []
    for _ in range(23):
        study = opened(tmp_path / "two", many, clock)
        pieces.append(asked(study, Rating.GOOD))
        study.close()

    assert pieces == sitting
    assert [place for place, uid in enumerate(sitting) if uid in learned] == [3, 11, 19]
