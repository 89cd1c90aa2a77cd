"""The oldest grades of the log, as the order of new concepts reads them."""

from hand_clock import Clock

from mlsd_graph.memory import Rating
from mlsd_graph.store import Draft, Kind
from mlsd_graph.study import Study


def test_they_come_in_the_order_of_time_not_of_writing(study: Study, clock: Clock) -> None:
    study.answer("alpha/first", Rating.GOOD)
    before = (clock.ms - 60_000, clock.offset)
    study.store.append([Draft(Kind.REVIEW, "beta/name", rating=1, duration_ms=0, when=before)])
    assert study.store.first_grades(5) == [("beta/name", 1), ("alpha/first", 3)]


def test_what_was_undone_takes_no_place_of_another(study: Study) -> None:
    for _ in range(2):
        study.answer("alpha/first", Rating.AGAIN)
        study.undo()
    study.answer("beta/name", Rating.GOOD)
    study.answer("alpha/first", Rating.EASY)
    assert study.store.first_grades(2) == [("beta/name", 3), ("alpha/first", 4)]
    assert study.store.first_grades(1) == [("beta/name", 3)]
