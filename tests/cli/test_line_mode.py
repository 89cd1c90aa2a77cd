"""Line mode and the commands around it: undo, suspended cards, settings as people type them."""

from pathlib import Path

import pytest
from one_page import write_cards
from program import Mlsd

FRONT = "What does Alpha need"
HIDDEN = "Alpha hides"


def test_the_undone_card_comes_back_next(mlsd: Mlsd) -> None:
    ran = mlsd("review", "--plain", given="\n4\nu\nq\n")

    assert ran.code == 0
    assert ran.out.count(FRONT) == 2
    undone = ran.out.index("Undone: review alpha/first")
    assert FRONT in ran.out[undone:]


def test_undo_at_the_grade_asks_the_undone_card_and_then_goes_on(mlsd: Mlsd) -> None:
    ran = mlsd("review", "--plain", given="\n4\n\nu\n\n4\n\n4\nq\n")

    undone = ran.out.index("Undone: review alpha/first")
    assert ran.out[undone:].count(FRONT) == 1
    assert [e["kind"] for e in mlsd("log", "--json").json].count("review") == 3


def test_a_suspended_card_comes_back_by_undo(mlsd: Mlsd) -> None:
    ran = mlsd("review", "--plain", given="@\nu\nq\n")

    assert FRONT in ran.out[ran.out.index("Undone: suspend alpha/first") :]


def test_an_answer_to_a_suspended_card_fails_and_names_the_way_back(mlsd: Mlsd) -> None:
    mlsd("review", "--plain", given="@\nq\n")

    refused = mlsd("answer", "alpha/first", "good")
    assert refused.code == 1
    assert "`mlsd unsuspend alpha/first`" in refused.err

    assert mlsd("unsuspend", "alpha/first", "--json").json == {"card": "alpha/first"}
    assert mlsd("answer", "alpha/first", "good").code == 0
    assert "not suspended" in mlsd("unsuspend", "alpha/first").err
    assert mlsd("unsuspend", "alpha/frist").code == 1


ESTIMATE = "### One\nQ: How large?\n\nA: 102 GB `= 100e6*256*4/1e9`\n"


@pytest.mark.parametrize(
    ("typed", "said", "proposed"),
    [
        ("9e999", "off by a factor of over 1,000,000", "again"),
        ("0", "off by a factor of over 1,000,000", "again"),
        ("100 gigabytes", "off by a factor of 1.0", "good"),
        ("7 foo", "“foo” not read; taken as GB", "hard"),
        ("many", "no number read", "again"),
    ],
)
def test_a_typed_number_of_any_size_is_judged(
    mlsd: Mlsd, tmp_path: Path, typed: str, said: str, proposed: str
) -> None:
    sizes = write_cards(tmp_path / "sizes", ESTIMATE)

    ran = mlsd("--content", str(sizes), "review", "--plain", given=f"{typed}\n\nq\n")

    assert ran.code == 0
    assert said in ran.out
    assert f"enter = {proposed}" in ran.out


def test_one_day_is_not_days(mlsd: Mlsd) -> None:
    for _ in range(4):
        assert mlsd("answer", "alpha/first", "good").code == 0
    ran = mlsd("review", "--plain", given="\n4\nq\n")
    assert "1 day in a row, today counts\n" in ran.out
    assert "streak      1 day in a row, longest 1; 5 reviews make a day" in mlsd("stats").out


def test_stats_say_why_answers_of_the_first_day_are_no_retention(mlsd: Mlsd) -> None:
    assert "retention   no reviews yet\n" in mlsd("stats").out
    assert mlsd("answer", "alpha/first", "good").code == 0

    ran = mlsd("stats").out

    assert "reviews     1 in" in ran
    assert "no reviews yet" not in ran
    assert "retention   none yet: answers to new cards and between learning steps" in ran


@pytest.mark.parametrize("value", ["-5", "100000000"])
def test_a_number_out_of_range_is_told_the_range(mlsd: Mlsd, value: str) -> None:
    ran = mlsd("set", "new_per_day", value)

    assert ran.code == 2
    assert "It is a number of cards from 0 to 9999" in ran.err
    assert "No such option" not in ran.err


def test_a_setting_with_an_equals_sign_is_shown_the_form(mlsd: Mlsd) -> None:
    ran = mlsd("set", "new_per_day=5")

    assert ran.code == 2
    assert "`mlsd set new_per_day 5`" in ran.err


EXPLAIN = """### Gate
Q: Explain the gate: what must be said?

A:
- [ ] It opens.
- [ ] It closes.
"""


@pytest.mark.parametrize(
    ("key", "kinds"), [("q", []), ("u", []), ("-", ["bury"]), ("@", ["suspend"]), ("*", ["mark"])]
)
def test_keys_do_at_the_checklist_what_they_do_at_the_grade(
    mlsd: Mlsd, tmp_path: Path, key: str, kinds: list[str]
) -> None:
    talk = str(write_cards(tmp_path / "talk", EXPLAIN))

    ran = mlsd("--content", talk, "review", "--plain", given=f"\ny\n{key}\nq\n")

    assert ran.code == 0
    assert "enter = " not in ran.out
    assert [event["kind"] for event in mlsd("--content", talk, "log", "--json").json] == kinds


def test_a_word_that_is_no_answer_is_asked_again_at_the_checklist(
    mlsd: Mlsd, tmp_path: Path
) -> None:
    talk = str(write_cards(tmp_path / "talk", EXPLAIN))

    ran = mlsd("--content", talk, "review", "--plain", given="\nY\n3\nyes\nq\n")

    assert ran.out.count("said? [y/n] It closes.") == 2
    assert "y said  n left out (or enter)" in ran.out
    assert "enter = easy" in ran.out


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("-", "Buried until tomorrow."),
        ("@", "Suspended; `mlsd unsuspend alpha/first` has it asked again."),
    ],
)
def test_an_act_is_said(key: str, said: str, mlsd: Mlsd) -> None:
    assert said in mlsd("review", "--plain", given=f"{key}\nq\n").out


def test_a_mark_is_said_and_the_card_asked_again(mlsd: Mlsd) -> None:
    out = mlsd("review", "--plain", given="*\n*\nq\n").out

    assert out.index("Marked.") < out.index("Not marked any more.")
    assert out.count(FRONT) == 3
