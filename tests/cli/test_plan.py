"""`mlsd plan` and `mlsd readiness` as people and scripts call them."""

from datetime import timedelta
from pathlib import Path

import pytest
from noon import NOW, SOON, TODAY
from page_files import write_pages
from program import Mlsd
from small_design import STEP, case_study


@pytest.fixture
def content(content: Path) -> Path:
    page = case_study("Letters", "recommendation-ads", "gamma")
    return write_pages(content, {"case-studies/letters.md": page})


def test_without_a_target_it_says_how_to_set_one(mlsd: Mlsd) -> None:
    done = mlsd("plan")
    assert (done.code, done.err) == (0, "")
    assert "mlsd plan --interview" in done.out
    assert mlsd("plan", "--json").json["interview"] is None


def test_a_plan_names_days_minutes_and_what_each_case_study_comes_to(mlsd: Mlsd) -> None:
    asked = ("--interview", SOON, "--minutes", "20", "--level", "senior", "--company-focus", "ads")
    found = mlsd("plan", *asked, "--json").json
    assert found["interview"] == SOON
    assert (found["minutes"], found["level"], found["focus"]) == (20, "senior", ["ads"])
    assert found["minutes_needed"] < 20
    assert found["left_out"] == []
    assert [each["case"] for each in found["cases"]] == ["letters"]
    case = found["cases"][0]
    assert case["now"] == 0
    assert case["low"] <= case["expected"] <= case["high"]
    uses = {each["concept"]: each for each in found["concepts"]}
    assert uses["gamma"]["uses"][0]["case"] == "letters"
    assert uses["beta"]["needed_by"] == ["gamma"]
    text = mlsd("plan").out
    assert f"Interview on {SOON}" in text
    assert "Letters: 0 % → " in text
    told = mlsd("readiness", "letters", "--json").json["cases"][0]
    assert told["expected"]["readiness"] == pytest.approx(case["expected"], abs=0.02)
    assert "Weakest" in mlsd("readiness", "letters").out


def test_due_agrees_with_the_plan_and_undo_takes_it_back(mlsd: Mlsd) -> None:
    plain = mlsd("due", "--json").json
    assert plain["planned"] is None
    today = mlsd("plan", "--interview", SOON, "--minutes", "3", "--json").json["today"]
    due = mlsd("due", "--json").json
    assert due["planned"] is True
    assert (due["due"], due["new"]) == (today["reviews"], today["new"])
    assert due["new"] < plain["new"]
    mlsd("answer", mlsd("next", "--json").json["card"], "easy")
    today = mlsd("plan", "--json").json["today"]
    assert today["spent"] > 0  # although it came without a time
    assert mlsd("due", "--json").json["new"] == today["new"]
    mlsd("undo")
    mlsd("undo")
    assert mlsd("plan", "--json").json["interview"] is None
    again = mlsd("due", "--json").json
    assert {**again, "age_seconds": 0} == {**plain, "age_seconds": 0}


def test_due_says_that_tomorrow_s_plan_is_not_in_its_numbers(mlsd: Mlsd) -> None:
    yesterday = (NOW - timedelta(days=1)).isoformat()
    mlsd("plan", "--interview", SOON, "--at", yesterday)
    done = mlsd("due")
    assert "(without today's plan, which is made when you review)" in done.out
    assert mlsd("due", "--json").json["planned"] is False


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--interview", "2020-01-01"), 2, "has passed"),
        (("--interview", TODAY.isoformat()), 2, "is today"),
        (("--interview", "2199-01-01"), 2, "days away"),
        (("--interview", "soon"), 2, "no date"),
        (("--interview", SOON, "--minutes", "0"), 2, "0 minutes"),
        (("--interview", SOON, "--level", "principal"), 2, "junior, mid, senior, staff"),
        (("--interview", SOON, "--company-focus", "adz"), 2, "Did you mean ads?"),
        (("--interview", SOON, "--case", "leters"), 1, "Did you mean letters"),
        (("--interview", SOON, "--case", "gamma"), 2, "not a case study"),
        (("--minutes", "20"), 2, "no date yet"),
        (("--clear", "--minutes", "20"), 2, "goes alone"),
        (("--clear", "--more", "5"), 2, "goes alone"),
    ],
)
def test_what_cannot_be_planned_is_said_and_changes_nothing(
    mlsd: Mlsd, options: tuple[str, ...], code: int, said: str
) -> None:
    done = mlsd("plan", *options)
    assert done.code == code
    assert said in done.err
    assert "Traceback" not in done.err
    assert mlsd("set", "interview").out.split()[-1] == "none"


