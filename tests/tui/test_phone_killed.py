"""An export and an import in a real terminal, killed in their middle: all of it or nothing."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from carried import studied

if sys.platform == "win32":
    pytest.skip("needs a POSIX terminal", allow_module_level=True)

from benchmarks.terminal import Terminal

MLSD = [sys.executable, "-m", "mlsd_graph"]
ANSWERS = 6


@pytest.fixture
def environ(tmp_path: Path, content: Path) -> dict[str, str]:
    (tmp_path / "downloads").mkdir()
    return {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_DOWNLOAD_DIR": str(tmp_path / "downloads"),
        "MLSD_HOME": str(tmp_path / "home"),
        "MLSD_CONTENT": str(content),
    }


@pytest.fixture
def file(tmp_path: Path, environ: dict[str, str]) -> Path:
    """What the phone exported, where downloads end up."""
    deck = tmp_path / "deck.apkg"
    subprocess.run([*MLSD, "export", "anki", "-o", deck], env=environ, check=True)
    return studied(deck, tmp_path / "downloads" / "back.apkg", ANSWERS)


def opened(environ: dict[str, str]) -> Terminal:
    app = Terminal(MLSD, environ)
    app.wait("Press enter to begin")
    app.send("\r")
    app.wait("Opens next")
    app.send("p")
    app.wait("Something came back") if recorded(environ) else app.wait("Nothing has come back")
    return app


def recorded(environ: dict[str, str]) -> int:
    state = Path(environ["MLSD_HOME"]) / "state" / "state.sqlite"
    with sqlite3.connect(f"file:{state}?mode=ro", uri=True) as database:
        query = "SELECT count(*) FROM event JOIN kind ON kind.n = event.kind WHERE name = 'review'"
        return database.execute(query).fetchone()[0]


def is_whole(deck: Path) -> bool:
    with zipfile.ZipFile(deck) as archive:
        return archive.testzip() is None and "collection.anki2" in archive.namelist()


@pytest.mark.parametrize("seconds", [0.0, 0.02, 0.1])
def test_an_import_killed_in_the_middle_is_whole_or_nothing(
    environ: dict[str, str], file: Path, seconds: float
) -> None:
    with opened(environ) as app:
        app.wait(file.name)
        app.send("\r")
        app.wait("Nothing is recorded yet")
        app.send("\r")
        time.sleep(seconds)  # the moment of the kill
        app.end(signal.SIGKILL)

    assert recorded(environ) in {0, ANSWERS}
    done = subprocess.run(
        [*MLSD, "import", "anki", file], env=environ, check=True, capture_output=True, text=True
    )
    assert recorded(environ) == ANSWERS
    assert str(ANSWERS) in done.stdout
    subprocess.run([*MLSD, "doctor"], env=environ, check=True, capture_output=True)


@pytest.mark.parametrize("seconds", [0.0, 0.1, 0.3])
def test_an_export_killed_in_the_middle_leaves_the_older_deck(
    environ: dict[str, str], tmp_path: Path, seconds: float
) -> None:
    deck = tmp_path / "downloads" / "mlsd.apkg"
    deck.write_bytes(b"the older deck")
    with opened(environ) as app:
        app.send("x")
        app.wait("enter replaces the file")
        app.send("\r")
        time.sleep(seconds)  # the moment of the kill
        app.end(signal.SIGKILL)

    assert deck.read_bytes() == b"the older deck" or is_whole(deck)
    subprocess.run([*MLSD, "export", "anki", "-o", deck], env=environ, check=True)
    assert is_whole(deck)
