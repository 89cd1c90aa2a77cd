import sqlite3

import pytest
from graded import DAY, HOUR, START, grade, learned, renamed
from hand_clock import Clock

from mlsd_graph.errors import ChangedElsewhereError, UsageError
from mlsd_graph.paths import Paths
from mlsd_graph.store import Draft, Kind, Store, new_id, note_stamps
from mlsd_graph.store.event import DATA_LIMIT
from mlsd_graph.store.replay import replay


def test_a_grade_is_there_after_reopening(store: Store, paths: Paths, clock: Clock) -> None:
    recorded = grade(store, "recall/a", 3)
    with Store.open(paths, clock) as again:
        assert again.events("recall/a") == [recorded.event]
        assert again.states() == {"recall/a": recorded.state}


def test_the_due_day_of_the_button_is_recorded_as_it_is(store: Store, clock: Clock) -> None:
    learned(store, clock, "a/x", 3)
    seen = store.state("a/x")
    odd = store.review("a/x", 3, duration_ms=1, due_day=30_000, seen=seen)
    assert odd.state.due == 30_000
    assert replay(store.events()).states["a/x"].due == 30_000


def test_a_card_graded_by_another_process_is_not_graded_again(
    store: Store, paths: Paths, clock: Clock
) -> None:
    seen = store.state("a/x")
    with Store.open(paths, clock) as other:
        grade(other, "a/x", 1)
    with pytest.raises(ChangedElsewhereError):
        store.review("a/x", 3, duration_ms=1, due_day=None, seen=seen)
    assert len(store.events()) == 1


def test_the_same_grade_sent_twice_is_stored_once(store: Store) -> None:
    name = new_id(START)
    first = store.review("a/x", 3, duration_ms=1, due_day=None, seen=None, event_id=name)
    again = store.review("a/x", 3, duration_ms=1, due_day=None, seen=None, event_id=name)
    assert first == again
    assert len(store.events()) == 1


def test_times_of_one_device_rise_although_its_clock_stands_still(store: Store) -> None:
    times = [grade(store, "a/x", 1).event.at for _ in range(3)]
    assert times == [START, START + 1, START + 2]


def test_a_clock_that_is_hours_behind_does_not_turn_time_back(store: Store, clock: Clock) -> None:
    grade(store, "a/x", 1)
    clock.ms -= 23 * HOUR
    assert grade(store, "a/x", 1).event.at == START + 1


def test_a_clock_that_is_days_behind_is_believed_and_flagged(store: Store, clock: Clock) -> None:
    grade(store, "a/x", 1)
    clock.ms -= 3 * DAY
    event = grade(store, "a/x", 3).event
    assert event.at == clock.ms
    assert event.values == {"clock": "behind"}
    clock.ms += 5
    later = grade(store, "a/y", 3).event
    assert (later.at, later.values) == (clock.ms, {})
    assert replay(store.events()).states == store.states()


def test_a_given_time_is_kept_and_made_unique(store: Store, clock: Clock) -> None:
    grade(store, "a/x", 1)
    given = [grade(store, card, 3, when=(START, 60)).event for card in ("a/y", "a/z")]
    assert [(event.at, event.offset) for event in given] == [(START + 1, 60), (START + 2, 60)]
    future = grade(store, "a/x", 3, when=(START + 40 * DAY, 0)).event
    assert future.at == START + 40 * DAY
    clock.ms += 1
    # A given time says nothing about this device's clock.
    assert grade(store, "a/y", 3).event.at == START + 3


def test_a_review_given_for_the_past_is_replayed_in_its_place(store: Store, clock: Clock) -> None:
    grade(store, "a/x", 3)
    clock.ms += 9 * DAY
    grade(store, "a/x", 3)
    grade(store, "a/x", 1, when=(START + DAY, 120))
    assert [event.rating for event in store.events("a/x")] == [3, 1, 3]
    assert replay(store.events()).states == store.states()
    assert replay(store.events()).days == {day.day: list(day[1:]) for day in store.days()}


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE event SET rating = 4",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT * FROM event",
        """INSERT INTO event SELECT n + 1, id, kind, card, at, utc_offset, device, seq, rating,
        duration_ms, due_day, crc, target, data FROM event""",
        "UPDATE card SET name = 'b/y'",
        "DELETE FROM kind",
        "INSERT OR REPLACE INTO device SELECT * FROM device",
        "UPDATE device SET name = 'x'",
    ],
)
def test_the_log_and_its_names_cannot_be_changed(store: Store, attack: str) -> None:
    grade(store, "a/x")
    with pytest.raises(sqlite3.IntegrityError):
        store._connection.execute(attack)
    assert store.check().problems == ()


@pytest.mark.parametrize(
    "values",
    [
        {"rating": 5},
        {"rating": 0},
        {"duration_ms": -1},
        {"rating": None},
        {"card": None},
        {"due_day": "soon"},
        {"id": b"short"},
    ],
)
def test_what_a_review_cannot_be_is_refused(store: Store, values: dict[str, object]) -> None:
    good = Draft(Kind.REVIEW, "a/x", 3, 100, 20_000)
    with pytest.raises(Exception, match="CHECK constraint failed"):
        store.append([good, good._replace(**values)])
    assert store.events() == []


