"""The help of a screen: a column of keys, and beside it what they do."""

from pathlib import Path

import pytest
from flows import running


@pytest.mark.parametrize(
    ("size", "lines"),
    [
        ((80, 24), ["space, ⏎         Show the answer or its next item; again: the", "grade in"]),
        ((48, 60), ["U                Do again what was", "undone  review.redo"]),
    ],
)
async def test_what_a_key_does_hangs_beside_the_column_of_the_keys(
    tmp_path: Path, content: Path, size: tuple[int, int], lines: list[str]
) -> None:
    async with running(tmp_path, content, size) as app:
        await app.press("enter", "question_mark")
        rows = [line.partition("│")[2][2:] for line in app.text.splitlines()]

        at = next(at for at, row in enumerate(rows) if row.startswith(lines[0]))
        assert rows[at + 1].startswith(" " * 17 + lines[1])
