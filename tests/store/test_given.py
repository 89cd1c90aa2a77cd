"""The times of answers tell those given here from those that came, and what was undone."""

from graded import DAY, grade, renamed
from hand_clock import Clock

from mlsd_graph.store import Draft, Kind, Store
from mlsd_graph.store.given import Given, given


def test_what_was_given_here_and_what_counts(store: Store, clock: Clock) -> None:
    begun = clock.ms
    grade(store, "a/one", 3)
    clock.ms += DAY
    grade(store, "a/one", 1)
    store.undo()
    store.record(Kind.FLAG, "a/one", {"flag": 2})
    came = Draft(
        Kind.REVIEW, "b/two", 2, 700, 20_700, data={"source": "anki"}, when=(begun - DAY, 0)
    )
    store.append([came, Draft(Kind.REVIEW, "b/two", 2, 700, 20_700, when=(begun - 2 * DAY, 0))])
    renamed(store, "b/two", "b/new")
    found = given(store.paths.database, store.rules().resolve)
    assert found() == {
        "a/one": Given([begun, begun + DAY], [begun]),
        "b/new": Given([begun - 2 * DAY], [begun - 2 * DAY, begun - DAY]),
    }


def test_an_empty_folder_has_no_answers(store: Store) -> None:
    assert given(store.paths.database.with_name("none.sqlite"), str)() == {}
