r"""`\begin{…} … \end{…}`: cases, matrices and aligned equations, of bounded size."""

from typing import TYPE_CHECKING

from mlsd_graph.mathtext.error import MathError
from mlsd_graph.mathtext.nodes import Grid, Row
from mlsd_graph.mathtext.tokens import TokenKind

if TYPE_CHECKING:
    from mlsd_graph.mathtext.parser import Parser

MAX_ROWS, MAX_COLUMNS = 40, 20

# name → left fence, right fence, alignment of the columns
_ENVIRONMENTS = {
    "cases": ("{", "", "l"),
    "matrix": ("", "", "c"),
    "smallmatrix": ("", "", "c"),
    "pmatrix": ("(", ")", "c"),
    "bmatrix": ("[", "]", "c"),
    "Bmatrix": ("{", "}", "c"),
    "vmatrix": ("|", "|", "c"),
    "Vmatrix": ("‖", "‖", "c"),
    "array": ("", "", "c"),
    "aligned": ("", "", "rl"),
    "split": ("", "", "rl"),
    "gathered": ("", "", "c"),
}


def environment(parser: "Parser") -> Grid:
    r"""Parse what follows `\begin`."""
    at = parser.peek().at
    name = _name(parser)
    if name not in _ENVIRONMENTS:
        command = f"\\begin{{{name}}}"
        known = ", ".join(_ENVIRONMENTS)
        raise MathError(f"unknown environment {name}", command=command, hint=f"use {known}", at=at)
    left, right, align = _ENVIRONMENTS[name]
    if name == "array":
        align = "".join(c for c in _name(parser) if c in "lcr") or align
    rows = _rows(parser)
    if not parser.accept("end", TokenKind.COMMAND) or _name(parser) != name:
        message = f"\\begin{{{name}}} without its \\end{{{name}}}"
        raise MathError(message, command="\\begin", at=at)
    return Grid(rows, left, right, align, aligned=align == "rl")


def _rows(parser: "Parser") -> tuple[tuple[Row, ...], ...]:
    rows: list[tuple[Row, ...]] = []
    while True:
        cells = [parser.row()]
        while parser.accept("&"):
            cells.append(parser.row())
        rows.append(tuple(cells))
        if len(rows) > MAX_ROWS or len(cells) > MAX_COLUMNS:
            raise MathError(f"more than {MAX_ROWS} rows or {MAX_COLUMNS} columns")
        if not parser.accept("\\\\"):
            break
    if len(rows) > 1 and not any(cell.items for cell in rows[-1]):
        rows.pop()
    return tuple(rows)


def _name(parser: "Parser") -> str:
    """Read a braced name letter by letter."""
    if not parser.accept("{"):
        raise parser.unexpected(parser.peek())
    out = ""
    while not parser.accept("}"):
        token = parser.take()
        if token.kind is not TokenKind.CHARACTER:
            raise parser.unexpected(token)
        out += token.text
    return out
