"""The real program, run as a learner runs it."""

import subprocess
from collections.abc import Callable

Run = Callable[..., subprocess.CompletedProcess[str]]


def successful(run: Run) -> Run:
    """The same, where no call may fail."""

    def checked(*arguments: str) -> subprocess.CompletedProcess[str]:
        done = run(*arguments)
        assert done.returncode == 0, done.stderr
        return done

    return checked
