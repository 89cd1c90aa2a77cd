"""The bar of an import moves through all that takes long, up to the last row."""
# ruff: noqa: S608  statements of test data

import contextlib
import itertools
import os
import pty
import subprocess
import sys
import termios
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from crafted import AT, CARD, NOTE, new, old
from crafted import collection as crafted
from returned import opened

from export.anki.adopting import adopt
from export.anki.back import Here, plan_import, record
from export.anki.back.rehearsal import rehearse
from mlsd_graph.cli.context import system_clock
from mlsd_graph.cli.stages import telling
from mlsd_graph.stages import Stage

ROWS = 5_000
HERE = Here(frozenset({"a-page/a-card"}), (AT + 86_400_000, 0), lambda _at: 0)
SERIES = f"""insert into revlog with recursive n(i) as (select 0 union all select i + 1 from n
  where i < {ROWS - 1}) select {AT} + i * 1000, 2, -1, 3, 4, 1, 500, 3000, 1 from n"""


@pytest.mark.parametrize("form", [old, new])
def test_every_phase_has_its_bar(form: Callable[[Path, bytes], Path], tmp_path: Path) -> None:
    drawn = defaultdict(list)
    told = telling(lambda stage: drawn[stage.words].append(stage))
    file = form(tmp_path / "n.apkg", crafted(NOTE, CARD, SERIES))
    with opened(tmp_path / "home") as store:
        plan = plan_import(file, store, HERE, told)
        rehearse(plan, store, system_clock, told)
        record(plan, store, told)
    for words in ("Unpacking", "Reading notes", "Comparing reviews", "Trying it on a copy"):
        last = drawn[words][-1]
        assert (last.done, words) == (last.total, words)
        assert last.total
        assert "100 %" in last.line(80)
    assert [(each.done, each.total) for each in drawn["Comparing reviews"]] == [
        (done, ROWS) for done in range(1_000, ROWS + 1, 1_000)
    ]
    assert [each.done for each in drawn["Trying it on a copy"]] == [0, 2_000, 4_000, ROWS + 1]
    assert [each.done for each in drawn["Recording"]][-3:] == [0, 2_000, 4_000]
    assert drawn["Recording"][-1].total == ROWS + 1
    assert list(drawn)[-1] == "Working out the schedule"


def test_a_foreign_deck_has_it_too(tmp_path: Path) -> None:
    stages: list[str] = []
    models = (
        '{"1": {"type": 0, "flds": [{"ord": 0, "name": "F"}, {"ord": 1, "name": "B"}], '
        '"tmpls": [{"ord": 0, "qfmt": "{{F}}", "afmt": "{{B}}"}]}}'
    )
    foreign = "insert into notes values (1, 'x', 1, 1, -1, '', 'front\x1fback', 0, 0, 0, '')"
    shapes = ["create table col (models text, decks text)"]
    shapes.append(f"insert into col values ('{models}', '{{}}')")
    file = old(tmp_path / "d.apkg", crafted(*shapes, foreign, CARD, SERIES))
    told = telling(lambda stage: stages.append(stage.line(80)))
    with opened(tmp_path / "home") as store:
        adopt(file, tmp_path / "mine", store, HERE, (), told=told)
    whole = [line.split("  ")[0] for line in stages if "100 %" in line]
    assert whole == ["Unpacking", "Reading notes", "Turning notes into cards", "Comparing reviews"]
    assert stages[-1] == "Working out the schedule …"


@pytest.mark.parametrize("words", ["Unpacking", "Turning notes into cards"])
def test_a_bar_is_as_wide_as_there_is_room(words: str) -> None:
    for width, done in itertools.product(range(1, 90), (0, 7, 10)):
        line = Stage(words, done, 10).line(width)
        assert len(line) <= width
        assert ("%" in line) == (width > len("100 %"))
        assert ("█" in line) == (bool(done) and width >= len(words) + len("  ████ 100 %"))


def drawn(environment: dict[str, str], columns: int, **more: str) -> str:
    """What an export writes on a terminal."""
    main, other = pty.openpty()
    termios.tcsetwinsize(other, (24, columns))
    command = [sys.executable, "-m", "mlsd_graph", "export", "anki"]
    with subprocess.Popen(
        command,
        env=environment | {"TERM": "xterm"} | more,
        cwd=environment["MLSD_CONTENT"],
        stdout=subprocess.DEVNULL,
        stderr=other,
    ) as program:
        os.close(other)
        said = b""
        with contextlib.suppress(OSError):  # Linux says so when the last writer has gone
            while part := os.read(main, 65_536):
                said += part
        os.close(main)
    assert program.returncode == 0
    return said.decode()


def test_it_fits_a_narrow_terminal(environment: dict[str, str]) -> None:
    lines = drawn(environment, 30).split("\r\x1b[K")
    assert any("Writing the deck" in line for line in lines)
    assert max(map(len, lines)) < 30


def test_a_terminal_that_can_take_nothing_back_gets_no_bar(environment: dict[str, str]) -> None:
    assert drawn(environment, 80, TERM="dumb") == ""
