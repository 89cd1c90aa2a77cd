"""A reader that leaves, as in `mlsd cards | head -1`: no failure, and not a word."""

from subprocess import PIPE, Popen
from sys import executable

import pytest

COMMANDS = "cards", "search alpha", "log", "stats", "due", "path", "--help", "--version"


@pytest.mark.parametrize("command", [*COMMANDS, "cards --json", "show alpha", "show --help"])
@pytest.mark.parametrize("is_both", [False, True])
def test_a_reader_that_leaves_is_no_failure(
    environ: dict[str, str], command: str, *, is_both: bool
) -> None:
    words = [executable, "-m", "mlsd_graph", *command.split()]
    with Popen(words, env=environ, stdout=PIPE, stderr=PIPE, text=True) as called:
        assert called.stdout is not None
        assert called.stderr is not None
        called.stdout.close()
        said = "" if is_both else called.stderr.read()
        called.stderr.close()

    assert (called.returncode, said) == (0, "")
