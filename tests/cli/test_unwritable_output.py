"""What is said where standard output is full or closed; the state is right in any case."""

import subprocess
import sys
from pathlib import Path

import pytest

from mlsd_graph.paths import Paths
from mlsd_graph.study import Study


def run(*words: str, home: Path, content: Path, out: str) -> "subprocess.CompletedProcess[str]":
    command = " ".join([sys.executable, "-m", "mlsd_graph", *words, out])
    env = {"MLSD_HOME": str(home), "MLSD_CONTENT": str(content), "PATH": "/usr/bin:/bin"}
    return subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, text=True, check=False, env=env
    )


FULL = ">/dev/full"


@pytest.mark.parametrize("command", ["due", "due --json", "next --json", "cards", "stats"])
def test_a_full_disk_under_the_output_is_one_sentence(
    tmp_path: Path, content: Path, command: str
) -> None:
    run("due", home=tmp_path / "h", content=content, out="")
    found = run(*command.split(), home=tmp_path / "h", content=content, out=FULL)

    assert found.returncode == 1
    assert found.stderr == "mlsd: the output could not be written: No space left on device.\n"


def test_a_grade_that_was_recorded_is_no_failure(tmp_path: Path, content: Path) -> None:
    home = tmp_path / "h"
    card = run("cards", home=home, content=content, out="").stdout.split()[1]
    found = run("answer", card, "good", "--json", home=home, content=content, out=FULL)

    assert found.returncode == 0
    assert "recorded as" in found.stderr
    assert "Traceback" not in found.stderr
    paths = Paths(home / "state", home / "config", home / "cache")
    study = Study.open(paths, [content], lambda: (0, 0), write=False)
    assert len(study.store.events(kinds=("review",))) == 1
    study.close()


def test_no_output_at_all_is_no_traceback(tmp_path: Path, content: Path) -> None:
    found = run("due", home=tmp_path / "h", content=content, out="<&- >&-")

    assert "Traceback" not in found.stderr
