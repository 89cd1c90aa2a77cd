"""A deck is put in place whole, or the old one stays."""

import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from sample_content import NOTES, ORDER, edit

from export.anki import collect
from export.anki.delivery import Contents, deliver, inspect
from mlsd_graph.content import load
from mlsd_graph.errors import ExportError


def export(content: Path, out: Path, cache: Path | None = None) -> bytes:
    collect(load([content]), ORDER, cache=cache).write(out, {})
    return out.read_bytes()


def test_equal_content_gives_equal_bytes(content: Path, tmp_path: Path) -> None:
    first = export(content, tmp_path / "a.apkg")
    assert export(content, tmp_path / "b.apkg") == first


def test_the_render_cache_changes_no_byte(content: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache" / "html.sqlite"
    plain = export(content, tmp_path / "a.apkg")
    assert export(content, tmp_path / "b.apkg", cache=cache) == plain
    assert export(content, tmp_path / "c.apkg", cache=cache) == plain
    edit(content, "concepts/serving/key-value-store.md", "exact key", "**exact** key")
    edited = export(content, tmp_path / "d.apkg", cache=cache)
    assert edited == export(content, tmp_path / "e.apkg") != plain


@pytest.mark.parametrize("damage", [b"", b"not a database", b"SQLite format 3\x00" + bytes(4096)])
def test_a_damaged_cache_is_rebuilt(content: Path, tmp_path: Path, damage: bytes) -> None:
    cache = tmp_path / "html.sqlite"
    plain = export(content, tmp_path / "a.apkg", cache=cache)
    size = cache.stat().st_size
    cache.write_bytes(damage)
    assert export(content, tmp_path / "b.apkg", cache=cache) == plain
    assert export(content, tmp_path / "c.apkg", cache=cache) == plain
    assert cache.stat().st_size == size


def test_the_cache_forgets_what_no_page_holds(content: Path, tmp_path: Path) -> None:
    cache = tmp_path / "html.sqlite"
    export(content, tmp_path / "a.apkg", cache=cache)
    edit(content, "concepts/serving/key-value-store.md", "exact key", "only key")
    export(content, tmp_path / "a.apkg", cache=cache)

    with closing(sqlite3.connect(cache)) as database:
        kept = [html for (html,) in database.execute("select parts from page")]
    assert any("only key" in html for html in kept)
    assert not any("exact key" in html for html in kept)


def test_only_some_cards_with_their_whole_notes(content: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.apkg"
    chosen = {"feature-store/point-in-time-join#c2", "model-store/rollback"}
    deck = collect(load([content]), ORDER, only=chosen)
    assert deck.write(out, {}) == Contents(2, 3, 0)
    assert set(deck.unknown({})) == {"feature-store/point-in-time-join", "model-store/rollback"}
    assert inspect(out) == Contents(2, 3, 0)


def test_nothing_chosen_is_an_error(content: Path) -> None:
    with pytest.raises(ExportError, match="No card"):
        collect(load([content]), ORDER, only=set())


def test_a_full_disk_leaves_the_old_deck_and_no_temporary_file(
    content: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "decks"
    folder.mkdir()
    out = folder / "deck.apkg"
    before = export(content, out)
    edit(content, "concepts/serving/key-value-store.md", "exact key", "only key")
    program = f"""
import resource, sys
from pathlib import Path
from export.anki import collect
from mlsd_graph.content import load
from mlsd_graph.errors import ExportError
library = load([Path({str(content)!r})])
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
try:
    collect(library, {ORDER!r}).write(Path({str(out)!r}), {{}})
except ExportError as error:
    sys.exit(f"refused: {{error}}")
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "refused: " in done.stderr
    assert "could not be written" in done.stderr
    assert out.read_bytes() == before
    assert [path.name for path in folder.iterdir()] == ["deck.apkg"]


def test_a_folder_that_is_not_there_is_a_clear_error(content: Path, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="No such file or directory"):
        export(content, tmp_path / "no" / "deck.apkg")


def test_a_deck_that_reads_back_wrong_is_not_put_in_place(tmp_path: Path) -> None:
    out = tmp_path / "deck.apkg"
    out.write_bytes(b"the old deck")
    with pytest.raises(ExportError):
        deliver(b"PK no zip", out, Contents(1, 1, 0))
    assert out.read_bytes() == b"the old deck"
    assert list(tmp_path.iterdir()) == [out]


def test_a_symbolic_link_stays_one(content: Path, tmp_path: Path) -> None:
    real, link = tmp_path / "real.apkg", tmp_path / "link.apkg"
    link.symlink_to(real)
    export(content, link)
    assert link.is_symlink()
    assert inspect(real).notes == NOTES


def test_the_file_is_deflated(content: Path, tmp_path: Path) -> None:
    export(content, tmp_path / "a.apkg")
    with zipfile.ZipFile(tmp_path / "a.apkg") as archive:
        assert archive.namelist() == ["collection.anki2", "media"]
        entry = archive.infolist()[0]
    assert entry.compress_size * 4 < entry.file_size
