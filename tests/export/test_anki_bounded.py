"""A megabyte may name a hundred thousand notes that look like ours: little comes of it."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import crafted
import pytest
from returned import opened

from export.anki.back import Here, plan_import
from export.anki.back.ours import STRANGE
from export.anki.identity import guid
from mlsd_graph.cli.imported import Report
from mlsd_graph.store import Store

HERE = Here(frozenset({"a-page/a-card"}), (crafted.AT + 86_400_000, 0), lambda _at: 0)
MORE = 1_000


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "home") as found:
        yield found


def made(path: Path, guids: list[tuple[str, str]], mine: str = "") -> Path:
    """A collection of notes, each marked, with a suspended and flagged card; the first answered."""
    rest = "\x1f".join(["", "front", "back", *[""] * 8, mine, *[""] * 4])
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(crafted.SCHEMA)
        database.executemany(
            "insert into notes values (?, ?, 1, 5, 0, 'marked', ?, 0, 0, 0, '')",
            ((n, known_by, key + rest) for n, (known_by, key) in enumerate(guids)),
        )
        database.executemany(
            "insert into cards values (?, ?, 1, 0, 0, 0, 2, -1, 0, 3, 0, 1, 0, 0, 0, 0, 1, '')",
            ((n, n) for n in range(len(guids))),
        )
        database.execute(crafted.ROW.replace(", 2, -1", ", 0, -1"))
        database.commit()
        return crafted.new(path, database.serialize())


def strange(count: int) -> list[tuple[str, str]]:
    return [(guid("mlsd recall", f"p/{n}"), f"p/{n}") for n in range(count)]


def test_strange_notes_are_left_out_and_counted(store: Store, tmp_path: Path) -> None:
    plan = plan_import(made(tmp_path / "many.colpkg", strange(STRANGE + MORE)), store, HERE)
    assert (plan.notes, plan.strange) == (STRANGE, MORE)
    assert plan.orphans == ("p/0",)
    assert len(plan.drafts) < 10, "what is set on cards that nobody knows is nothing to remember"
    report = Report(plan)
    assert f"{MORE} notes of cards that neither" in " ".join(report.warnings())
    assert len(json.dumps(report.values())) < 2_000
    assert report.values()["notes_left_out"] == MORE


def test_one_note_ten_thousand_times(store: Store, tmp_path: Path) -> None:
    doubles = [(crafted.MINE, "a-page/a-card")] * (STRANGE + MORE)
    plan = plan_import(made(tmp_path / "doubles.colpkg", doubles), store, HERE)
    assert (plan.notes, plan.strange) == (STRANGE + 1, MORE - 1)
    assert len(plan.drafts) < 20


def test_my_notes_beyond_what_anybody_writes(store: Store, tmp_path: Path) -> None:
    long = made(tmp_path / "long.colpkg", strange(100), "x" * 60_000)
    plan = plan_import(long, store, HERE)
    assert 0 < len(plan.noted) < 100
    assert len(plan.noted) + len(plan.too_long) == 100
    assert len(plan.drafts) < 15_000
