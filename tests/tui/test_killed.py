"""The app in a real terminal: killed at any moment, it has every grade that it showed as given."""

import os
import signal
import sqlite3
import sys
import time
from pathlib import Path

import pytest
from one_page import write_cards

if sys.platform == "win32":
    pytest.skip("needs a POSIX terminal", allow_module_level=True)

from benchmarks.terminal import Terminal

NAMES = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot"]


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    cards = "".join(f"\n### {n}\nQ: Ask {n}?\n\nA: Answer {n}.\n" for n in NAMES)
    content = write_cards(tmp_path, cards)
    return {
        **os.environ,
        "MLSD_HOME": str(tmp_path / "home"),
        "MLSD_CONTENT": str(content),
    }


def started(environ: dict[str, str]) -> Terminal:
    """Start the app and ask the first card."""
    app = Terminal([sys.executable, "-m", "mlsd_graph"], environ)
    app.wait("Press enter to begin")
    app.send("\r")
    app.wait("opens")
    app.forget()
    app.send("\r")
    app.wait("Ask ")
    return app


def asked(app: Terminal, done: list[str]) -> str:
    """Wait for a card that was not graded yet; what was shown may be painted once more before."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        for name in NAMES:
            if name not in done and f"{name}?" in app.text:
                return name
        app.read(0.02)
    raise TimeoutError(app.text[-2000:])


def graded(app: Terminal, times: int) -> list[str]:
    """Grade cards; return the names of those whose successor was drawn."""
    done: list[str] = []
    name = asked(app, done)
    for _ in range(times):
        app.forget()
        app.send(" ")
        app.wait("Good")
        app.forget()
        app.send("3")
        done.append(name)
        if len(done) < len(NAMES):
            name = asked(app, done)
        else:
            app.wait("by the end of tomorrow")
    return done


def recorded(environ: dict[str, str]) -> int:
    state = Path(environ["MLSD_HOME"]) / "state" / "state.sqlite"
    with sqlite3.connect(f"file:{state}?mode=ro", uri=True) as database:
        query = "SELECT count(*) FROM event JOIN kind ON kind.n = event.kind WHERE name = 'review'"
        return database.execute(query).fetchone()[0]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_every_grade_that_was_followed_by_a_card_is_on_the_disk(
    environ: dict[str, str], number: signal.Signals
) -> None:
    with started(environ) as app:
        done = graded(app, 3)
        app.send(" ")
        app.wait("Good")
        app.end(number)

    assert recorded(environ) == len(done)


def test_killed_right_after_a_key_it_has_the_grade_or_not_and_opens_again(
    environ: dict[str, str],
) -> None:
    with started(environ) as app:
        done = graded(app, 1)
        app.forget()
        app.send(" ")
        app.wait("Good")
        app.send("3")
        app.end(signal.SIGKILL)

    assert recorded(environ) in {len(done), len(done) + 1}
    with Terminal([sys.executable, "-m", "mlsd_graph"], environ) as app:
        app.wait("done today")


def test_a_closed_terminal_loses_nothing(environ: dict[str, str]) -> None:
    with started(environ) as app:
        done = graded(app, 2)

    assert recorded(environ) == len(done)


def test_a_terminal_that_goes_without_a_signal_ends_the_app(environ: dict[str, str]) -> None:
    with started(environ) as app:
        done = graded(app, 1)
        app.hang_up()
        assert app.process.wait(timeout=20) == 0

    assert recorded(environ) == len(done)


@pytest.mark.parametrize(("ends", "waits"), [("with it", "read line"), ("later", "exec sleep 60")])
def test_a_terminal_closed_over_an_editor_ends_the_app(
    environ: dict[str, str], tmp_path: Path, ends: str, waits: str
) -> None:
    pid, editor = tmp_path / "pid", tmp_path / "editor"
    editor.write_text(f"#!/bin/sh\necho $$ > {pid}.part\nmv {pid}.part {pid}\n{waits}\n")
    editor.chmod(0o755)
    with started({**environ, "EDITOR": str(editor), "VISUAL": ""}) as app:
        done = graded(app, 1)
        app.send("e")
        end = time.monotonic() + 20
        while not pid.exists() and time.monotonic() < end:
            app.read(0.02)
        app.hang_up()
        if ends == "later":
            app.process.send_signal(signal.SIGHUP)
        try:
            app.process.wait(timeout=20)
        finally:
            if ends == "later":
                os.kill(int(pid.read_text()), signal.SIGTERM)

    assert recorded(environ) == len(done)


def test_sigterm_leaves_the_alternate_screen(environ: dict[str, str]) -> None:
    with started(environ) as app:
        app.forget()
        code = app.end(signal.SIGTERM)

        assert b"\x1b[?1049l" in app.raw
        assert code == 0


def test_undo_works_after_a_restart(environ: dict[str, str]) -> None:
    with started(environ) as app:
        graded(app, 1)
        app.send("\x1b")
        app.wait("by the end of tomorrow")
        app.end(signal.SIGTERM)
    with Terminal([sys.executable, "-m", "mlsd_graph"], environ) as app:
        app.wait("1 done today")
        app.forget()
        app.send("u")
        app.wait("0 done today")
