"""Placement over a real state: real grades, an end that undo takes back, checks in the queue."""

from pathlib import Path

import pytest
from chains import ask, checks, placed
from hand_clock import Clock

from mlsd_graph.errors import UsageError
from mlsd_graph.level import Level
from mlsd_graph.memory import Rating
from mlsd_graph.paths import Paths
from mlsd_graph.scheduling import ReasonKind
from mlsd_graph.study import Study
from mlsd_graph.study.placing import answer, begin, finish, placing


def test_an_answer_is_a_normal_first_grade(study: Study, clock: Clock) -> None:
    now = begin(study, Level.MID)
    assert now.sitting is not None
    assert now.sitting.question is not None
    uid = now.sitting.question.uid
    promised = study.shown(uid).outcomes[Rating.EASY]
    answer(study, uid, Rating.EASY, duration_ms=900)
    state = study.states[uid]
    assert (state.stability, state.due, state.reps) == (promised.stability, promised.due, 1)
    (review,) = study.store.events(uid)
    assert (review.source, review.duration_ms) == ("placement", 900)


def test_only_the_open_question_is_answered(study: Study) -> None:
    with pytest.raises(UsageError, match="No placement question"):
        answer(study, "k0-0/card-a", Rating.GOOD)
    begin(study, Level.MID)
    with pytest.raises(UsageError, match="is not asked now"):
        answer(study, "k0-0/card-x", Rating.GOOD)
    assert study.first_run


def test_what_is_inferred_has_no_state_and_opens_what_rests_on_it(
    study: Study, clock: Clock
) -> None:
    placed(study, clock)
    now = placing(study)
    inferred = now.kept.standing.assumed - now.kept.standing.confirmed
    assert inferred
    for id_ in inferred:
        assert not any(head.uid in study.states for head in study.graph.cards_of[id_])
    clock.forward(days=1)
    new = [i for i in study.today().queue if i.reason.kind is ReasonKind.OPENS]
    frontier = {id_ for id_ in study.graph.dependents_of if id_ not in now.kept.standing.assumed}
    assert all(study.library.cards[item.uid].page in frontier for item in new)


def test_the_states_never_depend_on_what_was_inferred(
    study: Study, clock: Clock, tmp_path: Path, content: Path
) -> None:
    placed(study, clock)
    events = study.store.events(kinds=("review",))
    home = Paths(tmp_path / "s", tmp_path / "c", tmp_path / "k")
    other_clock = Clock()
    with_none = Study.open(home, [content], other_clock)
    for event in events:
        other_clock.ms = event.at
        assert event.card
        assert event.rating
        with_none.answer(event.card, Rating(event.rating))
    assert dict(with_none.states) == dict(study.states)
    with_none.close()


def test_after_few_answers_only_what_was_asked_counts(study: Study, clock: Clock) -> None:
    placed(study, clock, times=3)
    found = placing(study).kept.standing
    assert found.assumed == found.confirmed
    assert len(found.confirmed) == 3
    assert found.waiting, "the rest is checked first"


def test_checks_begin_the_next_day_and_a_passed_one_confirms(study: Study, clock: Clock) -> None:
    placed(study, clock)
    assert not checks(study)
    clock.forward(days=1)
    first, *rest = checks(study)
    waiting = len(placing(study).kept.standing.waiting)
    study.answer(first, Rating.GOOD)
    now = placing(study).kept.standing
    assert study.library.cards[first].page in now.confirmed
    assert len(now.waiting) == waiting - 1
    assert checks(study) == rest


def test_a_failed_check_falls_back_with_what_rests_on_it_and_undo_brings_it_back(
    study: Study, clock: Clock
) -> None:
    placed(study, clock)
    clock.forward(days=1)
    before = placing(study).kept.standing
    uid = next(u for u in checks(study) if study.graph.dependents(study.library.cards[u].page))
    page = study.library.cards[uid].page
    study.answer(uid, Rating.AGAIN)
    after = placing(study).kept.standing
    assert page in after.fallen
    above = set(study.graph.dependents(page)) - after.confirmed
    assert not (above | {page}) & after.assumed
    assert study.states[uid].stability > 0, "a normal new card"
    study.undo()
    assert placing(study).kept.standing == before


def test_all_checks_come_within_two_weeks_of_study(study: Study, clock: Clock) -> None:
    placed(study, clock)
    for _ in range(14):
        clock.forward(days=1)
        while due := checks(study):
            study.answer(due[0], Rating.GOOD)
    assert not placing(study).kept.standing.waiting


def test_one_undo_takes_the_whole_result_back_and_redo_brings_it_again(
    study: Study, clock: Clock
) -> None:
    placed(study, clock)
    result = placing(study).kept.beliefs
    assert result
    undone = study.undo()
    assert undone is not None
    assert undone.kind == "placement"
    assert not placing(study).kept.beliefs
    assert placing(study).sitting is not None
    study.redo()
    assert placing(study).kept.beliefs == result


def test_a_test_goes_on_after_the_program_was_killed(
    study: Study, clock: Clock, home: Paths, content: Path
) -> None:
    begin(study, Level.SENIOR)
    ask(study, clock, Rating.GOOD, 3)
    before = placing(study).sitting
    again = Study.open(home, [content], clock)  # the first one never closed
    after = placing(again).sitting
    assert before is not None
    assert after is not None
    assert (after.question, after.answers) == (before.question, before.answers)
    again.close()


def test_a_new_placement_replaces_the_old_and_keeps_what_was_confirmed(
    study: Study, clock: Clock
) -> None:
    placed(study, clock)
    clock.forward(days=1)
    first = checks(study)[0]
    study.answer(first, Rating.GOOD)
    confirmed = placing(study).kept.standing.confirmed
    begin(study, Level.JUNIOR)
    assert placing(study).kept.standing.assumed, "in force until the new one ends"
    ask(study, clock, Rating.AGAIN, 10)
    finish(study)
    now = placing(study).kept.standing
    assert confirmed <= now.assumed
    assert now.assumed - confirmed == set()
