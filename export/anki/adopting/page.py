"""One page of adopted notes as it fills: a concept file, each card with a key of its own."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from export.anki.adopting.cards import Adopted, key_of
from export.anki.adopting.homes import Home
from export.anki.adopting.room import COMFORTABLE, MOST, NOTHING, Weight, weight
from export.anki.adopting.writing import blocks, plain
from export.anki.back.answers import Origin
from export.anki.back.collection import ForeignNote
from export.anki.own_tags import foreign_tags
from mlsd_graph.clean import clean_line
from mlsd_graph.content import slug
from mlsd_graph.content.slugs import LONGEST

ON_A_PAGE = 30
_DECK = 500
"""Characters of a deck's names, from the top down, that a page tells."""
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
    shortened: tuple[str, ...] = ()
    """Headings of notes of which not all fits that stands beside their cards."""
    pictured: tuple[str, ...] = ()
    """Uids of cards that ask or answer with a picture or a sound."""
    wordless: tuple[str, ...] = ()
    """Those that ask with nothing else."""


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
        self.deck = deck
        self.id, self.number = name, number
        self.notes: list[Made] = []
        self._names = _clean(deck)
        self._weight = NOTHING
        self._cards: list[tuple[str, Adopted]] = []
        self._keys: set[str] = set()
        self._kept: set[str] = set()
        """Those that cards had before, until the card comes."""
        self._beside: list[str] = []
        self._tags: set[str] = set()
        self._origins: list[tuple[ForeignNote, int, str, str]] = []

    def has_room(self, made: Made) -> bool:
        """Whether a note that is new belongs on this page."""
        if len(self.notes) >= ON_A_PAGE:
            return False
        return not self.notes or (self._weight + self._of(made)).within(COMFORTABLE)

    def holds(self, made: Made) -> bool:
        """Whether the page can still be read with a note that was on it before."""
        return not self.notes or (self._weight + self._of(made)).within(MOST)

    def reserve(self, keys: Iterable[str]) -> None:
        """Keep keys for the cards that had them."""
        self._kept.update(keys)

    def add(self, made: Made) -> None:
        """Put a note on the page."""
        note = made.note
        self._weight += self._of(made)
        self.notes.append(made)
        self._tags.update(foreign_tags(note.tags))
        for card, home in zip(made.cards, made.homes, strict=True):
            key = self._key(note, card, home)
            self._cards.append((key, card))
            if card.beside.paragraphs:
                self._beside.append(card.beside.under(card.heading))
            self._origins += [(note, n, key, part) for n, part in card.ordinals.items()]

    def _of(self, made: Made) -> Weight:
        """Weigh what a note adds to the page."""
        cards = [card.under("k" * LONGEST) for card in made.cards]
        beside = [card.beside.under(card.heading) for card in made.cards if card.beside.paragraphs]
        fresh = sorted({*foreign_tags(made.note.tags)} - self._tags)
        tags = weight(_tagged(fresh))
        # All tags of a page stand in one row of paragraphs.
        return weight("\n\n".join([*cards, *beside])) + tags._replace(blocks=tags.blocks - 1)

    def written(self) -> AdoptedPage:
        """Write the file."""
        deck = plain("::".join(self._names)[:_DECK])
        title = self._names[-1] + (f" {self.number}" if self.number > 1 else "")
        quoted = title.replace("\\", "\\\\").replace('"', '\\"')
        beside = "\nBeside the cards:\n\n" + "\n".join(self._beside) + "\n" if self._beside else ""
        tags = f"\n{_tagged(sorted(self._tags))}\n" if self._tags else ""
        text = _PAGE.format(
            title=f'"{quoted}"',
            lead=plain(title),
            deck=f"“{deck}”",
            body=tags + beside,
            cards="\n".join(card.under(key) for key, card in self._cards),
        )
        origins = {
            (note.id, ordinal): Origin(note.guid, ordinal, f"{self.id}/{key}{part}")
            for note, ordinal, key, part in self._origins
        }
        media = frozenset(
            name for _, card in self._cards for name in (*card.media, *card.beside.media)
        )
        domain = _name(self._names[0], "anki") if len(self._names) > 1 else "anki"
        return AdoptedPage(
            id=self.id,
            domain=domain,
            text=text,
            origins=origins,
            media=media,
            cards=len(origins),
            shortened=tuple(card.heading for _, card in self._cards if card.beside.left),
            pictured=tuple(self._uids(lambda card, _: bool(card.media))),
            wordless=tuple(self._uids(lambda card, ordinal: ordinal in card.wordless)),
        )

    def _uids(self, chosen: Callable[[Adopted, int], bool]) -> Iterator[str]:
        """Yield the uids of the cards that are chosen by heading and ordinal."""
        for key, card in self._cards:
            parts = card.ordinals.items()
            yield from (f"{self.id}/{key}{part}" for n, part in parts if chosen(card, n))

    def _key(self, note: ForeignNote, card: Adopted, home: Home | None) -> str:
        """Take the key it had, or that of its heading, or where that is another's, of the GUID."""
        key = home.key if home else key_of(card.heading)
        if not key or key in self._keys or (home is None and key in self._kept):
            key = own_key(note, card)
        self._keys.add(key)
        return key


def _tagged(tags: Iterable[str]) -> str:
    """Name tags, in as many paragraphs as they need."""
    return blocks(f"Tags in Anki: {plain(', '.join(tags))}.")


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
