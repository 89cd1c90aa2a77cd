import shutil

import pytest
from graded import DAY, HOUR, MINUTE, START, grade
from hand_clock import Clock
from hypothesis import given
from hypothesis import strategies as st

from mlsd_graph.errors import StateDamagedError, StateError
from mlsd_graph.paths import Paths
from mlsd_graph.store import Store, backup
from mlsd_graph.store.device import read_device
from mlsd_graph.store.opening import state_folder_files
from mlsd_graph.store.restoring import restore


def test_a_backup_holds_the_whole_state(store: Store) -> None:
    grade(store, "a/x")
    made = store.back_up()
    assert backup.verify(made.path) == 1
    assert store.backups() == [made]
    assert (made.at_ms, made.reason) == (START, "manual")
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]


def test_a_backup_is_made_every_half_hour_of_use(store: Store, clock: Clock) -> None:
    assert store.back_up_if_due() is None  # nothing to lose yet
    grade(store, "a/x")
    assert store.back_up_if_due() is not None
    clock.ms += 29 * MINUTE
    grade(store, "a/x")
    assert store.back_up_if_due() is None
    clock.ms += MINUTE
    assert store.back_up_if_due() is not None
    clock.ms += DAY
    assert store.back_up_if_due() is None  # nothing new
    grade(store, "a/x")
    assert store.back_up_if_due() is not None


def test_a_clock_set_back_does_not_stop_backups(store: Store, clock: Clock) -> None:
    grade(store, "a/x")
    store.back_up()
    clock.ms -= 5 * DAY
    grade(store, "a/y")
    assert store.back_up_if_due() is not None


def test_a_damaged_copy_never_counts_as_a_backup(store: Store, paths: Paths) -> None:
    grade(store, "a/x")
    made = store.back_up()
    whole = made.path.read_bytes()
    for broken in (b"", whole[:5000], b"x" * len(whole)):
        made.path.write_bytes(broken)
        with pytest.raises(StateDamagedError):
            backup.verify(made.path)
        with pytest.raises(StateError):
            restore(paths, lambda: (START, 0))
    assert store.states().keys() == {"a/x"}


def test_the_ladder_keeps_two_days_whole_then_days_then_weeks() -> None:
    times = [START - i * 6 * HOUR for i in range(4 * 200)]
    kept = backup.kept(times)
    assert {at for at in times if at > START - 2 * DAY} <= kept
    assert len({at // DAY for at in kept if at > START - 12 * DAY}) >= 12
    weeks = {at // (7 * DAY) for at in kept}
    assert len(weeks) == 10
    assert len(kept) <= 9 + 12 + 10


@given(st.lists(st.integers(0, 4000), min_size=1, max_size=60), st.integers(1, 10**6))
def test_the_newest_backup_is_kept_whatever_the_clock_did(hours: list[int], jump: int) -> None:
    times = [START + hour * HOUR for hour in hours]
    kept = backup.kept(times)
    assert max(times) in kept
    # A clock far ahead makes the others old, but the ladder still holds on to its rungs.
    ahead = backup.kept([*times, max(times) + jump * DAY])
    assert len(ahead) >= min(len({at // DAY for at in times}) + 1, 12)


def test_old_backups_are_rotated_away(store: Store, paths: Paths, clock: Clock) -> None:
    grade(store, "a/x")
    made = store.back_up()
    for i in range(200):
        copy = made.path.with_name(made.path.name.replace("2026", str(2000 + i % 20)))
        if not copy.exists():
            shutil.copyfile(made.path, copy)
    clock.ms += HOUR
    store.back_up()
    assert 12 <= len(store.backups()) <= 2 + 12 + 10


def test_a_drill_brings_the_backup_back(store: Store, paths: Paths, clock: Clock) -> None:
    states = {card: grade(store, card).state for card in ("a/x", "a/y")}
    made = store.back_up()
    device = read_device(state_folder_files(paths)[1])
    clock.ms += HOUR
    later = grade(store, "b/z").event
    restored = store.restore(made.path)
    assert restored.events == 2
    assert store.states() == states
    assert store.check().problems == ()
    assert read_device(state_folder_files(paths)[1]) != device
    # What was there is kept twice: beside the state, and as a backup.
    assert restored.kept is not None
    assert backup.verify(restored.kept) == 3
    assert [found.reason for found in store.backups()] == ["before-restore", "manual"]
    grade(store, "a/x")
    assert store.check().problems == ()
    assert store.undo() is not None
    assert store.undo() is None  # the other events belong to the former device
    store.restore(store.backups()[0].path)
    assert store.event(later.id) == later


def test_a_damaged_state_is_restored_from_the_newest_good_backup(
    store: Store, paths: Paths, clock: Clock
) -> None:
    states = {card: grade(store, card).state for card in ("a/x", "a/y")}
    good = store.back_up()
    clock.ms += HOUR
    bad = store.back_up()
    bad.path.write_bytes(b"")
    store.close()
    paths.database.write_bytes(b"broken" * 5000)
    journal = paths.database.with_name(paths.database.name + "-journal")
    journal.write_bytes(b"old news")
    restored = restore(paths, clock)
    assert restored.source == good.path
    assert restored.kept is not None
    assert restored.kept.read_bytes() == b"broken" * 5000
    assert not journal.exists()
    with Store.open(paths, clock) as again:
        assert again.states() == states


def test_a_restore_never_rotates(store: Store, clock: Clock) -> None:
    grade(store, "a/x")
    made = store.back_up()
    for year in range(1980, 2020):
        shutil.copyfile(made.path, made.path.with_name(made.path.name.replace("2026", str(year))))
    clock.ms += HOUR
    store.restore(made.path)
    assert len(store.backups()) == 42


def test_another_process_goes_on_with_the_restored_state(
    store: Store, paths: Paths, clock: Clock
) -> None:
    grade(store, "a/x")
    made = store.back_up()
    grade(store, "a/y")
    clock.ms += HOUR
    restore(paths, clock, made.path)
    grade(store, "b/z")
    assert store.states().keys() == {"a/x", "b/z"}
    assert store.check().problems == ()
