"""The load of a day, counted when asked for, stays that of the store."""

from answering import asked

from mlsd_graph.memory import Rating
from mlsd_graph.study import Study
from mlsd_graph.study.loads import Loads


def test_days_that_were_counted_follow_grades_burying_and_suspending(study: Study) -> None:
    study.warm()
    loads = study._present._load_on
    days = range(study.now().day - 1, study.now().day + 200)
    assert sum(map(loads, days)) == 0

    first = asked(study, Rating.EASY)
    second = asked(study, Rating.EASY)
    third = asked(study, Rating.EASY)
    study.bury(second)
    study.suspend(third)

    fresh = Loads(study.store)
    assert [loads(day) for day in days] == [fresh(day) for day in days]
    assert {day: n for day in days if (n := loads(day))} == study.store.ahead()
    assert len(study.store.ahead()) >= 1
    assert study.store.state(first) is not None


def test_a_grade_before_the_queue_is_there_counts_anew(study: Study) -> None:
    shown = study.next()
    assert shown is not None
    study._present._whole = None
    loads = study._present._load_on
    before = sum(loads(day) for day in range(study.now().day, study.now().day + 200))

    study.answer(shown.card.uid, Rating.EASY)

    after = study._present._load_on
    assert before == 0
    assert sum(after(day) for day in range(study.now().day, study.now().day + 200)) == 1
