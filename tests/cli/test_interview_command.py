"""`mlsd interview` through a pipe: what it says, records and refuses."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from drawn_content import ANSWERING
from program import Mlsd, Ran

STEPS = 7
ITEMS = 3
SPOKEN = "a thought on alpha\n.\n" + "an answer\n" * 2
"""A step: a note, its end, and answers to its questions."""


@pytest.fixture(autouse=True)
def case(content: Path) -> None:
    path = content / "case-studies" / "answering.md"
    path.parent.mkdir()
    told = "\n\n**Told on asking:** A million documents.\n"
    path.write_text(ANSWERING.replace("documents.\n", f"documents.{told}", 1), encoding="utf-8")


def held(mlsd: Mlsd, *arguments: str, said: Sequence[str] = "ynn") -> Ran:
    """Hold one step's interview, ticking as told."""
    lines = ".\n" + "\n".join(said) + "\n"
    return mlsd(
        "interview", "answering", "--plain", "--step", "serving", "--questions", "0",
        *arguments, given=lines,
    )  # fmt: skip


def test_a_whole_interview_works_through_a_pipe(mlsd: Mlsd) -> None:
    given = "note\n.\n" * STEPS + "y\nn\ny\n" * STEPS
    ran = mlsd("interview", "answering", "--plain", "--questions", "0", given=given)
    assert (ran.code, ran.err) == (0, "")
    assert "Design an assistant" in ran.out
    assert "7/7 Monitor and maintain" in ran.out
    assert "14 of 21 items said, 67 %" in ran.out
    assert "Review before the next one (a card of each comes right after learning steps)" in ran.out


def test_questions_are_put_and_answered_before_any_model_answer(mlsd: Mlsd) -> None:
    ran = mlsd("interview", "answering", "--plain", "--step", "serving", given=SPOKEN + "y\n" * 3)
    assert ran.out.index("Interviewer: ") < ran.out.index("Model answer")
    assert "→ an answer" in ran.out
    assert "Asked, because" in ran.out


def test_only_questions_that_were_put_count_as_asked(mlsd: Mlsd) -> None:
    first = mlsd("interview", "answering", "--plain", "--step", "serving", given=".\nspoken\n")
    assert first.out.count("Interviewer: ") == 2
    given = ".mark\n" + "y\n" * 3
    ran = mlsd("interview", "answering", "--plain", given=given)
    assert ran.out.count("Asked, because") == 2
    other = mlsd("interview", "answering", "--plain", "--step", "serving", given=".\n" + given)
    assert other.out.count("Asked, because") == 1
    log = mlsd("log", "--json").json
    asked = [e["data"]["asked"] for e in log if e["kind"] == "interview" and "asked" in e["data"]]
    assert sorted(map(len, asked)) == [1, 2]


def test_a_diagram_with_a_fault_is_said_in_its_step(mlsd: Mlsd, content: Path) -> None:
    path = content / "case-studies" / "answering.md"
    path.write_text(path.read_text("utf-8").replace(":::index", ":::indx"), encoding="utf-8")
    said = "This diagram cannot be drawn: “indx” is no kind of block."
    for step, count in (("model", 1), ("serving", 0)):
        given = ".mark\nn\nn\nn\n"
        ran = mlsd("interview", "answering", "--plain", "--step", step, given=given)
        assert " ".join(ran.out.split()).count(said) == count


def test_facts_are_told_only_on_asking(mlsd: Mlsd) -> None:
    silent = mlsd("interview", "answering", "--plain", given="")
    assert "A million documents" not in silent.out
    asking = mlsd("interview", "answering", "--plain", given=".ask\n")
    assert "A million documents" in asking.out


def test_the_end_of_the_input_leaves_an_interview_that_goes_on(mlsd: Mlsd) -> None:
    first = mlsd("interview", "answering", "--plain", given="remember me\n")
    assert (first.code, first.err) == (0, "")
    assert "goes on from here" in first.out
    second = mlsd("interview", "answering", "--plain", given=".quit\n")
    assert "An interview was left here and goes on" in second.out
    assert "remember me" in second.out
    assert "remember me" not in mlsd("interview", "answering", "--plain", "--new", given="").out


