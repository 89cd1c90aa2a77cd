"""Compressed streams, inflated within bounds of memory, size and ratio."""

from collections.abc import Iterator
from typing import IO

import zstandard

from mlsd_graph.errors import PackageError

CHUNK = 1 << 16
_WINDOW = 1 << 26
"""Bytes that a frame may ask the decoder to hold; Anki's frames ask for 8 MB at most."""


def _size(limit: int) -> str:
    return f"{limit >> 20} MB" if limit >> 20 else f"{limit >> 10} kB"


class Allowance:
    """How many bytes may still come out of one entry."""

    def __init__(self, name: str, limit: int) -> None:
        self._name = name
        self._limit = limit
        self.taken = 0

    def take(self, piece: bytes) -> bytes:
        """Count a piece; raises PackageError beyond the limit."""
        self.taken += len(piece)
        if self.taken > self._limit:
            raise PackageError(
                f"{self._name} inflates to more than {_size(self._limit)}.",
                "No collection does that: the file is damaged or made to do harm.",
            )
        return piece


def inflate(stream: IO[bytes], allowance: Allowance) -> Iterator[bytes]:
    """Inflate a zstd frame piece by piece; a frame that ends early yields what there is of it.

    Frames that Anki writes say neither their size nor, mostly, their checksum: whoever reads the
    result must know from its own form whether it is whole.
    """
    decoder = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    try:
        with decoder.stream_reader(stream, read_size=CHUNK, closefd=False) as reader:
            while piece := reader.read(CHUNK):
                yield allowance.take(piece)
    except zstandard.ZstdError as error:
        raise PackageError(
            f"A compressed part is damaged ({error}).", "Export it again and copy it whole."
        ) from error
