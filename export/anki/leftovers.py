"""Notes that earlier decks brought to the phone and that no deck can take away again.

An import deletes nothing. A note that has gone from the content stays there with its old text, and
so does one whose card became a cloze or stopped being one: it has another GUID since.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from export.anki.notetypes import CLOZE, RECALL, NoteType
from mlsd_graph.content.records import CardHead, CardKind
from mlsd_graph.store import Draft, Event, Kind

_IN_A_LINE, _LINES = 20, 20
_SPECIAL = re.compile(r'[\\"*_:]')
_GAP = re.compile(r"(.{1,400})#c[1-9][0-9]{0,2}")


class Leftover(NamedTuple):
    """A note on the phone that nothing updates any more."""

    note: str
    type: NoteType | None
    """None: whatever it was, all of it has gone."""

    @property
    def key(self) -> str:
        """Name under which the log keeps that the learner was told."""
        return f"{self.type.name} {self.note}" if self.type else self.note

    @property
    def search(self) -> str:
        """What finds it in Anki."""
        found = f'"Key:{_literally(self.note)}"'
        return f'({found} "note:{self.type.name}")' if self.type else found


class Search(NamedTuple):
    """What finds leftovers in Anki's browser."""

    lines: tuple[str, ...]
    found: tuple[Leftover, ...]
    """Those that the lines find."""


def leftovers(
    cards: Mapping[str, CardHead], known: Collection[str], graded: Collection[str]
) -> list[Leftover]:
    """Find all of them.

    Args:
        cards: The whole content, by uid.
        known: The notes that earlier decks brought.
        graded: Uids with a state in the log: what a card of another kind was called.
    """
    clozes = {card.note for card in cards.values() if card.kind is CardKind.CLOZE}
    notes = cards.keys() | clozes
    gone = [Leftover(note, None) for note in known if note not in notes]
    turned = {_before(uid) for uid in graded if uid not in cards}
    left = (
        each
        for each in turned
        if each.note in known
        and each.note in notes
        and (each.type is CLOZE) != (each.note in clozes)
    )
    return gone + sorted(left, key=lambda each: each.note)


def read_told(events: Iterable[Event]) -> frozenset[str]:
    """Read of which leftovers the learner was told, by key; `events` are those about notes."""
    told: set[str] = set()
    for event in events:
        values = event.values
        key = values.get("key")
        if not isinstance(key, str):
            continue
        # Older logs kept it as the stamp of an empty text.
        if values.get("gone") or values.get("hash") == "":
            told.add(key)
        elif "gone" in values:
            told.discard(key)
    return frozenset(told)


def told_drafts(keys: Iterable[str], *, gone: bool) -> list[Draft]:
    """Write as events that the learner was told, or that the notes have come back since."""
    return [Draft(Kind.NOTE, data={"key": key, "gone": gone}) for key in keys]


def search(found: Sequence[Leftover], notes: Iterable[str] = ()) -> Search:
    """Write what finds leftovers in Anki, a page that has gone whole by its name alone.

    `notes` are those that there are. What would be too much for anybody to copy is left for later.
    """
    pages = {note.partition("/")[0] for note in notes}
    terms: dict[str, list[Leftover]] = {}
    for each in found:
        page, has_page, _ = each.note.partition("/")
        whole = each.type is None and bool(has_page) and page not in pages
        terms.setdefault(f'"Key:{_literally(page)}/*"' if whole else each.search, []).append(each)
    chosen = list(terms)[: _IN_A_LINE * _LINES]
    lines = [
        " or ".join(chosen[start : start + _IN_A_LINE])
        for start in range(0, len(chosen), _IN_A_LINE)
    ]
    return Search(tuple(lines), tuple(each for term in chosen for each in terms[term]))


def _literally(name: str) -> str:
    """Write a name so that Anki finds no other: it reads `_` as any character, `*` as any run."""
    return _SPECIAL.sub(r"\\\g<0>", name)


def _before(uid: str) -> Leftover:
    """Tell which note a card was of, by its uid."""
    gap = _GAP.fullmatch(uid)
    return Leftover(gap[1], CLOZE) if gap else Leftover(uid, RECALL)
