"""An editor that cannot be started, or does not end well, in a real terminal: the app goes on."""

import os
import signal
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from one_page import write_cards

if sys.platform == "win32":
    pytest.skip("needs a POSIX terminal", allow_module_level=True)

from benchmarks.terminal import Terminal

CARDS = "".join(f"\n### {name}\nQ: Ask {name}?\n\nA: Answer {name}.\n" for name in ("one", "two"))


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    content = write_cards(tmp_path, CARDS)
    home = {"MLSD_HOME": str(tmp_path / "home"), "MLSD_CONTENT": str(content)}
    return {**os.environ, **home, "VISUAL": "", "PATH": "/usr/bin:/bin"}


@pytest.fixture
def editor(tmp_path: Path) -> Path:
    path = tmp_path / "ed"
    path.write_text("#!/bin/sh\necho opened >&2\nkill -9 $$\n")
    return path


@contextmanager
def asked(environ: dict[str, str]) -> Generator[Terminal]:
    with Terminal([sys.executable, "-m", "mlsd_graph"], environ) as app:
        app.wait("Press enter to begin")
        app.send("\r")
        app.wait("opens")
        app.forget()
        app.send("\r")
        app.wait("Ask ")
        app.forget()
        yield app


def goes_on(app: Terminal) -> None:
    app.forget()
    app.send(" ")
    app.wait("Good")
    app.forget()
    app.send("\x1b")
    app.wait("due")
    app.send("q")
    assert app.wait_end() == 0


def test_one_that_does_not_exist_is_said(environ: dict[str, str]) -> None:
    with asked({**environ, "EDITOR": "nope"}) as app:
        app.send("e")
        app.wait("nope: No such file")
        app.wait("Set `editor`")
        goes_on(app)


def test_a_file_that_is_no_program_is_said(environ: dict[str, str], editor: Path) -> None:
    with asked({**environ, "EDITOR": str(editor)}) as app:
        app.send("e")
        app.wait("Permission denied")
        goes_on(app)


def test_a_command_that_no_program_can_have_is_said(environ: dict[str, str]) -> None:
    config = Path(environ["MLSD_HOME"]) / "config" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('editor = "ed\\u0000it {path}"\n')
    with asked(environ) as app:
        app.send("e")
        app.wait("embedded null byte")
        goes_on(app)


def test_one_that_a_signal_ends_is_said(environ: dict[str, str], editor: Path) -> None:
    editor.chmod(0o755)
    with asked({**environ, "EDITOR": str(editor)}) as app:
        app.send("e")
        app.wait("was ended: Killed")
        goes_on(app)


def test_an_interrupt_is_for_the_editor(environ: dict[str, str], editor: Path) -> None:
    editor.write_text("#!/bin/sh\ntrap 'echo heard >&2; exit 0' INT\necho opened >&2\nread line\n")
    editor.chmod(0o755)
    with asked({**environ, "EDITOR": str(editor)}) as app:
        app.send("e")
        app.wait("opened")
        app.process.send_signal(signal.SIGINT)
        time.sleep(0.1)
        app.send("\r")
        app.wait("Ask ")
        goes_on(app)
