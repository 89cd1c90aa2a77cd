"""Fenced code with static colors; plain where no lexer knows the language."""

from functools import cache

from pygments.lexer import Lexer
from pygments.token import Token

from tui.rendering.flow import Flow

_STYLES = {
    Token.Comment: "$text-muted italic",
    Token.Keyword: "bold $text-accent",
    Token.Operator.Word: "bold $text-accent",
    Token.Literal.String: "$text-success",
    Token.Literal.Number: "$text-warning",
    Token.Name.Function: "$text-primary",
    Token.Name.Class: "$text-primary",
    Token.Name.Decorator: "$text-primary",
    Token.Name.Tag: "$text-primary",
}
_MAX_HIGHLIGHTED = 20_000
"""Characters; a lexer may take seconds for more."""


def code_lines(code: str, language: str) -> list[Flow]:
    """Split code into lines, with colors where the language is known."""
    code = code.expandtabs(4).rstrip("\n")
    lexer = _lexer(language) if language and len(code) <= _MAX_HIGHLIGHTED else None
    if lexer is None:
        return [Flow(line) for line in code.split("\n")]
    lines = [Flow()]
    for kind, text in lexer.get_tokens(code):
        style = _style(kind)
        for i, part in enumerate(text.split("\n")):
            if i:
                lines.append(Flow())
            lines[-1].append(part, style)
    # the lexer adds the newline that was taken off
    return lines[: code.count("\n") + 1]


def _style(kind: object) -> str:
    while kind is not None:
        if style := _STYLES.get(kind):  # pyright: ignore[reportArgumentType]  any object may be asked for
            return style
        kind = getattr(kind, "parent", None)
    return ""


@cache
def _lexer(language: str) -> Lexer | None:
    import pygments.lexers  # noqa: PLC0415  only pages with code pay
    from pygments.util import ClassNotFound  # noqa: PLC0415  only pages with code pay

    try:
        # pygments ships no types
        return pygments.lexers.get_lexer_by_name(language, stripnl=False)  # pyright: ignore[reportUnknownMemberType]  open in Pygments
    except ClassNotFound:
        return None
