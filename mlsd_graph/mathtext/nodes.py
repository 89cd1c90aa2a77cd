"""The tree of a formula: what the parser makes and both renderers read.

Named tuples, because eleven dataclasses cost 15 ms to define before the first card.
"""

from enum import Enum, auto
from typing import NamedTuple


class Atom(Enum):
    """TeX's classes of atoms; spacing and parentheses follow from them."""

    ORD = auto()
    OP = auto()
    """A function name such as log."""
    LIM = auto()
    """A function name that takes limits below it, such as max."""
    BIG = auto()
    """A big operator such as ∑."""
    BIN = auto()
    REL = auto()
    OPEN = auto()
    CLOSE = auto()
    PUNCT = auto()
    INNER = auto()
    """A fraction or another tall part that keeps its neighbors at a distance."""


class Sym(NamedTuple):
    """A symbol, number, word or function name, in Unicode."""

    text: str
    atom: Atom = Atom.ORD


class Space(NamedTuple):
    """Explicit space, in cells."""

    width: int


class Row(NamedTuple):
    """Parts side by side; a braced group."""

    items: tuple["Node", ...]


class Frac(NamedTuple):
    """A fraction."""

    over: Row
    under: Row


class Choose(NamedTuple):
    """A binomial coefficient."""

    over: Row
    under: Row


class Root(NamedTuple):
    """A root; without a degree the square root."""

    body: Row
    degree: Row | None = None


class Script(NamedTuple):
    """A base with a subscript, a superscript or both; limits where the base is an operator."""

    base: "Node"
    sub: Row | None
    sup: Row | None


class Accent(NamedTuple):
    """A hat, bar, tilde, arrow, dot or line; `name` is the command."""

    name: str
    body: Row


class Brace(NamedTuple):
    r"""A horizontal brace with its label: `\underbrace` or `\overbrace`."""

    body: Row
    label: Row | None
    below: bool


class Fence(NamedTuple):
    r"""`\left … \middle … \right`: delimiters that grow; one body more than middles."""

    left: str
    bodies: tuple[Row, ...]
    middles: tuple[str, ...]
    right: str


class Grid(NamedTuple):
    """A matrix, cases or aligned equations."""

    rows: tuple[tuple[Row, ...], ...]
    left: str
    right: str
    align: str
    """One of l, c, r for each column, repeated as needed."""
    aligned: bool = False
    """Equations: no gap between a right and a left column."""


Node = Sym | Space | Row | Frac | Choose | Root | Script | Accent | Brace | Fence | Grid
