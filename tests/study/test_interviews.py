"""Mock interviews on a real study: drafts, log, resuming, lists and reports."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest
from answering import asked
from drawn_content import DRAWN
from hand_clock import Clock
from interviewing import CASE, Monotonic, begun, finish
from page_files import write_pages

from mlsd_graph.content.records import Step
from mlsd_graph.errors import ChangedElsewhereError, NotSavedError, UnknownIdError, UsageError
from mlsd_graph.interview.agenda import Phase
from mlsd_graph.paths import Paths
from mlsd_graph.store.drafts import Drafts
from mlsd_graph.study import Study
from mlsd_graph.study.interviews import (
    Terms,
    begin,
    case_rows,
    drop,
    known_attempts,
    newest_act,
    notes_of,
    reports,
    resume,
    under_way,
)


@pytest.fixture
def study(home: Paths, content: Path, clock: Clock) -> Iterator[Study]:
    write_pages(content, DRAWN)
    opened = Study.open(home, [content], clock)
    yield opened
    opened.close()


@pytest.fixture
def ticker() -> Monotonic:
    return Monotonic()


def test_an_interview_goes_through_seven_steps_to_a_report(study: Study, ticker: Monotonic) -> None:
    sitting = begun(study, ticker)
    sitting.typed("notes on alpha")
    ticker.seconds += 90
    finish(sitting, "alpha")

    (done,) = reports(study, CASE)
    assert (done.said, done.items, done.ended) == (7, 21, True)
    assert done.seconds == 90
    assert done.steps[0].seconds == 90
    assert notes_of(study.store, done.run) == {Step.REQUIREMENTS: "notes on alpha"}
    assert under_way(study) == []


def test_an_interview_changes_no_memory_state(study: Study, ticker: Monotonic) -> None:
    finish(begun(study, ticker), "alpha")
    assert study.states == {}
    assert study.stats().reviews == 0


def test_undo_takes_back_the_grade_and_not_the_interview(study: Study, ticker: Monotonic) -> None:
    uid = asked(study)
    finish(begun(study, ticker))
    undone = study.undo()
    assert undone is not None
    assert undone.card == uid
    assert study.undo() is None
    assert len(known_attempts(study.store)) == 1


@pytest.mark.parametrize("act", [Study.dismiss_reminder, lambda study: study.sent({"cards": 3})])
def test_an_interview_is_the_newest_act_until_any_other(
    study: Study, ticker: Monotonic, act: Callable[[Study], None]
) -> None:
    finish(begun(study, ticker))
    assert newest_act(study.store) == known_attempts(study.store)[-1]
    act(study)
    assert newest_act(study.store) is None


def test_what_is_left_goes_on_where_it_stood(
    study: Study, ticker: Monotonic, home: Paths, content: Path, clock: Clock
) -> None:
    sitting = begun(study, ticker)
    sitting.forward()
    ticker.seconds += 100
    sitting.typed("half a thought")
    sitting.extend(120)
    sitting.save()
    at, questions = sitting.turn, sitting.questions

    # no `leave`: the process was killed, and its monotonic clock means nothing to the next one
    other = Study.open(home, [content], clock)
    again = resume(other, under_way(other)[0], Monotonic(5.0))
    assert (again.turn, again.questions) == (at, questions)
    assert again.run.notes[Step.REQUIREMENTS] == "half a thought"
    assert again.total() == 100
    assert not again.run.watch.is_running
    assert again.remaining() == sitting.remaining()
    finish(again)
    other.close()
    assert under_way(study) == []


def test_a_lost_draft_is_made_again_from_the_log(
    study: Study, ticker: Monotonic, home: Paths
) -> None:
    sitting = begun(study, ticker)
    sitting.typed("kept in the log")
    while sitting.turn and sitting.turn.step is Step.REQUIREMENTS:
        sitting.forward()
    for file in (home.state / "interviews").iterdir():
        file.write_text('{"format": 1, "id": ', encoding="utf-8")

    (saved,) = under_way(study, CASE)
    assert saved.run.turn is not None
    assert saved.run.turn.step is Step.FRAMING
    assert saved.run.notes[Step.REQUIREMENTS] == "kept in the log"
    finish(resume(study, saved, ticker))
    assert len(reports(study, CASE)) == 1


def test_two_windows_do_not_overwrite_each_other(study: Study, ticker: Monotonic) -> None:
    first = begun(study, ticker)
    second = resume(study, under_way(study)[0], ticker)
    second.typed("the other window")
    second.save()
    first.typed("this window")
    with pytest.raises(ChangedElsewhereError):
        first.save()
    with pytest.raises(ChangedElsewhereError):
        first.forward()
    assert under_way(study)[0].run.notes[Step.REQUIREMENTS] == "the other window"


def test_an_interrupt_just_after_the_file_is_no_other_window(
    study: Study, ticker: Monotonic
) -> None:
    def interrupt(frame: FrameType, event: str, _: object) -> None:
        if event == "return" and frame.f_code is Drafts.write.__code__:
            sys.setprofile(None)
            raise KeyboardInterrupt

    sitting = begun(study, ticker)
    sitting.typed("a thought")
    sys.setprofile(interrupt)
    with pytest.raises(KeyboardInterrupt):
        sitting.save()
    sitting.typed("a thought, and another")
    sitting.leave()
    assert under_way(study)[0].run.notes[Step.REQUIREMENTS] == "a thought, and another"


def test_a_disk_that_refuses_loses_nothing_in_memory(
    study: Study, ticker: Monotonic, home: Paths
) -> None:
    sitting = begun(study, ticker)
    folder = home.state / "interviews"
    moved = folder.rename(home.state / "away")
    folder.write_text("a file where the folder was", encoding="utf-8")
    sitting.typed("precious")
    with pytest.raises(NotSavedError):
        sitting.save()
    folder.unlink()
    moved.rename(folder)
    sitting.save()
    assert under_way(study)[0].run.notes[Step.REQUIREMENTS] == "precious"


def test_marking_may_follow_each_step(study: Study, ticker: Monotonic) -> None:
    sitting = begun(study, ticker, mark_at_once=True, steps=(Step.DATA, Step.MODEL))
    phases = []
    while (turn := sitting.turn) is not None:
        phases.append(turn.phase)
        sitting.forward()
    marks = [i for i, phase in enumerate(phases) if phase is Phase.MARK]
    assert marks[0] < len(phases) - 2
    (done,) = reports(study, CASE)
    assert done.items == 6


def test_stopping_early_reports_what_was_begun(study: Study, ticker: Monotonic) -> None:
    sitting = begun(study, ticker)
    sitting.typed("only this")
    sitting.stop_answering()
    finish(sitting, "beta")
    (done,) = reports(study, CASE)
    assert (done.said, done.items) == (1, 3)
    assert notes_of(study.store, done.run) == {Step.REQUIREMENTS: "only this"}


def test_going_back_and_marking_again_counts_the_last(study: Study, ticker: Monotonic) -> None:
    sitting = begun(study, ticker, steps=(Step.DATA, Step.MODEL))
    while sitting.turn and sitting.turn.phase is not Phase.MARK:
        sitting.forward()
    sitting.ticked(["alpha"])
    sitting.forward()
    sitting.back()
    sitting.ticked(["alpha", "beta"])
    sitting.forward()
    finish(sitting, "")
    assert reports(study, CASE)[0].said == 2


def test_a_second_interview_asks_what_the_first_did_not(study: Study, ticker: Monotonic) -> None:
    both = []
    for _ in range(2):
        sitting = begun(study, ticker, steps=(Step.SERVING,), questions=1)
        sitting.forward()
        both.append({question.card for question in sitting.questions})
        finish(sitting)
    assert both[0]
    assert both[0] != both[1]


def test_a_dropped_interview_is_shown_nowhere(study: Study, ticker: Monotonic) -> None:
    sitting = begun(study, ticker)
    left = begun(study, ticker)
    finish(sitting, "")
    for run in (sitting.run, left.run):
        drop(study, run.id, run.case)
    assert reports(study, CASE) == []
    assert under_way(study) == []
    (row,) = [row for row in case_rows(study) if row.case == CASE]
    assert (row.attempts, row.open) == ((), None)
    assert study.today().queue[0].reason.kind != "rehearsed"


def test_cases_tell_readiness_attempts_and_what_was_left(study: Study, ticker: Monotonic) -> None:
    finish(begun(study, ticker), "alpha")
    begun(study, ticker)
    (row,) = case_rows(study)
    assert row.readiness == 0.0
    assert set(row.steps) == set(Step)
    assert [attempt.share for attempt in row.attempts] == [pytest.approx(1 / 3), None]
    assert row.open is not None


@pytest.mark.parametrize("minutes", [0, -5, 4, 241, 10**9])
def test_an_interview_of_no_length_is_refused(
    study: Study, ticker: Monotonic, minutes: int
) -> None:
    with pytest.raises(UsageError, match="5 to 240 minutes"):
        begin(study, CASE, Terms(minutes), ticker)
    assert known_attempts(study.store) == []


def test_what_is_no_case_study_is_refused(study: Study, ticker: Monotonic) -> None:
    with pytest.raises(UsageError, match="alpha is a concept"):
        begin(study, "alpha", Terms(), ticker)
    with pytest.raises(UnknownIdError, match="Did you mean answering"):
        begin(study, "answerin", Terms(), ticker)


def test_a_case_study_that_has_gone_is_said_and_its_attempts_stay(
    study: Study, ticker: Monotonic, content: Path
) -> None:
    begun(study, ticker)
    (content / "case-studies" / "answering.md").unlink()
    study.reload()
    with pytest.raises(UnknownIdError):
        resume(study, under_way(study)[0], ticker)
    assert len(known_attempts(study.store)) == 1
    assert case_rows(study) == []


def test_a_megabyte_of_hostile_notes_is_bounded(study: Study, ticker: Monotonic) -> None:
    sitting = begun(study, ticker)
    assert sitting.typed("\x1b[2J\u202e[[alpha]]" * 100_000)
    sitting.forward()
    finish(sitting)
    (done,) = reports(study, CASE)
    assert len(notes_of(study.store, done.run)[Step.REQUIREMENTS]) == 20_000
