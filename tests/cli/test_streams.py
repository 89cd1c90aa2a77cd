"""Whatever the encoding of the output, and whichever stream is closed, there is no traceback."""

import codecs
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from page_files import write_pages

from mlsd_graph.cli.near_forms import near

PAGE = r"""---
title: Rate
---
How fast it comes, written λ.

## Cards

### Its sign
Q: What is $\lambda x \le 1$?

A: A “rate” → café 10⁷ ★ 😀 ő. Łódź
"""


def run(home: Path, content: Path, command: str, given: str = "", **more: str) -> tuple[int, bytes]:
    """Run a shell command; return its exit code, and its output with its errors behind."""
    env = {"MLSD_HOME": str(home), "MLSD_CONTENT": str(content), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m mlsd_graph {command}"],
        env=env | more,
        input=given.encode(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def rate(tmp_path: Path) -> Path:
    return write_pages(tmp_path / "rate", {"concepts/serving/rate.md": PAGE})


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp437"])
def test_a_review_in_an_old_encoding_is_near_to_what_was_written(
    tmp_path: Path, rate: Path, encoding: str
) -> None:
    environ = {"PYTHONIOENCODING": encoding}
    code, out = run(tmp_path / "h", rate, "review --plain", "\n3\n", **environ)
    said = out.decode(encoding)

    assert code == 0, said
    assert "café" in said
    assert r"\u2605 \U0001f600 o. \u0141" in said
    assert "1 review" in said


def test_what_an_encoding_lacks_becomes_latex_ascii_lines_or_a_number(
    tmp_path: Path, rate: Path
) -> None:
    environ = {"PYTHONIOENCODING": "latin-1"}
    _, out = run(tmp_path / "h", rate, "show rate/its-sign", **environ)
    assert out.decode("latin-1").split("\n")[:3] == [
        r"What is \lambda x \le 1?",
        "",
        'A "rate" -> café 10^7 \\u2605 \\U0001f600 o. \\u0141ódz',
    ]


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "ascii", "utf-8"])
def test_json_reads_the_same_in_every_encoding(tmp_path: Path, rate: Path, encoding: str) -> None:
    environ = {"PYTHONIOENCODING": encoding}
    code, out = run(tmp_path / "h", rate, "next --json", **environ)

    assert code == 0
    text = out.decode("utf-8" if encoding == "ascii" else encoding)
    assert json.loads(text)["back"] == "A “rate” → café 10⁷ ★ 😀 ő. Łódź"


def test_ascii_is_a_locale_that_nobody_set(tmp_path: Path, rate: Path) -> None:
    bare = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    _, out = run(tmp_path / "h", rate, "show rate", **bare)
    code, refused = run(tmp_path / "h", rate, "due --content 'λ'", **bare)

    assert "λ" in out.decode()
    assert code == 1
    assert "no such content folder" in refused.decode()


def test_a_word_in_another_encoding_is_an_answer_like_any(tmp_path: Path, rate: Path) -> None:
    code, out = run(tmp_path / "h", rate, "review --plain <<E\n$(printf '\\377')\n3\nE\n")
    assert code == 0, out
    assert b"1 review" in out


def test_a_closed_input_ends_the_review(tmp_path: Path, rate: Path) -> None:
    code, out = run(tmp_path / "h", rate, "review --plain <&-")
    assert code == 0
    assert b"0 reviews" in out
    assert b"Traceback" not in out


@pytest.mark.parametrize("command", ["review --plain", "due", "next", "show rate", "--help"])
def test_a_closed_output_is_said(tmp_path: Path, rate: Path, command: str) -> None:
    code, out = run(tmp_path / "h", rate, f"{command} >&-")
    assert (code, out) == (1, b"mlsd: the output could not be written: it is closed.\n")


@pytest.mark.parametrize("command", ["", "due", "next", "shwo rate", "due --bad"])
def test_nothing_open_at_all_is_an_exit_code(tmp_path: Path, rate: Path, command: str) -> None:
    code, _ = run(tmp_path / "h", rate, f"{command} <&- >&- 2>&-")
    assert code in {1, 2}


def test_a_closed_stream_is_not_given_to_the_state(tmp_path: Path, rate: Path) -> None:
    code, out = run(tmp_path / "h", rate, "answer rate/its-sign good >&-")
    assert code == 0
    assert b"recorded as" in out
    assert b"All is well." in run(tmp_path / "h", rate, "doctor")[1]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("(y − ŷ)²", r"(y - \hat y)²"),
        ("θ̂, x̂, ȳᵢ", r"\hat\theta, x\hat{}, \bar y_i"),
        ("Čech, Gödel, cafe\u0301", "Cech, Gödel, cafe"),
        ("√x ∈ ℝ", r"\sqrt x \in \mathbb{R}"),
        ("–αx αβ αo", r"-\alpha x \alpha\beta \alpha o"),
        ("\ud800", r"\ud800"),
        ("·▁▄█", "·148"),
    ],
)
def test_a_formula_in_an_old_encoding_says_what_it_said(text: str, written: str) -> None:
    def nearest(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeEncodeError)
        return near(error.object, error.start, error.end), error.end

    codecs.register_error("near-of-this-test", nearest)
    assert text.encode("latin-1", "near-of-this-test").decode("latin-1") == written


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_path_that_is_not_in_the_encoding_goes_out_as_its_bytes(
    tmp_path: Path, rate: Path, encoding: str
) -> None:
    home = tmp_path / os.fsdecode(b"x\xffy\xfe")
    _, out = run(home, rate, "path", LC_ALL="C.UTF-8", PYTHONIOENCODING=encoding)
    assert os.fsencode(home) in out
    _, out = run(home, rate, "path --json", LC_ALL="C.UTF-8", PYTHONIOENCODING=encoding)
    assert Path(json.loads(out.decode(encoding))["state"]).is_relative_to(home)
