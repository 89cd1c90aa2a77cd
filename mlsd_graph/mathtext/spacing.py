"""Which parts of a row stand apart, after TeX's table of spaces (The TeXbook, chapter 18)."""

from typing import NamedTuple

from mlsd_graph.mathtext.nodes import (
    Accent,
    Atom,
    Brace,
    Fence,
    Frac,
    Grid,
    Node,
    Root,
    Row,
    Script,
    Space,
    Sym,
)

_BINARY_NEEDS_LEFT = {Atom.BIN, Atom.REL, Atom.OPEN, Atom.PUNCT, Atom.OP, Atom.LIM, Atom.BIG}
_BINARY_NEEDS_RIGHT = {Atom.REL, Atom.CLOSE, Atom.PUNCT}
_OPERATORS = {Atom.OP, Atom.LIM, Atom.BIG}
_SIGNS = {"−", "+", "±", "∓", "/"}
_SOLID = {Atom.ORD, Atom.INNER, *_OPERATORS}


class Placed(NamedTuple):
    """A part of a row with the gap before it, in cells."""

    node: Node
    left: Atom
    """What its left edge is to a neighbor."""
    right: Atom
    gap: int


def place(row: Row, *, tight: bool = False) -> list[Placed]:
    """Drop the explicit spaces and say how far each part stands from the one before.

    `tight` is the style of scripts: only operators and explicit spaces keep a gap.
    """
    out: list[Placed] = []
    explicit = 0
    nodes = row.items
    atoms = _atoms(nodes)
    for node, (left, right) in zip(nodes, atoms, strict=True):
        if isinstance(node, Space):
            explicit += node.width
            continue
        gap = _gap(out[-1], node, left, tight=tight) if out else 0
        out.append(Placed(node, left, right, max(gap, explicit)))
        explicit = 0
    return out


def atoms_of(node: Node) -> tuple[Atom, Atom]:
    """Return the classes of the left and the right edge."""
    match node:
        case Sym(_, atom):
            return atom, atom
        case Script(base, _, _):
            return atoms_of(base)
        case Fence():
            return Atom.OPEN if node.left else Atom.ORD, Atom.CLOSE if node.right else Atom.ORD
        case Frac() | Grid() | Brace():
            return Atom.INNER, Atom.INNER
        case _:
            return Atom.ORD, Atom.ORD


def _atoms(nodes: tuple[Node, ...]) -> list[tuple[Atom, Atom]]:
    """Classify; a binary operator without two operands is an ordinary sign."""
    out = [atoms_of(node) for node in nodes]
    shown = [i for i, node in enumerate(nodes) if not isinstance(node, Space)]
    before: Atom | None = None
    for position, i in enumerate(shown):
        if out[i][0] is Atom.BIN:
            after = out[shown[position + 1]][0] if position + 1 < len(shown) else None
            unary = before is None or before in _BINARY_NEEDS_LEFT
            if unary or after is None or after in _BINARY_NEEDS_RIGHT:
                out[i] = (Atom.ORD, Atom.ORD)
        before = out[i][1]
    return out


def _gap(  # noqa: PLR0911  the rows of the table
    before: Placed, node: Node, after: Atom, *, tight: bool
) -> int:
    left = before.right
    if Atom.REL in {left, after} and left is not after:
        return int(not tight)
    if left in _OPERATORS:
        return _after_operator(left, after, tight=tight)
    if after in _OPERATORS:
        return _before_operator(before, tight=tight)
    if tight or left is after is Atom.REL:
        return int(_words_touch(before.node, node))
    if Atom.BIN in {left, after} or left is Atom.PUNCT:
        return 1
    if Atom.INNER in {left, after}:
        return int(left is not Atom.OPEN and after not in {Atom.CLOSE, Atom.PUNCT})
    return int(_words_touch(before.node, node))


def _before_operator(before: Placed, *, tight: bool) -> int:
    if before.right in {Atom.BIN, Atom.PUNCT}:
        return int(not tight)
    return int(before.right in {Atom.ORD, Atom.CLOSE, Atom.INNER} and not is_sign(before))


def is_sign(part: Placed) -> bool:
    """Say whether this is a sign in front of one operand, or a slash."""
    return part.left is Atom.ORD and isinstance(part.node, Sym) and part.node.text in _SIGNS


def _after_operator(operator: Atom, after: Atom, *, tight: bool) -> int:
    if after is Atom.BIN:
        return int(not tight)
    if after is Atom.OPEN:
        return int(operator is Atom.BIG and not tight)
    return int(after in _SOLID)


def _words_touch(before: Node, after: Node) -> bool:
    """Say whether a word would run into a letter: only print tells them apart by the font."""
    first, second = edge(before, last=True), edge(after, last=False)
    if not (first[-1:].isalpha() and second[:1].isalpha()):
        return False
    return len(first) > 1 or len(second) > 1


def edge(node: Node, *, last: bool) -> str:
    """Return the symbol or word at the left or right edge of a part; empty for a built one."""
    match node:
        case Sym(text, Atom.ORD):
            return text
        case Script(base, _, _):
            return edge(base, last=last)
        case Row(items) if items:
            return edge(items[-1 if last else 0], last=last)
        case Accent(_, body) | Root(body, _) if not last:
            return edge(body, last=False)
        case _:
            return ""
