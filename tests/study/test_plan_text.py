"""What a plan says: whether it fits, what comes when, what is left out first."""

from pathlib import Path
from typing import Any

import pytest
from hand_clock import Clock
from letters import add_case, aim

from mlsd_graph.content.records import Step
from mlsd_graph.graph.readiness import measured
from mlsd_graph.level import Level
from mlsd_graph.memory import Rating
from mlsd_graph.paths import Paths, shipped_content
from mlsd_graph.study import Study
from mlsd_graph.study.outlook import Outlook, outlook
from mlsd_graph.study.plan_cases import case_reasons, case_values
from mlsd_graph.study.plan_concepts import concept_rows
from mlsd_graph.study.plan_text import fit_text, named, plan_lines, plan_notes
from mlsd_graph.study.plan_values import plan_values


@pytest.fixture
def content(content: Path) -> Path:
    return add_case(content)


def planned(study: Study, **more: object) -> Outlook:
    aim(study, **more)  # type: ignore[arg-type]  a target's parts
    found = outlook(study)
    assert found is not None
    return found


def with_plan(found: Outlook, **parts: object) -> Outlook:
    return found._replace(plan=found.plan._replace(**parts))


@pytest.mark.parametrize(
    ("needed", "said"),
    [(29.0, ""), (30.0, ""), (31.0, "it just about fits"), (60.0, "it does not fit: all"),
     (None, "it does not fit: all")],
)  # fmt: skip
def test_what_nearly_fits_is_not_said_not_to_fit(
    study: Study, needed: float | None, said: str
) -> None:
    text = fit_text(with_plan(planned(study, minutes=30), needed=needed))
    assert text.startswith(said)
    assert bool(text) == bool(said)


def test_the_minutes_needed_are_told_with_their_terms(study: Study) -> None:
    found = planned(study, minutes=30)
    line = next(each for each in plan_lines(study, found) if each.startswith("minutes a day"))
    assert line.endswith(" needed with no day missed, 30 given")


@pytest.mark.parametrize("needed", [60.0, None])
def test_what_is_seen_but_not_kept_is_not_said_not_to_be_covered(
    study: Study, needed: float | None
) -> None:
    found = with_plan(planned(study, minutes=30), needed=needed)
    assert (found.left_out, found.in_part) == ((), ())
    assert "all is seen, but to keep it takes" in fit_text(found)
    assert ": all of it takes" in fit_text(found._replace(in_part=("alpha",)))


def test_what_missed_days_may_cost_is_not_said_to_be_left_out(home: Paths, clock: Clock) -> None:
    study = Study.open(home, [shipped_content()], clock)
    found = planned(study, days=16, minutes=38, focus=("payments",), level=Level.JUNIOR)
    assert found.plan.needed is not None
    assert found.plan.needed <= 38
    assert not fit_text(found)
    assert (found.left_out, found.in_part) == ((), ())
    assert found.unfinished
    assert found.at_risk
    assert not set(found.unfinished) & set(found.at_risk)
    expected, unlucky = plan_notes(found)
    stay, may = len(found.unfinished), len(found.at_risk)
    assert "the forecast expects 85 % of the minutes" in expected
    assert expected.endswith(f": at that, {stay} pages stay unfinished.")
    assert "bad luck" in unlucky
    assert unlucky.endswith(f" {may} more pages may stay unfinished.")
    (alone,) = plan_notes(found._replace(unfinished=()))
    assert f" {may} pages may stay unfinished; the forecast expects 85 % of" in alone
    study.close()


def test_what_most_learners_leave_unseen_is_not_called_bad_luck(home: Paths, clock: Clock) -> None:
    study = Study.open(home, [shipped_content()], clock)
    aim(study, days=24, minutes=45, focus=("payments",), level=Level.JUNIOR)
    clock.forward(days=8)
    found = outlook(study)
    assert found is not None
    assert (found.left_out, found.in_part) == ((), ())
    expected = found.plan.fresh.sum()
    assert expected < 0.75 * found.unseen
    assert len(found.unfinished) > len(found.at_risk)
    values: Any = plan_values(study, found)
    assert values["unfinished"] == list(found.unfinished)
    study.close()


@pytest.mark.parametrize("minutes", [10, 25, 60])
def test_it_does_not_fit_just_where_something_is_left_out(
    home: Paths, clock: Clock, minutes: int
) -> None:
    study = Study.open(home, [shipped_content()], clock)
    found = planned(study, days=16, minutes=minutes, focus=("payments",), level=Level.JUNIOR)
    assert bool(fit_text(found)) == bool(found.left_out or found.in_part)
    study.close()


def test_what_costs_the_same_is_named_by_its_weight_and_not_by_the_alphabet() -> None:
    uses = {
        "aaa": {Step.DATA: 1.0},
        "zzz": {Step.DATA: 1.0, Step.SERVING: 0.6},
        "mmm": {Step.DATA: 0.6, Step.SERVING: 0.3},
    }
    weakest = measured("case", uses, lambda _: 0.0).weakest
    assert [concept for concept, _ in weakest] == ["zzz", "aaa", "mmm"]