def test_a_report_is_data_and_talk_goes_to_stderr(mlsd: Mlsd) -> None:
    held(mlsd, said="ynn")
    ran = held(mlsd, "--json", said="yyn")
    assert "Checklist" in ran.err
    assert ran.json["said"] == 2
    assert ran.json["before"] == pytest.approx(1 / 3)
    assert [each["share"] for each in ran.json["attempts"]] == pytest.approx([1 / 3, 2 / 3])
    (missed,) = [step["missed"] for step in ran.json["steps"] if step["items"]]
    assert missed == [{"concept": "gamma", "text": "Bounds it (gamma)", "again": True}]
    assert mlsd("interview", "answering", "--report", "--json").json == ran.json


def test_left_with_json_it_names_the_interview(mlsd: Mlsd) -> None:
    ran = mlsd("interview", "answering", "--plain", "--json", given="")
    assert ran.json["case"] == "answering"
    (row,) = mlsd("interview", "--json").json
    assert row["open"] == ran.json["open"]


def test_missed_items_are_asked_next(mlsd: Mlsd) -> None:
    held(mlsd, said="yyn")
    shown = mlsd("next", "--json").json
    assert shown["concept"] == "gamma"
    assert shown["reason"].startswith("missed in the interview on Answering")


def test_the_log_keeps_a_dropped_interview(mlsd: Mlsd) -> None:
    held(mlsd)
    (row,) = mlsd("interview", "--json").json
    run = row["attempts"][0]["run"]
    assert mlsd("interview", "--drop", run[:20]).code == 0
    assert mlsd("interview", "--json").json[0]["attempts"] == []
    assert mlsd("interview", "answering", "--report").code == 1
    kinds = [event["kind"] for event in mlsd("log", "--json").json]
    assert kinds.count("interview") == 5
    assert mlsd("interview", "--drop", run).code == 1


def test_undo_after_an_interview_finds_nothing_of_it(mlsd: Mlsd) -> None:
    held(mlsd)
    ran, (attempt,) = mlsd("undo"), mlsd("interview", "--json").json[0]["attempts"]
    assert ran.code == 1
    assert "Nothing to undo. Interviews are not undone" in ran.err
    assert f"`mlsd interview --drop {attempt['run']}`" in ran.err
    assert attempt["said"] == 1


def test_undo_tells_when_it_goes_behind_an_interview(mlsd: Mlsd) -> None:
    mlsd("answer", "alpha/first", "good")
    held(mlsd)
    ran = mlsd("undo")
    assert (ran.code, ran.out) == (0, "Undone: review alpha/first.\n")
    assert "Interviews are not undone" in ran.err
    mlsd("answer", "alpha/first", "good")
    assert mlsd("undo").err == ""
    (attempt,) = mlsd("interview", "--json").json[0]["attempts"]
    mlsd("interview", "--drop", attempt["run"])
    assert mlsd("undo").err == "mlsd: Nothing to undo.\n"


def test_undo_in_a_review_tells_of_the_interview_it_goes_behind(mlsd: Mlsd) -> None:
    mlsd("answer", "alpha/first", "good")
    held(mlsd)
    ran = mlsd("review", "--plain", given="u\nu\nq\n")
    assert "Undone: review alpha/first. Interviews are not undone; `mlsd interview" in ran.out
    assert "Nothing to undo.\n" in ran.out


def test_undo_tells_of_no_interview_after_a_deck_that_went_out_later(
    mlsd: Mlsd, tmp_path: Path
) -> None:
    deck = str(tmp_path / "deck.apkg")
    assert mlsd("export", "anki", "-o", deck).code == 0  # tells the log of all notes
    held(mlsd)
    assert mlsd("export", "anki", "-o", deck).code == 0

    assert mlsd("undo").err == "mlsd: Nothing to undo.\n"


