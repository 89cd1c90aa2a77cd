"""What a drawing is measured in: character cells for the terminal, pixels for the picture."""

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from mlsd_graph.content.chartrecords import label_lines


class Measures(NamedTuple):
    """Sizes that the layout keeps to, all whole numbers of one unit."""

    widest: int
    """Wanted width of a drawing with three columns; `widest_wide` with four."""
    widest_wide: int
    thick: int
    """Room that a line takes across itself."""
    block_pad: int
    """Both borders of a block with the blanks inside them, across."""
    block_least: int
    block_frame: int
    """Both borders of a block and what stands above its label, down."""
    block_line: int
    port_x: int
    """Wanted distance of ports on the upper or lower side of a block."""
    port_least: int
    port_end: int
    """From a block's corner to its first port."""
    track_x: int
    track_y: int
    port_y: int
    """Distance of ports on the left or right side of a block."""
    margin_x: int
    """From a vertical track to the blocks beside it: room for an arrow's head."""
    margin_y: int
    gap_x: int
    """A channel that nothing runs along."""
    gap_y: int
    label_line: int
    label_gap: int
    """Between an arrow's label and its line."""
    halo_x: int
    """Between an arrow's label and a line of another arrow, across and down."""
    halo_y: int
    head: int
    """Length of an arrow's head."""
    mark: int
    """Width of the circle around a number of the legend; in cells it depends on the number."""
    title_line: int
    title_gap: int
    lane_pad: int
    step: int
    """How finely places of a label are tried."""
    block_text: Callable[[str], int]
    label_text: Callable[[str], int]
    title_text: Callable[[str], int]

    def tightest(self) -> "Measures":
        """Set tracks close, for drawings with more lines than any good one has."""
        return self.tight()._replace(
            track_x=(self.track_x + 1) // 2,
            port_end=self.port_end // 2,
            margin_x=self.margin_x - (self.thick or 3),
        )

    def tight(self) -> "Measures":
        """Give up the blanks inside blocks, for drawings that come out too wide."""
        return self._replace(
            block_pad=self.block_pad // 2 + self.thick // 2, lane_pad=self.lane_pad
        )


TEXT = Measures(
    widest=72, widest_wide=90, thick=1,
    block_pad=4, block_least=12, block_frame=2, block_line=1,
    port_x=4, port_least=1, port_end=2, port_y=1,
    track_x=2, track_y=1, margin_x=2, margin_y=1, gap_x=4, gap_y=1,
    label_line=1, label_gap=1, halo_x=2, halo_y=1, head=1, mark=0,
    title_line=1, title_gap=0, lane_pad=1, step=1,
    block_text=len, label_text=len, title_text=len,
)  # fmt: skip


def _text_pixels(size: float) -> Callable[[str], int]:
    """Estimate the width of text in a sans-serif face; 10 % more than the narrow ones need."""
    wide, narrow = frozenset("mwMW@%"), frozenset("iljtfrI.,:;!'|()[] -/")

    @lru_cache(maxsize=1024)
    def width(text: str) -> int:
        units = sum(
            0.88 if c in wide else 0.36 if c in narrow else 0.7 if c.isupper() else 0.6
            for c in text
        )
        return round(units * size + 0.5)

    return width


PICTURE = Measures(
    widest=408, widest_wide=510, thick=0,
    block_pad=14, block_least=64, block_frame=26, block_line=14,
    port_x=16, port_least=6, port_end=12, port_y=11,
    track_x=9, track_y=9, margin_x=12, margin_y=13, gap_x=20, gap_y=20,
    label_line=12, label_gap=4, halo_x=6, halo_y=5, head=7, mark=15,
    title_line=14, title_gap=5, lane_pad=5, step=5,
    block_text=_text_pixels(12), label_text=_text_pixels(10.5), title_text=_text_pixels(11),
)  # fmt: skip


@lru_cache(maxsize=1024)
def wrappings(text: str, width: Callable[[str], int]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Wrap a label to one, two and three lines, each as narrow as it gets: (width, lines)."""
    words = text.split()
    found: list[tuple[int, tuple[str, ...]]] = [(width(text), (text,))]
    for cuts in _cuts(len(words)):
        lines = tuple(" ".join(words[a:b]) for a, b in pairwise(cuts))
        broad = max(map(width, lines))
        same = [each for each in found if len(each[1]) == len(lines)]
        if not same:
            if broad < found[-1][0]:
                found.append((broad, lines))
        elif broad < same[0][0]:
            found[found.index(same[0])] = (broad, lines)
    return tuple(found)


def _cuts(words: int) -> list[tuple[int, ...]]:
    """List where a label of so many words can be cut into two or three lines."""
    two = [(0, a, words) for a in range(1, words)]
    three = [(0, a, b, words) for a in range(1, words) for b in range(a + 1, words)]
    return two + three


def block_width(label: str, measures: Measures) -> int:
    """Measure how wide a block has to be for its label."""
    return measures.block_pad + max(map(measures.block_text, label_lines(label)), default=0)
