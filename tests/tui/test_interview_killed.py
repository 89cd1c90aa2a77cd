"""A mock interview in a real terminal, killed at any moment: what was typed comes back."""

import json
import os
import re
import signal
import sys
import time
from pathlib import Path

import pytest
from drawn_content import DRAWN
from page_files import write_pages

if sys.platform == "win32":
    pytest.skip("needs a POSIX terminal", allow_module_level=True)

from benchmarks.terminal import Terminal

APP = [sys.executable, "-m", "mlsd_graph", "interview", "answering"]
PLAIN = [*APP, "--plain"]


@pytest.fixture
def environ(tmp_path: Path, content: Path) -> dict[str, str]:
    write_pages(content, DRAWN)
    return {
        **os.environ,
        "MLSD_HOME": str(tmp_path / "home"),
        "MLSD_CONTENT": str(content),
    }


def draft(environ: dict[str, str]) -> str:
    """Read the draft of the one interview under way; empty where there is none."""
    folder = Path(environ["MLSD_HOME"]) / "state" / "interviews"
    files = sorted(folder.glob("*.json"))
    return files[0].read_text("utf-8") if files else ""


def saved(app: Terminal, environ: dict[str, str], text: str) -> None:
    """Read the terminal until a text stands in the draft."""
    end = time.monotonic() + 20
    while text not in draft(environ):
        assert time.monotonic() < end, draft(environ)
        app.read(0.05)


def begun(environ: dict[str, str]) -> Terminal:
    """Begin an interview in the app."""
    app = Terminal(APP, environ)
    app.wait("notes, or say it aloud")
    return app


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_an_interview_that_was_killed_goes_on_with_notes_and_clock(
    environ: dict[str, str], number: signal.Signals
) -> None:
    with begun(environ) as app:
        app.send("alpha is what I said")
        saved(app, environ, "alpha is what I said")
        app.end(number)

    with Terminal(APP, environ) as app:
        app.wait("alpha is what I said")
        app.wait("1/7 Clarify requirements")
        app.send("\x1b")
        app.wait("Next")
        app.forget()
        app.send("n")
        app.wait("asks back")


def test_killed_between_answering_and_marking_the_log_has_the_step(
    environ: dict[str, str],
) -> None:
    with begun(environ) as app:
        app.send("only alpha")
        app.send("\x1b")
        app.wait("Mark")
        app.send("m")
        app.wait("a model answer")
        app.send("x")
        saved(app, environ, '"ticked": {"requirements": ["alpha"]}')
        app.end(signal.SIGKILL)

    with Terminal(APP, environ) as app:
        app.wait("[x] Names it")
        app.send("\r")
        app.wait("1 of 3 said (33 %)")
    assert draft(environ) == ""


def test_a_closed_terminal_leaves_an_interview_that_goes_on(environ: dict[str, str]) -> None:
    with begun(environ) as app:
        app.send("alpha")
        saved(app, environ, "alpha")

    with Terminal(APP, environ) as app:
        app.wait("alpha")


def test_saved_time_counts_and_time_between_two_runs_does_not(environ: dict[str, str]) -> None:
    with Terminal(PLAIN, environ) as app:
        app.wait("note> ")
        time.sleep(1.2)  # a second of the interview: its clock is that of the system
        app.send("first thought\r")
        saved(app, environ, "first thought")
        app.end(signal.SIGKILL)
    kept = sum(json.loads(draft(environ))["spent"].values())
    time.sleep(2.0)  # cannot be told from a start that takes as long

    with Terminal(PLAIN, environ) as app:
        app.wait("first thought")
        app.forget()
        app.send(".time\r")
        ran = app.wait("in all")
        spent = re.search(r"(\d+):(\d\d) in all", app.text)
    assert kept >= 1.2
    assert spent is not None
    assert round(kept) <= int(spent[1]) * 60 + int(spent[2]) <= round(kept + ran)


def test_interrupted_line_mode_saves_and_says_how_to_go_on(environ: dict[str, str]) -> None:
    with Terminal(PLAIN, environ) as app:
        app.wait("note> ")
        app.send("a thought\r")
        saved(app, environ, "a thought")
        assert _interrupted(app) == 0
        assert "goes on from here" in app.text
    assert "a thought" in draft(environ)


def _interrupted(app: Terminal) -> int:
    """Press ^C as a person does: again, where Python lost one between its check and its read."""
    end = time.monotonic() + 20
    while app.process.poll() is None and time.monotonic() < end:
        app.process.send_signal(signal.SIGINT)
        pause = time.monotonic() + 2
        while app.process.poll() is None and time.monotonic() < pause:
            app.read(0.02)
    return app.wait_end(1)