def test_data_above_the_limit_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="8192 bytes"):
        store.record(Kind.SESSION, data={"text": "x" * DATA_LIMIT})


def test_unknown_kinds_are_kept_and_ignored(store: Store) -> None:
    state = grade(store, "a/x").state
    strange = store.record("teleport", "a/x", {"to": "moon"})
    assert strange in store.events("a/x")
    assert store.states() == {"a/x": state}
    assert store.check().problems == ()


def test_marks_change_the_state_and_nothing_else(store: Store) -> None:
    state = grade(store, "a/x").state
    store.record(Kind.SUSPEND, "a/x")
    store.record(Kind.MARK, "a/x", {"on": True})
    store.record(Kind.FLAG, "a/x", {"flag": 3})
    store.record(Kind.BURY, "a/x", {"until_day": 20_800})
    marked = state._replace(suspended=True, marked=True, flag=3, buried_until=20_800)
    assert store.state("a/x") == marked
    store.record(Kind.FORGET, "a/x")
    forgotten = store.state("a/x")
    assert forgotten is not None
    assert (forgotten.reps, forgotten.stability, forgotten.phase) == (0, 0.0, 0)
    assert (forgotten.suspended, forgotten.marked, forgotten.flag) == (True, True, 3)
    for kind in (Kind.UNSUSPEND, Kind.UNBURY):
        store.record(kind, "a/x")
    assert store.states() == replay(store.events()).states


def test_a_renamed_card_keeps_its_history(store: Store, clock: Clock) -> None:
    learned(store, clock, "a/old", 3)
    renamed(store, "a/old", "b/new")
    assert set(store.states()) == {"b/new"}
    assert store.state("a/old") == store.state("b/new")
    grade(store, "b/new", 3)
    assert len(store.events("b/new")) == 4
    assert store.states() == replay(store.events()).states
    renamed(store, "b/new", "a/old")
    assert set(store.states()) == {"a/old"}
    assert store.check().problems == ()


def test_joining_two_histories_counts_the_card_as_new_once(store: Store, clock: Clock) -> None:
    for card in ("a/one", "a/two"):
        clock.ms += HOUR
        grade(store, card)
    renamed(store, "a/one", "a/two")
    state = store.state("a/two")
    assert state is not None
    assert state.reps == 2
    assert sum(day.new for day in store.days()) == 1
    assert store.check().problems == ()


def test_settings_live_in_the_log(store: Store, paths: Paths, clock: Clock) -> None:
    store.set("new-per-day", "7")
    with Store.open(paths, clock) as other:
        assert other.settings().new_per_day == 7
        other.set("new_per_day", "9")
    assert store.settings().new_per_day == 9
    with pytest.raises(UsageError):
        store.set("desired_retention", "2")
    with pytest.raises(UsageError):
        store.set("colour", "red")


def test_stamps_of_notes_tell_first_sight_from_change(store: Store) -> None:
    store.stamp_notes({"a/x": "11", "a/y": "22"})
    store.stamp_notes({"a/x": "33"})
    notes = note_stamps(store.noted())
    assert (notes["a/x"].hash, notes["a/x"].changed) == ("33", True)
    assert (notes["a/y"].hash, notes["a/y"].changed) == ("22", False)


def test_gaps_are_told_with_a_stamp_or_alone_and_then_date_nothing(store: Store) -> None:
    store.stamp_notes({"a/x": "11"}, gaps={"a/x": (1, 2), "a/y": ()})
    before = note_stamps(store.noted())
    assert set(before) == {"a/x"}
    store.stamp_notes({}, gaps={"a/x": (1,)})
    assert note_stamps(store.noted()) == before
    told = [(each.values["key"], each.values["gaps"]) for each in store.noted()]
    assert told == [("a/x", [1, 2]), ("a/y", []), ("a/x", [1])]


def test_events_tell_their_cards_by_what_these_are_called_now(store: Store) -> None:
    first, other = grade(store, "a/one").event.id, grade(store, "b/one").event.id
    renamed(store, "a/one", "a/two")
    nameless = store.set("new_per_day", "7").id
    wanted = [first, other, nameless, bytes(16)]
    assert store.cards_of(wanted) == {first: "a/two", other: "b/one"}
    assert store.cards_of([]) == {}


def test_a_store_opened_for_reading_changes_nothing(
    store: Store, paths: Paths, clock: Clock
) -> None:
    grade(store, "a/x")
    before = paths.database.read_bytes()
    with Store.open(paths, clock, write=False) as reader:
        assert reader.states() == store.states()
        with pytest.raises(Exception, match="reading only"):
            grade(reader, "a/x")
    assert paths.database.read_bytes() == before


def test_many_events_in_one_transaction_rebuild_once(store: Store) -> None:
    drafts = [Draft(Kind.REVIEW, f"a/{i % 2500}", 3, 100, 20_720) for i in range(5000)]
    store.append(drafts)
    assert store.states() == replay(store.events()).states
    assert store.check().problems == ()