def test_a_case_study_that_vanished_is_said_and_the_queue_is_plain(
    mlsd: Mlsd, content: Path
) -> None:
    mlsd("plan", "--interview", SOON, "--case", "letters")
    (content / "case-studies" / "letters.md").unlink()
    done = mlsd("plan")
    assert (done.code, done.err) == (0, "")
    assert "No longer in the content: letters." in done.out
    assert "the queue is plain" in done.out
    assert len(done.out.splitlines()) == 1
    found = mlsd("plan", "--json").json
    assert (found["interview"], found["planned"]) == (SOON, False)
    assert "planned" not in mlsd("next", "--json").json["reason"]


def test_the_last_case_study_of_a_domain_leaves_no_page_planned(mlsd: Mlsd, content: Path) -> None:
    write_pages(content, {"framework/serving.md": STEP})
    mlsd("plan", "--interview", SOON, "--company-focus", "ads")
    (content / "case-studies" / "letters.md").unlink()
    assert "No case study of the domain ads is left." in mlsd("plan").out
    assert "planned" not in mlsd("next", "--json").json["reason"]
    assert mlsd("readiness").code == 0


def test_each_concept_is_listed_with_its_reason_and_its_recall(mlsd: Mlsd) -> None:
    mlsd("plan", "--interview", SOON, "--minutes", "20", "--case", "letters")
    head, *rows = mlsd("plan", "--concepts").out.splitlines()
    assert head.split("  ")[0] == "now → on the date (range)"
    assert "Gamma" in rows[0]
    assert "1 case study, most of all Letters, “Clarify requirements”" in rows[0]
    assert any("Beta" in row and "Gamma rests on it" in row for row in rows)
    assert all(row.startswith("0 % → ") for row in rows)


def test_the_plan_says_what_it_expects_of_new_cards_and_names_no_policy(mlsd: Mlsd) -> None:
    asked = ("plan", "--interview", SOON, "--minutes", "20", "--case", "letters")
    found = mlsd(*asked, "--json").json
    text = mlsd("plan").out
    assert found["policy"]
    assert found["policy"] not in text
    final = found["final_pass"]
    eve = (TODAY + timedelta(days=29)).isoformat()
    assert (final["to"], final["new_beside"]) == (eve, False)
    assert found["last_new"] < final["from"]
    assert f"last day for new: {found['last_new']}; final pass: from {final['from']} to" in text
    assert "on the day itself what is due" in text


def test_a_far_plan_says_what_it_holds_now(mlsd: Mlsd) -> None:
    far = (TODAY + timedelta(days=60)).isoformat()
    found = mlsd("plan", "--interview", far, "--minutes", "20", "--json").json
    assert found["policy"] == "hold a retention along the own curve"
    assert 0.7 <= found["holds"] <= 0.9


def test_more_minutes_are_refused_without_a_plan_and_undone_with_one(mlsd: Mlsd) -> None:
    refused = mlsd("plan", "--more", "10")
    assert refused.code == 2
    assert "There is no plan that could go on." in refused.err
    mlsd("plan", "--interview", SOON, "--minutes", "5", "--case", "letters")
    assert "of 5 minutes" in mlsd("plan").out
    assert "of 20 minutes" in mlsd("plan", "--more", "15").out
    assert mlsd("undo").out == "Undone: more.\n"
    assert "of 5 minutes" in mlsd("plan").out


def test_what_cannot_go_with_clearing_clears_nothing_and_undo_says_what_it_took_back(
    mlsd: Mlsd,
) -> None:
    mlsd("plan", "--interview", SOON, "--minutes", "20", "--case", "letters")
    assert mlsd("plan", "--clear", "--more", "5").code == 2
    assert mlsd("set", "interview").out.split()[-1] != "none"
    undone = mlsd("undo").out.strip()
    assert undone == f"Undone: setting interview: {TODAY}/{SOON} 20m mid cases=letters → none."


def test_one_part_of_a_target_can_be_changed_alone_and_cleared(mlsd: Mlsd) -> None:
    mlsd("plan", "--interview", SOON, "--minutes", "20", "--case", "letters")
    found = mlsd("plan", "--level", "staff", "--case", "all", "--json").json
    assert (found["minutes"], found["level"], found["named"]) == (20, "staff", [])
    assert "No interview is set" in mlsd("plan", "--clear").out
