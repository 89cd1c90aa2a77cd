"""A clock that was ahead and has been set right: what is done later holds all the same."""

import pytest
from graded import DAY, HOUR, MINUTE, START, grade, renamed
from hand_clock import Clock
from hypothesis import given
from hypothesis import strategies as st

from mlsd_graph.paths import find
from mlsd_graph.store import Draft, Kind, Store, note_stamps
from mlsd_graph.store.replay import replay

CARDS = ("a/x", "a/y")
JUMPS = st.sampled_from((0, MINUTE, 5 * HOUR, 3 * DAY, -5 * HOUR, -3 * DAY, -40 * DAY))
VALUES = {
    "desired_retention": ("0.8", "0.85", "0.95"),
    "new_per_day": ("3", "7"),
    "learning_steps": ("none", "5m 1d"),
}
ON_CARDS = ("suspend", "unsuspend", "bury", "unbury", "mark", "unmark", "flag", "forget")
ACTS = st.one_of(
    st.tuples(st.just("review"), st.sampled_from(CARDS), st.integers(1, 4)),
    st.tuples(st.sampled_from(ON_CARDS), st.sampled_from(CARDS), st.integers(1, 7)),
    st.sampled_from(sorted(VALUES)).flatmap(
        lambda key: st.tuples(st.just("set"), st.just(key), st.sampled_from(VALUES[key]))
    ),
    st.tuples(st.just("note"), st.just("key"), st.integers(1, 7)),
)
Said = dict[tuple[str, str], object]


def do(store: Store, said: Said, act: str, on: str, value: int | str) -> None:
    """Do one act, and note what it says of what it is about."""
    match act:
        case "review":
            grade(store, on, int(value))
            said["buried", on] = None  # a grade ends it, unless that was said for a later time
            said["new", on] = False
        case "set":
            store.set(on, str(value))
            said["set", on] = str(value)
        case "note":
            store.stamp_notes({on: str(value)})
            said["note", on] = str(value)
        case "suspend" | "unsuspend":
            store.record(act, on)
            said["suspended", on] = act == "suspend"
        case "bury" | "unbury":
            store.record(act, on, {"until_day": 20_000 + int(value)})
            said["buried", on] = (20_000 + int(value)) * (act == "bury")
        case "mark" | "unmark":
            store.record(Kind.MARK, on, {"on": act == "mark"})
            said["marked", on] = act == "mark"
        case "flag":
            store.record(Kind.FLAG, on, {"flag": value})
            said["flag", on] = value
        case _:
            store.record(Kind.FORGET, on)
            said["new", on] = True


def found(store: Store, what: str, on: str) -> object:
    """Read what the state says now."""
    if what == "set":
        return store.settings().as_text()[on]
    if what == "note":
        return note_stamps(store.noted())[on].hash
    state = store.state(on)
    assert state is not None
    told = {
        "suspended": state.suspended,
        "buried": state.buried_until,
        "marked": state.marked,
        "flag": state.flag,
        "new": state.reps == 0,
    }
    return told[what]


@given(steps=st.lists(st.tuples(JUMPS, ACTS), max_size=12))
def test_the_last_act_holds_whatever_the_clock_did(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, tuple[str, str, int | str]]]
) -> None:
    clock, said = Clock(START), Said()
    with Store.open(find({"MLSD_HOME": str(tmp_path_factory.mktemp("home"))}), clock) as store:
        for jump, act in steps:
            clock.ms += jump
            do(store, said, *act)
            for (what, on), value in said.items():
                assert value is None or found(store, what, on) == value, (what, on)
        world = replay(store.events())
        assert store.states() == world.states
        assert store.rules() == world.rules


