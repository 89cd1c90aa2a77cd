"""How an import behaves beside others, after a kill, on a full disk and with strange names."""

import os
import tempfile
import time
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_phone import answer, import_deck
from commands import Run
from crafted import AT, old
from crafted import collection as crafted
from returned import export, here, opened

from export.anki import collect
from export.anki.adopting import adoption
from export.anki.adopting.pages import AdoptedPage
from export.anki.back import Here, plan_import, record
from mlsd_graph.content import Library
from mlsd_graph.errors import PackageError

HERE = Here(frozenset({"a-page/a-card"}), (AT + 86_400_000, 0), lambda _at: 0)


def test_the_slower_of_two_imports_reports_what_it_recorded(tmp_path: Path) -> None:
    file = old(tmp_path / "mine.apkg", crafted())
    with opened(tmp_path / "home") as store:
        first, second = (plan_import(file, store, HERE) for _ in range(2))
        assert record(first, store).plan.reviews.new == 1
        late = record(second, store)
    assert (late.recorded, late.plan.reviews[:2], late.plan.by_day) == (0, (0, 1), {})


def test_what_was_set_is_recorded_once_by_two_imports(
    collection: Collection, library: Library, tmp_path: Path
) -> None:
    collect(library, {}).write(tmp_path / "deck.apkg", {})
    import_deck(collection, tmp_path / "deck.apkg")
    answer(collection, "key-value-store/access", 3)
    collection.set_user_flag_for_cards(2, collection.find_cards('"Key:key-value-store/access"'))
    file = export(collection, tmp_path / "new.colpkg")
    with opened(tmp_path / "home") as store:
        first, second = (plan_import(file, store, here(library)) for _ in range(2))
        assert record(first, store).plan.changes.flagged
        late = record(second, store)
    assert (late.recorded, dict(late.plan.changes.flagged)) == (0, {})


def test_the_copy_of_a_killed_import_is_cleared_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    names = ("mlsd-import-stale", "mlsd-import-young", "mlsd-bench-other", "somebody")
    for name in names:
        (temporary / name).mkdir()
        (temporary / name / "collection.sqlite").write_bytes(b"x")
    (temporary / "mlsd-import-link").symlink_to(temporary / "somebody")
    long_ago = time.time() - 2 * 86_400
    for name in names:
        if name != "mlsd-import-young":
            os.utime(temporary / name, (long_ago, long_ago))
    with opened(tmp_path / "home") as store:
        plan_import(old(tmp_path / "mine.apkg", crafted()), store, HERE)
    left = {each.name for each in temporary.iterdir()}
    assert left == {*names, "mlsd-import-link"} - {"mlsd-import-stale"}
    assert (temporary / "somebody" / "collection.sqlite").exists()


def test_a_deck_that_was_written_here_is_called_so(mlsd: Run) -> None:
    assert mlsd("export", "anki").returncode == 0
    done = mlsd("import", "anki", "mlsd.apkg")
    assert done.returncode == 1
    assert "is a deck that was written here" in done.stderr
    assert "Include scheduling" not in done.stderr


def test_a_page_that_finds_no_room_is_named(tmp_path: Path) -> None:
    """A file that was open already has no name in the error."""
    resource = pytest.importorskip("resource")
    page = AdoptedPage("page", "area", "text" * 10_000, {}, frozenset(), 1)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, limits[1]))
    try:
        with pytest.raises(PackageError, match=r"area/page\.md cannot be written: File too large"):
            adoption._write([page], tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_strange_file_name_stays_on_one_line(mlsd: Run, tmp_path: Path) -> None:
    for text, status in ((crafted(), 0), (b"x", 1)):
        file = old(tmp_path / "a\u202eb\nc\x1b[31m.apkg", text)
        done = mlsd("import", "anki", str(file))
        assert done.returncode == status, done.stderr
        said = done.stdout + done.stderr
        assert "\u202e" not in said
        assert "\x1b" not in said
        assert any("b c" in line for line in said.splitlines()), said
