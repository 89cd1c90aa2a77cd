"""Processes that are killed while they write, and two that write at once: for real."""

import random
import subprocess
import sys
import time
from pathlib import Path

from graded import OFFSET, START, grade
from hand_clock import Clock

from mlsd_graph.paths import Paths
from mlsd_graph.store import Store, examine, id_text
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
            lines = [process.stdout.readline()[:-1] for _ in range(rng.randint(1, 15))]
            time.sleep(rng.uniform(0, 0.02))  # the moment of the kill
            process.kill()
            lines += process.stdout.read().splitlines()
        killed += process.returncode == -9
        acknowledged.update(
            line[4:] for line in lines if line.startswith("ACK ") and len(line) == 40
        )
    assert killed == 30
    assert len(acknowledged) >= 30
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


IMPORTER = """
import itertools, sys
from mlsd_graph.memory import DEFAULT_PARAMETERS
from mlsd_graph.paths import find
from mlsd_graph.store import Draft, Store, reparameter
reparameter.SMALL = 0
store = Store.open(find({"MLSD_HOME": sys.argv[1]}), lambda: (1_790_000_000_000, 60))
store._connection.execute("PRAGMA cache_size = 20")  # spills uncommitted pages to the file
print("READY", flush=True)
for turn in itertools.count(int(sys.argv[2])):
    store.append([
        Draft("review", f"a/{i % 400}", 1 + (i + turn) % 4, 5, id=(turn << 64 | i).to_bytes(16),
              when=(1_700_000_000_000 + turn * 3_600_000 + i * 1000, 60))
        for i in range(2000)
    ])
    store.set("parameters", ", ".join(map(str, (*DEFAULT_PARAMETERS[:3], 8 + turn / 100,
                                                *DEFAULT_PARAMETERS[4:]))))
    print("ACK", turn, flush=True)
"""


def is_hot(journal: Path) -> bool:
    """Whether a write is under way."""
    return journal.exists() and journal.stat().st_size > 0


def test_a_killed_import_is_there_whole_or_not_at_all(on_disk: Paths) -> None:
    rng = random.Random(8)  # noqa: S311  moments, no secrets
    Store.open(on_disk, Clock(START, OFFSET)).close()
    journal = on_disk.database.with_name(f"{on_disk.database.name}-journal")
    there, hot = 0, 0
    for _ in range(12):
        arguments = [sys.executable, "-c", IMPORTER, str(on_disk.state.parent), str(there)]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "READY\n"
            until = time.monotonic() + 20
            while not is_hot(journal) and time.monotonic() < until:
                time.sleep(0.005)
            time.sleep(rng.uniform(0, 0.5))  # the moment of the kill
            process.kill()
            lines = process.stdout.read().splitlines()
        assert process.returncode == -9
        hot += is_hot(journal)
        acknowledged = [int(line[4:]) for line in lines if line.startswith("ACK ")]
        with Store.open(on_disk, Clock(START, OFFSET)) as store:
            assert store.check().problems == ()
            imports, rest = divmod(len(store.events(kinds=("review",))), 2000)
        assert rest == 0
        assert imports >= max(acknowledged, default=there - 1) + 1
        there = imports
    assert hot > 3, "hardly a kill met a write"
