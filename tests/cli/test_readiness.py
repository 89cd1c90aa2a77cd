"""`mlsd readiness`: each case study and its steps today, on the date and over time."""

from datetime import timedelta
from pathlib import Path

import pytest
from noon import NOW, SOON
from page_files import write_pages
from program import Mlsd
from small_design import case_study

from mlsd_graph.content.records import Step


@pytest.fixture
def content(content: Path) -> Path:
    pages = {
        "case-studies/letters.md": case_study("Letters", "recommendation-ads", "gamma"),
        "case-studies/words.md": case_study("Words", "search", "beta"),
    }
    return write_pages(content, pages)


def answer(mlsd: Mlsd, days_ago: int) -> None:
    at = (NOW - timedelta(days=days_ago)).isoformat()
    assert mlsd("answer", "gamma/aloud", "good", "--at", at).code == 0


def test_steps_are_told_today_on_the_date_and_over_time(mlsd: Mlsd) -> None:
    answer(mlsd, 20)
    mlsd("plan", "--interview", SOON, "--minutes", "20", "--company-focus", "ads")
    done = mlsd("readiness", "letters")
    head, case, *steps = done.out.splitlines()
    assert head == "today  on the date (range)    over time"
    assert case.endswith("Letters")
    assert "(" in case
    clarify = next(line for line in steps if "Clarify requirements" in line)
    now, then = clarify.split(" %")[:2]
    assert 0 < int(now) < int(then)
    assert "·" in clarify  # before the first answer
    assert any(each in clarify for each in "▁▂▃▄▅▆▇█")
    (line,) = [line for line in steps if line.endswith("on the date")]
    assert line.split()[1:3] == ["0", "%"]
    assert f"{case.split()[0]} % today → " in line
    assert "Weakest, by what they cost:" in steps


def test_a_script_gets_each_step_of_each_past_day_and_of_the_date(mlsd: Mlsd) -> None:
    answer(mlsd, 20)
    mlsd("plan", "--interview", SOON, "--minutes", "20", "--company-focus", "ads")
    letters, words = mlsd("readiness", "--json").json["cases"]
    assert letters["expected"]["steps"].keys() == set(map(str, Step))
    assert letters["past"][0]["readiness"] == 0
    last = letters["past"][-1]
    assert last["steps"] == pytest.approx(letters["steps"])
    assert last["readiness"] == pytest.approx(letters["readiness"])
    assert words["expected"] is None


def test_all_case_studies_have_a_line_with_their_columns_and_a_mean(mlsd: Mlsd) -> None:
    answer(mlsd, 20)
    head, letters, words, _, said, mean = mlsd("readiness").out.splitlines()
    assert head.split() == ["today", "over", "time"]
    assert letters.endswith("Letters")
    assert words.split()[2] == "····"
    assert said == "All case studies, on average:"
    assert mean.endswith(" % today")
    mlsd("plan", "--interview", SOON, "--minutes", "20", "--company-focus", "ads")
    assert "– is not in the scope of the plan." in mlsd("readiness").out
    assert "\nIt is not in the scope of the plan." in mlsd("readiness", "words").out
    assert "scope" not in mlsd("readiness", "letters").out


def test_without_any_answer_there_is_no_time_to_draw(mlsd: Mlsd) -> None:
    assert "\n0 % today; no day before it" in mlsd("readiness", "letters").out
