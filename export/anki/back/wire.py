"""The few messages of Anki's packages in Protocol Buffers' wire format."""

from collections.abc import Iterator

_VARINT, _FIXED_64, _BYTES, _FIXED_32 = 0, 1, 2, 5
_LONGEST = 10
"""Bytes of a number."""


def messages(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield field numbers and values of one message.

    Raises:
        ValueError: It is cut off, or no message.
    """
    place = 0
    while place < len(data):
        tag, place = _number(data, place)
        kind = tag & 7
        if kind == _VARINT:
            value, place = _number(data, place)
            yield tag >> 3, value
            continue
        if kind == _BYTES:
            length, place = _number(data, place)
        else:
            length = {_FIXED_64: 8, _FIXED_32: 4}.get(kind, len(data) + 1)
        if length > len(data) - place:
            raise ValueError("a message ends early")
        yield tag >> 3, data[place : place + length]
        place += length


def number_of(data: bytes, field: int) -> int:
    """Return the last number of a field, as Protocol Buffers do; 0 where there is none."""
    found = 0
    for number, value in messages(data):
        if number == field and isinstance(value, int):
            found = value
    return found


def bytes_of(data: bytes, field: int) -> bytes:
    """Return the last bytes of a field; empty where there are none."""
    found = b""
    for number, value in messages(data):
        if number == field and isinstance(value, bytes):
            found = value
    return found


def _number(data: bytes, place: int) -> tuple[int, int]:
    found = 0
    for index, byte in enumerate(data[place : place + _LONGEST]):
        found |= (byte & 127) << (7 * index)
        if byte < 128:  # noqa: PLR2004  the high bit says that more follows
            return found, place + index + 1
    raise ValueError("a message ends early")
