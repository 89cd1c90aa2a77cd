"""How much a page holds so that it can be read: blocks and bytes, as the loader counts them."""

from typing import NamedTuple

from mlsd_graph.content import limits
from mlsd_graph.content.fences import split_lines

BREAK = "\\"
"""At the end of a line: the next one belongs to the same block."""


class Weight(NamedTuple):
    """What a text takes."""

    blocks: int
    bytes: int

    def __add__(self, other: "Weight") -> "Weight":  # pyright: ignore[reportIncompatibleMethodOverride]  no tuple of both
        return Weight(self.blocks + other.blocks, self.bytes + other.bytes)

    def within(self, most: "Weight") -> bool:
        """Whether both are at most as much."""
        return self.blocks <= most.blocks and self.bytes <= most.bytes


NOTHING = Weight(0, 0)
COMFORTABLE = Weight(limits.BLOCKS * 4 // 5, 120_000)
"""To which new notes fill a page: those that are edited and come again shall find room there."""
MOST = Weight(limits.BLOCKS - 20, limits.FILE_BYTES - 8_000)
"""To which a page is filled again; what stands around the notes needs the rest."""


def weight(text: str) -> Weight:
    """Weigh Markdown as it is written here: each line outside fences is a block of its own."""
    lines = split_lines(text)
    blocks, goes_on = 0, False
    for line, fenced in zip(lines.lines, lines.fenced, strict=True):
        blocks += bool(line.strip()) and not fenced and not goes_on
        goes_on = line.endswith(BREAK)
    return Weight(blocks, len(text.encode()) + 1)
