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
    text, specials, _ = source
    end = text.find("\n---\n", 3)
    if place.kind is PageKind.CASE_STUDY or end < 0 or not is_id(place.id) or text[-1] != "\n":
        return None
    values = _values(text, end, place)
    if values is None or not _plain(text, specials):
        return None
    body = text[end + 4 :]
    at = body.find(_CARDS)
    # The newline that ends a heading's line starts the part below it.
    prose, part = (body, "") if at < 0 else (body[:at], body[at + len(_CARDS) - 1 :])
    pieces = prose.split("\n## ")
    kept, number = plain_cards(part, rows.ITEM)
    hashes = 2 * len(pieces) - (0 if part else 2)
    exact = specials.count(b"#") == hashes + 3 * number
    if not exact and not _headings(body, prose, part):
        return None
    line = text.count("\n", 0, end) + 2
    found = Mentions()
    # Nothing but the headings' own marks: no code, formula or cloze above the cards.
    bare = exact and specials[:hashes] == b"#" * hashes
    if not add_sections(pieces, line, found, concept=place.kind is PageKind.CONCEPT, bare=bare):
        return None
    start = line + prose.count("\n") + 1
    if kept and exact:
        first = part.find(_CARD)
        if first and part[:first].strip("\n"):
            return None
        plain = f"{start + first + 1}{rows.ITEM}{kept}"
        return rows.encode(Facts(values, found.flat, [], plain=plain))
    before, *cards = part.split(_CARD)
    if before.strip("\n"):
        return None
    listed = add_cards(cards, start + before.count("\n") + 1, place.path, found)
    return None if listed is None else rows.encode(Facts(values, found.flat, listed))


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


def _plain(text: str, specials: bytes) -> bool:
    """Tell whether the text is small, and free of what is hard to tell from something else."""
    if b"\t" in specials or not plainly_small(text):
        return False
    if b"~~~" in specials and "~~~" in text:
        return False
    if b"\\" in specials:
        for escape in _ESCAPES:
            if escape in text:
                return False
    return True


def _headings(body: str, prose: str, part: str) -> bool:
    """Tell whether every heading is where it seems to be, given that there are other `#`."""
    for indented in _INDENTED:
        if indented in body:
            return False
    return part.count("\n#") == part.count(_CARD) and prose.count("\n#") == (
        prose.count("\n## ") + prose.count("\n###")
    )
