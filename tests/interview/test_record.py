"""The log of interviews: what events hold, attempts read back, probes and reports."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from interviewed_shop import BRIEF

from mlsd_graph.content.records import Step
from mlsd_graph.interview import record
from mlsd_graph.interview.agenda import turns
from mlsd_graph.interview.brief import Item
from mlsd_graph.interview.probes import MOST, pending
from mlsd_graph.interview.record import Attempt, attempts
from mlsd_graph.interview.report import Evidence, report
from mlsd_graph.interview.run import Run
from mlsd_graph.store.event import DATA_LIMIT, write_data

STEPS = (Step.SERVING, Step.MONITORING)
DAY = 86_400_000


def run_of(number: int = 1) -> Run:
    budgets = {Step.SERVING: 420, Step.MONITORING: 240}
    return Run(f"{number:032x}", BRIEF.case, turns(STEPS), budgets)


def held(number: int, at: int, serving: str = "", monitoring: str | None = "") -> list[object]:
    """Hold a whole interview; the words are the concepts ticked in each step."""
    run = run_of(number).marked(Step.SERVING, frozenset(serving.split()))
    values = [
        record.begun(run),
        record.answered(run.going(0.0).forward(500.0), Step.SERVING, 500.0),
        record.marked(run, Step.SERVING, BRIEF.part(Step.SERVING).items),
    ]
    if monitoring is not None:
        run = run.marked(Step.MONITORING, frozenset(monitoring.split()))
        values += [
            record.marked(run, Step.MONITORING, BRIEF.part(Step.MONITORING).items),
            record.ended(run, 500.0),
        ]
    return [(at + i, 60, json.loads(write_data(each) or "")) for i, each in enumerate(values)]


def read(*interviews: list[object]) -> list[Attempt]:
    return attempts(event for each in interviews for event in each)  # type: ignore[misc]


def test_an_interview_comes_back_from_its_events() -> None:
    (attempt,) = read(held(1, 1000, "cache", "drift"))
    assert (attempt.case, attempt.at, attempt.ended) == ("shop", 1000, True)
    assert attempt.ticked == {Step.SERVING: ("cache",), Step.MONITORING: ("drift",)}
    assert attempt.missed == {Step.SERVING: ("batch",), Step.MONITORING: ()}
    assert (attempt.said, attempt.items) == (2, 3)
    assert attempt.spent == {Step.SERVING: 500}


def test_a_dropped_interview_is_no_attempt() -> None:
    drop = [(9, 60, dict(record.dropped(f"{1:032x}", "shop")))]
    assert read(held(1, 0), drop) == []


@pytest.mark.parametrize(
    "values",
    [{}, {"run": 1, "case": "shop"}, {"run": "a"}, {"run": "a", "case": "shop", "act": "sing"},
     {"run": "a", "case": "shop", "act": "mark", "step": "lunch", "missed": ["x"]},
     {"run": "a", "case": "shop", "act": "mark", "step": "data", "missed": [1, None]},
     {"run": "a", "case": "shop", "act": "begin", "budgets": {"data": "long"}}],
)  # fmt: skip
def test_what_another_version_wrote_does_no_harm(values: dict[str, object]) -> None:
    for attempt in attempts([(0, 0, values)]):
        assert attempt.items == 0


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=20_000))
def test_notes_fit_into_events_and_come_back(text: str) -> None:
    run = run_of().typed(Step.SERVING, text)
    pieces = [json.loads(write_data(values) or "") for values in record.pieces(run, Step.SERVING)]
    found = record.notes(pieces, run.id)
    assert found.get(Step.SERVING, "") == run.notes[Step.SERVING]


def test_the_longest_notes_of_the_widest_characters_fit() -> None:
    run = run_of().typed(Step.SERVING, "😀" * 30_000)
    pieces = [write_data(values) for values in record.pieces(run, Step.SERVING)]
    assert all(len(piece or "") <= DATA_LIMIT for piece in pieces)
    assert len(pieces) == 40


def test_the_last_writing_of_a_step_counts() -> None:
    long, short = (run_of().typed(Step.SERVING, text) for text in ("a" * 9000, "b"))
    pieces = [*record.pieces(long, Step.SERVING), *record.pieces(short, Step.SERVING)]
    assert record.notes(pieces, run_of().id) == {Step.SERVING: "b"}


def test_deleted_notes_replace_what_was_written() -> None:
    long, none = (run_of().typed(Step.SERVING, text) for text in ("a" * 9000, ""))
    pieces = [*record.pieces(long, Step.SERVING), *record.pieces(none, Step.SERVING)]
    assert record.notes(pieces, run_of().id) == {Step.SERVING: ""}
    assert list(record.pieces(run_of(), Step.SERVING)) == []


def test_an_interview_without_its_draft_is_made_again_from_the_log() -> None:
    (attempt,) = read(held(1, 0, "cache")[:2])
    run = record.rebuilt(attempt, {Step.SERVING: "notes"})
    assert run.turn is not None
    assert run.turn.step is Step.MONITORING
    assert run.watch.total(0.0) == 500.0
    assert run.notes == {Step.SERVING: "notes"}


def test_what_was_missed_is_asked_until_it_was_asked() -> None:
    known = read(held(1, 0, "cache", "drift"))
    assert [miss.concept for miss in pending(known, lambda *_: False)] == ["batch"]
    assert pending(known, lambda concept, place: concept == "batch" and place > 0) == []


def test_all_concepts_that_a_missed_item_links_are_asked() -> None:
    items = [Item("", "cache", (), ("drift", "batch")), Item("", "batch", (), ("cold",))]
    run = run_of().marked(Step.SERVING, frozenset({"batch"}))
    known = attempts([(0, 0, dict(record.marked(run, Step.SERVING, items)))])
    missed = pending(known, lambda *_: False)
    assert [miss.concept for miss in missed] == ["cache", "drift", "batch"]


def test_a_later_marking_of_a_step_replaces_the_earlier() -> None:
    known = read(held(1, 0, "cache"), held(2, 1000, "cache batch", monitoring=None))
    assert [miss.concept for miss in pending(known, lambda *_: False)] == ["drift"]


def test_a_day_is_not_flooded_by_a_bad_interview() -> None:
    run = run_of()
    values = dict(record.marked(run, Step.SERVING, [Item("", f"c{i}", ()) for i in range(60)]))
    found = pending(attempts([(0, 0, values)]), lambda *_: False)
    assert len(found) == MOST


def test_a_report_compares_with_earlier_attempts() -> None:
    first, second = read(held(1, 0, "cache"), held(2, DAY, "batch", "drift"))
    done = report(second, [first], BRIEF, lambda _: 0.5, {})
    serving, monitoring = done.steps
    assert (done.number, done.said, done.items) == (2, 2, 3)
    assert done.before == pytest.approx(1 / 3)
    assert (serving.share, serving.before, serving.best) == (0.5, 0.5, 0.5)
    assert serving.overrun == 80
    assert [(item.concept, item.again) for item in serving.missed] == [("cache", False)]
    assert monitoring.missed == ()


def test_what_was_missed_twice_is_reviewed_first() -> None:
    first, second = read(held(1, 0, "cache", "drift"), held(2, DAY, "", ""))
    worth = {"cache": {Step.SERVING: 0.6}, "drift": {Step.MONITORING: 0.3}}
    done = report(second, [first], BRIEF, lambda _: 0.5, worth)
    assert [(each.concept, each.again) for each in done.review] == [
        ("batch", True), ("cache", False), ("drift", False),
    ]  # fmt: skip


def test_of_what_costs_the_same_the_one_of_more_steps_is_reviewed_first() -> None:
    run, item = run_of(), lambda name: Item("", name, ())
    values = [
        record.marked(
            run, Step.SERVING, [item("zeal"), item("early"), item("alike"), item("both")]
        ),
        record.marked(run, Step.MONITORING, [item("both"), item("used")]),
    ]
    (attempt,) = attempts((at, 0, dict(each)) for at, each in enumerate(values))
    worth = {name: {Step.SERVING: 0.6} for name in ("zeal", "early", "alike", "both")}
    worth["used"] = {Step.MONITORING: 0.6, Step.SERVING: 0.3}
    done = report(attempt, [], BRIEF, lambda _: 0.0, worth)
    assert [each.concept for each in done.review] == ["both", "used", "zeal", "early", "alike"]


def test_a_step_that_an_attempt_did_not_mark_is_compared_with_the_one_before() -> None:
    known = read(held(1, 0, "", "drift"), held(2, 1, "cache", None), held(3, 2, "cache", ""))
    done = report(known[2], known[:2], BRIEF, lambda _: 0.5, {})
    assert done.steps[1].before == 1.0
    assert done.steps[0].before == 0.5


def test_a_report_of_a_case_that_lost_an_item_still_names_its_concept() -> None:
    run = run_of()
    values = dict(record.marked(run, Step.SERVING, [Item("", "gone", ())]))
    (attempt,) = attempts([(0, 0, values)])
    done = report(attempt, [], BRIEF, lambda _: 0.0, {})
    assert [(item.concept, item.text) for item in done.steps[0].missed] == [("gone", "")]


def test_only_the_same_steps_are_compared() -> None:
    part = held(1, 1000, "cache", None)
    worth: dict[str, dict[Step, float]] = {}

    def before(*interviews: list[object]) -> float | None:
        every = read(*interviews)
        return report(every[-1], every[:-1], BRIEF, lambda _: 0.5, worth).before

    assert before(part, held(2, DAY)) is None  # monitoring was never marked before
    assert before(held(1, 1000, "cache"), held(2, DAY, "", None)) == 0.5
    assert before(held(1, 1000, "", "drift"), held(2, DAY, "cache batch", None),
                  held(3, 2 * DAY)) == 1.0  # fmt: skip


def test_what_was_said_is_told_as_evidence_where_the_case_study_uses_it() -> None:
    worth = {name: {Step.SERVING: 0.6} for name in ("batch", "drift")}
    attempt = read(held(1, 0, "cache batch", "drift"))[0]
    found = report(attempt, [], BRIEF, lambda _: 0.5, worth).evidence
    assert found == Evidence(2, ("batch", "drift"))
    assert found.told(str.title) == (
        "2 ticked items count as evidence for Batch and Drift: "
        "graph credit weighs it, no card was graded."
    )
    many = Evidence(9, tuple("abcdef")).told(str.title)
    assert many.startswith("9 ticked items count as evidence for A, B, C, D and 2 more:")
    assert Evidence().told(str.title) == ""
    assert report(attempt, [], BRIEF, lambda _: 0.5, worth, credited=False).evidence == Evidence()
