"""Letters in other forms: superscripts, subscripts, mathematical fonts and accents."""

import unicodedata

SUPERSCRIPTS = dict(
    zip(
        "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUWβγδφχ⊤′∘",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁᵂᵝᵞᵟᵠᵡᵀ′°",
        strict=True,
    )
)
SUBSCRIPTS = dict(
    zip(
        "0123456789+−=()aehijklmnoprstuvxβγρφχ",
        "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
        strict=True,
    )
)

# First code points of the runs of mathematical letters: capitals, small letters, digits.
_RUNS = {
    "mathbb": (0x1D538, 0x1D552, 0x1D7D8),
    "mathcal": (0x1D49C, 0x1D4B6, 0),
    "mathscr": (0x1D49C, 0x1D4B6, 0),
    "mathfrak": (0x1D504, 0x1D51E, 0),
    "mathbf": (0x1D400, 0x1D41A, 0x1D7CE),
    "boldsymbol": (0x1D400, 0x1D41A, 0x1D7CE),
}
_SCRIPT = dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True))
# Letters that Unicode had encoded before it got the runs.
_HOLES = {
    "mathbb": dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
    "mathcal": _SCRIPT,
    "mathscr": _SCRIPT,
    "mathfrak": dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True)),
    "mathbf": {},
    "boldsymbol": {},
}
FONTS = frozenset(_RUNS)
"""Font commands that have letters of their own."""
UPRIGHT = frozenset({"mathrm", "mathit", "mathsf", "mathtt", "operatorname"})
"""Font commands whose argument is a word, its spaces dropped."""
TEXT = frozenset({"text", "textrm", "textbf", "textit", "textsf", "texttt", "mbox"})
"""Text commands, whose spaces count."""

ACCENTS = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "bar": "\u0304",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
    "check": "\u030c",
    "overline": "\u0305",
    "underline": "\u0332",
}
ALONG = frozenset({"bar", "overline", "underline"})
"""Accents that may run along several letters."""


def letter(character: str, font: str) -> str:
    """Return the letter or digit in a mathematical font; other characters stay as they are."""
    if not character.isascii() or not character.isalnum():
        return character
    if hole := _HOLES[font].get(character):
        return hole
    capitals, small, digits = _RUNS[font]
    if character.isdigit():
        return chr(digits + int(character)) if digits else character
    start, first = (capitals, "A") if character.isupper() else (small, "a")
    return chr(start + ord(character) - ord(first))


def mapped(text: str, table: dict[str, str]) -> str | None:
    """Write a text in superscripts or subscripts; None if a character has none."""
    out = [table.get(c) for c in text]
    return "".join(c for c in out if c) if text and all(out) else None


def cells(text: str) -> int:
    """Count terminal cells: combining marks take none, wide characters two."""
    if text.isascii():
        return len(text)
    return sum(_cell(c) for c in text)


def _cell(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
