"""The three standard streams, so that every command may read and write: any encoding, or closed.

What an encoding has no byte for is written in a near form: as the LaTeX that it came from, as the
lines of a drawing in ASCII, else as its number. JSON gets its own escapes, which any reader
understands. ASCII is taken for a locale that nobody set, and becomes UTF-8, as in Python itself.
"""

import codecs
import os
import sys
from io import TextIOWrapper

_PLAIN = {"…": "...", "–": "-", "—": "--", "−": "-", "‑": "-", "→": "->", "←": "<-", "⇒": "=>"}
_QUOTES = dict(zip("“”„‘’", '"""\'\'', strict=True))
_latex: dict[str, str] = {}
"""The commands of formulas by the character that they stand for, once they were needed."""
_BEYOND_16_BITS = 0x10000


def prepare(arguments: list[str]) -> None:
    """Open what is closed, and let no character and no byte be a reason to fail."""
    _open_closed()
    codecs.register_error("mlsd-near", _near)
    codecs.register_error("mlsd-json", _json)
    _accept_all(sys.stdout, "mlsd-json" if "--json" in arguments else "mlsd-near")
    _accept_all(sys.stderr, "mlsd-near")
    _accept_all(sys.stdin, "replace")


def _open_closed() -> None:
    """Let a closed stream be one that is empty, one that refuses, and one that nobody reads.

    Else the next file to be opened, such as the state, would take its number. Standard output
    can be opened for reading only: to write what was asked for is an error that is said.
    """
    if sys.stdin is None:
        sys.stdin = open(os.open(os.devnull, os.O_RDONLY), encoding="utf-8")  # noqa: SIM115, PTH123
    if sys.stdout is None:
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")  # noqa: SIM115, PTH123
    if sys.stderr is None:
        sys.stderr = open(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")  # noqa: SIM115, PTH123


def _accept_all(stream: object, errors: str) -> None:
    if not isinstance(stream, TextIOWrapper):
        return
    if codecs.lookup(stream.encoding).name == "ascii":
        stream.reconfigure(encoding="utf-8", errors=errors)
    elif stream.errors in {"strict", "backslashreplace", "surrogateescape"}:
        # these are Python's own choice; any other is that of whoever set up the environment
        stream.reconfigure(errors=errors)


def _near(error: UnicodeError) -> tuple[str, int]:
    """Write characters in a form that every encoding has."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    written = "".join(_nearest(each) for each in error.object[error.start : error.end])
    after = error.object[error.end : error.end + 1]
    is_command = written.startswith("\\") and written[-1].isalpha()
    return written + (" " if is_command and after.isalpha() else ""), error.end


def _json(error: UnicodeError) -> tuple[str, int]:
    """Write characters as JSON's escapes; those beyond 16 bits are two."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units: list[int] = []
    for character in error.object[error.start : error.end]:
        code = ord(character)
        if code >= _BEYOND_16_BITS:
            high, low = divmod(code - _BEYOND_16_BITS, 0x400)
            units += [0xD800 + high, 0xDC00 + low]
        else:
            units.append(code)
    return "".join(f"\\u{unit:04x}" for unit in units), error.end


def _nearest(character: str) -> str:
    from mlsd_graph.diagrams.glyphs import ASCII  # noqa: PLC0415  hardly ever
    from mlsd_graph.mathtext.symbols import COMMANDS  # noqa: PLC0415  hardly ever

    if not _latex:
        for name, (text, _) in COMMANDS.items():
            _latex.setdefault(text, f"\\{name}")
    known = {**_PLAIN, **_QUOTES}.get(character) or ASCII.get(ord(character))
    return str(known or _latex.get(character) or _bare(character) or ascii(character)[1:-1])


def _bare(character: str) -> str:
    """Write a superscript or subscript with its sign, a letter without its accent; else nothing."""
    import unicodedata  # noqa: PLC0415  hardly ever

    form, *codes = unicodedata.decomposition(character).split() or [""]
    if form in {"<super>", "<sub>"}:
        plain = "".join(chr(int(code, 16)) for code in codes).replace("−", "-")
        return f"{'^' if form == '<super>' else '_'}{plain}" if plain.isascii() else ""
    base = unicodedata.normalize("NFD", character)[:1]
    return base if base.isascii() else ""
