"""What is probably meant where the front matter is not YAML: nearly always a value in quotes."""

import re
from typing import NamedTuple

from mlsd_graph.clean import clean_line

_ENTRY = re.compile(r"([A-Za-z][\w-]{0,30}):[ \t]{1,20}(\S[^\n]{0,300})")
_PAIR = "mapping values are not allowed in this context"
_GOES_ON = "did not find expected key"
_NO_START = "found character that cannot start any token"


class Slip(NamedTuple):
    """What is wrong with a line in plain words, and what to write."""

    message: str
    hint: str
    """Empty where nothing is known."""


def slip(problem: str, line: str, column: int) -> Slip:
    """Explain what the YAML parser said of a line, at an offset of it."""
    message = f"The front matter is not YAML: {problem}."
    entry = _ENTRY.fullmatch(line.rstrip())
    if entry is None or column < entry.start(2):
        return Slip(message, "")
    if problem == _PAIR:
        message = "A second `: ` in one line makes a key of what stands before it."
    elif problem == _NO_START:
        message = f"No value begins with “{clean_line(line[column : column + 1])}”."
    elif problem == _GOES_ON:
        message = "The value goes on behind the bracket or quote that closes it."
    return Slip(message, in_quotes(line))


def in_quotes(line: str) -> str:
    """Say how a line's value is written in quotes; empty where the line is no `key: value`."""
    entry = _ENTRY.fullmatch(line.rstrip())
    if entry is None:
        return ""
    key, value = entry[1], clean_line(entry[2])
    if value[0] in "\"'":
        return "Open quotes where the value begins and close them where it ends."
    if value[0] == "[" and value[-1] == "]":
        return f'Put the item in double quotes: `{key}: ["first item", "second item"]`.'
    if '"' in value or "\\" in value:
        return f"Put the whole value in single quotes, doubling those inside: `{key}: '…'`."
    return f'Put the value in double quotes: `{key}: "{value}"`.'
