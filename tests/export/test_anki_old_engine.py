"""The same deck in the engine that AnkiDroid runs, a year behind: `pytest -m old_engine`.

Two engines cannot be installed beside each other, so this one gets an environment of its own.
"""

import subprocess
import sys
import venv
from pathlib import Path

import pytest
from test_anki_progress import (
    AGES,
    HOURS,
    lived_case,
    test_every_card_stands_where_it_stood,
    test_every_review_is_a_row_of_the_log,
)

# Imported functions would be collected a second time, without their cases.
STANDS, LOGGED = test_every_card_stands_where_it_stood, test_every_review_is_a_row_of_the_log
del test_every_card_stands_where_it_stood, test_every_review_is_a_row_of_the_log

pytestmark = pytest.mark.old_engine
VERSION = "25.9.2"


@pytest.fixture(scope="module")
def old_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("engine")
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    install = [python, "-m", "pip", "install", "-q", f"anki=={VERSION}"]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"anki {VERSION} cannot be installed here: {done.stderr[-300:]}")
    return python


@pytest.mark.parametrize("hour", HOURS)
@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Asia/Kolkata"])
def test_an_older_engine_takes_schedule_and_log_over(
    zone: str, hour: str, engine_clock: Path, tmp_path: Path, old_python: Path
) -> None:
    case = lived_case(zone, hour, engine_clock, tmp_path, old_python)

    assert len(case.engines) == len(AGES)
    STANDS(case)
    LOGGED(case)
