"""Killed processes, full and read-only disks, flipped bits, two processes at once: for real."""

import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from graded import OFFSET, START, grade
from hand_clock import Clock

from mlsd_graph.errors import MlsdError, NotSavedError, StateBusyError
from mlsd_graph.paths import Paths, find
from mlsd_graph.store import Store, examine, id_text, new_id
from mlsd_graph.store.lock import WriteLock
from mlsd_graph.store.opening import state_folder_files
from mlsd_graph.store.replay import replay

RECORDER = """
import itertools, sys, time
from pathlib import Path
from mlsd_graph.paths import find
from mlsd_graph.store import Store, id_text
store = Store.open(find({"MLSD_HOME": sys.argv[1]}), lambda: (time.time_ns() // 1_000_000, 60))
print("READY", flush=True)
for i in itertools.count():
    card = f"{sys.argv[2]}/{i % 7}"
    done = store.review(card, 3, duration_ms=5, due_day=None, seen=store.state(card))
    print("ACK", id_text(done.event.id), flush=True)
    if i % 10 == 9:
        store.set("new_per_day", str(i))
        store.undo()
    if len(sys.argv) > 3 and i + 1 == int(sys.argv[3]):
        break
"""


@pytest.fixture
def on_disk(tmp_path: Path) -> Paths:
    return find({"MLSD_HOME": str(tmp_path)})


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that other users can reach, as pytest's are private."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name)
        path.chmod(0o755)
        yield path


def recorder(paths: Paths, name: str, count: int | None = None) -> subprocess.Popen[str]:
    more = [] if count is None else [str(count)]
    arguments = [sys.executable, "-c", RECORDER, str(paths.state.parent), name, *more]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)


def test_a_killed_process_has_every_review_it_acknowledged(on_disk: Paths) -> None:
    rng = random.Random(5)  # noqa: S311  moments, no secrets
    Store.open(on_disk, Clock(START, OFFSET)).close()
    acknowledged: set[str] = set()
    killed = 0
    for _ in range(30):
        with recorder(on_disk, "a") as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "READY\n"
            time.sleep(rng.uniform(0, 0.12))
            process.kill()
            lines = process.stdout.read().splitlines()
        killed += process.returncode == -9
        acknowledged.update(
            line[4:] for line in lines if line.startswith("ACK ") and len(line) == 40
        )
    assert killed == 30
    assert len(acknowledged) > 30
    with Store.open(on_disk, Clock(START, OFFSET)) as store:
        assert acknowledged <= {id_text(event.id) for event in store.events()}
        assert store.states() == replay(store.events()).states
        assert store.check().problems == ()


