from graded import DAY, grade, learned
from hand_clock import Clock

from mlsd_graph.memory.studyday import study_day
from mlsd_graph.paths import Paths
from mlsd_graph.store import Kind, Store
from mlsd_graph.store.device import new_device
from mlsd_graph.store.opening import state_folder_files
from mlsd_graph.store.replay import replay


def test_undo_takes_back_the_newest_event_and_redo_brings_it_again(
    store: Store, clock: Clock
) -> None:
    before = learned(store, clock, "a/x", 2)
    after = grade(store, "a/x", 1)
    undone = store.undo()
    assert undone is not None
    assert (undone.target, undone.state) == (after.event, before)
    assert store.state("a/x") == before
    redone = store.redo()
    assert redone is not None
    assert redone.state == after.state
    assert store.state("a/x") == after.state


def test_undo_goes_on_backwards_and_redo_in_the_other_order(store: Store) -> None:
    events = [grade(store, card).event for card in ("a/x", "a/y", "a/z")]
    undone = [store.undo() for _ in range(3)]
    assert [u.target for u in undone if u] == events[::-1]
    assert store.undo() is None
    assert store.states() == {}
    redone = [store.redo() for _ in range(3)]
    assert [r.target for r in redone if r] == events
    assert store.redo() is None


def test_something_new_ends_the_chance_to_redo(store: Store) -> None:
    grade(store, "a/x")
    store.undo()
    grade(store, "a/y")
    assert store.redo() is None


def test_what_cannot_be_taken_back_does_not_end_the_chance_to_redo(store: Store) -> None:
    grade(store, "a/x")
    store.undo()
    store.record(Kind.SESSION)
    store.stamp_notes({"a/x": "1"})
    assert store.redo() is not None


def test_undo_and_redo_can_take_turns(store: Store) -> None:
    first = grade(store, "a/x")
    for _ in range(4):
        assert store.undo() is not None
        assert store.state("a/x") is None
        assert store.redo() is not None
        assert store.state("a/x") == first.state
    second = grade(store, "a/x")
    undone = store.undo()
    assert undone is not None
    assert undone.target == second.event


def test_undo_works_after_a_restart(store: Store, paths: Paths, clock: Clock) -> None:
    event = grade(store, "a/x").event
    store.close()
    with Store.open(paths, clock) as again:
        undone = again.undo()
        assert undone is not None
        assert undone.target == event
    with Store.open(paths, clock) as again:
        assert again.redo() is not None


def test_undo_leaves_other_devices_alone(store: Store, paths: Paths) -> None:
    grade(store, "a/x")
    new_device(state_folder_files(paths)[1])
    assert store.undo() is None
    mine = grade(store, "a/y").event
    undone = store.undo()
    assert undone is not None
    assert undone.target == mine
    assert store.undo() is None


def test_undone_reviews_stay_in_the_log_and_leave_the_statistics(store: Store) -> None:
    grade(store, "a/x")
    store.undo()
    assert [event.kind for event in store.events("a/x")] == [Kind.REVIEW, Kind.UNDO]
    assert store.days() == []


def test_all_kinds_of_marks_are_taken_back(store: Store) -> None:
    state = grade(store, "a/x").state
    for kind, data in (
        (Kind.SUSPEND, None),
        (Kind.BURY, {"until_day": 21_000}),
        (Kind.MARK, {"on": True}),
        (Kind.FLAG, {"flag": 2}),
        (Kind.FORGET, None),
    ):
        store.record(kind, "a/x", data)
        assert store.state("a/x") != state
        store.undo()
        assert store.state("a/x") == state


def test_a_redo_holds_although_the_clock_was_set_back_before_it(store: Store, clock: Clock) -> None:
    state = grade(store, "a/x").state
    store.undo()
    clock.ms -= 3 * DAY
    store.redo()
    assert store.state("a/x") == state
    assert replay(store.events()).states == store.states()


def test_the_cards_graded_last_are_those_whose_grades_count(store: Store, clock: Clock) -> None:
    for card in ("a/x", "a/y", "a/z"):
        grade(store, card)
    store.undo()
    grade(store, "a/w")
    grade(store, "a/v")
    store.undo()
    store.redo()
    now = study_day(*clock()), clock.offset

    assert store.last_graded(*now, 4) == ["a/x", "a/y", "a/w", "a/v"]
    assert store.last_graded(*now, 2) == ["a/w", "a/v"]
    assert store.last_graded(now[0] + 1, clock.offset, 4) == []
