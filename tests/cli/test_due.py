import sqlite3
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from drawn_content import DRAWN
from noon import SOON
from page_files import write_pages
from program import Mlsd

from mlsd_graph import paths
from mlsd_graph.cli import due, main
from mlsd_graph.memory import day_start


@pytest.mark.parametrize(
    ("name", "value"),
    [("MLSD_HOME", "relative/home"), ("MLSD_HOME", "~/home"), ("XDG_DATA_HOME", "/data"), ("", "")],
)
def test_the_quick_way_finds_the_same_state_as_all_others(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MLSD_HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    if name:
        monkeypatch.setenv(name, value)

    assert Path(due._database()) == paths.find().database


def test_the_cache_alone_answers_once_there_is_one(mlsd: Mlsd, content: Path) -> None:
    mlsd("answer", "alpha/first", "easy")
    for page in content.rglob("*.md"):
        page.unlink()

    counted = mlsd("due", "--json").json

    assert counted["new"] == 7


def test_a_damaged_state_is_said_and_not_traced(mlsd: Mlsd, tmp_path: Path) -> None:
    mlsd("answer", "alpha/first", "easy")
    (tmp_path / "home/state/state.sqlite").write_bytes(b"\x00" * 5000)

    ran = mlsd("due")

    assert ran.code == 1
    assert "doctor" in ran.err
    assert "Traceback" not in ran.err


def test_quick_and_slow_counts_agree_after_each_grade(mlsd: Mlsd, tmp_path: Path) -> None:
    mlsd("answer", "alpha/first", "again")
    mlsd("answer", "beta/name", "easy")
    quick = mlsd("due", "--json").json
    with sqlite3.connect(tmp_path / "home/state/state.sqlite") as connection:
        connection.execute("DELETE FROM summary")
    connection.close()

    slow = mlsd("due", "--json").json

    assert {k: quick[k] for k in ("due", "new", "minutes")} == {
        k: slow[k] for k in ("due", "new", "minutes")
    }


def test_grades_without_a_duration_leave_the_minutes_limit_usable(mlsd: Mlsd) -> None:
    for card in mlsd("cards", "--json").json:
        mlsd("answer", card["card"], "good")
    mlsd("set", "minutes_per_day", "10")

    assert mlsd("due", "--json").code == 0
    assert mlsd("next", "--json").code == 0


def test_other_content_is_counted_anew(mlsd: Mlsd, tmp_path: Path) -> None:
    mlsd("answer", "alpha/first", "easy")
    empty = tmp_path / "empty"
    empty.mkdir()

    assert mlsd("due", "--json", MLSD_CONTENT=str(empty)).json["new"] == 0
    assert mlsd("due", MLSD_CONTENT="/nowhere/at/all").code == 1
    assert mlsd("due", "--json").json["new"] == 7


@pytest.mark.parametrize(("now", "day"), [(60, "2027-03-28"), (120, "2026-10-25")])
def test_a_day_begins_at_four_also_behind_a_clock_change(
    monkeypatch: pytest.MonkeyPatch, now: int, day: str
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    monkeypatch.setattr(due, "_offset", lambda: now)
    day_number = (date.fromisoformat(day) - date(1970, 1, 1)).days

    written = due._time(day_start(day_number, now))

    monkeypatch.undo()
    time.tzset()
    assert written == f"{day}T04:00:00+0{3 - now // 60}:00"


def test_a_new_card_that_is_put_away_is_no_longer_counted(mlsd: Mlsd) -> None:
    mlsd("review", "--plain", "--limit", "1", given="@\nq\n")

    assert mlsd("due", "--json").json["new"] == 7


def test_the_help_says_when_next_due_is_null(mlsd: Mlsd) -> None:
    assert "next_due is null while" in mlsd("due", "--help").out


def test_a_summary_that_makes_no_sense_is_said_in_one_line(mlsd: Mlsd, tmp_path: Path) -> None:
    mlsd("answer", "alpha/first", "easy")
    with sqlite3.connect(tmp_path / "home/state/state.sqlite") as connection:
        connection.execute("UPDATE summary SET data = '[1]'")
    connection.close()

    ran = mlsd("due")

    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "doctor" in ran.err


def test_a_file_of_an_older_version_is_counted_from_its_log(mlsd: Mlsd, tmp_path: Path) -> None:
    mlsd("answer", "alpha/first", "easy")
    with sqlite3.connect(tmp_path / "home/state/state.sqlite") as connection:
        connection.execute("ALTER TABLE day DROP COLUMN untimed")
        connection.execute("PRAGMA user_version = 2")
    connection.close()

    assert mlsd("due", "--json").json["new"] == 7
    assert "no such column" not in mlsd("doctor").out
    assert mlsd("answer", "beta/name", "easy").code == 0
    assert mlsd("due", "--json").json["new"] == 6


def test_no_command_stands_in_the_way_of_a_later_one(
    tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLSD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MLSD_CONTENT", str(content))
    for command in ("set", "next", "due"):
        assert main([command, "--json"]) == 0


def test_a_plan_that_has_no_case_study_left_is_not_awaited(mlsd: Mlsd, content: Path) -> None:
    write_pages(content, DRAWN)
    assert mlsd("plan", "--interview", SOON, "--minutes", "30").code == 0
    (content / "case-studies/answering.md").unlink()
    assert mlsd("answer", "alpha/first", "easy").code == 0
    ran = mlsd("due")
    assert "plan" not in ran.out
    assert mlsd("due", "--json").json["planned"] is None


def test_what_is_due_beyond_the_limits_is_said_by_every_command(mlsd: Mlsd) -> None:
    before = datetime.fromtimestamp(time.time() - 60 * 86_400, UTC).isoformat()
    for card in ("alpha/first", "alpha/size", "beta/name"):
        assert mlsd("answer", card, "easy", "--at", before).code == 0
    for limit in ("new_per_day", "reviews_per_day"):
        mlsd("set", limit, "0" if limit == "new_per_day" else "1")
    some = mlsd("due", "--json").json
    assert (some["due"], some["new"], some["beyond"], some["next_due"]) == (1, 0, 2, None)
    assert "; 2 more due beyond today's limits" in mlsd("due").out

    mlsd("set", "reviews_per_day", "0")

    none = mlsd("due", "--json").json
    assert (none["due"], none["new"], none["beyond"], none["next_due"]) == (0, 0, 3, None)
    assert mlsd("due").out == "today's limits are reached, 3 more due\n"
    assert mlsd("next", "--json").json["beyond"] == 3
    for said in (mlsd("next").out, mlsd("review", "--plain").out):
        assert "limit of reviews is reached; 3 more cards are due" in said
