"""The real program as a user runs it: a finished call in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


def call(
    arguments: tuple[str, ...],
    environment: Mapping[str, str],
    folder: Path | None = None,
    given: str | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder until it ends, with some text in a pipe for its input."""
    return subprocess.run(
        [sys.executable, "-m", "mlsd_graph", *arguments],
        env=environment,
        cwd=folder,
        input=given,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@dataclass
class Ran:
    """What a call of the program left."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Mlsd = Callable[..., Ran]
