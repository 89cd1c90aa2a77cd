"""Tokens → tree, by recursive descent with bounded depth."""

from collections.abc import Callable

from mlsd_graph.mathtext import environments
from mlsd_graph.mathtext.alphabets import ACCENTS, FONTS, UPRIGHT, letter
from mlsd_graph.mathtext.error import MathError
from mlsd_graph.mathtext.nodes import (
    Accent,
    Atom,
    Brace,
    Choose,
    Fence,
    Frac,
    Node,
    Root,
    Row,
    Script,
    Space,
    Sym,
)
from mlsd_graph.mathtext.symbols import CHARACTERS, COMMANDS, IGNORED, NOT_IN_MATHJAX, SPACES
from mlsd_graph.mathtext.tokens import Token, TokenKind, tokens

MAX_DEPTH = 50
"""Deepest nesting, where a brace counts twice; each level costs up to four Python frames."""

_END = Token(TokenKind.SPECIAL, "", -1)


def parse(source: str) -> Row:
    """Parse LaTeX. Raises MathError on what cannot be drawn."""
    parser = Parser(source)
    row = parser.row()
    if parser.peek() is not _END:
        raise parser.unexpected(parser.peek())
    return row


class Parser:
    """One pass over the tokens of one formula."""

    def __init__(self, source: str) -> None:
        self._tokens = tokens(source)
        self._next = 0
        self._depth = 0

    def peek(self) -> Token:
        """Look at the next token; an empty one at the end."""
        return self._tokens[self._next] if self._next < len(self._tokens) else _END

    def take(self) -> Token:
        """Take the next token."""
        token = self.peek()
        self._next += 1
        return token

    def accept(self, text: str, kind: TokenKind = TokenKind.SPECIAL) -> bool:
        """Take the next token if it is this one."""
        token = self.peek()
        if token is _END or token.kind is not kind or token.text != text:
            return False
        self._next += 1
        return True

    def unexpected(self, token: Token) -> MathError:
        """Say what stands where it cannot stand."""
        if token is _END:
            return MathError("the formula ends too early")
        shown = f"\\{token.text}" if token.kind is TokenKind.COMMAND else token.text
        hints = {"&": "only inside an environment", "\\\\": "only inside an environment"}
        hint = hints.get(token.text, "")
        return MathError(f"unexpected {shown}", command=shown, hint=hint, at=token.at)

    def row(self) -> Row:
        r"""Parse up to a closing brace, an `&`, a line break, `\right`, `\end` or the end."""
        items: list[Node] = []
        while not self._at_stop():
            items += self.part()
        return Row(tuple(items))

    def part(self) -> tuple[Node, ...]:
        """Parse one part with its scripts; empty for a command that shows nothing."""
        self._deeper()
        part = self.scripts(self.atom())
        self._depth -= 1
        return () if part is None else (part,)

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise MathError(f"nested deeper than {MAX_DEPTH} levels", at=self.peek().at)

    def _at_stop(self) -> bool:
        token = self.peek()
        if token.kind is TokenKind.SPECIAL:
            return token.text in {"", "}", "&", "\\\\"}
        return token.kind is TokenKind.COMMAND and token.text in {"right", "middle", "end"}

    def group(self) -> Row:
        """Parse an argument: a braced group, or one token."""
        self._deeper()
        if self.accept("{"):
            row = self.row()
            if not self.accept("}"):
                raise MathError("a { is never closed", command="{", at=self.peek().at)
        else:
            self._split_number()
            part = self.atom()
            row = Row(() if part is None else (part,))
        self._depth -= 1
        return row

    def _split_number(self) -> None:
        """Leave one digit as the argument: TeX reads `x^10` as x¹0."""
        token = self.peek()
        if token.kind is TokenKind.NUMBER and len(token.text) > 1:
            first = token._replace(text=token.text[0])
            rest = token._replace(text=token.text[1:], at=token.at + 1)
            self._tokens[self._next : self._next + 1] = [first, rest]

    def scripts(self, base: Node | None) -> Node | None:
        """Attach primes, subscript and superscript to a base."""
        sub: Row | None = None
        sup: Row | None = None
        primes = 0
        while True:
            if self.accept("'", TokenKind.CHARACTER):
                primes += 1
            elif self.accept("^"):
                sup = self._once(sup, "^")
            elif self.accept("_"):
                sub = self._once(sub, "_")
            else:
                break
        if primes:
            sup = Row((Sym("′" * primes), *(sup.items if sup else ())))
        if sub is None and sup is None:
            return base
        if isinstance(base, Brace):
            return Brace(base.body, sub if base.below else sup, base.below)
        return Script(base or Sym(""), sub, sup)

    def _once(self, before: Row | None, mark: str) -> Row:
        if before is not None:
            raise MathError(f"two {mark} after one symbol", command=mark, at=self.peek().at)
        return self.group()

    def atom(self) -> Node | None:
        """Parse one part without its scripts; None for a command that shows nothing."""
        token = self.peek()
        if token.kind is TokenKind.SPECIAL:
            return self._special(token)
        self.take()
        if token.kind is TokenKind.NUMBER:
            return Sym(token.text)
        if token.kind is TokenKind.CHARACTER:
            text, atom = CHARACTERS.get(token.text, (token.text, Atom.ORD))
            return Sym(text, atom)
        if token.kind is TokenKind.WORDS:
            return _words(token)
        return self._command(token)

    def _special(self, token: Token) -> Node | None:
        if token.text == "{":
            return self.group()
        if token.text in {"^", "_"} and token is not _END:
            return Sym("")
        raise self.unexpected(token)

    def _command(self, token: Token) -> Node | None:  # noqa: PLR0911  one per family
        name = token.text
        if name in COMMANDS:
            return Sym(*COMMANDS[name])
        if name in SPACES:
            return Space(SPACES[name])
        if name in IGNORED:
            return None
        if name in ACCENTS:
            return Accent(name, self.group())
        if name in FONTS:
            return restyled(self.group(), name)
        if name in UPRIGHT:
            return self.group()
        if handler := _HANDLERS.get(name):
            return handler(self)
        raise unknown(token)

    def delimiter(self) -> str:
        r"""Take the delimiter after `\left`, `\middle` or `\right`; `.` is none."""
        token = self.take()
        if token.kind is TokenKind.CHARACTER and token.text == ".":
            return ""
        if token.kind is TokenKind.CHARACTER and token.text in "()[]|/<>":
            return {"<": "⟨", ">": "⟩"}.get(token.text, token.text)
        if token.kind is TokenKind.COMMAND and token.text in COMMANDS:
            text, atom = COMMANDS[token.text]
            if atom in {Atom.OPEN, Atom.CLOSE} or text in "|‖\\↑↓":
                return text
        raise self.unexpected(token)


