"""Full disks and folders that may not be written: for real."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from graded import OFFSET, START, grade
from hand_clock import Clock

from mlsd_graph.errors import NotSavedError
from mlsd_graph.paths import Paths, find
from mlsd_graph.store import Store


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that other users can reach, as pytest's are private."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name)
        path.chmod(0o755)
        yield path


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


IMPORT = """
import resource, sys
from mlsd_graph.errors import NotSavedError
from mlsd_graph.paths import find
from mlsd_graph.store import Draft, Store
store = Store.open(find({"MLSD_HOME": sys.argv[1]}), lambda: (1_790_000_000_000, 60))
store.review("b/one", 3, duration_ms=5, due_day=None, seen=None)
before = store.states(), store.events(), store.days()
store._connection.execute("PRAGMA cache_size = 20")  # spills uncommitted pages to the file
drafts = [
    Draft("review", f"a/{i % 300}", 3, 5, when=(1_780_000_000_000 + i, 60)) for i in range(6000)
]
size = store.paths.database.stat().st_size
for room in (0, 30_000, 200_000, 400_000):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, resource.RLIM_INFINITY))
    try:
        store.append(drafts)
    except NotSavedError as error:
        print("REFUSED", error)
    assert (store.states(), store.events(), store.days()) == before
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print("STORED", len(store.append(drafts)))
"""


def test_a_full_disk_refuses_a_whole_import(on_disk: Paths) -> None:
    arguments = [sys.executable, "-c", IMPORT, str(on_disk.state.parent)]
    done = subprocess.run(arguments, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    *refused, stored = done.stdout.splitlines()
    assert [line[:17] for line in refused] == ["REFUSED Not saved"] * 4
    assert stored == "STORED 6000"
    with Store.open(on_disk, Clock(START, OFFSET)) as store:
        assert len(store.events()) == 6001
        assert store.check().problems == ()


READ_ONLY = """
import importlib, os, pkgutil, sys
from mlsd_graph.errors import NotSavedError
from mlsd_graph.memory import preview
from mlsd_graph.paths import find
import mlsd_graph.store as package
# Imported by root, as nobody else may need to be able to read where the checkout lies.
for found in pkgutil.walk_packages(package.__path__, "mlsd_graph.store."):
    importlib.import_module(found.name)
module = sys.modules["mlsd_graph.store.store"]
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
store = module.Store.open(find({"MLSD_HOME": sys.argv[1]}), lambda: (1_790_000_000_000, 60))
print(sorted(store.states()), store.settings().new_per_day, end=" ")
print(len(store.due_first(1_800_000_000_000, 0)))
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


def test_a_new_state_is_its_owners_alone(folder: Path, clock: Clock) -> None:
    paths = Paths(folder / "state", folder / "config", folder / "cache")
    with Store.open(paths, clock) as store:
        grade(store, "a/b")

    assert paths.database.stat().st_mode & 0o777 == 0o600
    assert paths.state.stat().st_mode & 0o777 == 0o700


def test_why_no_backup_was_made_is_said_once(folder: Path, clock: Clock) -> None:
    paths = Paths(folder / "state", folder / "config", folder / "cache")
    with Store.open(paths, clock) as store:
        grade(store, "a/b")
        paths.backups.write_text("in the way")
        with pytest.raises(NotSavedError) as refused:
            store.back_up()

    assert str(refused.value).lower().count("backup") == 2  # the sentence, and the folder's name
