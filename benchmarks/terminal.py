"""A program in a pseudo-terminal: what it wrote, when, and keys for it. POSIX only."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

_ESCAPES = re.compile(rb"\x1b(?:\[[0-9;?<>=]*[ -/]*[@-~]|[\]P_^X][^\x1b\x07]*(?:\x1b\\|\x07)|.)")


class Terminal:
    """Runs a command at a size; `wait` reads until a text has been written."""

    def __init__(
        self, command: Sequence[str], environ: Mapping[str, str], size: tuple[int, int] = (80, 24)
    ) -> None:
        self._main, other = pty.openpty()
        columns, lines = size
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        env = {**environ, "TERM": "xterm-256color", "COLUMNS": str(columns), "LINES": str(lines)}
        # Installed programs run compiled; a workplace that keeps no bytecode would compile ours
        # anew at each start, but not the peer's.
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=other, stdout=other, stderr=other, env=env, start_new_session=True
        )
        os.close(other)
        self.raw = b""
        """All bytes since the last `forget`."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._main)

    @property
    def text(self) -> str:
        """What was written since the last `forget`, without escape sequences."""
        return _ESCAPES.sub(b"", self.raw).decode("utf-8", "replace")

    def send(self, keys: str) -> None:
        """Type."""
        os.write(self._main, keys.encode())

    def hang_up(self) -> None:
        """Close the terminal while the program runs; nothing more is read or typed."""
        os.close(self._main)
        self._main = os.open(os.devnull, os.O_RDWR)

    def forget(self) -> None:
        """Start reading anew."""
        self.raw = b""

    def wait(self, text: str, seconds: float = 20.0) -> float:
        """Read until a text was written; return the time since the start, in seconds.

        Raises:
            TimeoutError: It was not written in time, or the program ended before.
        """
        end = time.perf_counter() + seconds
        while text not in self.text:
            if time.perf_counter() > end or not self.read(0.02):
                raise TimeoutError(f"{text!r} was not written, but: {self.text[-2000:]!r}")
        return time.perf_counter() - self.started

    def read(self, seconds: float) -> bool:
        """Read what comes within some seconds; False once the program has ended."""
        ready, _, _ = select.select([self._main], [], [], seconds)
        if not ready:
            return True
        try:
            piece = os.read(self._main, 1 << 16)
        except OSError:
            return False
        self.raw += piece
        return bool(piece)

    def end(self, number: int = signal.SIGKILL) -> int:
        """End the program with a signal; return its exit status."""
        self.process.send_signal(number)
        return self.wait_end()

    def wait_end(self, seconds: float = 20.0) -> int:
        """Read until the program has ended; return its exit status."""
        end = time.perf_counter() + seconds
        while self.process.poll() is None and time.perf_counter() < end:
            self.read(0.02)
        return self.process.wait(timeout=1)
