"""One foreign note as cards of a page: what is asked, what answers it, and what stands beside."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from export.anki.adopting import files, gaps
from export.anki.adopting.beside import NOTHING, Beside, beside
from export.anki.adopting.html import Converted, converted
from export.anki.adopting.raised import is_raised
from export.anki.adopting.sides import Sides, cloze_field, sides
from export.anki.adopting.types import ForeignType
from export.anki.adopting.writing import blocks, plain
from export.anki.back.collection import ForeignNote
from mlsd_graph.content import parse_page, slug
from mlsd_graph.content.source import SourceError

IMAGES = "../../media/"
_WORDS, _LETTERS = 8, 60
_TYPED = 60
"""Characters of an answer that anybody types."""
_MARKUP = re.compile(
    r"\\([^a-zA-Z0-9\s])|\[picture: (?:\\.|[^\[\]\\]){0,2400}+\]\([^()\[\]\s]{0,900}\)"
    r"|\]\([^()\[\]\s]{0,900}\)"
    r"|[`*_$#{}\[\]<>|~\\\ue002]"
)
_WORD = re.compile(r"[^\W_]")
_HEAD = "---\ntitle: T\nkind: concept\nlevel: core\nsteps: [model]\n---\nS.\n\n## Cards\n\n"


class Adopted(NamedTuple):
    """One heading with its card or clozes."""

    heading: str
    text: str
    """Markdown below the heading."""
    ordinals: Mapping[int, str]
    """Anki's ordinal → what follows the heading's key in the uid: empty, or `#cN`."""
    media: tuple[str, ...]
    beside: Beside = NOTHING
    """What the note says that no side of a card holds."""
    attributes: str = ""
    wordless: frozenset[int] = frozenset()
    """Ordinals of cards that ask by nothing but pictures and sounds."""

    def under(self, key: str) -> str:
        """Write the card with its heading and key."""
        return f"### {self.heading} {{#{key}{self.attributes}}}\n{self.text}\n"


def adopted(note: ForeignNote, kind: ForeignType) -> Iterator[Adopted]:
    """Yield the cards of a note; none where it cannot become one."""
    fields = dict(zip(kind.fields, note.fields, strict=False))
    if kind.cloze:
        yield from _cloze(fields, kind)
        return
    told: set[str] = set()
    made: list[Adopted] = []
    for ordinal, template in enumerate(kind.templates):
        both = sides(template, fields)
        card = _typed(both, ordinal) or _basic(both, ordinal)
        if card is not None:
            told |= both.shown
            made.append(card)
    if made:
        yield made[0]._replace(beside=beside(fields, told, IMAGES))
        yield from made[1:]


def _typed(both: Sides, ordinal: int) -> Adopted | None:
    """Write a card whose short answer is typed."""
    asked, told = converted(both.question, image=IMAGES), converted(both.typed)
    words = _one_line(told.text)
    if not asked.text or not words or len(words) > _TYPED or told.media:
        return None
    if "`" in told.text or is_raised(words):
        return None
    text = _opened(f"Q: {blocks(asked.text)}\n\nA: `{words}`\n")
    wordless = _wordless({ordinal: asked.text})
    heading = _heading(asked.text, "Card")
    card = Adopted(heading, text, {ordinal: ""}, asked.media, wordless=wordless)
    return card if _parses(card, 1, "typed") else None


def _opened(text: str) -> str:
    """Let a list or a fence begin a line of its own."""
    return re.sub(r"^([QA]:) (?=```|[-!]|[0-9]+\. )", r"\1\n\n", text, flags=re.MULTILINE)


def _basic(both: Sides, ordinal: int) -> Adopted | None:
    asked, told = converted(both.question, image=IMAGES), converted(both.answer, image=IMAGES)
    if not asked.text or not told.text:
        return None
    media = (*asked.media, *told.media)
    text = _opened(f"Q: {blocks(asked.text)}\n\nA: {blocks(told.text)}\n")
    card = Adopted(
        _heading(asked.text, "Card"),
        text,
        {ordinal: ""},
        media,
        wordless=_wordless({ordinal: asked.text}),
    )
    for attributes in ("", " .basic"):
        card = card._replace(attributes=attributes)
        if _parses(card, 1, "basic"):
            return card
    card = card._replace(text=f"Q: {_bare(asked)}\n\nA: {_bare(told)}\n")
    return card if _parses(card, 1, "basic") else None


def _cloze(fields: Mapping[str, str], kind: ForeignType) -> Iterator[Adopted]:
    name = cloze_field(kind.templates) or kind.fields[0]
    html = gaps.flattened(fields.get(name, ""))
    if gaps.is_picture(html):
        return
    found = converted(html, gaps=True, image=IMAGES)
    text = blocks(found.text)
    numbers = gaps.numbers(text)
    heading = _heading(gaps.without_marks(text), "Gap")
    ordinals = {number - 1: f"#c{number}" for number in numbers}
    card = Adopted(
        heading,
        f"{text}\n",
        ordinals,
        found.media,
        beside(fields, {name}, IMAGES),
    )
    # A gap that did not come through must not leave its card without a word.
    if numbers == gaps.numbers(html) and _parses(card, len(numbers), "cloze"):
        yield card._replace(wordless=_wordless_gaps(text, numbers))


def _wordless_gaps(text: str, numbers: tuple[int, ...]) -> frozenset[int]:
    """Choose those of a cloze; a word outside all gaps, as most have, is in each question."""
    if not files.LEADS.search(text) or _WORD.search(files.LEADS.sub("", gaps.outside(text))):
        return frozenset()
    return _wordless({number - 1: gaps.question(text, number) for number in numbers})


def _wordless(asked: Mapping[int, str]) -> frozenset[int]:
    """Choose the ordinals of which the question holds pictures or sounds, and no word."""
    return frozenset(
        ordinal
        for ordinal, text in asked.items()
        if files.LEADS.search(text) and not _WORD.search(files.LEADS.sub("", text))
    )


def _bare(found: Converted) -> str:
    """Write nothing but words, pictures and sounds."""
    words = plain(_one_line(files.LEADS.sub("", found.text))) or "?"
    return " ".join([words, *files.LEADS.findall(found.text)])


def _one_line(text: str) -> str:
    """Take the marks away, and leave what was escaped."""
    bare = _MARKUP.sub(lambda found: found[1] or "", text)
    return re.sub(r"\s+", " ", bare).strip()


def _heading(text: str, otherwise: str) -> str:
    words = _one_line(text).replace("!", "").split()[:_WORDS]
    return plain(" ".join(words)[:_LETTERS].strip()) or otherwise


def _parses(card: Adopted, count: int, kind: str) -> bool:
    """Whether our own parser reads the card as what it is meant to be."""
    try:
        page = parse_page(_HEAD + card.under("k"), "/c/concepts/d/p.md", "/c")
    except SourceError:
        return False
    kinds = {found.kind.value for found in page.cards}
    errors = [each for each in page.findings if each.severity.value == "error"]
    return not errors and len(page.cards) == count and kinds == {kind}


def key_of(heading: str) -> str:
    """Return the key that a heading gives; empty where it gives none."""
    return slug(heading)
