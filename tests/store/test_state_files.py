import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from graded import DAY, grade, learned
from hand_clock import Clock
from sqlalchemy import inspect
from sqlmodel import Session, SQLModel, create_engine, select

from mlsd_graph.errors import NotSavedError, StateDamagedError, StateNewerError
from mlsd_graph.memory import Settings
from mlsd_graph.paths import Paths
from mlsd_graph.store import Store, backup
from mlsd_graph.store.connection import APPLICATION_ID, connect, number
from mlsd_graph.store.migrations import MIGRATIONS, migrate, version
from mlsd_graph.store.records import CardRecord, EventRecord, StateRecord
from mlsd_graph.store.replay import replay
from mlsd_graph.store.schema import CACHE


def described(connection: sqlite3.Connection) -> dict[str, object]:
    """Columns with type, need and key; foreign keys; indexes with their columns and conditions."""
    found: dict[str, object] = {}
    tables = ("kind", "device", "card", "event", "state", "day")
    for table in tables:
        columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
        found[table] = {(c[1], c[2].replace("VARCHAR", "TEXT"), c[3], c[5]) for c in columns}
        keys = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
        found[f"{table} references"] = {(key[2], key[3], key[4]) for key in keys}
        for row in connection.execute(f"PRAGMA index_list({table})").fetchall():
            parts = connection.execute(f"PRAGMA index_info({row[1]})").fetchall()
            name = f"unique {table}" if row[2] else row[1]
            found[name] = ([part[2] for part in parts], bool(row[2]), bool(row[4]))
    return found


def test_a_fresh_file_has_the_tables_that_the_records_describe(store: Store) -> None:
    engine = create_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    with engine.connect() as made:
        raw = made.connection.dbapi_connection
        assert isinstance(raw, sqlite3.Connection)
        wanted = described(raw)
        names = set(inspect(made).get_table_names())
    engine.dispose()
    # SQLAlchemy's types of SQLite: blobs are BLOB, text of any length VARCHAR.
    assert described(store._connection) == wanted
    assert {"event", "state", "day"} <= names


def test_the_log_can_be_asked_anything_through_records(store: Store) -> None:
    for rating in (1, 3, 3):
        grade(store, "a/x", rating)
    with store.query() as session:
        ratings = session.exec(
            select(EventRecord.rating).join(CardRecord).where(CardRecord.name == "a/x")
        ).all()
        assert ratings == [1, 3, 3]
        state = session.exec(select(StateRecord)).one()
        assert state.reps == 3
        with pytest.raises(Exception, match="readonly"):
            _mark_all(session)


def _mark_all(session: Session) -> None:
    session.add(CardRecord(n=77, name="b/y"))
    session.commit()


def test_the_file_is_set_up_as_its_durability_was_measured(store: Store) -> None:
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "trusted_schema")
    pragmas += ("cell_size_check", "recursive_triggers", "application_id", "user_version")
    values = [store._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas]
    assert values == ["truncate", 3, 1, 5000, 0, 1, 1, APPLICATION_ID, len(MIGRATIONS)]


def test_a_newer_file_is_read_but_not_written(store: Store, paths: Paths, clock: Clock) -> None:
    state = grade(store, "a/x").state
    store._connection.execute("ALTER TABLE event ADD COLUMN mood TEXT")
    store._connection.execute("ALTER TABLE state ADD COLUMN mood TEXT")
    store._connection.execute("PRAGMA user_version = 99")
    store.close()
    before = paths.database.read_bytes()
    with pytest.raises(StateNewerError, match="newer"):
        Store.open(paths, clock)
    with Store.open(paths, clock, write=False) as reader:
        assert reader.states() == {"a/x": state}
    assert paths.database.read_bytes() == before


@pytest.mark.parametrize("damage", ["empty", "cut", "text", "foreign", "other program"])
def test_a_damaged_file_is_named_with_the_way_back(
    store: Store, paths: Paths, clock: Clock, damage: str
) -> None:
    grade(store, "a/x")
    store.back_up()
    store.close()
    whole = paths.database.read_bytes()
    if damage == "foreign":
        paths.database.unlink()
        with closing(sqlite3.connect(paths.database)) as other:
            other.execute("CREATE TABLE notes (x)")
    elif damage == "other program":
        with closing(sqlite3.connect(paths.database)) as other:
            other.execute("PRAGMA application_id = 1")
    else:
        broken = {"empty": b"", "cut": whole[:6000], "text": b"Dear diary, " * 900}[damage]
        paths.database.write_bytes(broken)
    left = paths.database.read_bytes()
    for write in (True, False):
        with pytest.raises(StateDamagedError, match="mlsd doctor"):
            Store.open(paths, clock, write=write).states()
    assert paths.database.read_bytes() == left


def test_a_state_that_vanished_is_not_silently_begun_anew(
    store: Store, paths: Paths, clock: Clock
) -> None:
    grade(store, "a/x")
    store.back_up()
    store.close()
    paths.database.unlink()
    with pytest.raises(StateDamagedError, match="backups"):
        Store.open(paths, clock)


def test_a_reader_finds_an_empty_state_where_none_is_yet_and_makes_none(
    paths: Paths, clock: Clock
) -> None:
    store = Store.open(paths, clock, write=False)
    assert store.states() == {}
    assert store.events() == []
    assert store.settings() == Settings()
    with pytest.raises(NotSavedError):
        grade(store, "a/x")
    assert not paths.state.exists()


