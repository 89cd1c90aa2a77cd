"""A home that nothing can be written to: what only reads works, what writes says why not."""

import pytest
from program import Mlsd

# Nobody can make a folder there, whatever their rights.
HOME = {"MLSD_HOME": "/proc/mlsd"}


@pytest.mark.parametrize(
    "call", ["next --json", "due --json", "check", "stats --json", "log", "show alpha", "doctor"]
)
def test_what_only_reads_works(mlsd: Mlsd, call: str) -> None:
    ran = mlsd(*call.split(), **HOME)

    assert (ran.code, ran.err.count("\n") > 1) == (0, False), ran.err


@pytest.mark.parametrize(
    "call", ["answer alpha/first good", "set new_per_day 5", "undo", "review --plain"]
)
def test_what_writes_says_what_to_do(mlsd: Mlsd, call: str) -> None:
    ran = mlsd(*call.split(), given="\n", **HOME)

    assert ran.code == 1
    assert "cannot be made" in ran.err
    assert "MLSD_HOME" in ran.err
    assert "Traceback" not in ran.err
