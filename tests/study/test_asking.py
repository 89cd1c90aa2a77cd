from pathlib import Path

from answering import asked
from hand_clock import Clock

from mlsd_graph.memory import Phase, Rating
from mlsd_graph.paths import Paths
from mlsd_graph.study import Study


def test_the_first_card_is_of_the_concept_that_needs_nothing(study: Study) -> None:
    shown = study.next()

    assert shown is not None
    assert shown.card.uid == "alpha/first"
    assert shown.reason.text


def test_concepts_open_when_their_prerequisites_are_known(study: Study) -> None:
    opened: list[str] = []
    while len(opened) == 0:
        shown = study.next()
        assert shown is not None
        assert shown.card.head.page == "alpha"
        opened += study.answer(shown.card.uid, Rating.EASY).opened

    assert opened == ["beta"]


def test_daily_limits_hold_and_tomorrow_brings_more(study: Study, clock: Clock) -> None:
    study.configure("new_per_day", "1")
    asked(study)

    assert study.next() is None
    assert study.today().next_due is not None

    clock.forward(days=1)
    assert study.next() is not None


def test_a_learning_card_comes_early_only_when_nothing_else_is_left(study: Study) -> None:
    study.configure("new_per_day", "2")
    first = asked(study, Rating.GOOD)
    second = asked(study, Rating.EASY)

    shown = study.next()

    assert second != first
    assert shown is not None
    assert shown.card.uid == first
    assert study.states[first].phase == Phase.LEARNING


def test_due_cards_are_asked_and_graded_before_all_is_looked_at(
    home: Paths, content: Path, clock: Clock
) -> None:
    study = Study.open(home, [content], clock)
    uids = [asked(study), asked(study)]
    study.care()
    study.close()
    clock.forward(days=40)
    cold = Study.open(home, [content], clock)
    glance = cold.glance()

    shown = cold.next(at_once=True)
    assert shown is not None
    cold.answer(shown.card.uid, Rating.GOOD)
    second = cold.next(at_once=True)

    assert glance is not None
    assert glance.due == 2
    assert second is not None
    assert {shown.card.uid, second.card.uid} == set(uids)
    assert shown.reason.text.startswith("due, ")
    assert not cold.is_warm
    cold.warm()
    assert cold.is_warm
    assert cold.today().due == 1
    assert cold.states[shown.card.uid].reps == 2
    cold.close()


def test_there_is_no_glance_before_the_first_look(home: Paths, content: Path, clock: Clock) -> None:
    study = Study.open(home, [content], clock)

    assert study.glance() is None
    study.close()


def test_what_is_buried_leaves_room_for_other_new_cards(study: Study) -> None:
    study.configure("new_per_day", "2")
    for _ in range(2):
        shown = study.next()
        assert shown is not None
        study.bury(shown.card.uid)

    assert study.next() is not None


def test_siblings_stay_apart_across_restarts(home: Paths, content: Path, clock: Clock) -> None:
    pages = []
    for _ in range(2):
        study = Study.open(home, [content], clock)
        shown = study.next()
        assert shown is not None
        study.answer(shown.card.uid, Rating.EASY)
        pages.append(study.store.last_graded(study.now().day, study.now().offset, 4))
        study.close()

    assert [len(names) for names in pages] == [1, 2]


def test_the_grade_of_a_first_card_keeps_siblings_apart_as_the_log_does(
    home: Paths, content: Path, clock: Clock
) -> None:
    study = Study.open(home, [content], clock)
    for uid, rating in (("beta/name", 3), ("gamma/aloud", 3), ("alpha/first", 1)):
        study.answer(uid, Rating(rating))
    study.close()
    clock.forward(minutes=2)
    kept = Study.open(home, [content], clock)
    shown = kept.next(at_once=True)
    assert shown is not None
    assert not kept.is_warm
    kept.warm()
    kept.answer(shown.card.uid, Rating.AGAIN)
    anew = Study.open(home, [content], clock, write=False)

    queues = [each._present.line.queue(each.now()) for each in (kept, anew)]
    kept.close()
    anew.close()

    assert queues[0].recent == queues[1].recent


def test_a_step_that_has_come_due_shows_on_today(study: Study, clock: Clock) -> None:
    study.configure("learning_steps", "1h")
    study.configure("new_per_day", "1")
    asked(study, Rating.AGAIN)
    assert study.today().due == 0

    clock.forward(minutes=120)

    assert study.today().due == 1


def test_a_script_that_asks_anew_each_time_gets_the_whole_queue(
    home: Paths, content: Path, clock: Clock
) -> None:
    first = Study.open(home, [content], clock)
    expected = [item.uid for item in first.today().queue][:1]
    first.close()

    again = Study.open(home, [content], clock, write=False)
    shown = again.next()
    again.close()

    assert shown is not None
    assert [shown.card.uid] == expected


def test_what_comes_back_counts_cards_between_steps(study: Study) -> None:
    asked(study, Rating.GOOD)

    assert study.session().tomorrow == 1
    assert next(iter(study.stats().forecast.values())) == 1
