"""Notes of a deck as concept files: thirty to a page, each where it stood before."""

from collections.abc import Iterable, Iterator

from export.anki.adopting.cards import Adopted, adopted, key_of
from export.anki.adopting.homes import Home, Homes, place
from export.anki.adopting.page import ON_A_PAGE, AdoptedPage, Made, own_key, page_name
from export.anki.adopting.shelf import Shelf
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
    shelf = Shelf({*taken, *homes.pages})
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
    yield from shelf.read()


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
