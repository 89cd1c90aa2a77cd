"""Reads one content file: bytes from outside become clean text, or a finding that says why not."""

import os
import stat
from pathlib import Path
from typing import NamedTuple

from mlsd_graph.clean import UNSAFE, clean
from mlsd_graph.content import limits
from mlsd_graph.content.records import Finding, Severity

# Without O_NONBLOCK opening a FIFO waits for ever; O_NOFOLLOW keeps a link from leading outside.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_SPECIAL = b"\t#$[\\]`{}~"
_ORDINARY = bytes([0x0A, *(c for c in range(0x20, 0x7F) if c not in _SPECIAL)])
_PIECE = 16 * 1024


class SourceError(Exception):
    """A file cannot be used at all; carries the finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


class Source(NamedTuple):
    """The text of one file."""

    text: str
    """Newlines are `\\n`, no byte-order mark, unsafe characters replaced."""
    specials: bytes = b""
    """Those bytes in order that are not ordinary, such as `#`, backticks and backslashes: what is
    not among them need not be searched for in the text. Empty where the text was cleaned."""
    findings: tuple[Finding, ...] = ()


def digest(data: bytes) -> str:
    """Fingerprint of a file, as written in `based-on`: 16 hexadecimal digits."""
    from hashlib import blake2b  # noqa: PLC0415  2 ms that the first card does not pay

    return blake2b(data, digest_size=8).hexdigest()


def read_bytes(path: str) -> bytes:
    """Read a regular file, at most one piece beyond the limit.

    Raises:
        SourceError: It is missing, unreadable, or no regular file.
    """
    try:
        handle = os.open(path, _FLAGS)
    except OSError as error:
        raise SourceError(_refused(path, error)) from error
    try:
        # Small pieces: one read of the whole limit would map and unmap 256 kB for every file.
        data = os.read(handle, _PIECE)
        while len(data) % _PIECE == 0 and 0 < len(data) <= limits.FILE_BYTES:
            piece = os.read(handle, _PIECE)
            if not piece:
                break
            data += piece
        if not data and not stat.S_ISREG(os.fstat(handle).st_mode):
            raise SourceError(_special(path))
    except OSError as error:
        raise SourceError(_refused(path, error)) from error
    finally:
        os.close(handle)
    return data


def decode(data: bytes, path: str) -> Source:
    """Turn the bytes of a file into clean text.

    Raises:
        SourceError: It is too large or not UTF-8.
    """
    if len(data) > limits.FILE_BYTES:
        size = limits.FILE_BYTES // 1024
        message = f"The file is larger than {size} kB."
        raise SourceError(_finding("file-too-large", path, 0, message, "Split it."))
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8-sig")) + 1
        message = f"The byte 0x{data[error.start]:02x} is not UTF-8."
        found = _finding("not-utf8", path, line, message, "Save the file as UTF-8.")
        raise SourceError(found._replace(column=column)) from error
    specials = data.translate(None, _ORDINARY)
    # Sequences stay whole and in order, because every byte of theirs is above 0x7F.
    odd = specials.translate(None, _SPECIAL)
    if not odd or UNSAFE.search(odd.decode("utf-8", "replace")) is None:
        return Source(text, specials)
    return _cleaned(text.removeprefix("\ufeff"), path)


def read(path: Path | str) -> Source:
    """Read and decode one file.

    Raises:
        SourceError: It cannot be used at all.
    """
    name = os.fspath(path)
    return decode(read_bytes(name), name)


def _cleaned(text: str, path: str) -> Source:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    safe = clean(text)
    if safe == text:
        return Source(text)
    findings = [
        _control(path, number, before, after)
        for number, (before, after) in enumerate(
            zip(text.split("\n"), safe.split("\n"), strict=True), 1
        )
        if before != after
    ]
    return Source(safe, findings=tuple(findings[: limits.FINDINGS_PER_FILE]))


def _control(path: str, line: int, before: str, after: str) -> Finding:
    """Name the first character of a line that was replaced."""
    pairs = enumerate(zip(before, after, strict=True))
    at = next(index for index, (one, other) in pairs if one != other)
    message = f"The line holds the control character U+{ord(before[at]):04X}."
    found = _finding("control-character", path, line, message, "Remove it.")
    return found._replace(column=at + 1)


def _refused(path: str, error: OSError) -> Finding:
    if os.path.islink(path):  # noqa: PTH114  a name, not a Path
        return _finding(
            "symbolic-link", path, 0, "Symbolic links are not followed.", "Put the file here."
        )
    message = f"The file cannot be read: {(error.strerror or 'unknown error').lower()}."
    return _finding("unreadable", path, 0, message, "Check its permissions.")


def _special(path: str) -> Finding:
    return _finding("not-a-file", path, 0, "This is not a regular file.", "Remove it.")


def _finding(code: str, path: str, line: int, message: str, hint: str) -> Finding:
    return Finding(code, Severity.ERROR, path, line, min(line, 1), message, hint)
