"""Which page owns a card that more than one page has a say in.

A contrast may be stated on either side's page or replaced by an authored card with `{vs=id}` on
one of them: only those two pages are asked. A card may be moved in from any page with
`{#other-id/key}`; such pages are few and known from the start.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mlsd_graph.content import rows
from mlsd_graph.content.naming import contrast_note, sides
from mlsd_graph.content.rows import Cross, Dropped
from mlsd_graph.content.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Ties:
    """The claims of pages on shared notes."""

    shelf: Shelf
    origins: dict[str, str]
    """Id → first id the file ever had, where that differs."""
    current: dict[str, str]
    """First id the file ever had → its id now, where that differs."""
    moved: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """Note → the pages that claim it by moving it in; the first one has it."""

    def dropped(self, page: str, row: bytes) -> Dropped:
        """Which notes the page does not get although it states them."""
        said = rows.cross(row)
        if said is rows.NOTHING:
            return rows.NONE_DROPPED
        origins = self.origins
        notes = {
            contrast_note(page, other, origins)
            for other in said.against
            if other < page and page in self._said(other).against
        }
        contrasts = {
            contrast_note(page, other, origins)
            for other in said.stated
            if other in said.against
            or page in (there := self._said(other)).against
            or (other < page and page in there.stated)
        }
        notes.update(note for note in said.moved if self.moved[note][0] != page)
        return Dropped(frozenset(notes), frozenset(contrasts))

    def owner(self, note: str) -> str:
        """The id of the page on which a card with this note would stand."""
        if note in self.moved:
            return self.moved[note][0]
        pair = sides(note)
        if pair is None:
            base = note.partition("/")[0]
            return self.current.get(base, base)
        first, second = sorted(self.current.get(name, name) for name in pair)
        pairs = ((first, second), (second, first))
        for authored in (True, False):
            for page, against in pairs:
                said = self._said(page)
                if against in (said.against if authored else said.stated):
                    return page
        return ""

    def _said(self, page: str) -> Cross:
        path = self.shelf.pages.get(page)
        return rows.cross(self.shelf.row(path)) if path else rows.NOTHING


def tie(shelf: Shelf) -> Ties:
    """Find former ids and moved cards."""
    ties = Ties(shelf, *_origins(shelf))
    keyed = shelf.keyed
    # In content order, which a set does not keep.
    for page, path in [each for each in shelf.pages.items() if each[1] in keyed] if keyed else ():
        for note in rows.cross(shelf.row(path)).moved:
            ties.moved[note] = (*ties.moved.get(note, ()), page)
    for note, claims in ties.moved.items():
        base, _, key = note.partition("/")
        home = ties.current.get(base, base)
        path = shelf.pages.get(home)
        if path is not None and key in rows.own_keys(shelf.row(path)):
            # The page on which the card was written without a move keeps it.
            ties.moved[note] = (home, *(claim for claim in claims if claim != home))
    return ties


def _origins(shelf: Shelf) -> tuple[dict[str, str], dict[str, str]]:
    """First ids, unless another page has that id or claims it too."""
    origins: dict[str, str] = {}
    current: dict[str, str] = {}
    for page, former in shelf.formerly.items():
        first = former[0]
        if first not in shelf.pages and first not in current:
            origins[page] = first
            current[first] = page
    return origins, current


def alias_table(formerly: Mapping[str, list[str]], pages: Mapping[str, str]) -> dict[str, str]:
    """Former id → current id."""
    found: dict[str, str] = {}
    for page, former in formerly.items():
        for old in former:
            if old not in pages:
                found.setdefault(old, page)
    return found
