"""Commits that report an error, and a lock that somebody holds."""

import sqlite3

import pytest
from graded import START, grade

from mlsd_graph.errors import NotSavedError, StateBusyError
from mlsd_graph.paths import Paths
from mlsd_graph.store import Draft, Kind, Store, new_id
from mlsd_graph.store.lock import WriteLock
from mlsd_graph.store.opening import state_folder_files


class FailingAtCommit:
    """A connection whose next commit is durable and yet reports an error, as fsync can."""

    def __init__(self, connection: sqlite3.Connection, *, durable: bool) -> None:
        self._connection = connection
        self._durable = durable
        self._armed = True

    def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
        if sql == "COMMIT" and self._armed:
            self._armed = False
            self._connection.execute("COMMIT" if self._durable else "ROLLBACK")
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
            raise error
        return self._connection.execute(sql, *values)

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)


def test_a_commit_that_failed_but_was_durable_counts_as_saved(store: Store) -> None:
    store._connection = FailingAtCommit(store._connection, durable=True)
    recorded = grade(store, "a/x")
    assert store.events() == [recorded.event]
    assert store.states() == {"a/x": recorded.state}


def test_a_commit_that_failed_is_reported_and_can_be_sent_again(store: Store) -> None:
    store._connection = FailingAtCommit(store._connection, durable=False)
    name = new_id(START)
    with pytest.raises(NotSavedError, match="Not saved"):
        store.review("a/x", 3, duration_ms=1, due_day=None, seen=None, event_id=name)
    assert store.events() == []
    again = store.review("a/x", 3, duration_ms=1, due_day=None, seen=None, event_id=name)
    assert store.events() == [again.event]
    assert again.event.id == name


def test_a_holder_that_does_not_let_go_is_named(store: Store, paths: Paths) -> None:
    store._lock._patience_s = 0.2
    other = WriteLock(state_folder_files(paths)[0])
    with other.held(), pytest.raises(StateBusyError, match="Another program"):
        grade(store, "a/x")
    assert grade(store, "a/x").state.reps == 1


def test_an_import_whose_commit_failed_but_was_durable_is_there_once(store: Store) -> None:
    drafts = [Draft(Kind.REVIEW, f"a/{i}", 3, 100, when=(START + i, 0)) for i in range(3000)]
    store._connection = FailingAtCommit(store._connection, durable=True)
    events = store.append(drafts)
    assert store.events() == events
    assert store.check().problems == ()
