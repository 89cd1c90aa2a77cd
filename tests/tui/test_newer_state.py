"""A state that a newer program wrote: the app shows it and keeps nothing."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a POSIX terminal", allow_module_level=True)

from benchmarks.terminal import Terminal

MLSD = [sys.executable, "-m", "mlsd_graph"]


@pytest.fixture
def environ(tmp_path: Path, content: Path) -> dict[str, str]:
    home = {"MLSD_HOME": str(tmp_path / "home"), "MLSD_CONTENT": str(content)}
    environ = {**os.environ, **home}
    subprocess.run([*MLSD, "answer", "alpha/first", "good"], env=environ, check=True, timeout=60)
    with sqlite3.connect(tmp_path / "home/state/state.sqlite") as state:
        state.execute("ALTER TABLE event ADD COLUMN mood TEXT")
        state.execute("PRAGMA user_version = 99")
    return environ


def test_the_app_opens_to_look_at_and_refuses_grades(
    environ: dict[str, str], tmp_path: Path
) -> None:
    state = tmp_path / "home/state/state.sqlite"
    before = state.read_bytes()
    with Terminal(MLSD, environ) as app:
        app.wait("done today")
        app.wait("nothing is kept")
        app.forget()
        app.send("\r")
        app.wait("space shows")
        app.forget()
        app.send(" ")
        app.wait("Good")
        app.forget()
        app.send("3")
        app.wait("a newer mlsd wrote the")
        app.wait("Update mlsd")

    assert state.read_bytes() == before


def test_commands_that_write_refuse_and_doctor_says_why(environ: dict[str, str]) -> None:
    def run(*words: str) -> tuple[int, str]:
        done = subprocess.run(
            [*MLSD, *words], env=environ, capture_output=True, text=True, check=False, timeout=60
        )
        return done.returncode, done.stdout + done.stderr

    code, said = run("answer", "alpha/hidden#c1", "good")
    assert (code, said.count("newer mlsd")) == (1, 1)

    code, said = run("doctor")
    assert code == 1
    assert "written by a newer mlsd" in said
    assert "cannot be read" not in said
