"""The three standard streams, so that every command may read and write: any encoding, or closed.

What an encoding has no byte for is written in a near form. JSON gets its own escapes, which any
reader understands. ASCII is taken for a locale that nobody set, and becomes UTF-8, as in Python
itself.
"""

import codecs
import os
import sys
from io import TextIOWrapper

_BYTES = range(0xDC80, 0xDD00)
"""What stands for the bytes of a file name that is not in the encoding."""
_BEYOND_16_BITS = 0x10000


def prepare(arguments: list[str]) -> None:
    """Open what is closed, and let no character and no byte be a reason to fail."""
    _open_closed()
    codecs.register_error("mlsd-near", _near)
    codecs.register_error("mlsd-json", _json)
    _accept_all(sys.stdout, "mlsd-json" if "--json" in arguments else "mlsd-near")
    _accept_all(sys.stderr, "mlsd-near")
    _accept_all(sys.stdin, "replace")


def _open_closed() -> None:
    """Let a closed stream be one that is empty, one that refuses, and one that nobody reads.

    Else the next file to be opened, such as the state, would take its number. Standard output
    can be opened for reading only: to write what was asked for is an error that is said.
    """
    if sys.stdin is None:
        sys.stdin = open(os.open(os.devnull, os.O_RDONLY), encoding="utf-8")  # noqa: SIM115, PTH123
    if sys.stdout is None:
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")  # noqa: SIM115, PTH123
    if sys.stderr is None:
        sys.stderr = open(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")  # noqa: SIM115, PTH123


def _accept_all(stream: object, errors: str) -> None:
    if not isinstance(stream, TextIOWrapper):
        return
    if codecs.lookup(stream.encoding).name == "ascii":
        stream.reconfigure(encoding="utf-8", errors=errors)
    elif stream.errors in {"strict", "backslashreplace", "surrogateescape"}:
        # these are Python's own choice; any other is that of whoever set up the environment
        stream.reconfigure(errors=errors)


def _near(error: UnicodeError) -> tuple[str | bytes, int]:
    """Write characters in a form that every encoding has, and bytes of a file name as they were."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text, end = error.object, error.start
    are_bytes = ord(text[end]) in _BYTES
    while end < error.end and (ord(text[end]) in _BYTES) == are_bytes:
        end += 1
    # a single byte would be half a character there
    if are_bytes and not error.encoding.lower().startswith(("utf-16", "utf-32")):
        return text[error.start : end].encode("ascii", "surrogateescape"), end
    from mlsd_graph.cli.near_forms import near  # noqa: PLC0415  hardly ever

    return near(text, error.start, end), end


def _json(error: UnicodeError) -> tuple[str, int]:
    """Write characters as JSON's escapes; those beyond 16 bits are two."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units: list[int] = []
    for character in error.object[error.start : error.end]:
        code = ord(character)
        if code >= _BEYOND_16_BITS:
            high, low = divmod(code - _BEYOND_16_BITS, 0x400)
            units += [0xD800 + high, 0xDC00 + low]
        else:
            units.append(code)
    return "".join(f"\\u{unit:04x}" for unit in units), error.end
