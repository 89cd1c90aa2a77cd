"""Tree → a box of several lines: stacked fractions, limits above and below, tall fences."""

from mlsd_graph.mathtext.box import Box, beside, column, pad, stacked, text_box
from mlsd_graph.mathtext.delimiters import tall
from mlsd_graph.mathtext.line import accent_line, line, lowered, raised, row_line, unwrapped
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
    Sym,
)
from mlsd_graph.mathtext.spacing import place

_COLUMN_GAP = 2
_ABOVE = {"hat": "^", "widehat": "^", "tilde": "~", "widetilde": "~", "vec": "→", "dot": "·"}


def row_picture(row: Row) -> Box:
    """Draw a row."""
    boxes: list[Box] = []
    for part in place(row):
        if part.gap:
            boxes.append(text_box(" " * part.gap))
        boxes.append(picture(part.node))
    return beside(boxes)


def picture(node: Node) -> Box:  # noqa: PLR0911  one per kind of node
    """Draw one part."""
    match node:
        case Row():
            return row_picture(node)
        case Frac(over, under):
            return _fraction(row_picture(over), row_picture(under))
        case Choose(over, under):
            return fenced("(", [stacked([row_picture(over), row_picture(under)], 0)], [], ")")
        case Root():
            return _root(node)
        case Script():
            return _limits(node) if _takes_limits(node.base) else _script(node)
        case Accent():
            return _accent(node)
        case Brace():
            return _brace(node)
        case Fence(left, bodies, middles, right):
            return fenced(left, [row_picture(body) for body in bodies], list(middles), right)
        case Grid():
            return _grid(node)
        case _:
            return text_box(line(node))


def _fraction(over: Box, under: Box) -> Box:
    bar = text_box("─" * (max(over.width, under.width) + 2))
    return stacked([over, bar, under], 1)


def _root(node: Root) -> Box:
    body = row_picture(node.body)
    if body.height == 1:
        return text_box(line(node))
    index = row_line(node.degree, tight=True) if node.degree else ""
    sign, _ = raised(node.degree) if index else ("", True)
    left = column([*[""] * (body.height), f"{sign.lstrip('^')}√"], body.base + 1)
    bars = Box(("┌", *"│" * body.height), body.base + 1, 1)
    top = text_box("─" * body.width)
    return beside([_right(left), bars, stacked([top, body], 1)])


def _right(box: Box) -> Box:
    return Box(tuple(pad(text.strip(), box.width, "r") for text in box.lines), box.base, box.width)


def _takes_limits(base: Node) -> bool:
    base = unwrapped(base)
    return isinstance(base, Sym) and base.atom in {Atom.BIG, Atom.LIM} and base.text != "∫"


def _limits(node: Script) -> Box:
    parts = [picture(node.base)]
    base = 0
    if node.sup is not None:
        parts.insert(0, _small(node.sup))
        base = 1
    if node.sub is not None:
        parts.append(_small(node.sub))
    return stacked(parts, base)


def _script(node: Script) -> Box:
    base = unwrapped(node.base)
    box = picture(base)
    if box.height > 1:
        return beside([box, _beside_tall(node, box)])
    (_, low_fits), (_, high_fits) = lowered(node.sub), raised(node.sup)
    text = line(Script(node.base, node.sub if low_fits else None, node.sup if high_fits else None))
    above = () if high_fits else _small(node.sup).lines
    below = () if low_fits else _small(node.sub).lines
    return beside([text_box(text), column([*above, "", *below], len(above))])


def _beside_tall(node: Script, box: Box) -> Box:
    """Put the scripts of a tall base at its first and last line."""
    high, high_fits = raised(node.sup)
    low, low_fits = lowered(node.sub)
    above = (high,) if high_fits else _small(node.sup).lines
    below = (low,) if low_fits else _small(node.sub).lines
    between = [""] * (box.height - 2)
    return column([*above, *between, *below], box.base + len(above) - 1)


def _small(row: Row | None) -> Box:
    """Write a script on a line of its own; one with scripts inside that need a mark is drawn."""
    row = row or Row(())
    text = row_line(row, tight=True)
    return row_picture(row) if "_" in text or "^" in text else text_box(text)


def _accent(node: Accent) -> Box:
    body = row_picture(node.body)
    if body.height == 1:
        return text_box(accent_line(node))
    rule = text_box("─" * body.width)
    if node.name == "underline":
        return stacked([body, rule], 0)
    return stacked([text_box(_ABOVE[node.name]) if node.name in _ABOVE else rule, body], 1)


def _brace(node: Brace) -> Box:
    body = row_picture(node.body)
    label = [text_box(row_line(node.label))] if node.label else []
    if node.below:
        return stacked([body, text_box(_rule("└┬┘", body.width)), *label], 0)
    return stacked([*label, text_box(_rule("┌┴┐", body.width)), body], len(label) + 1)


def _rule(parts: str, width: int) -> str:
    left, tick, right = parts
    if width < len(parts):
        return tick.center(width)
    middle = (width - 1) // 2
    return left + "─" * (middle - 1) + tick + "─" * (width - middle - 2) + right


def fenced(left: str, bodies: list[Box], middles: list[str], right: str) -> Box:
    """Put delimiters around and between boxes, as tall as the tallest."""
    whole = beside(bodies)
    parts = [tall(left, whole.height, whole.base), bodies[0]]
    for middle, body in zip(middles, bodies[1:], strict=True):
        space = text_box(" ")
        parts += [space, tall(middle, whole.height, whole.base), space, body]
    return beside([*parts, tall(right, whole.height, whole.base)])


def _grid(node: Grid) -> Box:
    columns = max(len(row) for row in node.rows)
    filled = (row + (Row(()),) * (columns - len(row)) for row in node.rows)
    cells = [[row_picture(cell) for cell in row] for row in filled]
    widths = [max(row[c].width for row in cells) for c in range(columns)]
    lines: list[str] = []
    roomy = any(box.height > 1 for row in cells for box in row)
    for i, row in enumerate(cells):
        if i and (roomy or (node.left == "{" and len(cells) == 2)):  # noqa: PLR2004  room for ⎨
            lines.append("")
        lines += _grid_row(row, widths, node).lines
    body = column(lines, (len(lines) - 1) // 2)
    return fenced(node.left, [body], [], node.right)


def _grid_row(row: list[Box], widths: list[int], node: Grid) -> Box:
    parts: list[Box] = []
    for c, (box, width) in enumerate(zip(row, widths, strict=True)):
        align = node.align[c % len(node.align)]
        if c:
            gap = 1 if node.aligned and align == "l" else _COLUMN_GAP
            parts.append(text_box(" " * gap))
        padded = tuple(pad(text, width, align) for text in box.lines)
        parts.append(Box(padded, box.base, width))
    return beside(parts)
