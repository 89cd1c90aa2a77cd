"""Which page owns a card that more than one page has a say in.

A contrast may be stated on either side's page, replaced by an authored card with `{vs=id}`, and a
card may be moved in from another page with `{#other-id/key}`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mlsd_graph.content import rows
from mlsd_graph.content.rows import Cross, Dropped, contrast_note
from mlsd_graph.content.shelf import Shelf

_Claims = dict[str, tuple[str, ...]]
"""Note → the pages that claim it, in content order; the first one has it."""


@dataclass(frozen=True, slots=True)
class Ties:
    """The claims of all pages on shared notes."""

    origins: dict[str, str]
    """Id → first id the file ever had, where that differs."""
    current: dict[str, str]
    """First id the file ever had → its id now, where that differs."""
    stated: _Claims = field(default_factory=_Claims)
    against: _Claims = field(default_factory=_Claims)
    moved: _Claims = field(default_factory=_Claims)

    def dropped(self, page: str, row: bytes) -> Dropped:
        """Which notes the page does not get although it states them."""
        said = rows.cross(row)
        if said is rows.NOTHING:
            return rows.NONE_DROPPED
        pairs = {contrast_note(page, o, self.origins) for o in said.stated if o != page}
        against = {contrast_note(page, o, self.origins) for o in said.against if o != page}
        return Dropped(
            notes=frozenset(
                [n for n in against if self.against[n][0] != page]
                + [n for n in said.moved if self.moved[n][0] != page]
            ),
            contrasts=frozenset(n for n in pairs if self.stated[n][0] != page or n in self.against),
        )

    def owner(self, note: str) -> str:
        """The id of the page on which a card with this note would stand."""
        if note.startswith("contrast:"):
            claims = self.against.get(note) or self.stated.get(note)
            return claims[0] if claims else ""
        if note in self.moved:
            return self.moved[note][0]
        base = note.partition("/")[0]
        return self.current.get(base, base)


def tie(shelf: Shelf) -> Ties:
    """Read the claims of all pages."""
    ties = Ties(*_origins(shelf))
    for page, path in shelf.pages.items():
        said = rows.cross(shelf.rows[path])
        if said is not rows.NOTHING:
            _claim(ties, page, said)
    for note, claims in ties.moved.items():
        base, _, key = note.partition("/")
        home = ties.current.get(base, base)
        path = shelf.pages.get(home)
        if path is not None and key in rows.own_keys(shelf.rows[path]):
            # The page on which the card was written without a move keeps it.
            ties.moved[note] = (home, *(claim for claim in claims if claim != home))
    return ties


def touched(old: Ties, new: Ties) -> set[str]:
    """The pages whose cards differ because the claims do."""
    found: set[str] = set()
    for before, after in (
        (old.stated, new.stated), (old.against, new.against), (old.moved, new.moved)
    ):  # fmt: skip
        if before != after:
            for note in before.keys() | after.keys():
                if (one := before.get(note)) != (other := after.get(note)):
                    found.update(one or (), other or ())
    for note in old.against.keys() ^ new.against.keys():
        found.update(old.stated.get(note, ()), new.stated.get(note, ()))
    return found


def _claim(ties: Ties, page: str, said: Cross) -> None:
    for table, others in ((ties.stated, said.stated), (ties.against, said.against)):
        for other in others:
            note = contrast_note(page, other, ties.origins)
            claims = table.get(note, ())
            if other != page and page not in claims:
                table[note] = (*claims, page)
    for note in said.moved:
        ties.moved[note] = (*ties.moved.get(note, ()), page)


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