def test_a_stale_cache_is_rebuilt_on_opening(store: Store, paths: Paths, clock: Clock) -> None:
    state = grade(store, "a/x").state
    store._connection.execute("UPDATE head SET version = 0")
    store._connection.execute("DELETE FROM state")
    store.close()
    with Store.open(paths, clock, write=False) as reader:
        assert reader.states() == {"a/x": state}
    with closing(connect(paths.database, "ro")) as raw:
        assert number(raw, "SELECT count(*) FROM state") == 0
    with Store.open(paths, clock) as again:
        assert again.states() == {"a/x": state}
        assert again.check().problems == ()


def test_a_migration_that_fails_leaves_the_file_as_it_was(store: Store, paths: Paths) -> None:
    grade(store, "a/x")
    store.close()
    before = paths.database.read_bytes()

    def broken(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE event ADD COLUMN mood TEXT")
        connection.execute("CREATE TABLE extra (x)")
        connection.execute("INSERT INTO nowhere VALUES (1)")

    with closing(connect(paths.database)) as connection:
        with pytest.raises(sqlite3.OperationalError, match="nowhere"):
            migrate(connection, (*MIGRATIONS, broken))
        assert version(connection) == len(MIGRATIONS)
        assert number(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'extra'") == 0
    assert paths.database.read_bytes() == before


MIGRATE_AND_DIE = """
import os, sys
from pathlib import Path
from mlsd_graph.store.connection import connect
from mlsd_graph.store.migrations import MIGRATIONS, migrate
def dying(connection):
    for i in range(40):
        connection.execute(f"CREATE TABLE extra{i} (x)")
        connection.execute(f"INSERT INTO extra{i} SELECT zeroblob(9000) FROM event")
        if i == int(sys.argv[2]):
            os.kill(os.getpid(), 9)
connection = connect(Path(sys.argv[1]))
connection.execute("PRAGMA cache_size = 1")  # spills uncommitted pages to the file
migrate(connection, (*MIGRATIONS, dying))
"""


@pytest.mark.parametrize("step", [0, 7, 39])
def test_a_process_killed_in_a_migration_leaves_the_old_version(
    store: Store, paths: Paths, clock: Clock, step: int
) -> None:
    states = {card: grade(store, card).state for card in ("a/x", "a/y", "b/z")}
    store.close()
    arguments = [sys.executable, "-c", MIGRATE_AND_DIE, str(paths.database), str(step)]
    assert subprocess.run(arguments, check=False).returncode == -9
    with Store.open(paths, clock) as again:
        assert again.states() == states
        assert again.check().problems == ()


def test_an_older_file_is_backed_up_before_its_migration(
    store: Store, paths: Paths, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    grade(store, "a/x")
    store.close()

    def second(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE extra (x)")

    newer = (*MIGRATIONS, second)
    for module in ("opening", "migrations", "doctor"):
        monkeypatch.setattr(f"mlsd_graph.store.{module}.MIGRATIONS", newer)
    monkeypatch.setattr(migrate, "__defaults__", (newer,))
    with Store.open(paths, clock) as again:
        assert version(again._connection) == len(newer)
        assert again.states() == replay(again.events()).states
    (made,) = backup.listed(paths)
    assert made.reason == "migration"
    with closing(connect(made.path, "ro")) as copy:
        assert version(copy) == len(MIGRATIONS)


def test_a_file_of_version_1_is_brought_up_to_date(
    store: Store, paths: Paths, clock: Clock
) -> None:
    learned(store, clock, "a/x", 3)
    states = store.states()
    store.close()
    with closing(connect(paths.database)) as raw:
        raw.execute("ALTER TABLE day DROP COLUMN untimed")
        raw.execute("DROP INDEX state_octave")
        raw.execute("DROP INDEX state_due")
        raw.execute(next(sql for sql in CACHE if "INDEX state_due" in sql))
        raw.execute("PRAGMA user_version = 1")
    with Store.open(paths, clock, write=False) as reader:
        assert reader.due_first(clock.ms + 90 * DAY, 0) == list(states.values())
    with Store.open(paths, clock) as again:
        assert version(again._connection) == len(MIGRATIONS)
        assert again.due_first(clock.ms + 90 * DAY, 0) == list(states.values())
        assert again.check().problems == ()
    assert [made.reason for made in backup.listed(paths)] == ["migration"]


def test_doctor_finds_what_is_wrong_with_the_schema(store: Store) -> None:
    store._connection.execute("DROP TRIGGER event_no_delete")
    store._connection.execute("CREATE TABLE theirs (x)")
    problems = store.check().problems
    assert [p.message for p in problems] == ["event_no_delete is missing.", "theirs is not ours."]


def test_doctor_finds_a_cache_that_is_wrong(store: Store) -> None:
    grade(store, "a/x")
    store._connection.execute("UPDATE state SET due = due + 1")
    store._connection.execute("UPDATE day SET new = 7")
    assert [problem.code for problem in store.check().problems] == ["cache", "days"]
    store.rebuild()
    assert store.check().problems == ()


def test_doctor_finds_events_that_vanished(store: Store) -> None:
    for card in ("a/x", "a/y", "b/z"):
        grade(store, card)
    connection = store._connection
    connection.execute("DROP TRIGGER event_no_delete")
    connection.execute("DELETE FROM event WHERE n = 3")
    codes = [problem.code for problem in store.check().problems]
    assert codes == ["schema", "gap", "head", "cache", "days"]