def test_the_line_that_ends_a_pause_is_not_lost(mlsd: Mlsd) -> None:
    given = "note one\n.pause\nnote two\nnote three\n.pause\n\n.pause\n.mark\ny\nn\nn\n"
    ran = mlsd("interview", "answering", "--plain", given=given)
    assert "note one\nnote two\nnote three" in ran.out
    assert "1 of 3 items said" in ran.out


def test_what_is_neither_yes_nor_no_is_asked_again(mlsd: Mlsd) -> None:
    ran = held(mlsd, said=["yes", ".", "perhaps", "", "N", "Y"])
    assert ran.out.count("Write y or n") == 3
    assert "2 of 3 items said" in ran.out


@pytest.mark.parametrize("end", [["y", "."], ["y", ".quit", "y", "y"]])
def test_a_checklist_left_half_way_is_marked_later(mlsd: Mlsd, end: list[str]) -> None:
    ran = held(mlsd, said=end)
    assert "goes on from here" in ran.out
    (row,) = mlsd("interview", "--json").json
    assert row["attempts"][0]["items"] == 0
    later = mlsd("interview", "answering", "--plain", given="y\ny\nn\n")
    assert "2 of 3 items said" in later.out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("answerin",), 1, "Did you mean answering?"),
        (("alpha",), 2, "alpha is a concept, no case study"),
        (("answering", "--minutes", "0"), 2, "5<=x<=240"),
        (("answering", "--minutes", "many"), 2, "not a valid integer"),
        (("answering", "--budget", "lunch=5"), 2, "STEP=MINUTES"),
        (("answering", "--budget", "data=0"), 2, "STEP=MINUTES"),
        (("answering", "--budget", "data=" + "9" * 5000), 2, "STEP=MINUTES"),
        (("answering", "--step", "lunch"), 2, "lunch"),
        (("--drop", ""), 1, "the id of no interview"),
    ],
)
def test_what_cannot_be_is_said(
    mlsd: Mlsd, arguments: tuple[str, ...], code: int, said: str
) -> None:
    ran = mlsd("interview", *arguments, "--plain", given="")
    assert ran.code == code
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_a_budget_changes_one_step(mlsd: Mlsd) -> None:
    ran = mlsd("interview", "answering", "--plain", "--budget", "requirements=10", given="")
    assert "(10:00)" in ran.out
    assert "49:00 for 7 steps" in ran.out


def test_commands_inside_notes_move_the_interview(mlsd: Mlsd) -> None:
    given = ".more\n.pause\n\n.time\n.help\nx\n.mark\ny\ny\ny\n"
    ran = mlsd("interview", "answering", "--plain", given=given)
    assert "left for this step" in ran.out
    assert "3 of 3 items said" in ran.out


def test_notes_may_be_huge_and_hostile(mlsd: Mlsd) -> None:
    given = "\x1b]0;owned\x07" + "x" * 1_000_000 + "\n.mark\n" + "y\n" * 3
    ran = mlsd("interview", "answering", "--plain", given=given)
    assert ran.code == 0
    assert "the rest is cut" in ran.out
    assert "\x1b" not in ran.out
    assert "\x07" not in ran.out
    assert len(ran.out) < 40_000


def test_bytes_that_are_no_text_do_no_harm(tmp_path: Path, content: Path) -> None:
    paths = {"MLSD_HOME": str(tmp_path / "home"), "MLSD_CONTENT": str(content)}
    done = subprocess.run(
        [sys.executable, "-m", "mlsd_graph", "interview", "answering", "--plain"],
        env={**os.environ, **paths, "PYTHONUTF8": "1"},
        input=b"\xff\xfe\x80\n.mark\nn\nn\nn\n",
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"0 of 3 items said" in done.stdout


def test_without_case_studies_the_list_is_empty(mlsd: Mlsd, content: Path) -> None:
    (content / "case-studies" / "answering.md").unlink()
    assert json.loads(mlsd("interview", "--json").out) == []