def test_a_setting_of_a_clock_that_was_ahead_is_replaced(store: Store, clock: Clock) -> None:
    clock.ms += 3 * DAY
    ahead = store.set("desired_retention", "0.85")
    clock.ms -= 3 * DAY
    store.set("new_per_day", "7")
    event = store.set("desired_retention", "0.95")
    assert (store.settings().desired_retention, store.settings().new_per_day) == (0.95, 7)
    assert event.at > ahead.at
    assert event.values["clock"] == "after"
    undone = store.undo()
    assert undone is not None
    assert store.settings().desired_retention == 0.85
    store.redo()
    assert store.settings().desired_retention == 0.95
    store.rebuild()
    assert store.settings().desired_retention == 0.95
    assert store.check().problems == ()


def test_what_follows_on_a_wrong_date_does_not_date_a_grade(store: Store, clock: Clock) -> None:
    grade(store, "a/y")
    clock.ms += 5 * DAY
    store.set("new_per_day", "3")
    store.record(Kind.MARK, "a/x", {"on": True})
    clock.ms -= 4 * DAY
    store.set("new_per_day", "7")
    store.record(Kind.MARK, "a/x", {"on": False})
    assert grade(store, "a/x").event.at == clock.ms
    clock.ms += MINUTE
    assert grade(store, "a/y").event.at == clock.ms
    before = store._connection.execute("SELECT * FROM device_head").fetchall()
    store.rebuild()
    assert store._connection.execute("SELECT * FROM device_head").fetchall() == before


def test_a_card_made_new_by_a_clock_that_was_ahead_is_learned(store: Store, clock: Clock) -> None:
    grade(store, "a/x")
    clock.ms += 3 * DAY
    store.record(Kind.FORGET, "a/x")
    clock.ms -= 3 * DAY - MINUTE
    for reps in (1, 2):
        assert grade(store, "a/x").state.reps == reps
        clock.ms += HOUR


def test_a_card_is_followed_under_its_former_names(store: Store, clock: Clock) -> None:
    clock.ms += 3 * DAY
    store.record(Kind.SUSPEND, "a/x")
    renamed(store, "a/x", "b/x")
    renamed(store, "b/x", "c/x")
    clock.ms -= 3 * DAY
    store.record(Kind.UNSUSPEND, "c/x")
    state = store.state("c/x")
    assert state is not None
    assert not state.suspended


def test_an_interview_keeps_its_date_beside_settings_of_a_wrong_one(
    store: Store, clock: Clock
) -> None:
    clock.ms += 3 * DAY
    store.set("new_per_day", "3")
    clock.ms -= 3 * DAY
    run = {"run": "r", "case": "c"}
    first = store.record(Kind.INTERVIEW, data=run)
    assert first.at == clock.ms


def test_events_are_read_as_they_were_written(store: Store, clock: Clock) -> None:
    clock.ms += 3 * DAY
    first = store.record("export", data={"n": 1})
    clock.ms -= 3 * DAY
    grade(store, "a/x")
    rest = [store.record(kind, data={"n": 2}) for kind in (Kind.IMPORT, "export")]
    kinds = ("export", Kind.IMPORT)
    assert store.as_written(kinds) == [first, *rest]
    assert store.as_written(kinds, after=first.id) == rest
    assert store.as_written(kinds, after=rest[1].id) == []
    assert store.as_written(kinds, after=bytes(16)) == []
    assert store.events(kinds=kinds)[-1] == first


def test_the_next_act_tells_when_something_happened_that_is_dated_in_the_future(
    store: Store, clock: Clock
) -> None:
    grade(store, "a/y")
    clock.ms += 3 * DAY
    sent = store.record("export")
    store.record(Kind.SUSPEND, "a/x")
    clock.ms -= 3 * DAY
    now = clock.ms + 5
    assert store.right_time(sent, now) == now
    store.append([Draft(Kind.SESSION, when=(clock.ms - DAY, 0))])
    store.record(Kind.UNSUSPEND, "a/x")
    assert store.right_time(sent, now) == now
    clock.ms += HOUR
    told = grade(store, "a/y").event.at
    assert store.right_time(sent, now) == now
    assert store.right_time(sent, clock.ms + HOUR) == told
    assert store.right_time(sent, sent.at) == sent.at
