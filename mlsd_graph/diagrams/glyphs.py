"""The characters of a drawing: borders by kind of block, lines by where they lead, heads."""

from typing import NamedTuple

UP, RIGHT, DOWN, LEFT = 1, 2, 4, 8
"""Bits of the sides to which a line leaves its cell."""


class Border(NamedTuple):
    """How a block is framed, and how a line that leaves it joins the frame."""

    corners: str
    """Upper left, upper right, lower left, lower right."""
    level: str
    left: str
    right: str
    joints: str
    """For a line that leaves upwards, to the right, downwards, to the left."""


_LIGHT = Border("┌┐└┘", "─", "│", "│", "┴├┬┤")
BORDERS: dict[str, Border] = {
    "actor": Border("╭╮╰╯", "─", "(", ")", "┴├┬┤"),
    "service": _LIGHT,
    "pipeline": _LIGHT,
    "model": Border("┏┓┗┛", "━", "┃", "┃", "┷┠┯┨"),
    "gate": Border("╱╲╲╱", "─", "│", "│", "┴├┬┤"),
    "stream": Border("┌┐└┘", "─", "║", "║", "┴╟┬╢"),
    "store": Border("╒╕╘╛", "═", "│", "│", "╧├╤┤"),
    "index": Border("╒╕╘╛", "═", "│", "│", "╧├╤┤"),
    "cache": Border("╒╕╘╛", "═", "│", "│", "╧├╤┤"),
    "registry": Border("╒╕╘╛", "═", "│", "│", "╧├╤┤"),
    "monitor": Border("╱╲╲╱", "─", "<", ">", "┴├┬┤"),
}
"""The kind also stands in the border in words, so no legend is needed."""
PLAIN = Border("┌┐└┘", "╌", "╎", "╎", "┴├┬┤")
"""A block that is not shown yet."""

SOLID = " ╵╶╰╷│╭├╴╯─┴╮┤┬┼"
"""Indexed by the bits of a cell. Tracks never meet, so each ┼ is a crossing."""
HEAVY = " ╹╺┗╻┃┏┣╸┛━┻┓┫┳╋"
DASHED = {"│": "┆", "─": "┄", "┃": "┇", "━": "┅"}
HEADS = {UP: "▲", RIGHT: "►", DOWN: "▼", LEFT: "◄"}
OPEN_HEADS = {UP: "△", RIGHT: "▻", DOWN: "▽", LEFT: "◅"}
"""Of arrows that are not waited for: one a row long has no cell left for a dash."""

ASCII = str.maketrans(
    {
        **dict.fromkeys("┌┐└┘╭╮╰╯╒╕╘╛┏┓┗┛┴├┬┤╧╤╟╢┷┠┯┨┼╋┣┫┻┳╵╶╷╴╹╺╻╸", "+"),
        **dict.fromkeys("─╌", "-"),
        **dict.fromkeys("│╎", "|"),
        **dict.fromkeys("═━", "="),
        **dict.fromkeys("║┃", "#"),
        **dict.fromkeys("┆┇", ":"),
        **dict.fromkeys("┄┅", "."),
        "╱": "/",
        "╲": "\\",
        "▲": "^",
        "►": ">",
        "▼": "v",
        "◄": "<",
        "△": "A",
        "▻": "}",
        "▽": "V",
        "◅": "{",
        "…": "~",
    }
)
"""For terminals that draw boxes in two columns or not at all."""
