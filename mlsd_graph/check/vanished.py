"""Card ids that a base branch had and the content has no more: their history would be orphaned."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mlsd_graph.content.library import Library
from mlsd_graph.content.records import Card, Finding, Severity

_NEAR = 60.0
"""Similarity of question and answer from which a card is taken for the same one."""
_NAME_COSTS = 30.0
"""How much more alike two headings must be, where the text has been written anew."""
_EQUAL = 100.0
_LONGEST = 400


class BaseCard(NamedTuple):
    """A card of the base branch."""

    uid: str
    note: str
    page: str
    path: str
    """Path of its file in the working tree, whether it still exists or not."""
    line: int
    name: str
    text: str
    """Question and answer."""


def check_library(
    library: Library, cards: Sequence[Card], base: Mapping[str, BaseCard]
) -> Iterator[Finding]:
    """Name every note that vanished, and the line that keeps its history."""
    here = {card.uid for card in cards}
    gone: dict[str, BaseCard] = {}
    for uid, card in base.items():
        if uid not in here:
            gone.setdefault(card.note, card)
    if not gone:
        return
    notes = {card.head.note for card in cards}
    fresh = [c for c in cards if c.head.authored and c.head.note not in _notes(base.values())]
    taken: set[str] = set()
    for note, card in gone.items():
        if note.startswith("contrast:"):
            yield _plain(card, "Its contrast is stated no more.", "Nothing, if that is meant.")
        elif note in notes:
            message = f"The cloze “{card.uid}” vanished; its history would be orphaned."
            yield _finding(card, message, "Keep the numbers of clozes that stay.", library)
        else:
            yield _renamed(card, _match(card, fresh, taken), library)


def _notes(cards: Iterable[BaseCard]) -> set[str]:
    return {card.note for card in cards}


def _match(gone: BaseCard, fresh: Sequence[Card], taken: set[str]) -> Card | None:
    """The new card that is most like the vanished one; of its own page where that is a tie."""
    from rapidfuzz import fuzz  # noqa: PLC0415  only where a card vanished

    best: tuple[float, Card] | None = None
    for card in fresh:
        if card.head.note in taken:
            continue
        text = f"{card.question} {card.answer}"[:_LONGEST]
        words = fuzz.ratio(gone.text[:_LONGEST], text)
        name = fuzz.ratio(gone.name, card.head.name)
        if max(words, name - _NAME_COSTS) < _NEAR:
            continue
        score = words + name / 10 + (10 if words == _EQUAL else 0) + (card.head.page == gone.page)
        if best is None or score > best[0]:
            best = (score, card)
    if best is None:
        return None
    taken.add(best[1].head.note)
    return best[1]


def _renamed(gone: BaseCard, now: Card | None, library: Library) -> Finding:
    message = f"The card “{gone.note}” vanished; its history would be orphaned."
    if now is None:
        hint = f"Bring it back with {{#{gone.note.partition('/')[2]}}}, or let it go."
        return _finding(gone, message, hint, library)
    old_page, _, key = gone.note.partition("/")
    base = library.ties.origins.get(now.head.page, now.head.page)
    attribute = f"{{#{key}}}" if old_page == base else f"{{#{gone.note}}}"
    path = library.pages[now.head.page].path
    hint = f"If it is this one, paste: ### {now.head.name} {attribute}"
    return Finding("uid-vanished", Severity.ERROR, path, now.head.line, 1, message, hint)


def _plain(gone: BaseCard, message: str, hint: str) -> Finding:
    return Finding("uid-vanished", Severity.ERROR, gone.path, 0, 0, f"{gone.note}: {message}", hint)


def _finding(gone: BaseCard, message: str, hint: str, library: Library) -> Finding:
    page = library.pages.get(library.aliases.get(gone.page, gone.page))
    return Finding(
        "uid-vanished", Severity.ERROR, page.path if page else gone.path, 0, 0, message, hint
    )
