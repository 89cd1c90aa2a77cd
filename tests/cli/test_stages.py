"""How far an export is: a bar where stderr is a terminal, nothing in a pipe or a file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mlsd_graph.stages import Stage

if sys.platform == "win32":
    pytest.skip("needs a POSIX terminal", allow_module_level=True)

from benchmarks.terminal import Terminal

MLSD = [sys.executable, "-m", "mlsd_graph"]
PAGE = """---
title: Page {n}
kind: concept
level: core
steps: [serving]
---
Page {n}.

## Cards
"""


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    folder = tmp_path / "content" / "concepts" / "serving"
    folder.mkdir(parents=True)
    for n in range(8):
        cards = "".join(f"\n### Card {n}-{i}\nQ: Ask {i}?\n\nA: Answer {i}.\n" for i in range(8))
        (folder / f"page-{n}.md").write_text(PAGE.format(n=n) + cards, encoding="utf-8")
    own = {"MLSD_HOME": str(tmp_path / "home"), "MLSD_CONTENT": str(tmp_path / "content")}
    return {**os.environ, **own}


def test_a_bar_says_how_far_it_is_and_goes(environ: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "deck.apkg"
    with Terminal([*MLSD, "export", "anki", "-o", str(out)], environ) as run:
        assert run.wait_end() == 0
        assert "Rendering cards  ███████" in run.text
        assert "Checking the deck …" in run.text
        assert b"\r\x1b[K64 notes" in run.raw


def test_a_pipe_gets_no_bar(environ: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "deck.apkg"
    done = subprocess.run(
        [*MLSD, "export", "anki", "-o", out], env=environ, capture_output=True, check=True
    )
    assert done.stderr == b""


def test_a_stage_fits_its_width() -> None:
    assert Stage("Reading", 5, 10).line(40) == "Reading  " + "█" * 12 + "░" * 12 + "  50 %"
    assert Stage("Reading", 99, 10).line(40).endswith("100 %")
    assert Stage("Unpacking").line(40) == "Unpacking …"
    assert Stage("Comparing", 12_000).line(40) == "Comparing …  12,000"
    assert Stage("Comparing", 12_000, 24_000).line(21) == "Comparing  ██░░  50 %"
    assert Stage("Comparing", 12_000, 24_000).line(20) == "Comparing  50 %"
    assert Stage("Comparing", 12_000, 24_000).line(10) == "Comp  50 %"
