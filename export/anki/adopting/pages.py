"""Notes of a deck as concept files: thirty to a page, each where it stood before."""

from collections import Counter
from collections.abc import Iterable, Iterator

from export.anki.adopting.cards import Adopted, adopted, key_of
from export.anki.adopting.homes import Home, Homes, place
from export.anki.adopting.page import ON_A_PAGE, AdoptedPage, Made, Page, own_key, page_name
from export.anki.adopting.types import Shapes
from export.anki.back.collection import Collected, ForeignNote
from export.anki.telling import Told, silent


def pages(
    found: Collected,
    shapes: Shapes,
    taken: Iterable[str],
    homes: Homes | None = None,
    told: Told = silent,
) -> Iterator[AdoptedPage | ForeignNote]:
    """Yield the pages of a collection; a note that cannot become a card is yielded itself.

    `taken` are the ids of pages that there are. A note that has a home goes there.
    """
    homes = homes or Homes()
    shelf = _Shelf({*taken, *homes.pages})
    rest: list[Made] = []
    at_home: dict[str, list[Made]] = {}
    for done, (deck, note) in enumerate(_by_deck(found), 1):
        kind = shapes.types.get(note.type)
        cards = list(adopted(note, kind)) if kind else []
        if cards:
            name = page_name(shapes.deck(deck))
            made = Made(note, deck, cards, _homes(note, cards, name, homes))
            (at_home.setdefault(made.page, []) if made.page else rest).append(made)
        else:
            yield note
        if done % ON_A_PAGE == 0 or done == len(found.notes):
            told("pages", done, len(found.notes))
    for page in sorted(at_home, key=place):
        rest += shelf.back(page, at_home[page], shapes)
    for made in rest:
        shelf.add(made, shapes)
    yield from (page.written() for page in shelf.pages if page.notes)


def _by_deck(found: Collected) -> Iterator[tuple[int, ForeignNote]]:
    """Yield the notes deck by deck."""
    home = {card.note: card.deck for card in found.cards.values()}
    decks: dict[int, list[ForeignNote]] = {}
    for number, note in found.notes.items():
        decks.setdefault(home.get(number, 0), []).append(note)
    for deck in sorted(decks):
        yield from ((deck, note) for note in decks[deck])


def _homes(
    note: ForeignNote, cards: Iterable[Adopted], name: str, homes: Homes
) -> list[Home | None]:
    """Find the homes of a note's cards, all on one page: by an answer, or else by their keys."""
    found: list[Home | None] = []
    for card in cards:
        keys = (own_key(note, card), key_of(card.heading))
        found.append(homes.sure(note.id, card.ordinals) or homes.named(keys, name))
    page = next((home.page for home in found if home), "")
    return [home if home and home.page == page else None for home in found]


class _Shelf:
    """The pages so far."""

    def __init__(self, ids: set[str]) -> None:
        self._ids = ids
        self._open: dict[int, list[Page]] = {}
        """Of each deck: those that may have room."""
        self.pages: list[Page] = []

    def back(self, name: str, notes: list[Made], shapes: Shapes) -> Iterator[Made]:
        """Put notes back on the page where they were; yield those for which it has no room."""
        ((deck, _),) = Counter(made.deck for made in notes).most_common(1)
        names = shapes.deck(deck)
        number = 1 if name == page_name(names) else place(name)
        page = self._new(deck, Page(names, name, number))
        page.reserve(home.key for made in notes for home in made.homes if home)
        for made in notes:
            if page.is_heavy:
                yield made._replace(homes=[None] * len(made.cards))
            else:
                page.add(made)

    def add(self, made: Made, shapes: Shapes) -> None:
        """Put a note on a page of its deck that has room."""
        pages = self._open.setdefault(made.deck, [])
        while pages and pages[0].is_full:
            del pages[0]
        if not pages:
            names = shapes.deck(made.deck)
            self._new(made.deck, Page(names, *_free(page_name(names), self._ids)))
        pages[0].add(made)

    def _new(self, deck: int, page: Page) -> Page:
        self._open.setdefault(deck, []).append(page)
        self.pages.append(page)
        return page


def _free(name: str, ids: set[str]) -> tuple[str, int]:
    place = 1
    found = name
    while found in ids:
        place += 1
        found = f"{name}-{place}"
    ids.add(found)
    return found, place
