"""All grades at once are what the events of each card say."""

from graded import DAY, grade, renamed
from hand_clock import Clock

from mlsd_graph.store import Draft, Kind, Store
from mlsd_graph.store.grades import FORGOTTEN
from mlsd_graph.store.replay import live


def test_grades_are_the_live_reviews_and_forgettings_by_current_name(
    store: Store, clock: Clock
) -> None:
    grade(store, "a/one", 3)
    clock.ms += DAY
    grade(store, "b/two", 4)
    grade(store, "a/one", 1)
    store.undo()
    store.record(Kind.FORGET, "b/two")
    store.append([Draft(Kind.REVIEW, "a/one", 2, 700, 20_700, when=(clock.ms - 5 * DAY, -420))])
    store.record(Kind.FLAG, "a/one", {"flag": 2})
    renamed(store, "b/two", "b/new")
    found = store.grades()
    assert set(found) == {"a/one", "b/new"}
    for uid, grades in found.items():
        events = [
            event for event in live(store.events(uid)) if event.kind in {Kind.REVIEW, Kind.FORGET}
        ]
        assert [tuple(each) for each in grades] == [
            (e.at, e.offset, e.rating or FORGOTTEN, e.duration_ms or 0, e.due_day) for e in events
        ]
    assert [each.rating for each in found["a/one"]] == [2, 3]
    assert [each.rating for each in found["b/new"]] == [4, FORGOTTEN]
