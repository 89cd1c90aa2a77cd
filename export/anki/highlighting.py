"""Colors code when the deck is written, so that the phone needs no script.

Pygments finds the tokens; of its hundred types six are told apart, because a card has few lines
and each class costs bytes. The colors, light and dark, stand in `card.css`.
"""

from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from pygments import lexers
from pygments.token import Comment, Keyword, Name, Number, Operator, String
from pygments.util import ClassNotFound

from export.anki.escaping import escape

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType  # pyright: ignore[reportPrivateUsage]  it has no other name

_CLASSES = (
    (Keyword, "k"),
    (Operator.Word, "k"),
    (String, "s"),
    (Comment, "c"),
    (Number, "m"),
    (Name.Function, "f"),
    (Name.Class, "f"),
    (Name.Decorator, "f"),
    (Name.Builtin, "b"),
    (Name.Tag, "b"),
    (Name.Attribute, "b"),
)


def code_block(code: str, language: str) -> str:
    """Return a code block, colored if the language is known."""
    lexer = _lexer(language) if language else None
    body = escape(code.rstrip("\n")) if lexer is None else _colored(code, lexer)
    return f'<pre class="hl"><code>{body}</code></pre>'


def _colored(code: str, lexer: "Lexer") -> str:
    out: list[str] = []
    for name, run in groupby(lexer.get_tokens(code), lambda token: _class(token[0])):
        text = escape("".join(text for _, text in run))
        out.append(f'<span class="{name}">{text}</span>' if name else text)
    return "".join(out).rstrip("\n")


@lru_cache(maxsize=64)
def _lexer(language: str) -> "Lexer | None":
    try:
        return lexers.get_lexer_by_name(language)  # pyright: ignore[reportUnknownMemberType]  open in Pygments
    except ClassNotFound:
        return None


@lru_cache(maxsize=512)
def _class(kind: "_TokenType") -> str:
    return next((name for parent, name in _CLASSES if kind in parent), "")
