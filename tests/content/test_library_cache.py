"""The cache of a library: asked for cards, damaged, and never needed."""

import os
from pathlib import Path

import pytest
from written_pages import CARD, Write, load_whole

from mlsd_graph.content import Cover, digest, load
from mlsd_graph.errors import UnknownIdError


def test_the_fingerprint_of_a_file_is_stable() -> None:
    assert digest(b"abc") == "d8bb14d833d59559"


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "foreign", "folder"])
def test_a_damaged_cache_is_ignored_and_rebuilt(
    root: Path, write: Write, tmp_path: Path, damage: str
) -> None:
    write("a", f"x\n\n{CARD}")
    cache = tmp_path / "cache"
    load_whole(root, cache)
    data = bytearray(cache.read_bytes())
    match damage:
        case "empty":
            cache.write_bytes(b"")
        case "cut":
            cache.write_bytes(data[:-3])
        case "flipped":
            data[-3] ^= 1
            cache.write_bytes(data)
        case "foreign":
            cache.write_bytes(b"\x80\x04SQLite format 3\x00" * 50)
        case _:
            cache.unlink()
            cache.mkdir()
    library = load([root], cache)
    assert list(library.cards) == ["a/one"]
    if damage != "folder":
        assert Cover(cache, [root]).card("a/one").card.answer == "That."


def test_every_flipped_byte_of_a_cache_is_survived(
    root: Path, write: Write, tmp_path: Path
) -> None:
    write("a", f"x\n\n{CARD}")
    cache = tmp_path / "cache"
    load_whole(root, cache)
    data = cache.read_bytes()
    for position in range(0, len(data), 3):
        broken = bytearray(data)
        broken[position] ^= 0x15
        cache.write_bytes(broken)
        assert list(load([root], cache).cards) == ["a/one"]


def test_a_cache_that_cannot_be_written_costs_only_time(
    root: Path, write: Write, tmp_path: Path
) -> None:
    write("a", f"x\n\n{CARD}")
    (tmp_path / "file").write_text("")
    assert list(load([root], tmp_path / "file" / "cache").cards) == ["a/one"]


def test_a_card_at_a_glance_needs_the_cache(root: Path, write: Write, tmp_path: Path) -> None:
    write("a", f"x\n\n{CARD}")
    load([root], tmp_path / "cache").page("a")
    with pytest.raises(UnknownIdError):
        Cover(tmp_path / "cache", [root]).card("a/one")
    load_whole(root, tmp_path / "cache")
    with pytest.raises(UnknownIdError):
        Cover(tmp_path / "cache", [root]).card("a/two")
    with pytest.raises(UnknownIdError):
        Cover(tmp_path / "cache", [tmp_path]).card("a/one")


def test_a_warm_load_reads_no_content(root: Path, write: Write, tmp_path: Path) -> None:
    path = write("a", f"x\n\n{CARD}")
    load_whole(root, tmp_path / "cache")
    stamp = path.stat().st_mtime_ns
    path.write_text(path.read_text().replace("### One", "### Two"))
    os.utime(path, ns=(stamp, stamp))
    assert list(load([root], tmp_path / "cache").cards) == ["a/one"]
