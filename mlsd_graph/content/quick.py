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
_INDENTED = ("\n #", "\n  #", "\n   #")


def quick_row(  # noqa: PLR0911  each return is one way of not being plain
    source: Source, place: Place
) -> bytes | None:
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
    kept, number = plain_cards(part, specials.count(b"{"), rows.ITEM) if part else ("", 0)
    hashes = 2 * len(pieces) - (0 if part else 2)
    exact = specials.count(b"#") == hashes + 3 * number
    if not exact and not _headings(body, prose, part):
        return None
    line = text.count("\n", 0, end) + 2
    found = Mentions()
    above, below = _divided(specials, hashes) if exact else (b"`", b"[[")
    # Without code, formula or cloze above the cards every link there is one.
    bare = not (b"`" in above or b"$" in above or b"{" in above)
    if not add_sections(pieces, line, found, concept=place.kind is PageKind.CONCEPT, bare=bare):
        return None
    start = line + prose.count("\n") + 1
    if kept and exact and (b"[[" not in below or "[[" not in part):
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


def plain_start(source: Source, place: Place) -> bool:
    """Tell that a page cannot be left out as a whole and has no former ids, whatever its body.

    Such a page need not be read further before it is asked for.
    """
    text = source.text
    end = text.find("\n---\n", 3)
    if end < 0 or not is_id(place.id) or not plainly_small(text):
        return False
    values = _values(text, end, place)
    return values is not None and "formerly" not in values


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
    at = text.find("\\") if b"\\" in specials else -1
    while at >= 0:
        if text[at + 1] in "[`$":
            return False
        at = text.find("\\", at + 2)
    return True


def _divided(specials: bytes, hashes: int) -> tuple[bytes, bytes]:
    """Divide the special bytes at `## Cards`, given the number of `#` up to there."""
    below = specials.split(b"#", hashes)[-1]
    return specials[: len(specials) - len(below)], below


def _headings(body: str, prose: str, part: str) -> bool:
    """Tell whether every heading is where it seems to be, given that there are other `#`."""
    for indented in _INDENTED:
        if indented in body:
            return False
    return part.count("\n#") == part.count(_CARD) and prose.count("\n#") == (
        prose.count("\n## ") + prose.count("\n###")
    )