def test_two_processes_store_all_their_reviews(on_disk: Paths) -> None:
    processes = [recorder(on_disk, name, 200) for name in ("left", "right")]
    outputs = [process.communicate(timeout=60)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    acknowledged = {
        line[4:] for output in outputs for line in output.splitlines() if line.startswith("ACK")
    }
    assert len(acknowledged) == 400
    with Store.open(on_disk, Clock(START, OFFSET)) as store:
        reviews = {id_text(e.id) for e in store.events() if e.kind == "review"}
        assert reviews == acknowledged
        assert store.check().problems == ()


FILL = """
import resource, sys, time
from mlsd_graph.errors import NotSavedError
from mlsd_graph.paths import find
from mlsd_graph.store import Store, id_text, new_id
store = Store.open(find({"MLSD_HOME": sys.argv[1]}), lambda: (time.time_ns() // 1_000_000, 60))
size = store.paths.database.stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 40_000, resource.RLIM_INFINITY))
stored, name = [], b""
for i in range(5000):
    card, name = f"a/{i}", new_id(1_790_000_000_000)
    try:
        done = store.review(card, 3, duration_ms=5, due_day=None, seen=None, event_id=name)
    except NotSavedError as error:
        print("REFUSED", error)
        break
    stored.append(done.event.id)
assert len(store.events()) == len(stored), "reads go on"
assert store.state(card) is None
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
done = store.review(card, 3, duration_ms=5, due_day=None, seen=None, event_id=name)
assert done.event.id == name
print("STORED", len(stored) + 1)
"""


def test_a_full_disk_refuses_the_grade_and_takes_it_once_there_is_room(on_disk: Paths) -> None:
    arguments = [sys.executable, "-c", FILL, str(on_disk.state.parent)]
    done = subprocess.run(arguments, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    refused, stored = done.stdout.splitlines()
    assert refused.startswith("REFUSED Not saved")
    with Store.open(on_disk, Clock(START, OFFSET)) as store:
        assert len(store.events()) == int(stored.split()[1])
        assert store.check().problems == ()


READ_ONLY = """
import os, sys
from mlsd_graph.errors import NotSavedError
from mlsd_graph.memory import preview
from mlsd_graph.paths import find
import mlsd_graph.store.records, mlsd_graph.store.store as module
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
store = module.Store.open(find({"MLSD_HOME": sys.argv[1]}), lambda: (1_790_000_000_000, 60))
print(sorted(store.states()), store.settings().new_per_day, store.due_count(1_800_000_000_000, 0))
for act in (
    lambda: store.review("a/new", 3, duration_ms=5, due_day=None, seen=None),
    lambda: store.set("fuzz", "off"), store.undo, store.back_up,
):
    try:
        act()
    except NotSavedError as error:
        print("REFUSED", error)
"""


@pytest.mark.parametrize("stale", [False, True])
def test_a_read_only_folder_is_read_and_every_write_is_refused(
    folder: Path, clock: Clock, *, stale: bool
) -> None:
    paths = find({"MLSD_HOME": str(folder)})
    with Store.open(paths, clock) as store:
        grade(store, "a/x", 4)
        if stale:
            store._connection.execute("UPDATE head SET version = 0")
            store._connection.execute("DELETE FROM state")
    for path in (paths.state, *paths.state.iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o444)
    # Root may write anywhere, so the process gives its rights up before it opens the state.
    arguments = [sys.executable, "-c", READ_ONLY, str(folder)]
    done = subprocess.run(arguments, check=False, capture_output=True, text=True, timeout=60)
    paths.state.chmod(0o755)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "['a/x'] 20 1"
    assert [line.split(":")[0][:7] for line in lines[1:]] == ["REFUSED"] * 4


def test_a_folder_that_cannot_be_made_is_named(folder: Path) -> None:
    folder.chmod(0o555)
    code = READ_ONLY.replace("store = module", "try: module").replace(
        "print(sorted", "except NotSavedError as error: sys.exit(f'REFUSED {error}')\nprint(sorted"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder / "deep")],
        check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    folder.chmod(0o755)
    assert "REFUSED" in done.stderr
    assert str(folder / "deep") in done.stderr


def test_a_flipped_bit_in_an_event_is_reported(store: Store, paths: Paths) -> None:
    for i in range(400):
        grade(store, f"a/card-{i % 40}", 1 + i % 4)
    store.close()
    whole = paths.database.read_bytes()
    before = _rows(whole)
    rng = random.Random(11)  # noqa: S311  places, no secrets
    touched = 0
    target = paths.database.with_name("flipped.sqlite")
    for _ in range(150):
        broken = bytearray(whole)
        broken[rng.randrange(100, len(broken))] ^= 1 << rng.randrange(8)
        target.write_bytes(broken)
        report = examine(target, ())
        if _rows(bytes(broken)) != before:
            touched += 1
            assert report.problems
    assert touched > 20


def _rows(content: bytes) -> object:
    """Read the log as it can be read, names resolved; None where it cannot."""
    connection = sqlite3.connect(":memory:")
    connection.text_factory = bytes
    try:
        connection.deserialize(content)
        return connection.execute(
            """SELECT e.*, k.name, c.name, d.name FROM event e LEFT JOIN kind k ON k.n = e.kind
            LEFT JOIN card c ON c.n = e.card LEFT JOIN device d ON d.n = e.device ORDER BY e.n"""
        ).fetchall()
    except (sqlite3.Error, UnicodeDecodeError):
        return None
    finally:
        connection.close()


def test_cut_and_scrambled_files_end_in_a_sentence(
    store: Store, paths: Paths, clock: Clock
) -> None:
    for i in range(40):
        grade(store, f"a/{i}")
    store.close()
    whole = paths.database.read_bytes()
    rng = random.Random(3)  # noqa: S311  places, no secrets
    for _ in range(60):
        broken = bytearray(whole[: rng.randrange(1, len(whole) + 1)])
        for _ in range(rng.randrange(30)):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        paths.database.write_bytes(broken)
        examine(paths.database, ())
        try:
            with Store.open(paths, clock) as opened:
                opened.states()
                opened.events()
                grade(opened, "b/new")
        except MlsdError as error:
            assert str(error)  # noqa: PT017  either outcome is right, a traceback is not


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


_CUT_SHORT = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size=2")
connection.execute("PRAGMA cache_spill=1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE state SET stability = stability + 1")
connection.execute("CREATE TABLE junk AS WITH RECURSIVE n(i) AS "
    "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i, hex(i) FROM n")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_readers_play_back_what_a_kill_in_a_commit_left(
    store: Store, paths: Paths, clock: Clock
) -> None:
    for place in range(50):
        grade(store, f"a/card-{place}")
    before = store.states()
    store.close()
    subprocess.run([sys.executable, "-c", _CUT_SHORT, str(paths.database)], check=False)
    journal = paths.database.with_name(paths.database.name + "-journal")
    assert journal.stat().st_size > 0, "the kill left no hot journal"

    report = examine(paths.database, [])
    reader = Store.open(paths, clock, write=False)

    assert report.problems == ()
    assert reader.states() == before
    reader.close()
