"""From an .apkg or .colpkg, in any form that Anki has ever written, to its collection as a file.

| `meta`        | collection                                    | media map       |
|---------------|-----------------------------------------------|-----------------|
| none, or 1    | `collection.anki2`                            | JSON            |
| 2             | `collection.anki21`                           | JSON            |
| 3             | `collection.anki21b`: zstd                    | zstd of Protocol Buffers |

Beside the newer ones lies a `collection.anki2` that only holds a note which says "please update".
"""

import hashlib
import struct
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from export.anki.back.archive import Archive
from export.anki.back.copies import copying
from export.anki.back.inflating import Allowance
from export.anki.back.regular import open_regular
from export.anki.back.wire import number_of
from export.anki.telling import Told, silent
from mlsd_graph.errors import PackageError

COLLECTIONS = {1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}
_META_LIMIT = 1 << 10
_SMALL, _LARGEST, _RATIO = 64 << 20, 2 << 30, 200
"""A collection may inflate to 64 MB in any case, to 200 times its size, to 2 GB never beyond."""
_HEADER = 100
_MAGIC = b"SQLite format 3\x00"
_AGAIN = "Export it again and copy it whole."


class Opened(NamedTuple):
    """A package, with its collection laid out as a file."""

    archive: Archive
    version: int
    """1 to 3, see above."""
    collection: Path
    """A temporary file, gone when the package is closed."""


@contextmanager
def opened(path: Path, told: Told = silent) -> Generator[Opened]:
    """Open a package; its collection is inflated into a temporary file, private to this user.

    Raises:
        PackageError: It is no package, damaged, written by a newer Anki, or made to do harm.
    """
    with Archive(path) as archive, copying() as folder:
        version = _version(archive)
        target = folder / "collection.sqlite"
        told("unpack", 0)
        _extract(archive, version, target, told)
        yield Opened(archive, version, target)


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file, by which a second import of it is recognised."""
    try:
        with open_regular(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise PackageError(f"{path}: {error.strerror or error}.") from error


def _version(archive: Archive) -> int:
    if "meta" in archive:
        try:
            version = number_of(archive.read("meta", _META_LIMIT), 1)
        except ValueError as error:
            raise PackageError(f"{archive.path}: meta is damaged ({error}).", _AGAIN) from error
        if not version:
            raise PackageError(f"{archive.path}: meta is damaged (it names no version).", _AGAIN)
        if version not in COLLECTIONS:
            raise PackageError(
                f"{archive.path} is of version {version}, which a newer Anki has written.",
                "Update mlsd, or tick “Support older Anki versions” in Anki's export.",
            )
        return version
    # Without a version the newest wins, as the oldest may be the note that says "please update".
    for version in sorted(COLLECTIONS, reverse=True):
        if COLLECTIONS[version] in archive:
            return version
    raise PackageError(f"{archive.path} is an archive, but holds no Anki collection.")


def _extract(archive: Archive, version: int, target: Path, told: Told) -> None:
    name = COLLECTIONS[version]
    if name not in archive:
        raise PackageError(f"{archive.path} should hold {name}, which is missing.", _AGAIN)
    limit = min(_LARGEST, max(_SMALL, _RATIO * archive.size(name)))
    allowance = Allowance(name, limit)
    pieces = archive.stream(
        name,
        allowance,
        zstd=version == max(COLLECTIONS),
        passed=lambda done, total: told("unpack", done, total),
    )
    try:
        with closing(pieces), target.open("xb") as file:
            header = b""
            for piece in pieces:
                if len(header) < _HEADER:
                    header += piece
                    if len(header) < _HEADER:
                        continue
                    piece = _as_lone_file(header, archive.path)  # noqa: PLW2901  header and all
                file.write(piece)
    except OSError as error:
        raise PackageError(
            f"The collection could not be unpacked ({error.strerror}).",
            "It needs room for temporary files; TMPDIR says where.",
        ) from error
    if len(header) < _HEADER or allowance.taken < _stated_size(header):
        raise PackageError(f"{archive.path}: {name} ends early.", _AGAIN)


def _as_lone_file(header: bytes, path: Path) -> bytes:
    """Say in the header that there is no write-ahead log beside this file."""
    if not header.startswith(_MAGIC):
        raise PackageError(f"{path}: the collection is no SQLite file.", _AGAIN)
    return header[:18] + b"\x01\x01" + header[20:]


def _stated_size(header: bytes) -> int:
    """Bytes that the file has by its own word; 0 where it does not say (SQLite format, 1.3)."""
    (page,) = struct.unpack_from(">H", header, 16)
    (pages,) = struct.unpack_from(">L", header, 28)
    is_current = header[24:28] == header[92:96]
    return (65_536 if page == 1 else page) * pages if is_current else 0
