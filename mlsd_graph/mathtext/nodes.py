"""The tree of a formula: what the parser makes and both renderers read."""

from dataclasses import dataclass
from enum import Enum, auto


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


@dataclass(frozen=True, slots=True)
class Sym:
    """A symbol, number, word or function name, in Unicode."""

    text: str
    atom: Atom = Atom.ORD


@dataclass(frozen=True, slots=True)
class Space:
    """Explicit space, in cells."""

    width: int


@dataclass(frozen=True, slots=True)
class Row:
    """Parts side by side; a braced group."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Frac:
    """A fraction."""

    over: Row
    under: Row


@dataclass(frozen=True, slots=True)
class Choose:
    """A binomial coefficient."""

    over: Row
    under: Row


@dataclass(frozen=True, slots=True)
class Root:
    """A root; without an index the square root."""

    body: Row
    index: Row | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """A base with a subscript, a superscript or both; limits where the base is an operator."""

    base: "Node"
    sub: Row | None
    sup: Row | None


@dataclass(frozen=True, slots=True)
class Accent:
    """A hat, bar, tilde, arrow, dot or line; `name` is the command."""

    name: str
    body: Row


@dataclass(frozen=True, slots=True)
class Brace:
    r"""A horizontal brace with its label: `\underbrace` or `\overbrace`."""

    body: Row
    label: Row | None
    below: bool


@dataclass(frozen=True, slots=True)
class Fence:
    r"""`\left … \middle … \right`: delimiters that grow; one body more than middles."""

    left: str
    bodies: tuple[Row, ...]
    middles: tuple[str, ...]
    right: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix, cases or aligned equations."""

    rows: tuple[tuple[Row, ...], ...]
    left: str
    right: str
    align: str
    """One of l, c, r for each column, repeated as needed."""
    aligned: bool = False
    """Equations: no gap between a right and a left column."""


Node = Sym | Space | Row | Frac | Choose | Root | Script | Accent | Brace | Fence | Grid
