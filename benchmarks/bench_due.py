"""`mlsd due` as a whole process, beside a bare interpreter."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.table import Row, interleaved
from mlsd_graph.memory import Rating
from mlsd_graph.paths import find, shipped_content
from mlsd_graph.study import Study

_BUDGET = 4.0
_GRADES = 50


def run(*, quick: bool) -> list[Row]:
    """Time both processes in turn, on a state with some history."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "MLSD_HOME": folder}
        _fill(folder)

        def due() -> None:
            # As the installed script does it: isolated, without site's user folder.
            code = "import sys; from mlsd_graph.cli import main; sys.exit(main(['due']))"
            _process(["-c", code], env)

        def bare() -> None:
            _process(["-c", "pass"], env)

        ours, baseline = interleaved(due, bare, rounds=9 if quick else 25)
    return [Row("mlsd due", ours, "bare interpreter", baseline, _BUDGET)]


def _fill(folder: str) -> None:
    def clock() -> tuple[int, int]:
        return round(time.time() * 1000), 0

    study = Study.open(find({"MLSD_HOME": folder}), [shipped_content()], clock)
    study.configure("new_per_day", str(_GRADES))
    for _ in range(_GRADES):
        shown = study.next()
        if shown is None:
            break
        study.answer(shown.card.uid, Rating.EASY, duration_ms=9000)
    study.care()
    study.close()


def _process(arguments: list[str], env: dict[str, str]) -> None:
    root = Path(__file__).parent.parent
    command = [sys.executable, *arguments]
    subprocess.run(command, env=env, cwd=root, check=True, stdout=subprocess.DEVNULL)
