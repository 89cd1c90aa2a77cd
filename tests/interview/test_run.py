"""An interview under way: acts, the draft, and what damage does to it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from interviewed_shop import BRIEF

from mlsd_graph.content.records import Step
from mlsd_graph.interview.agenda import Phase, turns
from mlsd_graph.interview.questions import Question
from mlsd_graph.interview.run import LONGEST_NOTES, Run
from mlsd_graph.interview.saving import read, written

STEPS = (Step.SERVING, Step.MONITORING)
ID = "0123456789abcdef" * 2


def fresh() -> Run:
    return Run(ID, BRIEF.case, turns(STEPS), {Step.SERVING: 420, Step.MONITORING: 240})


def test_the_clock_runs_while_answering_and_stands_while_marking() -> None:
    run = fresh().going(0.0).forward(100.0).forward(160.0)
    assert run.turn is not None
    assert run.turn.step is Step.MONITORING
    assert run.watch.seconds(Step.SERVING, 999.0) == 160.0
    run = run.forward(200.0).forward(230.0)
    assert run.turn == (Phase.MARK, Step.SERVING)
    assert not run.watch.is_running
    assert run.watch.total(9_999.0) == 230.0


def test_a_paused_clock_stays_so_on_the_next_turn() -> None:
    run = fresh().going(0.0).paused(10.0).forward(500.0)
    assert not run.watch.is_running
    assert run.watch.total(900.0) == 10.0


def test_going_back_from_marking_lets_the_clock_run_again() -> None:
    run = fresh().going(0.0).forward(1.0).forward(2.0).forward(3.0).forward(4.0)
    again = run.back(10.0)
    assert again.turn == (Phase.QUESTIONS, Step.MONITORING)
    assert again.watch.is_running


def test_an_overrun_is_negative_time() -> None:
    assert fresh().going(0.0).remaining(Step.SERVING, 500.0) == -80.0


def test_stopping_early_marks_only_what_was_begun() -> None:
    run = fresh().going(0.0).skipped_to_marking(60.0)
    assert run.turn == (Phase.MARK, Step.SERVING)
    assert run.forward(61.0).turn is None


def test_stopping_early_in_the_second_step_marks_both() -> None:
    run = fresh().going(0.0).forward(1.0).forward(2.0).skipped_to_marking(3.0)
    left = [run.turn]
    while (run := run.forward(4.0)).turn is not None:
        left.append(run.turn)
    assert left == [(Phase.MARK, Step.SERVING), (Phase.MARK, Step.MONITORING)]


def test_stopping_early_after_going_back_marks_the_later_step_too() -> None:
    run = fresh().going(0.0).forward(1.0).forward(2.0).typed(Step.MONITORING, "notes").back(3.0)
    assert run.turn == (Phase.QUESTIONS, Step.SERVING)
    run = run.skipped_to_marking(4.0).forward(5.0)
    assert run.turn == (Phase.MARK, Step.MONITORING)


def test_a_step_keeps_at_least_a_minute() -> None:
    assert fresh().with_budget(Step.SERVING, -600).budgets[Step.SERVING] == 60


def test_notes_are_cut_and_made_harmless() -> None:
    run = fresh().typed(Step.SERVING, "\x1b]52;c;aGk=\x07" + "x" * 1_000_000)
    kept = run.notes[Step.SERVING]
    assert len(kept) == LONGEST_NOTES
    assert "\x1b" not in kept
    assert "\x07" not in kept


_TEXTS = st.text(max_size=80)


@settings(max_examples=60)
@given(
    notes=st.dictionaries(st.sampled_from(STEPS), _TEXTS),
    asked=st.dictionaries(st.sampled_from(STEPS), st.lists(st.tuples(*[_TEXTS] * 4), max_size=3)),
    ticked=st.dictionaries(st.sampled_from(STEPS), st.frozensets(st.sampled_from("abc"))),
    at=st.integers(0, 6),
    seconds=st.floats(0, 10_000),
)
def test_what_is_saved_comes_back(
    notes: dict[Step, str],
    asked: dict[Step, list[tuple[str, str, str, str]]],
    ticked: dict[Step, frozenset[str]],
    at: int,
    seconds: float,
) -> None:
    run = fresh().going(5.0)
    for step, text in notes.items():
        run = run.typed(step, text)
    for step, questions in asked.items():
        run = run.asked(step, tuple(Question(*each) for each in questions))
    for step, names in ticked.items():
        run = run.marked(step, names)
    for _ in range(at):
        run = run.forward(5.0 + seconds)

    saved = read(written(run, 7, 5.0 + seconds))

    assert saved.saves == 7
    assert (saved.run.notes, saved.run.ticked, saved.run.questions) == (
        run.notes,
        run.ticked,
        run.questions,
    )
    assert saved.run.turn == run.turn
    assert not saved.run.watch.is_running
    assert saved.run.watch.total(0.0) == pytest.approx(run.watch.total(5.0 + seconds), abs=0.01)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "../../etc/passwd"},
        {"format": 2},
        {"case": 5},
        {"spent": {"data": -1}},
        {"spent": {"data": "NaN"}},
        {"spent": {"data": 1e300}},
        {"turns": [["answer", "lunch"]]},
        {"notes": {"data": 5}},
        {"questions": {"data": [["one"]]}},
        {"at": "first"},
        {"ticked": []},
    ],
)
def test_a_spoiled_draft_is_refused(change: dict[str, object]) -> None:
    values = json.loads(written(fresh(), 0, 0.0))
    with pytest.raises(ValueError, match="no saved interview"):
        read(json.dumps(values | change))


@given(st.text(max_size=200))
def test_no_text_is_taken_for_a_draft(text: str) -> None:
    with pytest.raises(ValueError, match="no saved interview"):
        read(text)


def test_a_draft_cut_short_is_refused() -> None:
    text = written(fresh(), 0, 0.0)
    for end in range(0, len(text), 7):
        with pytest.raises(ValueError, match="no saved interview"):
            read(text[:end])
