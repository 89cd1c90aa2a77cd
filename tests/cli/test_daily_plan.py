"""The plan is made anew once a day, whichever way the learner reviews."""

import json
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from noon import NOW, SOON, TODAY, ZONE
from page_files import write_pages
from program import Mlsd
from small_design import case_study

BEFORE = (NOW - timedelta(days=8)).isoformat()


@pytest.fixture
def content(content: Path) -> Path:
    page = case_study("Letters", "recommendation-ads", "gamma")
    return write_pages(content, {"case-studies/letters.md": page})


@pytest.fixture
def planned(mlsd: Mlsd) -> Mlsd:
    """The program, with a plan that was made eight days ago."""
    mlsd("plan", "--interview", SOON, "--at", BEFORE)
    return mlsd


def plan_file(home: Path) -> Path:
    return home / "home" / "cache" / "plan.json"


def day_of_plan(home: Path) -> int:
    return int(json.loads(plan_file(home).read_text())["day"])


def test_line_mode_plans_the_day_before_its_first_card(planned: Mlsd, tmp_path: Path) -> None:
    old = day_of_plan(tmp_path)
    done = planned("review", "--plain", given="q\n")
    assert (done.code, done.err) == (0, "")
    assert day_of_plan(tmp_path) == old + 8
    assert planned("due", "--json").json["planned"] is True
    plan = plan_file(tmp_path)
    made = plan.stat().st_mtime_ns
    planned("review", "--plain", given="\n3\nq\n")
    assert plan.stat().st_mtime_ns == made


def test_a_script_s_first_answer_of_the_day_plans_it_and_looking_does_not(
    planned: Mlsd, tmp_path: Path
) -> None:
    old = day_of_plan(tmp_path)
    card = planned("next", "--json").json["card"]
    assert day_of_plan(tmp_path) == old
    planned("answer", card, "good", "--at", BEFORE)
    assert day_of_plan(tmp_path) == old
    done = planned("answer", card, "good", "--json")
    assert (done.code, done.err, done.json["card"]) == (0, "", card)
    assert day_of_plan(tmp_path) == old + 8


def test_line_mode_says_once_that_a_plan_has_ended(mlsd: Mlsd) -> None:
    gone = (TODAY - timedelta(days=2)).isoformat()
    mlsd("plan", "--interview", gone, "--at", BEFORE)
    said = [mlsd("review", "--plain", given="q\n").out for _ in range(2)]
    assert [f"The plan toward {gone} has ended" in each for each in said] == [True, False]


def test_an_answer_after_another_target_was_set_plans_again(planned: Mlsd, tmp_path: Path) -> None:
    card = planned("next", "--json").json["card"]
    planned("answer", card, "good")
    kept = json.loads(plan_file(tmp_path).read_text())
    plan_file(tmp_path).write_text(json.dumps(kept | {"target": "another", "key": "another"}))
    planned("answer", card, "good")
    assert json.loads(plan_file(tmp_path).read_text()) == kept


def test_a_plan_that_is_interrupted_leaves_the_answer_recorded(
    planned: Mlsd, tmp_path: Path, content: Path
) -> None:
    card = planned("next", "--json").json["card"]
    old, kept = day_of_plan(tmp_path), plan_file(tmp_path).read_text()
    homes = {"MLSD_HOME": str(tmp_path / "home"), "MLSD_CONTENT": str(content)}
    code, said, answers = 1, "", 0
    while not said and answers < 20:  # a plan may be made before the interrupt arrives
        plan_file(tmp_path).write_text(kept)
        answers += 1
        with subprocess.Popen(
            [sys.executable, "-m", "mlsd_graph", "answer", card, "good"],
            env=os.environ | homes | {"TZ": ZONE},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as run:
            assert run.stdout
            assert run.stderr
            assert card in run.stdout.readline()
            run.send_signal(signal.SIGINT)
            said = run.stderr.read()
        code = run.returncode
    assert (code, said) == (
        0,
        "mlsd: recorded; the plan of the day was left to the next answer.\n",
    )
    assert day_of_plan(tmp_path) == old
    assert len(planned("log", "--json", "--card", card).json) == answers
