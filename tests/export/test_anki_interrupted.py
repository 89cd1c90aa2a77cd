"""An import whose process is killed, whose disk is full, or that meets another: real processes."""
# ruff: noqa: S608  statements of test data

import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from crafted import AT, CARD, NOTE, collection, old

from mlsd_graph.paths import find
from mlsd_graph.store import Store
from mlsd_graph.store.replay import replay

REVIEWS = 6_000
MINUTE_MS = 60_000
FULL = """
import resource, sys
from pathlib import Path
from mlsd_graph.cli import main
limit = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
sys.exit(main())
"""


@pytest.fixture
def environ(tmp_path: Path, content: Path) -> dict[str, str]:
    return os.environ | {"MLSD_HOME": str(tmp_path / "home"), "MLSD_CONTENT": str(content)}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = ", ".join(
        f"({AT + n * MINUTE_MS}, 2, -1, 3, 4, 1, 500, 3000, 1)" for n in range(REVIEWS)
    )
    return old(tmp_path / "phone.apkg", collection(NOTE, CARD, f"insert into revlog values {rows}"))


def importing(environ: dict[str, str], file: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "mlsd_graph", "import", "anki", str(file), "--json"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environ, stdout=pipe, stderr=pipe, text=True)


def finished(process: subprocess.Popen[str]) -> dict[str, Any]:
    told, complaint = process.communicate(timeout=120)
    assert (process.returncode, complaint) == (0, "")
    return json.loads(told)


def reviews(environ: dict[str, str]) -> int:
    """Count those in the log, after making sure that all of it is sound."""
    with Store.open(find(environ), lambda: (time.time_ns() // 1_000_000, 0)) as store:
        assert not store.check().problems
        events = store.events()
        assert store.states() == replay(events).states
    return sum(each.kind == "review" for each in events)


def test_an_import_killed_anywhere_is_whole_or_nothing_and_can_be_repeated(
    environ: dict[str, str], file: Path, tmp_path: Path
) -> None:
    rng = random.Random(4)  # noqa: S311  moments, no secrets
    start = time.monotonic()
    whole = environ | {"MLSD_HOME": str(tmp_path / "whole")}
    assert finished(importing(whole, file))["reviews_new"] == REVIEWS
    takes = time.monotonic() - start
    killed = 0
    for _ in range(8):
        process = importing(environ, file)
        time.sleep(rng.uniform(0.3, 1.0) * takes)  # the moment of the kill
        process.send_signal(signal.SIGKILL)
        process.communicate()
        killed += process.returncode == -signal.SIGKILL
        assert reviews(environ) in {0, REVIEWS}
    assert killed

    said = finished(importing(environ, file))
    assert said["reviews_new"] + said["reviews_known"] == REVIEWS
    assert reviews(environ) == REVIEWS
    assert finished(importing(environ, file))["reviews_new"] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_disk_that_fills_up_while_it_records_loses_nothing(
    environ: dict[str, str], file: Path, tmp_path: Path, share: float
) -> None:
    whole = environ | {"MLSD_HOME": str(tmp_path / "whole")}
    finished(importing(whole, file))
    with zipfile.ZipFile(file) as archive:
        unpacked = archive.getinfo("collection.anki2").file_size
    needed = find(whole).database.stat().st_size
    assert needed > 1.2 * unpacked, "there is room to read the file, and none to record it"
    limit = round(unpacked + share * (needed - unpacked)) + 4096
    command = [sys.executable, "-c", FULL, str(limit), "import", "anki", str(file)]
    done = subprocess.run(
        command, env=environ, capture_output=True, text=True, check=False, timeout=120
    )

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Not saved" in done.stderr
    assert reviews(environ) == 0
    assert finished(importing(environ, file))["reviews_new"] == REVIEWS
    assert reviews(environ) == REVIEWS


def test_two_imports_at_once_both_end_well(environ: dict[str, str], file: Path) -> None:
    for process in [importing(environ, file) for _ in range(2)]:
        finished(process)
    assert reviews(environ) == REVIEWS


def test_an_import_waits_for_a_writer_that_takes_longer_than_a_grade_would(
    environ: dict[str, str], file: Path
) -> None:
    with Store.open(find(environ), lambda: (time.time_ns() // 1_000_000, 0)) as store:
        process = importing(environ, file)
        with store._lock.held():
            time.sleep(8)  # a grade gives up after 5 s
    finished(process)
    assert reviews(environ) == REVIEWS
