"""One page of adopted notes as it fills: a concept file, each card with a key of its own."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple

from export.anki.adopting.cards import Adopted, key_of
from export.anki.adopting.homes import Home
from export.anki.adopting.writing import plain
from export.anki.back.answers import Origin
from export.anki.back.collection import ForeignNote
from export.anki.own_tags import foreign_tags
from mlsd_graph.clean import clean_line
from mlsd_graph.content import slug

ON_A_PAGE = 30
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


class Made(NamedTuple):
    """A note as cards, each with the heading where it stood before."""

    note: ForeignNote
    deck: int
    cards: list[Adopted]
    homes: list[Home | None]

    @property
    def page(self) -> str:
        """Where the note stood; empty where nobody knows."""
        return next((home.page for home in self.homes if home), "")


class Page:
    """One page as it fills."""

    def __init__(self, deck: tuple[str, ...], name: str, number: int) -> None:
        """Begin the page of an id, which is of this number among those of its deck."""
        self._deck = _clean(deck)
        self._id, self._place = name, number
        self.notes = 0
        self._size = 0
        self._cards: list[tuple[str, Adopted]] = []
        self._keys: set[str] = set()
        self._kept: set[str] = set()
        """Those that cards had before, until the card comes."""
        self._beside: list[str] = []
        self._tags: set[str] = set()
        self._origins: list[tuple[ForeignNote, int, str, str]] = []

    @property
    def is_full(self) -> bool:
        """Whether the next note belongs on another page."""
        return self.notes >= ON_A_PAGE or self.is_heavy

    @property
    def is_heavy(self) -> bool:
        """Whether a file with more text might not be read."""
        return self._size > _BYTES

    def reserve(self, keys: Iterable[str]) -> None:
        """Keep keys for the cards that had them."""
        self._kept.update(keys)

    def add(self, made: Made) -> None:
        """Put a note on the page."""
        note = made.note
        self.notes += 1
        self._tags.update(foreign_tags(note.tags))
        for card, home in zip(made.cards, made.homes, strict=True):
            key = self._key(note, card, home)
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

    def _key(self, note: ForeignNote, card: Adopted, home: Home | None) -> str:
        """Take the key it had, or that of its heading, or where that is another's, of the GUID."""
        key = home.key if home else key_of(card.heading)
        if not key or key in self._keys or (home is None and key in self._kept):
            key = own_key(note, card)
        self._keys.add(key)
        return key


def own_key(note: ForeignNote, card: Adopted) -> str:
    """Return a key that no other card has."""
    name = f"{note.guid}/{min(card.ordinals)}"
    return f"n-{sha256(name.encode()).hexdigest()[:12]}"


def page_name(deck: tuple[str, ...]) -> str:
    """Name the pages of a deck."""
    return _name(_clean(deck)[-1], "anki-deck")


def _clean(deck: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(clean_line(name)[:80] or "Anki" for name in deck)


def _name(deck: str, otherwise: str) -> str:
    """Name a file or folder after a deck."""
    name = slug(deck) or otherwise
    return f"{name}-deck" if name in _DEVICES else name
