"""What stands under a name but is no file: nothing waits for it, or reads it without end."""

import os
import sys
from pathlib import Path

import pytest
from commands import Run

from export.anki.back import regular
from export.anki.back.package import fingerprint, opened
from mlsd_graph.errors import PackageError

STRANGE = ["fifo", "zero"]


def strange(tmp_path: Path, what: str) -> Path:
    path = tmp_path / f"{what}.apkg"
    if what == "fifo":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="has neither FIFO nor /dev/zero")
@pytest.mark.parametrize("what", STRANGE)
@pytest.mark.parametrize("more", [[], ["--as-content", "mine"]])
def test_an_import_refuses_it_at_once(
    mlsd: Run, tmp_path: Path, what: str, more: list[str]
) -> None:
    path = strange(tmp_path, what)
    done = mlsd("import", "anki", str(path), *more)
    assert done.returncode == 1
    assert f"{path} is no regular file." in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="has neither FIFO nor /dev/zero")
@pytest.mark.parametrize("what", STRANGE)
def test_no_digest_is_taken_of_it(tmp_path: Path, what: str) -> None:
    with pytest.raises(PackageError, match="no regular file"):
        fingerprint(strange(tmp_path, what))


def test_a_file_larger_than_any_package_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    huge = tmp_path / "huge.apkg"
    with huge.open("wb") as file:
        file.truncate(regular.LARGEST + 1)  # a hole: it takes no room
    with pytest.raises(PackageError, match="larger than"), opened(huge):
        pass
    with pytest.raises(PackageError, match="larger than"):
        fingerprint(huge)
    monkeypatch.setattr(regular, "LARGEST", 3)
    huge.write_bytes(b"four")
    with pytest.raises(PackageError, match="larger than"):
        fingerprint(huge)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="No such file"):
        fingerprint(tmp_path / "none.apkg")
