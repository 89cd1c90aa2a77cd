"""Files that are damaged, strange or made to do harm: a clear error, and the state untouched."""

import resource
import struct
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard
from crafted import (
    AT,
    CARD,
    HERE,
    MINE,
    NOTE,
    ROW,
    collection,
    new,
    old,
    package,
    refused,
    zstd,
)  # fmt: skip
from returned import opened

from export.anki.back import plan_import, record
from mlsd_graph.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "home") as found:
        yield found


def test_a_sound_file_of_each_form_is_read(store: Store, tmp_path: Path) -> None:
    for number, make in enumerate((old, new)):
        plan = plan_import(make(tmp_path / f"{number}.apkg", collection()), store, HERE)
        assert plan.reviews.new == 1
    wal = collection()
    wal = wal[:18] + b"\x02\x02" + wal[20:]
    assert plan_import(new(tmp_path / "wal.apkg", wal), store, HERE).reviews.new == 1


def test_the_note_that_asks_for_an_update_is_no_collection(store: Store, tmp_path: Path) -> None:
    dummy = collection(NOTE.replace("a-page/a-card", "please update"), CARD)
    dummy = dummy.replace(MINE.encode(), b"x" * len(MINE))
    assert "asks for an update" in refused(old(tmp_path / "d.apkg", dummy), store)


def test_a_newer_package_is_refused_by_its_version(store: Store, tmp_path: Path) -> None:
    entries = [("meta", b"\x08\x09"), ("collection.anki21c", b"?")]
    said = refused(package(tmp_path / "v.apkg", entries), store)
    assert "version 9" in said
    assert "Support older Anki versions" in said


_CUT = "meta is damaged (a message ends early)"


@pytest.mark.parametrize(("meta", "why"), [
    (b"", "meta is damaged (it names no version)"), (b"x" * 5000, "meta inflates to more than"),
    (b"\x08", _CUT), (b"\x08" + b"\xff" * 30, _CUT), (b"\xff\xff", _CUT),
])  # fmt: skip
def test_a_damaged_version_is_an_error(meta: bytes, why: str, store: Store, tmp_path: Path) -> None:
    sound = ("collection.anki2", collection())
    assert why in refused(package(tmp_path / "m.apkg", [("meta", meta), sound]), store)
    whole = package(tmp_path / "sound.apkg", [("meta", b"\x08\x01"), sound])
    assert plan_import(whole, store, HERE).reviews.new == 1


def test_an_export_without_scheduling_names_the_box(store: Store, tmp_path: Path) -> None:
    bare = collection(NOTE, CARD.replace("2, 2, 0, 3", "0, 0, 0, 0"))
    said = refused(old(tmp_path / "n.apkg", bare), store)
    assert "Include scheduling information" in said
    plan = plan_import(old(tmp_path / "n.colpkg", bare), store, HERE)
    assert plan.without_schedule


def test_other_peoples_notes_are_none_of_ours(store: Store, tmp_path: Path) -> None:
    other = "insert into notes values (7, 'abc', 1, 1, -1, '', 'a-page/a-card', 0, 0, 0, '')"
    content = collection(other, other.replace("(7, 'abc'", "(8, 'abd'"), CARD)
    assert "None of the 2 notes" in refused(old(tmp_path / "o.apkg", content), store)


def test_the_same_deck_of_another_person_is_noticed(store: Store, tmp_path: Path) -> None:
    record(plan_import(old(tmp_path / "mine.apkg", collection()), store, HERE), store)
    theirs = collection(NOTE, CARD, ROW.replace(str(AT), str(AT - 5000)))
    assert plan_import(old(tmp_path / "theirs.apkg", theirs), store, HERE).another
    both = collection(NOTE, CARD, ROW, ROW.replace(str(AT), str(AT - 5000)))
    assert not plan_import(old(tmp_path / "both.apkg", both), store, HERE).another


@pytest.mark.parametrize("part", [0.02, 0.5, 0.98])
def test_a_truncated_frame_is_an_error(part: float, store: Store, tmp_path: Path) -> None:
    rows = [ROW.replace(str(AT), str(AT + n)) for n in range(0, 40_000, 7)]
    frame = zstd(collection(NOTE, CARD, *rows))
    path = new(tmp_path / "t.apkg", frame[: int(len(frame) * part)])
    assert "Export it again" in refused(path, store)


@pytest.mark.parametrize("part", [10, 200, -1])
def test_a_truncated_archive_is_an_error(part: int, store: Store, tmp_path: Path) -> None:
    whole = old(tmp_path / "w.apkg", collection()).read_bytes()
    cut = tmp_path / "cut.apkg"
    cut.write_bytes(whole[:part])
    assert "no Anki package, or not all of it" in refused(cut, store)


