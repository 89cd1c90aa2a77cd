"""A flowchart as written: blocks, arrows, lanes and where each block is placed."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mlsd_graph.content.records import Step

KINDS: dict[str, tuple[str, str]] = {
    "actor": ("([", "])"),
    "service": ("[", "]"),
    "pipeline": ("[", "]"),
    "model": ("[", "]"),
    "gate": ("{", "}"),
    "stream": ("[[", "]]"),
    "store": ("[(", ")]"),
    "index": ("[(", ")]"),
    "cache": ("[(", ")]"),
    "registry": ("[(", ")]"),
    "monitor": ("{{", "}}"),
}
"""Kind of block → the brackets of its shape; the first kind of a shape is what it means alone."""

LABEL_CHARACTERS, LABEL_LINE, LABEL_LINES = 28, 14, 2
ARROW_LABEL_CHARACTERS = 18
LANE_TITLE_CHARACTERS = 18
FEWEST_BLOCKS, MOST_BLOCKS, MOST_ARROWS = 4, 14, 22
MOST_ROWS = 8
MOST_COLUMNS, MOST_COLUMNS_WIDE = 3, 4
"""Columns of the grid, and lanes: the first fits a phone and 72 characters, the second does not."""


class Block(NamedTuple):
    """One box."""

    id: str
    label: str
    kind: str
    """A key of `KINDS`."""
    lane: str | None = None
    """Id of the lane it stands in."""
    line: int = 0


class Arrow(NamedTuple):
    """One arrow; at most one runs from a block to another."""

    source: str
    target: str
    label: str = ""
    dashed: bool = False
    """Asynchronous, or feedback."""
    line: int = 0

    @property
    def part(self) -> str:
        """How a card names it, whatever its style: `source-target`."""
        return f"{self.source}-{self.target}"


class Lane(NamedTuple):
    """A group of blocks, drawn as one or two columns of their own."""

    id: str
    title: str
    line: int = 0


Grid = tuple[tuple[str | None, ...], ...]
"""Rows of block ids, all of one length; None is an empty cell."""


class Flowchart(NamedTuple):
    """A whole diagram."""

    blocks: tuple[Block, ...]
    arrows: tuple[Arrow, ...]
    lanes: tuple[Lane, ...] = ()
    grid: Grid | None = None
    """None where it is left to the program to place the blocks."""
    wide: bool = False
    """Four columns are allowed; such a drawing is too wide for a phone."""


class Reason(NamedTuple):
    """Why a block or an arrow is there, in the author's words."""

    part: str
    """Id of the block, or `Arrow.part`."""
    text: str
    """Markdown."""
    concept: str = ""
    """The page that explains it."""
    card: bool = False
    line: int = 0


class Diagram(NamedTuple):
    """A flowchart with its heading and reasons."""

    key: str
    """Its own key, or `other-id/key` where it was moved in from another page."""
    title: str
    chart: Flowchart
    reasons: tuple[Reason, ...]
    card: bool
    """Whether the whole of it is a card."""
    step: "Step"
    """The step in which the links of a case study's reasons count."""
    line: int
    """Of its heading."""

    def reason(self, part: str) -> Reason | None:
        """Look up why a block or an arrow is there."""
        return next((reason for reason in self.reasons if reason.part == part), None)

    def block(self, name: str) -> Block:
        """Look up a block by its id."""
        return next(block for block in self.chart.blocks if block.id == name)

    def arrow(self, part: str) -> Arrow | None:
        """Look up an arrow by its part; None for that of a block or of the whole."""
        return next((arrow for arrow in self.chart.arrows if arrow.part == part), None)


class Fault(NamedTuple):
    """One thing that is wrong with a flowchart."""

    code: str
    line: int
    column: int
    message: str
    hint: str


class FlowchartErrors(Exception):  # noqa: N818  it carries all of them
    """A text is no flowchart of the subset; says everything that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        first = faults[0]
        super().__init__(f"line {first.line}:{first.column}: {first.message} {first.hint}")
        self.faults = faults


def label_lines(label: str) -> list[str]:
    """Wrap a block's label at blanks to lines of 14, the same in every drawing."""
    lines: list[str] = []
    for word in label.split():
        if lines and len(lines[-1]) + 1 + len(word) <= LABEL_LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
