"""The app needs all three streams on a terminal that can be drawn on."""

import os
import pty
import subprocess
import sys
from pathlib import Path


def test_a_redirected_stderr_is_refused_where_the_learner_sees_it(
    tmp_path: Path, content: Path
) -> None:
    # Textual draws on stderr: the app would fill the file and leave the terminal blank.
    main, other = pty.openpty()
    environ = {
        **os.environ,
        "TERM": "xterm-256color",
        "MLSD_HOME": str(tmp_path / "home"),
        "MLSD_CONTENT": str(content),
    }
    errors = tmp_path / "errors"
    with errors.open("wb") as stderr:
        program = [sys.executable, "-m", "mlsd_graph"]
        code = subprocess.run(
            program, stdin=other, stdout=other, stderr=stderr, env=environ, timeout=30, check=False
        ).returncode
    os.close(other)
    said = os.read(main, 4096).decode()
    os.close(main)

    assert code == 2
    assert "stderr" in said
    assert "\x1b" not in said
    assert errors.read_bytes() == b""


def test_a_dumb_terminal_is_told_by_the_name_of_what_says_so(tmp_path: Path, content: Path) -> None:
    main, other = pty.openpty()
    environ = {
        **os.environ,
        "TERM": "dumb",
        "MLSD_HOME": str(tmp_path / "home"),
        "MLSD_CONTENT": str(content),
    }
    code = subprocess.run(
        [sys.executable, "-m", "mlsd_graph"],
        stdin=other, stdout=other, stderr=other, env=environ, timeout=30, check=False,
    ).returncode  # fmt: skip
    os.close(other)
    said = os.read(main, 4096).decode()
    os.close(main)

    assert code == 2
    assert "TERM says" in said
    assert "review --plain" in said
