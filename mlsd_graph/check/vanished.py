"""Card ids that a base branch had and the content has no more: their history would be orphaned."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mlsd_graph.check.lookalikes import Lookalikes
from mlsd_graph.check.references import quarantined
from mlsd_graph.check.retired import RETIRED, covers, read_retired
from mlsd_graph.check.unread import unread_notes
from mlsd_graph.check.vanished_figures import figure_vanished
from mlsd_graph.content.library import Library
from mlsd_graph.content.naming import DIAGRAM, sides
from mlsd_graph.content.records import Card, Finding, Severity

_DRAWN = f"/{DIAGRAM}"


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
    """Name every note that vanished, and the line that keeps its history or lets it go."""
    gone = _gone(library, cards, base)
    if not gone:
        return
    notes = {card.head.note for card in cards}
    before = {card.note for card in base.values()}
    authored = [c for c in cards if c.head.authored and c.diagram is None]
    fresh = [c for c in authored if c.head.note not in before]
    found = Lookalikes(fresh)
    pages: defaultdict[str, list[BaseCard]] = defaultdict(list)
    for note, card in gone.items():
        if note in notes:
            message = f"The cloze “{card.uid}” vanished; its history would be orphaned."
            yield _finding(card, message, "Keep the numbers of clozes that stay", card.uid, library)
        elif library.aliases.get(card.page, card.page) not in library.pages:
            pages[card.page].append(card)
        elif _DRAWN in note:
            yield _drawn(card, library)
        elif sides(note):
            message = f"The contrast of “{note}” is stated no more."
            yield _finding(card, message, "State it again", note, library)
        else:
            yield _vanished(card, _now(card, found), library)
    known = {card.page for card in base.values()}
    for page, missing in pages.items():
        yield from _page(page, missing, found, library, known)


def _gone(
    library: Library, cards: Sequence[Card], base: Mapping[str, BaseCard]
) -> dict[str, BaseCard]:
    """Notes that nothing accounts for: not retired, nor left out for an error of their own."""
    here = {card.uid for card in cards}
    missing = [card for uid, card in base.items() if uid not in here]
    if not missing:
        return {}
    retired = {entry.name for entry in read_retired(library)[0]}
    broken = quarantined(library)
    unread = unread_notes(library, {card.page for card in missing})
    gone: dict[str, BaseCard] = {}
    for card in missing:
        if (
            not covers(retired, card.uid, card.note, card.page)
            and card.page not in broken
            and card.note.partition("#")[0] not in unread
        ):
            gone.setdefault(card.note, card)
    return gone


def _page(
    page: str, gone: list[BaseCard], found: Lookalikes, library: Library, known: set[str]
) -> Iterator[Finding]:
    """A page that is gone was renamed, was cut up, or was deleted."""
    authored = [card for card in gone if not sides(card.note)]
    pairs = [(card, _now(card, found)) for card in authored]
    to = Counter(now.head.page for _, now in pairs if now and now.head.page not in known)
    target, number = to.most_common(1)[0] if to else ("", 0)
    if 2 * number >= len(authored) and target:
        head = library.pages[target]
        first = authored[0].note.partition("/")[0]
        if head.formerly[:1] in {(), (first,)}:
            ids = ", ".join(dict.fromkeys((first, page, *head.formerly)))
            message = f"The page “{page}” vanished, and its cards stand here."
            hint = f"If it was renamed, write `formerly: [{ids}]` in the front matter."
            yield Finding("uid-vanished", Severity.ERROR, head.path, 1, 1, message, hint)
            return
    yield from (_vanished(card, now, library) for card, now in pairs if now)
    rest = [card for card, now in pairs if now is None]
    if rest or not authored:
        cards = "1 card" if len(rest) == 1 else f"{len(rest)} cards"
        message = f"The page “{page}” vanished with {cards}; their history would be orphaned."
        yield _finding(gone[0], message, "Bring it back", page, library)


def _now(gone: BaseCard, found: Lookalikes) -> Card | None:
    """The card that it may have become; a diagram's are named by its blocks, not by a heading."""
    return None if _DRAWN in gone.note else found.take(gone.name, gone.text, gone.page)


def _vanished(gone: BaseCard, now: Card | None, library: Library) -> Finding:
    message = f"The card “{gone.note}” vanished; its history would be orphaned."
    old_page, _, key = gone.note.partition("/")
    if now is None:
        return _finding(gone, message, f"Bring it back with {{#{key}}}", gone.note, library)
    base = library.ties.origins.get(now.head.page, now.head.page)
    attribute = f"{{#{key}}}" if old_page == base else f"{{#{gone.note}}}"
    path = library.pages[now.head.page].path
    hint = f"If it is this one, paste: ### {now.head.name} {attribute}"
    return Finding("uid-vanished", Severity.ERROR, path, now.head.line, 1, message, hint)


def _drawn(gone: BaseCard, library: Library) -> Finding:
    kept = figure_vanished(gone.uid, gone.page, library)
    message = f"The card “{gone.uid}” vanished; its history would be orphaned."
    hint = f"{kept.hint}, or let it go: write `- {gone.uid}: why` in {RETIRED}."
    path = library.pages[library.aliases.get(gone.page, gone.page)].path
    return Finding("uid-vanished", Severity.ERROR, path, kept.line, 1, message, hint)


def _finding(gone: BaseCard, message: str, hint: str, name: str, library: Library) -> Finding:
    page = library.pages.get(library.aliases.get(gone.page, gone.page))
    path = page.path if page else gone.path
    hint = f"{hint}, or let it go: write `- {name}: why` in {RETIRED}."
    return Finding("uid-vanished", Severity.ERROR, path, 1, 1, message, hint)
