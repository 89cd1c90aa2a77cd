"""What stands for a character that an encoding has no byte for.

LaTeX where the character came from a formula, ASCII lines for a drawing, the bare letter in a word,
else its number. An accent that is mathematics stays: without it an estimate would be the value.
"""

import re
import unicodedata

from mlsd_graph.diagrams.glyphs import ASCII
from mlsd_graph.mathtext.alphabets import ACCENTS, FONTS, letter
from mlsd_graph.mathtext.symbols import COMMANDS

_PLAIN = {"…": "...", "–": "-", "—": "--", "−": "-", "‑": "-", "→": "->", "←": "<-", "⇒": "=>"}
_QUOTES = dict(zip("“”„‘’", '"""\'\'', strict=True))
_COLUMNS = dict(zip("▁▂▃▄▅▆▇█", "12345678", strict=True))
_KNOWN = _PLAIN | _QUOTES | _COLUMNS
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_COMMAND = re.compile(r"\\[A-Za-z]{1,40}\Z")
_SHORTEST_WORD = 3
"""Letters; fewer in a row may be factors."""


def _by_character() -> dict[str, str]:
    found = {"√": r"\sqrt"}
    for name, (text, _) in COMMANDS.items():
        found.setdefault(text, f"\\{name}")
    for font in sorted(FONTS - {"boldsymbol", "mathscr"}):  # they look as \mathbf and \mathcal
        for plain in _LETTERS:
            found.setdefault(letter(plain, font), f"\\{font}{{{plain}}}")
    return found


_LATEX = _by_character()
_ACCENTS: dict[str, str] = {}
for _name, _mark in ACCENTS.items():
    _ACCENTS.setdefault(_mark, f"\\{_name}")


def near(text: str, start: int, end: int) -> str:
    """Write `text[start:end]`, which cannot be encoded, in ASCII."""
    written = ""
    place = start
    while place < end:
        after = place + 1
        while after < end and unicodedata.combining(text[after]):
            after += 1
        written = _joined(written, _cluster(text, place, after))
        place = after
    following = text[end : end + 1]
    return _joined(written, following).removesuffix(following)


def _joined(before: str, after: str) -> str:
    """Keep the name of a command apart from a letter behind it."""
    would_grow = _COMMAND.search(before) and after[:1].isalpha()
    return f"{before} {after}" if would_grow else before + after


def _cluster(text: str, start: int, end: int) -> str:
    """Write one letter with its marks; a mark alone is one whose letter was written before."""
    base, *marks = unicodedata.normalize("NFD", text[start:end])
    if unicodedata.combining(base):
        if _in_word(text, start):
            return ""
        return "".join(
            f"{_ACCENTS[m]}{{}}" if m in _ACCENTS else _number(m) for m in (base, *marks)
        )
    is_formula = len(marks) == 1 and marks[0] in _ACCENTS and base.isalpha()
    if is_formula and not _in_word(text, start):
        return _joined(_ACCENTS[marks[0]], base if base.isascii() else _symbol(base))
    return _symbol(text[start])


def _in_word(text: str, place: int) -> bool:
    """Whether a character stands in a row of letters that is long enough for a word."""
    letters = 0
    for step in (-1, 1):
        at = place if step == 1 else place - 1
        while 0 <= at < len(text) and letters < _SHORTEST_WORD:
            kind = unicodedata.category(text[at])
            if kind not in {"Lu", "Ll", "Mn"}:
                break
            letters += kind != "Mn"
            at += step
    return letters >= _SHORTEST_WORD


def _symbol(character: str) -> str:
    known = _KNOWN.get(character) or ASCII.get(ord(character)) or _LATEX.get(character)
    return str(known or _bare(character) or _number(character))


def _bare(character: str) -> str:
    """Write a superscript or subscript with its sign, a letter without its accent; else nothing."""
    form, *codes = unicodedata.decomposition(character).split() or [""]
    if form in {"<super>", "<sub>"}:
        plain = "".join(chr(int(code, 16)) for code in codes).replace("−", "-")
        return f"{'^' if form == '<super>' else '_'}{plain}" if plain.isascii() else ""
    base = unicodedata.normalize("NFD", character)[:1]
    return base if base.isascii() else ""


def _number(character: str) -> str:
    return ascii(character)[1:-1]
