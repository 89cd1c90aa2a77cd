"""Files of a content folder that nobody reads: a warning where they were meant, else advice."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from checked_pages import concept
from page_files import write_pages

from mlsd_graph.check import check
from mlsd_graph.check.stray import stray_told
from mlsd_graph.content import load
from mlsd_graph.content.records import Severity


@pytest.mark.parametrize(
    ("path", "text", "severity"),
    [
        ("mine.md", concept("mine"), Severity.WARNING),
        ("mine.md", "Without front matter.\n", Severity.WARNING),
        ("concept/serving/mine.md", concept("mine"), Severity.WARNING),
        ("diary/today.md", "Rain.\n", Severity.ADVICE),
    ],
)
def test_a_file_outside_the_folders_of_the_content_is_named(
    tmp_path: Path, path: str, text: str, severity: Severity
) -> None:
    write_pages(tmp_path, {"concepts/serving/a.md": concept("a"), path: text})

    (found,) = check(load([tmp_path]))

    assert (found.code, found.severity, found.path) == (
        "stray-file",
        severity,
        f"{tmp_path}/{path}",
    )
    assert "concepts/<domain>/" in found.hint


def test_the_first_that_was_meant_is_told_and_the_rest_counted(tmp_path: Path) -> None:
    root = str(write_pages(tmp_path, {"a.md": "x", "b.md": "x", "notes/c.md": "x"}))

    assert stray_told([root]).startswith("a.md is not read: it stands in no folder of the content.")
    assert stray_told([root]).endswith("1 more file alike; `mlsd check` lists them.")
    assert not stray_told([f"{root}/notes/nowhere"])


def test_a_pipe_is_not_waited_for_and_notes_hide_no_page(tmp_path: Path) -> None:
    many = {f"a_notes/{n}.md": "x" for n in range(60)}
    root = write_pages(tmp_path, many | {"concept/b.md": concept("b")})
    os.mkfifo(root / "a_notes" / "pipe.md")

    assert stray_told([str(root)]).startswith("b.md is not read")


def test_the_rules_are_not_read_for_it_while_somebody_reviews() -> None:
    program = (
        "import mlsd_graph.check.stray, sys; print('mlsd_graph.check.checking' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout == "False\n"
