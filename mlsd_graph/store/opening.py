"""Opening a state: create it, migrate it after a backup, or serve a copy when it is read-only."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from mlsd_graph.errors import NotSavedError, StateDamagedError, StateError
from mlsd_graph.paths import Paths
from mlsd_graph.store import cache, log
from mlsd_graph.store.connection import connect, connect_reader, speaking, way_back
from mlsd_graph.store.device import sync_folder
from mlsd_graph.store.lock import WriteLock
from mlsd_graph.store.migrations import (
    MIGRATIONS,
    is_newer,
    migrate,
    refuse_newer,
    verify_ours,
    version,
)

LOCK_NAME, DEVICE_NAME = "state.lock", "device"


def open_for_writing(
    paths: Paths, lock: WriteLock, back_up: Callable[[], object]
) -> sqlite3.Connection:
    """Open the state, made or migrated where needed; `back_up` is called before a migration."""
    with speaking(paths.database):
        if _is_missing(paths):
            _create(paths, lock)
        connection = connect(paths.database)
        try:
            verify_ours(connection, paths.database)
            refuse_newer(connection, paths.database)
            if version(connection) < len(MIGRATIONS):
                with lock.held():
                    back_up()
                    migrate(connection)
            if not cache_is_current(connection):
                return _with_cache(connection, lock)
        except BaseException:
            connection.close()
            raise
        return connection


def open_for_reading(paths: Paths) -> sqlite3.Connection:
    """Open the state without changing it; a stale cache is rebuilt in a copy in memory.

    Where there is no state yet, an empty one in memory answers.
    """
    if _is_missing(paths):
        return _copy_in_memory(sqlite3.connect(":memory:"))
    with speaking(paths.database):
        connection = connect_reader(paths.database)
        try:
            verify_ours(connection, paths.database)
            if is_newer(connection) or not cache_is_current(connection):
                return _copy_in_memory(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def cache_is_current(connection: sqlite3.Connection) -> bool:
    """Whether this program's replay has seen the last event."""
    if version(connection) < len(MIGRATIONS):
        return False
    head = log.read_head(connection)
    return head.version == cache.REPLAY_VERSION and head.last == log.last_row(connection)


def _is_missing(paths: Paths) -> bool:
    """Whether to start afresh; raises StateDamagedError where a state has been and is gone."""
    try:
        if paths.database.stat().st_size:
            return False
        lost = (paths.state / DEVICE_NAME).exists()
        what = "is empty, although it has been in use"
    except FileNotFoundError:
        lost = any(paths.backups.glob("*.sqlite"))
        what = "is missing, although there are backups"
    except OSError as error:
        raise StateError(
            f"{paths.database} cannot be read ({error.strerror}).", "Check its rights."
        ) from error
    if lost:
        raise StateDamagedError(f"{paths.database} {what}.", way_back(paths.database))
    return True


def _create(paths: Paths, lock: WriteLock) -> None:
    try:
        paths.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise NotSavedError(
            f"{paths.state} cannot be made ({error.strerror}).",
            "Check the rights of the folder above it, or set MLSD_HOME.",
        ) from error
    with lock.held():
        _make_private(paths.database)
        connection = connect(paths.database, "rwc")
        try:
            # A second process finds it done.
            migrate(connection)
            if not log.read_head(connection).version:
                _rebuild(connection)
        finally:
            connection.close()
        sync_folder(paths.state)


def _make_private(database: Path) -> None:
    """Make the file for its owner alone; SQLite gives its journal the same rights."""
    try:
        os.close(os.open(database, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise NotSavedError(
            f"{database} cannot be made ({error.strerror}).",
            "Check the rights of the folder and the free space.",
        ) from error


def _with_cache(connection: sqlite3.Connection, lock: WriteLock) -> sqlite3.Connection:
    try:
        with lock.held():
            _rebuild(connection)
    except (NotSavedError, sqlite3.OperationalError):
        # A read-only disk: whoever reads gets right answers, and a grade says why it fails.
        return _copy_in_memory(connection)
    return connection


def _copy_in_memory(connection: sqlite3.Connection) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.backup(copy)
    connection.close()
    copy.execute("PRAGMA query_only = OFF")
    if not is_newer(copy):
        migrate(copy)
    _rebuild(copy)
    copy.execute("PRAGMA query_only = ON")
    return copy


def _rebuild(connection: sqlite3.Connection) -> None:
    from mlsd_graph.store import rebuilding  # noqa: PLC0415  once in the life of a state

    connection.execute("BEGIN IMMEDIATE")
    try:
        rebuilding.rebuild(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def state_folder_files(paths: Paths) -> tuple[Path, Path]:
    """Name the lock file and the device file."""
    return paths.state / LOCK_NAME, paths.state / DEVICE_NAME
