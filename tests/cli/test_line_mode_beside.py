"""Line mode beside another process that grades the same card."""

import sys
from subprocess import PIPE, Popen

from program import call


def test_a_card_graded_elsewhere_is_left_for_the_next(environ: dict[str, str]) -> None:
    command = [sys.executable, "-m", "mlsd_graph", "review", "--plain"]
    with Popen(command, env=environ, stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True) as review:
        assert review.stdin is not None
        assert review.stdout is not None
        review.stdin.write("\n")
        review.stdin.flush()
        before = ""
        while not before.endswith("grade> "):
            before += review.stdout.read(1)
        first = "alpha/first"
        assert call(("answer", first, "easy"), environ).returncode == 0
        out, err = review.communicate("3\n\n3\nq\n", timeout=60)

    assert err == ""
    assert review.returncode == 0
    said = out.index(f"{first} has been graded elsewhere")
    assert "good, again in" in out[said:]
    assert "1 review in" in out
