"""The pages of a deck as they fill up; none leaves that the loader would refuse."""

from collections import Counter
from collections.abc import Iterator

from export.anki.adopting.beside import Beside
from export.anki.adopting.homes import place
from export.anki.adopting.page import AdoptedPage, Made, Page, page_name
from export.anki.adopting.read_back import loads
from export.anki.adopting.types import Shapes
from export.anki.back.collection import ForeignNote

_LEFT = "no room on this page."


class Shelf:
    """The pages so far."""

    def __init__(self, ids: set[str]) -> None:
        """Begin with none; `ids` are taken."""
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
        for whole in notes:
            # a history is worth more than what stands beside
            made = whole if page.holds(whole) else _alone(whole)
            if page.holds(made):
                page.add(made)
            else:
                yield _homeless(made)

    def add(self, made: Made, shapes: Shapes) -> None:
        """Put a note on a page of its deck that has room."""
        pages = self._open.setdefault(made.deck, [])
        while pages and not pages[0].has_room(made):
            del pages[0]
        if not pages:
            self._new(made.deck, self._fresh(shapes.deck(made.deck)))
        pages[0].add(made)

    def read(self) -> Iterator[AdoptedPage | ForeignNote]:
        """Yield the pages that load; one that does not is halved, down to the notes at fault."""
        waiting = [page for page in reversed(self.pages) if page.notes]
        while waiting:
            page = waiting.pop()
            written = page.written()
            if loads(written):
                yield written
            elif len(page.notes) == 1:
                yield page.notes[0].note
            else:
                waiting += reversed(self._halves(page))

    def _halves(self, page: Page) -> tuple[Page, Page]:
        half = len(page.notes) // 2
        first, second = Page(page.deck, page.id, page.number), self._fresh(page.deck)
        first.reserve(home.key for made in page.notes[:half] for home in made.homes if home)
        for made in page.notes[:half]:
            first.add(made)
        for made in page.notes[half:]:
            second.add(_homeless(made))
        return first, second

    def _fresh(self, deck: tuple[str, ...]) -> Page:
        return Page(deck, *_free(page_name(deck), self._ids))

    def _new(self, deck: int, page: Page) -> Page:
        self._open.setdefault(deck, []).append(page)
        self.pages.append(page)
        return page


def _homeless(made: Made) -> Made:
    return made._replace(homes=[None] * len(made.cards))


def _free(name: str, ids: set[str]) -> tuple[str, int]:
    place = 1
    found = name
    while found in ids:
        place += 1
        found = f"{name}-{place}"
    ids.add(found)
    return found, place


def _alone(made: Made) -> Made:
    """Leave out what stands beside the cards of a note, and count it."""
    return made._replace(
        cards=[
            card._replace(
                beside=Beside(
                    (_LEFT,), (), card.beside.left + sum(map(len, card.beside.paragraphs))
                )
            )
            if card.beside.paragraphs
            else card
            for card in made.cards
        ]
    )
