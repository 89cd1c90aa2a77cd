"""Tree → one line of Unicode that means what the formula means.

A fraction written with a slash gets parentheses wherever the slash could bind otherwise.
"""

import re
import unicodedata

from mlsd_graph.mathtext.alphabets import ACCENTS, ALONG, SUBSCRIPTS, SUPERSCRIPTS, cells, mapped
from mlsd_graph.mathtext.nodes import (
    Accent,
    Atom,
    Brace,
    Choose,
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
from mlsd_graph.mathtext.spacing import Placed, is_sign, place

_OPERATORS = {Atom.OP, Atom.LIM, Atom.BIG}
_BINDS_LEFT = {Atom.ORD, Atom.CLOSE, Atom.INNER, *_OPERATORS}
_BINDS_RIGHT = {Atom.ORD, Atom.OPEN, Atom.INNER, *_OPERATORS}
_LOOSE = {Atom.BIN, Atom.REL, Atom.PUNCT, *_OPERATORS}
_ANY_GAP = 9
_BARE_MARK = re.compile(r"[_^][^\W_]{1,40}$")


def row_line(row: Row, *, tight: bool = False) -> str:
    """Write a row on one line; `tight` leaves out the spaces around operators."""
    placed = place(row, tight=tight)
    out = ""
    for i, part in enumerate(placed):
        text = line(part.node, tight=tight)
        gap = part.gap
        if isinstance(part.node, Frac):
            gap = min(gap, _gap_before_slash(placed[i - 1])) if i else 0
            if _touched(placed, i):
                text = f"({text})"
        elif not gap and text[:1].isalnum() and _BARE_MARK.search(out):
            # x_q y: the bare mark would seem to take both letters
            gap = 1
        out += " " * gap + text
    return out


def _gap_before_slash(before: Placed) -> int:
    return 0 if before.right in {Atom.OP, Atom.LIM} or is_sign(before) else _ANY_GAP


def _touched(placed: list[Placed], i: int) -> bool:
    """Say whether a neighbor could be read into the numerator or the denominator."""
    before = placed[i - 1] if i and placed[i].gap <= 1 else None
    after = placed[i + 1] if i + 1 < len(placed) and placed[i + 1].gap <= 1 else None
    if before and before.right in _BINDS_LEFT and not _is_prefix(before):
        return True
    return after is not None and after.left in _BINDS_RIGHT


def _is_prefix(part: Placed) -> bool:
    return is_sign(part) and part.node != Sym("/")


def line(  # noqa: C901, PLR0911  one case per kind of node
    node: Node, *, tight: bool = False
) -> str:
    """Write one part on one line."""
    match node:
        case Sym(text, _):
            return text
        case Space(width):
            return " " * width
        case Row():
            return row_line(node, tight=tight)
        case Frac():
            return _fraction(node, tight=tight)
        case Choose(over, under):
            return f"C({row_line(over)}, {row_line(under)})"
        case Root():
            return _root(node, tight=tight)
        case Script():
            return _script(node, tight=tight)
        case Accent():
            return accent_line(node, tight=tight)
        case Brace(body, label, _):
            note = f" [{row_line(label)}]" if label else ""
            return row_line(body, tight=tight) + note
        case Fence():
            return _fence(node, tight=tight)
        case Grid():
            return _grid(node)


def unwrapped(node: Node) -> Node:
    """Take a single part out of the braces around it."""
    while isinstance(node, Row) and len(node.items) == 1:
        node = node.items[0]
    return node


def _fraction(node: Frac, *, tight: bool) -> str:
    over, under = row_line(node.over, tight=tight), row_line(node.under, tight=tight)
    if is_loose(node.over):
        over = f"({over})"
    if is_loose(node.under) or _is_product(node.under, under):
        under = f"({under})"
    return f"{over}/{under}"


def is_loose(row: Row) -> bool:
    """Say whether a slash, root or power beside the row would take only a part of it."""
    single = unwrapped(row)
    if isinstance(single, Frac) or (isinstance(single, Sym) and " " in single.text):
        return True
    depth = 0
    for part in place(single) if isinstance(single, Row) else []:
        depth += (part.left is Atom.OPEN) - (part.right is Atom.CLOSE)
        if not depth and (part.right in _LOOSE or is_loose(Row((part.node,)))):
            return True
    return False


def _is_product(row: Row, text: str) -> bool:
    single = unwrapped(row)
    placed = place(single) if isinstance(single, Row) else []
    if len(placed) <= 1 or _is_call(placed):
        return False
    return not (text[0] == text[-1] == "|" and text.count("|") == 2)  # noqa: PLR2004  one pair


def _is_call(placed: list[Placed]) -> bool:
    """Say whether this is one name and its arguments in one pair of parentheses."""
    if placed[0].right is not Atom.ORD or placed[1].left is not Atom.OPEN:
        return False
    depth = 0
    for i, part in enumerate(placed):
        depth += (part.left is Atom.OPEN) - (part.right is Atom.CLOSE)
        if i and not depth:
            return i == len(placed) - 1
    return False


def _root(node: Root, *, tight: bool) -> str:
    body = row_line(node.body, tight=tight)
    several = isinstance(unwrapped(node.body), Row) or is_loose(node.body)
    index = row_line(node.degree, tight=True) if node.degree else ""
    raised = mapped(index, SUPERSCRIPTS) if index else ""
    sign = f"({index})√" if raised is None else f"{raised}√"
    return f"{sign}({body})" if several else sign + body


def _script(node: Script, *, tight: bool) -> str:
    base = unwrapped(node.base)
    text = line(base, tight=tight)
    doubled = isinstance(base, Script) and node.sup is not None and base.sup is not None
    if doubled or isinstance(base, (Frac, Root)):
        text = f"({text})"
    low, low_fits = lowered(node.sub)
    high, high_fits = raised(node.sup)
    if high_fits and not low_fits:
        # x_(i,j)² would square the index
        return text + high + low
    return text + low + high


def lowered(row: Row | None) -> tuple[str, bool]:
    """Write a subscript, and say whether every character has a lowered form."""
    return _small(row, SUBSCRIPTS, "_")


def raised(row: Row | None) -> tuple[str, bool]:
    """Write a superscript, and say whether every character has a raised form."""
    return _small(row, SUPERSCRIPTS, "^")


def _small(row: Row | None, table: dict[str, str], mark: str) -> tuple[str, bool]:
    if row is None:
        return "", True
    text = row_line(row, tight=True)
    if small := mapped(text, table):
        return small, True
    if mark == "_" and text.isalnum():
        return f"_{text}", False
    return (f"{mark}{text}" if cells(text) == 1 else f"{mark}({text})"), False


def accent_line(node: Accent, *, tight: bool = False) -> str:
    """Put a combining mark on a letter, a line along several, else write `hat(…)`."""
    mark = ACCENTS[node.name]
    body = unwrapped(node.body)
    if isinstance(body, Script):
        accented = Accent(node.name, Row((body.base,)))
        return line(Script(accented, body.sub, body.sup), tight=tight)
    text = line(body, tight=tight)
    if cells(text) == 1:
        return unicodedata.normalize("NFC", text + mark)
    if node.name in ALONG:
        along = ACCENTS["overline"] if node.name == "bar" else mark
        return "".join(c + along for c in text)
    return f"{node.name.removeprefix('wide')}({text})"


def _fence(node: Fence, *, tight: bool) -> str:
    bodies = [row_line(body, tight=tight) for body in node.bodies]
    if not node.left and is_loose(node.bodies[0]):
        bodies[0] = f"({bodies[0]})"
    out = bodies[0]
    for middle, body in zip(node.middles, bodies[1:], strict=True):
        out += f" {middle} {body}"
    return node.left + out + node.right


def _grid(node: Grid) -> str:
    rows = ["".join(_cells(row, aligned=node.aligned)) for row in node.rows]
    right = "}" if node.left == "{" and not node.right else node.right
    return node.left + "; ".join(rows) + right


def _cells(row: tuple[Row, ...], *, aligned: bool) -> list[str]:
    out: list[str] = []
    for cell in row:
        text = row_line(cell)
        if text and any(out):
            comma = "" if aligned or out[-1].endswith(",") else ","
            out.append(f"{comma} ")
        out.append(text)
    return out
