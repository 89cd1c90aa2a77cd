from pathlib import Path

import pytest
from answering import asked
from hand_clock import Clock

from mlsd_graph.errors import QuarantinedError, SuspendedError, UnknownIdError
from mlsd_graph.memory import Rating
from mlsd_graph.paths import Paths
from mlsd_graph.store.due import due_line
from mlsd_graph.study import Study


def test_a_grade_records_exactly_the_day_that_its_button_showed(study: Study) -> None:
    shown = study.next()
    assert shown is not None

    answered = study.answer(shown.card.uid, Rating.EASY)

    assert answered.outcome == shown.outcomes[Rating.EASY]
    assert answered.state.due == shown.outcomes[Rating.EASY].due
    assert study.store.state(shown.card.uid) == answered.state


def test_the_state_in_memory_equals_what_a_new_process_reads(
    study: Study, home: Paths, content: Path, clock: Clock
) -> None:
    for rating in (Rating.AGAIN, Rating.GOOD, Rating.EASY):
        asked(study, rating)
        clock.forward(minutes=15)

    other = Study.open(home, [content], clock)

    assert other.states == study.states
    ours, theirs = study.today(), other.today()
    assert (ours.due, ours.new, ours.learning) == (theirs.due, theirs.new, theirs.learning)
    other.close()


def test_undo_and_redo_survive_a_restart(
    study: Study, home: Paths, content: Path, clock: Clock
) -> None:
    uid = asked(study)
    study.close()

    later = Study.open(home, [content], clock)
    undone = later.undo()
    assert undone is not None
    assert (undone.card, undone.kind) == (uid, "review")
    assert later.states.get(uid) is None or not later.states[uid].reps
    redone = later.redo()
    assert redone is not None
    assert later.states[uid].reps == 1
    later.close()


def test_the_session_forgets_what_was_undone(study: Study) -> None:
    asked(study)
    asked(study, Rating.AGAIN)
    assert study.session().reviews == 2

    study.undo()

    session = study.session()
    assert (session.reviews, session.lapses) == (1, ())


def test_a_suspended_card_is_neither_asked_nor_graded(study: Study) -> None:
    shown = study.next()
    assert shown is not None
    uid = shown.card.uid

    study.suspend(uid)

    after = study.next()
    assert after is None or after.card.uid != uid
    with pytest.raises(SuspendedError, match="suspended"):
        study.answer(uid, Rating.GOOD)
    study.unsuspend(uid)
    study.answer(uid, Rating.GOOD)


def test_a_buried_card_comes_back_tomorrow(study: Study, clock: Clock) -> None:
    shown = study.next()
    assert shown is not None
    study.bury(shown.card.uid)
    buried = study.next()
    assert buried is None or buried.card.uid != shown.card.uid

    clock.forward(days=1)

    back = study.next()
    assert back is not None
    assert back.card.uid == shown.card.uid


def test_a_card_unknown_to_the_content_is_refused_with_a_proposal(study: Study) -> None:
    with pytest.raises(UnknownIdError, match="alpha/first"):
        study.answer("alpha/frist", Rating.GOOD)


def test_what_another_process_graded_is_not_asked_again(
    study: Study, home: Paths, content: Path, clock: Clock
) -> None:
    shown = study.next()
    assert shown is not None
    other = Study.open(home, [content], clock)
    other.answer(shown.card.uid, Rating.EASY)
    other.close()

    after = study.next()

    assert after is not None
    assert after.card.uid != shown.card.uid
    assert study.states[shown.card.uid].reps == 1


def test_what_became_of_a_setting_is_told_and_21_numbers_are_not(study: Study) -> None:
    study.configure("desired_retention", "0.85")
    study.configure("parameters", study.settings.as_text()["parameters"].replace("0.212", "0.3"))
    said = [undone.said for undone in (study.undo(), study.undo(), study.redo()) if undone]
    assert said == [
        "setting parameters",
        "setting desired_retention: 0.85 → 0.9",
        "setting desired_retention: 0.9 → 0.85",
    ]


def test_a_setting_moves_due_days_and_undo_moves_them_back(study: Study, clock: Clock) -> None:
    uid = asked(study)
    clock.forward(days=1)
    before = study.states[uid].due

    result = study.configure("desired-retention", "0.75")

    assert (result.key, result.before, result.after) == ("desired_retention", "0.9", "0.75")
    assert result.moved == 1
    assert study.states[uid].due > before
    study.undo()
    assert study.states[uid].due == before


