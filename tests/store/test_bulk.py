"""Many events in one transaction: an import, or the stamps of an export."""

import tracemalloc

import pytest
from graded import DAY, HOUR, START, grade, learned, renamed
from hand_clock import Clock

from mlsd_graph.errors import StateError
from mlsd_graph.paths import Paths
from mlsd_graph.store import Draft, Kind, Store, new_id
from mlsd_graph.store.event import new_ids
from mlsd_graph.store.replay import replay


def drafts(count: int, cards: int, first: int = START - 90 * DAY) -> list[Draft]:
    """Make reviews of some cards in turn, an hour between them."""
    return [
        Draft(Kind.REVIEW, f"a/{i % cards}", 1 + i % 4, 100, None if i % 3 else 20_720 + i % 9,
              when=(first + i * HOUR, 60))
        for i in range(count)
    ]  # fmt: skip


def test_many_events_at_once_are_replayed_as_one_by_one(store: Store, clock: Clock) -> None:
    learned(store, clock, "a/1", 3)
    learned(store, clock, "old/2", 2)
    renamed(store, "old/2", "a/2")
    grade(store, "a/3")
    store.undo()
    events = store.append(drafts(5000, 1200))
    assert [event.seq for event in events] == list(range(events[0].seq, events[0].seq + 5000))
    world = replay(store.events())
    assert store.states() == world.states
    assert {day.day: list(day[1:]) for day in store.days()} == world.days
    assert store.check().problems == ()


def test_what_is_sent_again_beside_something_new_counts_once(store: Store) -> None:
    first = Draft(Kind.REVIEW, "a/x", 3, 100, id=new_id(START), when=(START - HOUR, 0))
    second = first._replace(id=new_id(START), when=(START, 0))
    (stored,) = store.append([first])
    again = store.append([first, second, second])
    assert again[0] == stored
    assert again[1] == again[2]
    assert [event.id for event in store.events()] == [first.id, second.id]
    assert [day.reviews for day in store.days()] == [2]
    assert store.check().problems == ()


def test_events_of_one_moment_all_get_times_of_their_own(store: Store) -> None:
    grade(store, "a/x", when=(START + 5, 0))
    same = [Draft(Kind.FLAG, f"a/{i}", data={"flag": 1}, when=(START, 0)) for i in range(30_000)]
    times = [event.at for event in store.append(same)]
    assert times == [START + i for i in range(30_001) if i != 5]


def test_ids_made_at_once_rise_and_differ_in_the_half_that_is_indexed(store: Store) -> None:
    ids = new_ids(START, 10_000)
    assert ids == sorted(ids)
    assert len({made[:8] for made in ids}) == 10_000
    for made in ids:
        assert START <= int.from_bytes(made[:6], "big") <= START + 3
        assert (made[6] >> 4, made[8] >> 6) == (7, 2)
    store.append(drafts(9000, 10))
    halves = "SELECT count(DISTINCT substr(id, 1, 8)) FROM event"
    assert store._connection.execute(halves).fetchone() == (9000,)


def test_one_bad_event_keeps_out_all_the_others(store: Store, paths: Paths) -> None:
    grade(store, "a/x")
    before = store.states(), store.events(), store.days()
    bad = drafts(5000, 50)
    bad[4321] = bad[4321]._replace(rating=5)
    with pytest.raises(StateError, match="CHECK"):
        store.append(bad)
    assert (store.states(), store.events(), store.days()) == before
    assert store.check().problems == ()
    assert len(store.append(drafts(5000, 50))) == 5000


def test_an_import_needs_little_memory_beside_its_events(store: Store) -> None:
    given = drafts(10_000, 2000)
    tracemalloc.start()
    events = store.append(given)
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(events) == 10_000
    assert peak < 2 * kept


def test_a_card_with_a_name_that_is_too_long_is_refused(store: Store) -> None:
    with pytest.raises(StateError, match="CHECK"):
        store.append([*drafts(10, 3), Draft(Kind.MARK, "a/" + "x" * 400, data={"on": True})])
    assert store.events() == []
