"""A byte that is no UTF-8 is found where an editor shows it."""

import pytest

from mlsd_graph.content.source import SourceError, decode


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"---\ntitle: A\n---\n\nxy\n\n\x20\x20ab\xff", 7, 5),
        (b"\xff", 1, 1),
        (b"\xef\xbb\xbfab\xff", 1, 3),
        ("größe ".encode() + b"\xe4", 1, 7),
        (b"a\r\nb\rcd\xff", 3, 3),
    ],
)
def test_the_place_counts_lines_and_characters(data: bytes, line: int, column: int) -> None:
    with pytest.raises(SourceError) as raised:
        decode(data, "file.md")

    found = raised.value.finding
    assert (found.line, found.column) == (line, column)
    assert f"0x{data[-1]:02x}" in found.message
