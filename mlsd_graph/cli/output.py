"""What is said on stderr, and standard output that cannot be written: no reader, a full disk."""

import os
import sys
from errno import EBADF

_said: set[str] = set()


def say_once(error: Exception) -> None:
    """Write an error on stderr, unless this run has said the same: what fails often fails twice."""
    text = f"mlsd: {error}\n"
    if text not in _said:
        _said.add(text)
        sys.stderr.write(text)


def silence() -> None:
    """Send what is still to be written nowhere, so that the interpreter ends without a word."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, sys.stdout.fileno())
    os.close(sink)


def flush() -> None:
    """Write out what was printed; raises OSError where it cannot be written."""
    sys.stdout.flush()


def complain(error: OSError) -> int:
    """Say that the output could not be written, and return the exit code."""
    why = "it is closed" if error.errno == EBADF else error.strerror
    sys.stderr.write(f"mlsd: the output could not be written: {why}.\n")
    silence()
    return 1
