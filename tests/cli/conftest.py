import os
from pathlib import Path

import pytest
from noon import ZONE
from program import Mlsd, Ran, call


@pytest.fixture
def environ(tmp_path: Path, content: Path) -> dict[str, str]:
    """A home of its own and a small content folder."""
    return {
        **os.environ,
        "MLSD_HOME": str(tmp_path / "home"),
        "MLSD_CONTENT": str(content),
        "TZ": ZONE,
        "PYTHONWARNINGS": "error",
    }


@pytest.fixture
def mlsd(environ: dict[str, str]) -> Mlsd:
    """Run the real program."""

    def run(*arguments: str, given: str | None = None, **more: str) -> Ran:
        done = call(arguments, environ | more, given=given)
        return Ran(done.returncode, done.stdout, done.stderr)

    return run
