import os
from pathlib import Path

import pytest
from noon import ZONE
from program import Mlsd, Ran, call


@pytest.fixture
def mlsd(tmp_path: Path, content: Path) -> Mlsd:
    """Run the real program in a home of its own on a small content folder."""
    env = {
        **os.environ,
        "MLSD_HOME": str(tmp_path / "home"),
        "MLSD_CONTENT": str(content),
        "TZ": ZONE,
        "PYTHONWARNINGS": "error",
    }

    def run(*arguments: str, given: str | None = None, **more: str) -> Ran:
        done = call(arguments, env | more, given=given)
        return Ran(done.returncode, done.stdout, done.stderr)

    return run
