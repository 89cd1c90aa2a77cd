"""The quick way from text to row, for pages in plain form: nearly all of them.

Text is searched by `str.find` and `split`, which cost a tenth of a regex over every character. As
soon as something is not plain, a card or the whole page goes to `pages`, which defines the form;
a property test holds the two to the same heads.
"""

from mlsd_graph.content import rows
from mlsd_graph.content.frontmatter import Value, quick
from mlsd_graph.content.plaincards import plain_cards
from mlsd_graph.content.quickcards import add_cards
from mlsd_graph.content.quicklinks import Mentions, add_sections
from mlsd_graph.content.records import PageKind
from mlsd_graph.content.rows import Facts, Place
from mlsd_graph.content.schema import plainly_right, problems
from mlsd_graph.content.size import plainly_small
from mlsd_graph.content.slugs import is_id
from mlsd_graph.content.source import Source

_CARDS = "\n## Cards\n"
_CARD = "\n### "
_ESCAPES = ("\\[", "\\`", "\\$")
_INDENTED = ("\n #", "\n  #", "\n   #")


def quick_row(source: Source, place: Place) -> bytes | None:
    """Make the row of a page of plain form without an error; None for any other."""
    text = source.text
    end = text.find("\n---\n", 3)
    if place.kind is PageKind.CASE_STUDY or end < 0 or not is_id(place.id) or text[-1] != "\n":
        return None
    values = _values(text, end, place)
    body = text[end + 4 :]
    at = body.find(_CARDS)
    # The newline that ends a heading's line starts the part below it.
    prose, part = (body, "") if at < 0 else (body[:at], body[at + len(_CARDS) - 1 :])
    pieces = prose.split("\n## ")
    number = part.count(_CARD)
    if values is None or not _plain(source, prose, pieces, part, number):
        return None
    line = text.count("\n", 0, end) + 2
    found = Mentions()
    if not add_sections(pieces, line, place.kind is PageKind.CONCEPT, found):
        return None
    if not part:
        return rows.encode(Facts(values, found.flat, []))
    first = part.find(_CARD)
    start = line + prose.count("\n") + 1
    if part[:first].strip("\n") if first > 0 else part.strip("\n") and first < 0:
        return None
    plain = plain_cards(part, number, rows.ITEM) if number and "[[" not in part else None
    if plain is not None:
        return rows.encode(Facts(values, found.flat, [], plain=f"{start + first + 1}{rows.ITEM}{plain}"))
    cards = add_cards(part.split(_CARD), start, place.path, found)
    return None if cards is None else rows.encode(Facts(values, found.flat, cards))


def _values(text: str, end: int, place: Place) -> dict[str, Value] | None:
    """Plain front matter without an error, which ends at the given offset."""
    if not text.startswith("---\n"):
        return None
    values = quick(text[4 : end + 1])
    if values is None or not (
        plainly_right(values, place.kind, end) or not problems(values, place.kind)
    ):
        return None
    return values


def _plain(source: Source, prose: str, pieces: list[str], part: str, number: int) -> bool:
    """Tell whether headings are where they seem to be, and links not in code or formulas."""
    specials, text = source.specials, source.text
    if not plainly_small(text) or b"\t" in specials or ("~~~" in text and b"~~~" in specials):
        return False
    if b"\\" in specials and any(escape in text for escape in _ESCAPES):
        return False
    headings = 2 * (len(pieces) - 1) + (2 + 3 * number if part else 0)
    if specials.count(b"#") != headings:
        if any(indented in text for indented in _INDENTED) or part.count("\n#") != number:
            return False
        if prose.count("\n#") != prose.count("\n## ") + prose.count("\n###"):
            return False
    return True