@pytest.mark.parametrize(
    ("key", "value"), [("desired_retention", "0.8"), ("learning_steps", "5m 30m")]
)
def test_a_grade_dated_before_a_setting_does_what_its_button_said(
    home: Paths, content: Path, clock: Clock, key: str, value: str
) -> None:
    study = Study.open(home, [content], clock)
    study.configure(key, value)
    study.close()
    earlier = (clock.ms - 40 * 86_400_000, clock.offset)
    for uid, rating in (("alpha/first", Rating.EASY), ("alpha/size", Rating.GOOD)):
        dated = Study.open(home, [content], clock, at=earlier)
        shown = dated.shown(uid)

        answered = dated.answer(uid, rating)

        # Two grades of one moment are kept a millisecond apart.
        assert abs(answered.state.due - shown.outcomes[rating].due) <= 1
        dated.close()


@pytest.mark.parametrize("act", ["bury", "suspend", "mark"])
def test_what_an_act_on_a_new_card_leaves_today_is_what_a_new_process_finds(
    study: Study, home: Paths, content: Path, clock: Clock, act: str
) -> None:
    study.configure("new_per_day", "2")
    shown = study.next()
    assert shown is not None
    if act == "mark":
        study.mark(shown.card.uid, on=True)
    else:
        getattr(study, act)(shown.card.uid)

    other = Study.open(home, [content], clock)
    ours, theirs = study.today(), other.today()
    assert ours.new == theirs.new == 2
    assert ours.queue == theirs.queue
    other.close()


def test_marking_a_due_card_leaves_it_due(study: Study, clock: Clock) -> None:
    uid = asked(study)
    clock.forward(days=30)
    assert study.today().due == 1

    study.mark(uid, on=True)

    assert study.today().due == 1


@pytest.mark.parametrize("act", ["bury", "suspend"])
def test_a_card_put_away_builds_no_queue_before_it_is_asked_for(study: Study, act: str) -> None:
    uid = study.today().queue[0].uid
    line = study._present.line
    before = line._queue

    getattr(study, act)(uid)

    assert line._queue is before
    assert uid not in {item.uid for item in study.today().queue}


def test_a_new_card_put_away_is_no_longer_counted_when_the_study_closes(
    study: Study, home: Paths, clock: Clock
) -> None:
    study.configure("new_per_day", "100")
    study.care()
    before = due_line(home.database, *clock()).new
    study.bury("alpha/first")
    study.close()
    assert due_line(home.database, *clock()).new == before - 1


def test_a_mark_builds_no_queue_and_the_card_stays_among_the_new_ones(
    study: Study, home: Paths, content: Path, clock: Clock
) -> None:
    shown = study.next()
    assert shown is not None
    line = study._present.line
    before = line.queue(study.now())

    study.mark(shown.card.uid, on=True)

    assert line.queue(study.now()).items is before.items
    assert study.states[shown.card.uid].marked
    for item in before.fresh[1:4]:
        study.answer(item.uid, Rating.EASY)
    other = Study.open(home, [content], clock)
    assert study.today().queue == other.today().queue
    other.close()


def test_a_card_that_breaks_after_it_was_shown_is_graded_as_its_button_said(
    study: Study, home: Paths, content: Path, clock: Clock
) -> None:
    shown = study.next()
    assert shown is not None
    uid = shown.card.uid
    page = Path(shown.page.path)
    page.write_text(page.read_text(encoding="utf-8").replace("\nA: ", "\nA; "), encoding="utf-8")
    study.reload()
    with pytest.raises(QuarantinedError):
        study.shown(uid)

    answered = study.answer(uid, Rating.EASY)

    assert answered.outcome == shown.outcomes[Rating.EASY]
    following = study.next()
    assert following is None or following.card.uid != uid
    other = Study.open(home, [content], clock)
    assert other.states[uid] == answered.state
    other.close()


def test_a_broken_card_is_graded_although_another_process_wrote_meanwhile(
    study: Study, home: Paths, content: Path, clock: Clock
) -> None:
    shown = study.next()
    assert shown is not None
    other = Study.open(home, [content], clock)
    other.configure("new_per_day", "7")
    other.close()
    Path(shown.page.path).write_text("no front matter", encoding="utf-8")
    study.reload()
    study.today()

    assert study.answer(shown.card.uid, Rating.GOOD).state.reps == 1


def test_only_a_card_that_was_shown_is_graded_without_its_file(study: Study, content: Path) -> None:
    assert study.next() is not None
    page = content / "concepts/serving/beta.md"
    page.write_text("no front matter", encoding="utf-8")
    study.reload()

    with pytest.raises(QuarantinedError):
        study.answer("beta/name", Rating.GOOD)
    with pytest.raises(QuarantinedError):
        study.bury("beta/name")
