"""Fits a wide formula into a width: one line at a time, broken where a reader would break it."""

from mlsd_graph.mathtext.box import Box
from mlsd_graph.mathtext.nodes import Atom, Node, Row, Space, Sym
from mlsd_graph.mathtext.picture import row_picture
from mlsd_graph.mathtext.spacing import place

_QUAD = 2
_INDENT = 4


def fitted(row: Row, width: int) -> list[str]:
    """Draw a row in at most `width` cells where it can be broken; it may stay wider."""
    whole = row_picture(row)
    if whole.width <= width:
        return list(whole.lines)
    boxes: list[tuple[int, Box]] = []
    for part in _at_quads(row):
        box = row_picture(part)
        if box.width <= width:
            boxes.append((0, box))
        else:
            boxes += _at_relations(part, width)
    return _joined(boxes)


def _joined(boxes: list[tuple[int, Box]]) -> list[str]:
    lines: list[str] = []
    tall = any(box.height > 1 for _, box in boxes)
    for i, (indent, box) in enumerate(boxes):
        if i and tall:
            # two fractions below each other would read as one
            lines.append("")
        lines += [" " * indent + text for text in box.lines]
    return lines


def _at_quads(row: Row) -> list[Row]:
    parts: list[list[Node]] = [[]]
    for node in row.items:
        if isinstance(node, Space) and node.width >= _QUAD:
            parts.append([])
        else:
            parts[-1].append(node)
    return [Row(tuple(part)) for part in parts if part]


def _at_relations(row: Row, width: int) -> list[tuple[int, Box]]:
    """Fill lines greedily; a new one begins with a relation or a binary operator."""
    out: list[tuple[int, Box]] = []
    line: tuple[Node, ...] = ()
    for piece in _pieces(row):
        indent = _INDENT if out else 0
        if line and row_picture(Row(line + piece)).width + indent > width:
            out.append((indent, row_picture(Row(line))))
            # the empty symbol keeps the leading operator binary
            line = (Sym(""), *piece)
        else:
            line += piece
    return [*out, (_INDENT if out else 0, row_picture(Row(line)))]


def _pieces(row: Row) -> list[tuple[Node, ...]]:
    pieces: list[list[Node]] = [[]]
    depth = 0
    for part in place(row):
        depth += (part.left is Atom.OPEN) - (part.right is Atom.CLOSE)
        if pieces[-1] and not depth and part.left in {Atom.REL, Atom.BIN}:
            pieces.append([])
        if part.gap > 1:
            pieces[-1].append(Space(part.gap))
        pieces[-1].append(part.node)
    return [tuple(piece) for piece in pieces]
