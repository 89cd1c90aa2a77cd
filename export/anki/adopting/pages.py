"""Notes of a deck as concept files: thirty to a page, each card with a key of its own."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from export.anki.adopting.cards import Adopted, adopted, key_of
from export.anki.adopting.types import Shapes
from export.anki.adopting.writing import plain
from export.anki.back.answers import Origin
from export.anki.back.collection import Collected, ForeignNote
from export.anki.carried import foreign_tags
from mlsd_graph.clean import clean_line
from mlsd_graph.content import slug

_ON_A_PAGE = 30
_BYTES = 120_000
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
"""Windows has no file or folder of these names, with whatever end."""
_PAGE = """\
---
title: {title}
kind: concept
level: core
steps: [model]
---
{lead}: notes from the Anki deck {deck}, brought in with their history. Say here in at most 60 \
words what they are about.
{body}
## Sources
- Your own notes, from the Anki deck {deck}.

## Cards

{cards}"""


class AdoptedPage(NamedTuple):
    """One file to be."""

    id: str
    domain: str
    text: str
    origins: Mapping[tuple[int, int], Origin]
    """Foreign note and ordinal → whose history it is."""
    media: frozenset[str]
    cards: int


def pages(
    found: Collected, shapes: Shapes, taken: Iterable[str]
) -> Iterator[AdoptedPage | ForeignNote]:
    """Yield the pages of a collection; a note that cannot become a card is yielded itself.

    `taken` are the ids of pages that there are.
    """
    ids = set(taken)
    decks: dict[int, list[ForeignNote]] = {}
    home = {card.note: card.deck for card in found.cards.values()}
    for number, note in found.notes.items():
        decks.setdefault(home.get(number, 0), []).append(note)
    for deck in sorted(decks):
        names = shapes.decks.get(deck, ("Anki",))
        page = _Page(names, ids)
        for note in decks[deck]:
            kind = shapes.types.get(note.type)
            made = list(adopted(note, kind)) if kind else []
            if not made:
                yield note
                continue
            if page.is_full:
                yield page.written()
                page = _Page(names, ids)
            page.add(note, made)
        if page.notes:
            yield page.written()


class _Page:
    """One page as it fills."""

    def __init__(self, deck: tuple[str, ...], ids: set[str]) -> None:
        self._deck = tuple(clean_line(name)[:80] or "Anki" for name in deck)
        self.notes = 0
        self._size = 0
        self._cards: list[tuple[str, Adopted]] = []
        self._keys: set[str] = set()
        self._beside: list[str] = []
        self._tags: set[str] = set()
        self._origins: list[tuple[ForeignNote, int, str, str]] = []
        self._id, self._place = _free(_name(self._deck[-1], "anki-deck"), ids)

    @property
    def is_full(self) -> bool:
        """Whether the next note belongs on another page."""
        return self.notes >= _ON_A_PAGE or self._size > _BYTES

    def add(self, note: ForeignNote, made: Iterable[Adopted]) -> None:
        """Put a note on the page."""
        self.notes += 1
        self._tags.update(foreign_tags(note.tags))
        for card in made:
            key = self._key(card.heading, note, min(card.ordinals))
            self._cards.append((key, card))
            self._size += len(card.text.encode())
            if card.beside:
                self._beside.append(f"- {card.heading}: {plain(card.beside)[:2000]}")
            self._origins += [(note, n, key, part) for n, part in card.ordinals.items()]

    def written(self) -> AdoptedPage:
        """Write the file."""
        deck = plain("::".join(self._deck))
        title = self._deck[-1] + (f" {self._place}" if self._place > 1 else "")
        quoted = title.replace("\\", "\\\\").replace('"', '\\"')
        beside = "\nBeside the cards:\n\n" + "\n".join(self._beside) + "\n" if self._beside else ""
        tags = f"\nTags in Anki: {plain(', '.join(sorted(self._tags)))}.\n" if self._tags else ""
        text = _PAGE.format(
            title=f'"{quoted}"',
            lead=plain(title),
            deck=f"“{deck}”",
            body=tags + beside,
            cards="\n".join(card.under(key) for key, card in self._cards),
        )
        origins = {
            (note.id, ordinal): Origin(note.guid, ordinal, f"{self._id}/{key}{part}")
            for note, ordinal, key, part in self._origins
        }
        media = frozenset(name for _, card in self._cards for name in card.media)
        domain = _name(self._deck[0], "anki") if len(self._deck) > 1 else "anki"
        return AdoptedPage(self._id, domain, text, origins, media, len(origins))

    def _key(self, heading: str, note: ForeignNote, ordinal: int) -> str:
        """Take the key of the heading, or where it has none of its own, one of the GUID."""
        key = key_of(heading)
        if not key or key in self._keys:
            key = f"n-{sha256(f'{note.guid}/{ordinal}'.encode()).hexdigest()[:12]}"
        self._keys.add(key)
        return key


def _name(deck: str, otherwise: str) -> str:
    """Name a file or folder after a deck."""
    name = slug(deck) or otherwise
    return f"{name}-deck" if name in _DEVICES else name


def _free(name: str, ids: set[str]) -> tuple[str, int]:
    place = 1
    found = name
    while found in ids:
        place += 1
        found = f"{name}-{place}"
    ids.add(found)
    return found, place
