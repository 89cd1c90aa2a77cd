"""The grades of a day come back from the log with the states before them."""

from graded import renamed
from hand_clock import Clock

from mlsd_graph.memory import CardState, study_day
from mlsd_graph.paths import Paths
from mlsd_graph.store import Draft, Store


def _grade(store: Store, clock: Clock, card: str, rating: int) -> CardState:
    clock.forward(minutes=1)
    seen = store.state(card)
    due = None if rating == 1 else study_day(*clock()) + 5
    return store.review(card, rating, duration_ms=5000, due_day=due, seen=seen).state


def test_each_answer_carries_the_state_before_it(home: Paths, clock: Clock) -> None:
    with Store.open(home, clock) as store:
        _grade(store, clock, "a/x", 4)
        clock.forward(days=6)
        morning = _grade(store, clock, "b/x", 4)
        before = store.state("a/x")
        lapsed = _grade(store, clock, "a/x", 1)
        _grade(store, clock, "a/x", 3)
        found = store.answers(study_day(*clock()), clock.offset)
    assert [(each.card, each.rating) for each in found] == [("b/x", 4), ("a/x", 1), ("a/x", 3)]
    assert [each.before for each in found] == [None, before, lapsed]
    assert [each.is_lapse for each in found] == [False, True, False]
    assert found[0].at == morning.last


def test_undone_answers_do_not_count(home: Paths, clock: Clock) -> None:
    with Store.open(home, clock) as store:
        _grade(store, clock, "a/x", 4)
        _grade(store, clock, "b/x", 1)
        store.undo()
        found = store.answers(study_day(*clock()), clock.offset)
    assert [each.card for each in found] == ["a/x"]


def test_a_renamed_card_is_named_as_it_is_now(home: Paths, clock: Clock) -> None:
    with Store.open(home, clock) as store:
        _grade(store, clock, "old/x", 4)
        renamed(store, "old/x", "new/x")
        found = store.answers(study_day(*clock()), clock.offset)
    assert [each.card for each in found] == ["new/x"]


def test_more_answers_than_one_look_holds(home: Paths, clock: Clock) -> None:
    with Store.open(home, clock) as store:
        store.append(
            [_draft(f"c/{i}", clock.ms + i) for i in range(1200)]
            + [_draft("c/0", clock.ms - 5 * 86_400_000)]
        )
        clock.forward(minutes=1)
        found = store.answers(study_day(*clock()), clock.offset)
    assert len(found) == 1200


def _draft(card: str, at: int) -> Draft:
    return Draft("review", card, 4, 1000, study_day(at, 60) + 5, when=(at, 60))
