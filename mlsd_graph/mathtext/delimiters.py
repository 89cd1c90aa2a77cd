"""Delimiters as tall as what they enclose."""

from mlsd_graph.mathtext.box import Box, text_box

# top, middle, bottom
_TALL = {
    "(": "⎛⎜⎝", ")": "⎞⎟⎠", "[": "⎡⎢⎣", "]": "⎤⎥⎦", "⌊": "⎢⎢⎣", "⌋": "⎥⎥⎦", "⌈": "⎡⎢⎢", "⌉": "⎤⎥⎥",
    "|": "│││", "‖": "‖‖‖",
}  # fmt: skip
# top, straight, waist, bottom, and both lines of a brace of two
_BRACES = {"{": "⎧⎪⎨⎩⎰⎱", "}": "⎫⎪⎬⎭⎱⎰"}
_TWO = 2


def tall(delimiter: str, height: int, base: int) -> Box:
    """Draw a delimiter over `height` lines; one that cannot grow stays on the baseline."""
    if not delimiter:
        return text_box("")
    if height == 1:
        return text_box(delimiter)
    if delimiter in _BRACES:
        return Box(_brace(_BRACES[delimiter], height), base, 1)
    if delimiter in _TALL:
        top, middle, bottom = _TALL[delimiter]
        return Box((top, *middle * (height - 2), bottom), base, 1)
    return text_box(delimiter)


def _brace(parts: str, height: int) -> tuple[str, ...]:
    top, straight, waist, bottom, first, second = parts
    if height == _TWO:
        return first, second
    lines = [top, *straight * (height - 2), bottom]
    lines[(height - 1) // 2] = waist
    return tuple(lines)