def unknown(token: Token) -> MathError:
    """Say that a command is not known, with what was probably meant."""
    command = f"\\{token.text}"
    if instead := NOT_IN_MATHJAX.get(token.text):
        return MathError(
            f"{command} would not show on the phone",
            command=command,
            hint=f"write {instead}",
            at=token.at,
        )
    from difflib import get_close_matches  # noqa: PLC0415  only when a formula is wrong

    near = get_close_matches(token.text, [*COMMANDS, *_HANDLERS, *ACCENTS, *FONTS], n=1)
    hint = f"did you mean \\{near[0]}?" if near else ""
    return MathError(f"unknown command {command}", command=command, hint=hint, at=token.at)


def restyled(node: Node, font: str) -> Node:
    """Write the letters of a group in a mathematical font."""
    match node:
        case Sym(text, Atom.ORD):
            return Sym("".join(letter(c, font) for c in text))
        case Row(items):
            return Row(tuple(restyled(item, font) for item in items))
        case Script(base, sub, sup):
            return Script(restyled(base, font), sub, sup)
        case Accent(name, body):
            return Accent(name, Row(tuple(restyled(item, font) for item in body.items)))
        case _:
            return node


def _words(token: Token) -> Sym:
    name = token.command
    if name.rstrip("*") in FONTS:
        return Sym(token.text)
    if name == "operatorname":
        return Sym(token.text, Atom.OP)
    if name == "operatorname*":
        return Sym(token.text, Atom.LIM)
    if name.endswith("*"):
        raise MathError(f"unknown command \\{name}", command=f"\\{name}", at=token.at)
    return Sym(token.text)


def _root(parser: Parser) -> Node:
    index: Row | None = None
    if parser.accept("[", TokenKind.CHARACTER):
        items: list[Node] = []
        while not parser.accept("]", TokenKind.CHARACTER):
            items += parser.part()
        index = Row(tuple(items))
    return Root(parser.group(), index)


def _fence(parser: Parser) -> Node:
    left = parser.delimiter()
    bodies, middles = [parser.row()], list[str]()
    while parser.accept("middle", TokenKind.COMMAND):
        middles.append(parser.delimiter())
        bodies.append(parser.row())
    if not parser.accept("right", TokenKind.COMMAND):
        raise MathError(r"a \left without its \right", command=r"\left", at=parser.peek().at)
    return Fence(left, tuple(bodies), tuple(middles), parser.delimiter())


def _modulus(parser: Parser) -> Node:
    return Row(
        (Sym("(", Atom.OPEN), Sym("mod", Atom.OP), *parser.group().items, Sym(")", Atom.CLOSE))
    )


def _fraction(parser: Parser) -> Node:
    return Frac(parser.group(), parser.group())


_HANDLERS: dict[str, Callable[[Parser], Node]] = {
    "frac": _fraction,
    "dfrac": _fraction,
    "tfrac": _fraction,
    "cfrac": _fraction,
    "binom": lambda p: Choose(p.group(), p.group()),
    "sqrt": _root,
    "left": _fence,
    "underbrace": lambda p: Brace(p.group(), None, below=True),
    "overbrace": lambda p: Brace(p.group(), None, below=False),
    "pmod": _modulus,
    "begin": environments.environment,
}
