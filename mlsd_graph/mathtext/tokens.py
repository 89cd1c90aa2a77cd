"""LaTeX source → tokens, with bounded length."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from mlsd_graph.mathtext.alphabets import TEXT, UPRIGHT
from mlsd_graph.mathtext.error import MathError

MAX_LENGTH = 4096
"""Longest formula, in characters."""


class TokenKind(Enum):
    """What a token is."""

    COMMAND = auto()
    WORDS = auto()
    """A text or upright command with its flat argument; `text` is the argument."""
    NUMBER = auto()
    CHARACTER = auto()
    SPECIAL = auto()
    """One of { } ^ _ & and the line break."""


class Token(NamedTuple):
    """A token and where it begins."""

    kind: TokenKind
    text: str
    at: int
    command: str = ""


_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|\\(?P<words>[A-Za-z]{1,40}\*?)\s*\{(?P<argument>(?:[^{}\\$]|\\[ ,;:!%_#&$])*)\}"
    r"|\\(?P<command>[A-Za-z]{1,40}|[^A-Za-z])"
    r"|(?P<number>\d+(?:\{,\}\d{3})*(?:\.\d+)?)"
    r"|(?P<special>[{}^_&])"
    r"|(?P<character>:=|[^\\])",
    re.DOTALL,
)
_ESCAPED_SPACE = re.compile(r"\\[ ,;:]")
_ESCAPE = re.compile(r"\\(.)")


def tokens(source: str) -> list[Token]:
    """Split LaTeX into tokens; spaces go. Raises MathError on a character LaTeX would not show."""
    if len(source) > MAX_LENGTH:
        raise MathError(f"the formula is longer than {MAX_LENGTH} characters")
    return list(_scan(source))


def _scan(source: str) -> Iterator[Token]:
    position = 0
    while position < len(source):
        found = _TOKEN.match(source, position)
        if found is None:
            raise MathError("the formula ends in a backslash", command="\\", at=position)
        words = found["words"]
        if words is not None and not _takes_words(words, found["argument"]):
            # The braces belong to ordinary math: read the command alone, then what follows.
            name = words.rstrip("*")
            yield Token(TokenKind.COMMAND, name, position)
            position += 1 + len(name)
            continue
        if token := _token(found, position):
            yield token
        position = found.end()


def _takes_words(command: str, argument: str) -> bool:
    name = command.rstrip("*")
    if name in TEXT:
        return True
    return name in UPRIGHT and not set("^_") & set(argument.replace("\\_", ""))


def _token(found: re.Match[str], at: int) -> Token | None:
    if (command := found["words"]) is not None:
        return Token(TokenKind.WORDS, _words(command, found["argument"]), at, command)
    if (command := found["command"]) is not None:
        kind = TokenKind.SPECIAL if command == "\\" else TokenKind.COMMAND
        return Token(kind, "\\\\" if command == "\\" else command, at)
    if (number := found["number"]) is not None:
        return Token(TokenKind.NUMBER, number.replace("{,}", ","), at)
    if (special := found["special"]) is not None:
        return Token(TokenKind.SPECIAL, special, at)
    if (character := found["character"]) is not None:
        _refuse(character, at)
        return Token(TokenKind.CHARACTER, character, at)
    return None


def _words(command: str, argument: str) -> str:
    text = _ESCAPE.sub(r"\1", _ESCAPED_SPACE.sub("\x00", argument).replace("\\!", ""))
    if command.rstrip("*") in TEXT:
        return " ".join(text.replace("~", " ").replace("\x00", " ").split("\n"))
    # LaTeX drops plain spaces in an upright word and keeps the escaped ones.
    return "".join(text.split()).replace("\x00", " ")


def _refuse(character: str, at: int) -> None:
    if character == "%":
        raise MathError("a bare % starts a comment", command="%", hint=r"write \%", at=at)
    if character in "#$":
        raise MathError(
            f"a bare {character}", command=character, hint=f"write \\{character}", at=at
        )
    if not character.isprintable():
        raise MathError(f"the character U+{ord(character):04X} is not printable", at=at)
