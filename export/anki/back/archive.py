"""The archive around a collection: opened without trust, and read entry by entry.

A package is a zip of numbered media, a map of their names, and the collection. All that a stranger
can get wrong in it is decided here: its size, what its entries are called and how often, and what
they inflate to. No entry is ever written under the name that it has in the archive.
"""

import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, BinaryIO, Self

from export.anki.back.inflating import CHUNK, Allowance, inflate
from export.anki.back.regular import open_regular
from mlsd_graph.errors import PackageError

_INDEX_LIMIT = 16 << 20
"""Bytes of an archive's index: 200,000 files, of which the index in memory takes 100 MB."""
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_RECORD_64 = 56
"""Bytes of the record that an archive of more than 4 GB has instead, without its comment."""
_TAIL = 65_557
"""Bytes from the end in which an archive says where its index is."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(ValueError, EOFError, NotImplementedError, RuntimeError),
)
"""What `zipfile` raises for archives that are not as they should be."""
_AGAIN = "Export it again and copy it whole."


class Archive:
    """An open package."""

    def __init__(self, path: Path) -> None:
        """Open an archive.

        Raises:
            PackageError: There is none, it is none, or it is not like one that Anki writes.
        """
        self.path = path
        with ExitStack() as stack:
            file = stack.enter_context(open_regular(path))
            try:
                _refuse_huge_index(file, path)
                self._zip = stack.enter_context(zipfile.ZipFile(file))
            except OSError as error:
                raise PackageError(f"{path}: {error.strerror or error}.") from error
            except _DAMAGE as error:
                raise PackageError(f"{path} is damaged ({error}).", _AGAIN) from error
            self._refuse_doubled()
            self._open = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def size(self, name: str) -> int:
        """Bytes of an entry as it lies in the archive."""
        return self._zip.NameToInfo[name].compress_size

    def read(self, name: str, limit: int, *, zstd: bool = False) -> bytes:
        """Read a small entry whole; raises PackageError where it is larger than `limit` bytes."""
        return b"".join(self.stream(name, Allowance(name, limit), zstd=zstd))

    def stream(
        self,
        name: str,
        allowance: Allowance,
        *,
        zstd: bool = False,
        passed: Callable[[int, int], None] | None = None,
    ) -> Generator[bytes]:
        """Read an entry in pieces, each of which is checked before the next one is inflated.

        `passed` hears after each how many bytes of the entry were read, and how many it claims.
        """
        entry = self._zip.NameToInfo.get(name)
        if entry is None:
            raise PackageError(f"{self.path} holds no {name}.", _AGAIN)
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _METHODS:
            raise PackageError(f"{self.path}: {name} is packed as Anki never does.")
        try:
            with self._zip.open(entry) as stream:
                for piece in inflate(stream, allowance) if zstd else _pieces(stream, allowance):
                    yield piece
                    if passed is not None:
                        passed(stream.tell(), entry.file_size)
        except (*_DAMAGE, OSError) as error:
            raise PackageError(f"{self.path}: {name} is damaged ({error}).", _AGAIN) from error

    def _refuse_doubled(self) -> None:
        """Two entries of one name: which of them counts would depend on who reads."""
        names = Counter(entry.filename for entry in self._zip.infolist())
        doubled = sorted(name for name, times in names.items() if times > 1)
        if doubled:
            raise PackageError(f"{self.path} holds {doubled[0][:80]!r} twice.", _AGAIN)


def _pieces(stream: IO[bytes], allowance: Allowance) -> Iterator[bytes]:
    while piece := stream.read(CHUNK):
        yield allowance.take(piece)


def _refuse_huge_index(file: BinaryIO, path: Path) -> None:
    """Read how large the index is before `zipfile` reads all of it."""
    if file.read(16) == b"SQLite format 3\x00":
        raise PackageError(
            f"{path} is a collection, not an export of one.",
            "In Anki: File > Export. A collection in use may be only half written.",
        )
    size = file.seek(0, 2)
    file.seek(max(0, size - _TAIL))
    tail = file.read(_TAIL)
    place = tail.rfind(_END)
    if place < 0 or len(tail) < place + 22:
        raise PackageError(f"{path} is no Anki package, or not all of it.", _AGAIN)
    (index,) = struct.unpack_from("<L", tail, place + 12)
    locator = tail.rfind(_END_64, 0, place)
    if locator >= 0 and len(tail) >= locator + 16:
        (at,) = struct.unpack_from("<Q", tail, locator + 8)
        file.seek(min(at, size))
        record = file.read(_RECORD_64)
        index = struct.unpack_from("<Q", record, 40)[0] if len(record) == _RECORD_64 else index
    if index > _INDEX_LIMIT:
        raise PackageError(f"{path} lists more files than any collection has.")