def test_left_out_pages_are_told_by_how_many_case_studies_use_them(
    home: Paths, clock: Clock
) -> None:
    study = Study.open(home, [shipped_content()], clock)
    found = planned(study, days=14, minutes=20)
    uses = [len(found.scope.pages[id_].cases) for id_ in found.left_out]
    assert uses == sorted(uses, reverse=True)
    title = study.library.title
    text = named(found, found.left_out, title, 3)
    assert f"(used by {uses[0]} case studies)" in text
    assert text.endswith(f"and {len(uses) - 3} more")
    assert f"Left out: {title(found.left_out[0])} (used by" in "\n".join(plan_lines(study, found))
    rows = list(concept_rows(found, title))
    assert len(rows) == len(found.concepts)
    assert sum(why.startswith("left out") for _, _, why in rows) == len(uses)
    study.close()


def test_the_weakest_is_told_with_its_recall_on_the_date(study: Study) -> None:
    found = planned(study)
    concept, recall = found.cases[0].on_date.weakest[0]
    line = next(line for line in plan_lines(study, found) if line.startswith("Letters: "))
    assert line.endswith(f"; {study.library.title(concept)} {100 * recall:.0f} %")
    assert recall > 0.5


@pytest.mark.parametrize(
    ("focus", "cases", "said"),
    [
        (("search",), (), "the field of search comes first."),
        (("search",), ("product-search-ranking",), "the case studies you named use comes first."),
        ((), ("product-search-ranking",), "pages."),
    ],
)
def test_what_comes_before_that_which_is_left_out_is_said(
    home: Paths, clock: Clock, focus: tuple[str, ...], cases: tuple[str, ...], said: str
) -> None:
    study = Study.open(home, [shipped_content()], clock)
    found = planned(study, days=14, minutes=10, focus=focus, cases=cases)
    note = next(each for each in plan_notes(found) if each.startswith("Left out"))
    assert note.endswith(said)
    study.close()


def test_it_is_said_why_each_case_study_is_in_scope(home: Paths, clock: Clock) -> None:
    study = Study.open(home, [shipped_content()], clock)
    cases = ("payment-fraud-detection",)
    found = planned(study, days=14, minutes=10, focus=("ads",), cases=cases)
    said = dict(case_reasons(found.scope, study.library.title))
    assert said["named"] == "Payment fraud detection"
    counted = said["ads, by its field recommendation-ads and its name, so it counts more"]
    assert counted == "Ad click prediction"
    assert "People you may know" in said["ads, by its field recommendation-ads"]
    assert said["not in scope"] == "7 other case studies"
    assert "named: Payment fraud detection" in plan_lines(study, found)
    rows = {concept: why for _, concept, why in concept_rows(found, study.library.title)}
    assert rows["Payment fraud detection"].endswith("a case study in scope: named")
    why = case_values(found.scope, "ad-click-prediction")
    assert why["fields"] == [{"word": "ads", "domain": "recommendation-ads"}]
    assert (why["named"], why["in_name"]) == (False, ["ads"])
    cases: Any = plan_values(study, found)["cases"]
    assert why in [each["why"] for each in cases]
    study.close()


def test_one_field_of_one_case_study_is_not_said_to_come_first(home: Paths, clock: Clock) -> None:
    study = Study.open(home, [shipped_content()], clock)
    found = planned(study, days=14, minutes=10, focus=("payments",))
    note = next(each for each in plan_notes(found) if each.startswith("Left out"))
    assert note.endswith(" pages.")
    study.close()


def test_why_less_is_expected_on_the_date_than_today_is_said(study: Study, clock: Clock) -> None:
    found = planned(study, days=1, minutes=30)
    assert not [note for note in plan_notes(found) if "than today" in note]
    for uid in ("gamma/aloud", "beta/name", "beta/steps"):
        study.answer(uid, Rating.HARD, duration_ms=9 * 60_000)
    found = outlook(study)
    assert found is not None
    (note,) = [note for note in plan_notes(found) if "Less is expected on the date" in note]
    assert "what was asked today counts nearly in full until a night has passed" in note
    found = found._replace(spent=0.0)
    (note,) = [note for note in plan_notes(found) if "Less is expected on the date" in note]
    assert note.endswith("than today: what is still to come adds less than is forgotten.")


def test_minutes_that_were_added_today_are_in_the_forecast(study: Study) -> None:
    aim(study, days=1, minutes=2)
    study.answer("alpha/first", Rating.EASY, duration_ms=2 * 60_000)
    before = outlook(study)
    study.more(20)
    after = outlook(study)
    assert before is not None
    assert after is not None
    assert before.plan.minutes[0] == 0 < after.plan.minutes[0]
