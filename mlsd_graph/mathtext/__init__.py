"""LaTeX → Unicode text, on one line and in two dimensions. Pure, and bounded for hostile input."""

from mlsd_graph.mathtext.breaking import fitted
from mlsd_graph.mathtext.error import MathError
from mlsd_graph.mathtext.line import row_line
from mlsd_graph.mathtext.parser import parse
from mlsd_graph.mathtext.picture import row_picture

__all__ = ["MathError", "check", "display", "inline"]


def inline(tex: str) -> str:
    """Write a formula on one line. Raises MathError where it cannot be drawn."""
    return row_line(parse(tex)).strip()


def display(tex: str, width: int | None = None) -> list[str]:
    """Draw a formula on several lines, broken to fit `width` cells where that is possible.

    Raises MathError where it cannot be drawn; the caller compares widths and may use `inline`.
    """
    row = parse(tex)
    lines = list(row_picture(row).lines) if width is None else fitted(row, width)
    return [line.rstrip() for line in lines]


def check(tex: str) -> MathError | None:
    """Return what is wrong with a formula, or None."""
    try:
        row_picture(parse(tex))
    except MathError as error:
        return error
    return None