def test_what_is_no_archive_is_an_error(store: Store, tmp_path: Path) -> None:
    for name, content in (("empty", b""), ("text", b"hello")):
        path = tmp_path / name
        path.write_bytes(content)
        assert "no Anki package" in refused(path, store)
    assert "holds no Anki collection" in refused(package(tmp_path / "zip", []), store)
    assert "No such file" in refused(tmp_path / "missing", store)
    assert "Is a directory" in refused(tmp_path, store)
    live = tmp_path / "collection.anki2"
    live.write_bytes(collection())
    assert "File > Export" in refused(live, store)


BOMB = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (900 << 20, 900 << 20))
sys.path.insert(0, sys.argv[2])
from crafted import HERE
from returned import opened
from export.anki.back import plan_import
from mlsd_graph.errors import PackageError
with opened(Path(sys.argv[1]).parent / "home") as store:
    try:
        plan_import(Path(sys.argv[1]), store, HERE)
    except PackageError as error:
        print("refused", error)
# Of this program alone: getrusage begins with what the parent had at the fork.
status = Path("/proc/self/status").read_text()
print("peak", int(status.split("VmHWM:")[1].split()[0]) // 1024)
"""


@pytest.mark.parametrize("form", ["zip", "zstd", "zstd in zip"])
def test_bombs_stop_within_bounds(form: str, tmp_path: Path) -> None:
    header = collection()[:4096]
    zeros = bytes(8 << 20)
    path = tmp_path / "bomb.apkg"
    if form == "zip":
        with (
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
            archive.open("collection.anki2", "w", force_zip64=True) as entry,
        ):
            entry.write(header)
            for _ in range(60):
                entry.write(zeros)
    else:
        packer = zstandard.ZstdCompressor(level=1).compressobj()
        frame = packer.compress(header)
        frame += b"".join(packer.compress(zeros) for _ in range(400)) + packer.flush()
        path = new(path, frame)
    done = subprocess.run(
        [sys.executable, "-c", BOMB, str(path), str(Path(__file__).parent)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "inflates to more than" in done.stdout, done.stderr
    assert int(done.stdout.split()[-1]) < 250


def test_a_frame_that_asks_for_much_memory_is_refused(store: Store, tmp_path: Path) -> None:
    frame = bytearray(zstd(collection()))
    frame[5] = 0xA0  # a window of 1 GB
    assert "damaged" in refused(new(tmp_path / "w.apkg", bytes(frame)), store)


def test_an_endless_index_is_refused_before_it_is_read(store: Store, tmp_path: Path) -> None:
    path = old(tmp_path / "i.apkg", collection())
    raw = bytearray(path.read_bytes())
    struct.pack_into("<L", raw, raw.rfind(b"PK\x05\x06") + 12, 1 << 30)
    path.write_bytes(raw)
    assert "more files than" in refused(path, store)


def test_doubled_names_are_refused(store: Store, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        entries = [("collection.anki2", collection()), ("collection.anki2", collection(NOTE, CARD))]
        path = package(tmp_path / "d.apkg", entries)
    assert "twice" in refused(path, store)


def test_names_that_climb_out_of_the_folder_write_nothing(store: Store, tmp_path: Path) -> None:
    media = [("../../evil", b"x"), ("/evil", b"x"), ("0", b"x")]
    path = package(
        tmp_path / "p.apkg",
        [("collection.anki2", collection()), ("media", b'{"0": "../../evil"}'), *media],
    )
    before = set(tmp_path.rglob("*"))
    assert plan_import(path, store, HERE).reviews.new == 1
    assert set(tmp_path.rglob("*")) == before


def test_a_field_of_megabytes_is_no_request_for_an_update(store: Store, tmp_path: Path) -> None:
    long = NOTE.replace("back", "b" * 5_000_000)
    said = refused(old(tmp_path / "l.apkg", collection(long, CARD, ROW)), store)
    assert "holds no note that can be read: 1 of 1 are damaged or longer than any note" in said
    assert "asks for an update" not in said


def test_a_clock_in_the_future_brings_no_review_from_there(store: Store, tmp_path: Path) -> None:
    ahead = ROW.replace(str(AT), str(AT + 400 * 86_400_000))
    path = old(tmp_path / "f.apkg", collection(NOTE, CARD, ROW, ahead))
    plan = plan_import(path, store, HERE)
    assert (plan.reviews.new, plan.reviews.future) == (1, 1)
    record(plan, store)
    later = HERE._replace(now=(AT + 500 * 86_400_000, 0))
    assert plan_import(path, store, later).reviews[:2] == (1, 1)


def test_a_full_disk_stops_the_unpacking(store: Store, tmp_path: Path) -> None:
    path = old(tmp_path / "f.apkg", collection())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        assert "could not be unpacked" in refused(path, store)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
