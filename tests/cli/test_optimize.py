"""`mlsd optimize` in a pipe: JSON, refusal, dry run and undo."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from hand_clock import Clock
from lived_log import drafts, lived
from program import Mlsd

from mlsd_graph.memory import DEFAULT_PARAMETERS
from mlsd_graph.paths import Paths
from mlsd_graph.store import Store


@pytest.fixture
def used(tmp_path: Path) -> None:
    home = tmp_path / "home"
    paths = Paths(state=home / "state", config=home / "config", cache=home / "cache")
    with Store.open(paths, Clock()) as store:
        store.append(drafts(lived(400, 6)))


@pytest.mark.usefixtures("used")
def test_a_fit_is_shown_kept_and_undone(mlsd: Mlsd) -> None:
    dry = mlsd("optimize", "--dry-run", "--json")
    assert dry.code == 0
    assert (dry.json["better"], dry.json["kept"]) == (True, False)
    assert dry.json["after"]["log_loss"] < dry.json["before"]["log_loss"]
    assert mlsd("set", "parameters", "--json").json["parameters"].startswith("0.212")

    for options in ((), ("--json",)):
        silent = mlsd("optimize", *options, given="y\n")  # a pipe is nobody who could be asked
        assert silent.code == 0
        assert silent.err == "Nobody was asked: `mlsd optimize --yes` keeps the fit.\n"
    assert not silent.json["kept"]
    assert mlsd("set", "parameters", "--json").json["parameters"].startswith("0.212")

    done = mlsd("optimize", "--json", "--yes")
    assert (done.code, done.err) == (0, "")
    assert done.json["kept"]
    assert done.json["moved"] == dry.json["would_move"] > 0
    assert len(done.json["after"]["parameters"]) == 21
    fitted = ", ".join(map(repr, done.json["after"]["parameters"]))
    assert mlsd("set", "parameters", "--json").json["parameters"] == fitted

    again = mlsd("optimize", "--yes")
    assert "Nothing was changed." in again.out
    assert mlsd("undo", "--json").json["kind"] == "setting"
    assert mlsd("set", "parameters", "--json").json["parameters"].startswith("0.212")


def test_an_empty_log_is_refused_with_a_reason(mlsd: Mlsd) -> None:
    done = mlsd("optimize", "--json")
    assert done.code == 1
    assert not done.json["kept"]
    assert "needs 300" in done.json["reason"]
    assert "needs 300" in done.err


def test_one_review_on_a_later_day_is_one_review(mlsd: Mlsd) -> None:
    for day in ("2026-11-02", "2026-11-05"):
        mlsd("answer", "alpha/first", "good", "--at", f"{day}T12:00:00+01:00")
    assert "The log has 1 review that came" in mlsd("optimize").err


@pytest.mark.usefixtures("used")
@pytest.mark.parametrize(("said", "kept"), [(b"n\n", False), (b"y\n", True)])
def test_in_a_terminal_it_shows_what_moves_and_asks(
    tmp_path: Path, content: Path, said: bytes, *, kept: bool
) -> None:
    main, other = pty.openpty()
    environ = {
        **os.environ,
        "TERM": "xterm-256color",
        "MLSD_HOME": str(tmp_path / "home"),
        "MLSD_CONTENT": str(content),
    }
    program = [sys.executable, "-m", "mlsd_graph", "optimize"]
    with subprocess.Popen(program, stdin=other, stdout=other, stderr=other, env=environ) as run:
        os.close(other)
        shown = _read_until(main, b"Use these parameters?")
        os.write(main, said)
        shown += _read_until(main, b"undo`" if kept else b"Nothing was changed.")
        assert run.wait(30) == 0
    os.close(main)
    assert b"cards in review move" in shown
    paths = Paths(*(tmp_path / "home" / name for name in ("state", "config", "cache")))
    with Store.open(paths, Clock(), write=False) as store:
        assert (store.settings().parameters != DEFAULT_PARAMETERS) == kept


def _read_until(terminal: int, awaited: bytes) -> bytes:
    shown = b""
    while awaited not in shown:
        shown += os.read(terminal, 4096)
    return shown
