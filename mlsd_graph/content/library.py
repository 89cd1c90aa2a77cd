"""The library: all pages and cards, made when they are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from mlsd_graph.content import faults, rows
from mlsd_graph.content.heads import Cards, Pages
from mlsd_graph.content.naming import contrast_note, note_of_pair, sides
from mlsd_graph.content.pages import contrast, parse_page
from mlsd_graph.content.records import (
    Card,
    Finding,
    Page,
    PageHead,
    RelationKind,
    Severity,
)
from mlsd_graph.content.shelf import Shelf
from mlsd_graph.content.slugs import attributes, slug, split_heading
from mlsd_graph.content.source import SourceError, read
from mlsd_graph.content.ties import Ties, alias_table, tie
from mlsd_graph.errors import ContentError, QuarantinedError, UnknownIdError

_KEPT_PAGES = 64


@dataclass(frozen=True, eq=False)
class Library:
    """All content of the folders, as heads; whole pages and cards are parsed on demand."""

    shelf: Shelf
    unsaved: Path | None = None
    """Where the parse cache is to be written, as soon as all pages have been read."""
    changed: frozenset[str] = frozenset()
    """Ids that came, went or changed against the library that this one was refreshed from."""
    made: dict[str, PageHead] = field(default_factory=dict[str, PageHead])
    _parsed: dict[str, tuple[bytes, Page]] = field(default_factory=dict[str, tuple[bytes, Page]])

    @property
    def roots(self) -> tuple[Path, ...]:
        """The content folders, the later ones replacing pages of the earlier."""
        return tuple(Path(root) for root in self.shelf.roots)

    @cached_property
    def ties(self) -> Ties:
        """Who owns the cards that several pages claim."""
        return tie(self.shelf)

    @cached_property
    def pages(self) -> Pages:
        """Id → head of the page."""
        pages = Pages(self.shelf, lambda: self.ties, self.made)
        pages.unsaved = self.unsaved
        return pages

    @cached_property
    def cards(self) -> Cards:
        """Uid → head of the card, derived contrast cards included."""
        return Cards(self.pages, lambda: self.ties)

    @cached_property
    def planned(self) -> dict[str, str]:
        """Id → title of concepts that have no page yet."""
        every = {k: v for titles in self.shelf.planned.values() for k, v in titles.items()}
        return {name: title for name, title in every.items() if name not in self.shelf.pages}

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Former id → current id."""
        return alias_table(self.shelf.formerly, self.shelf.pages)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What was left out while loading, and why."""
        shelf = self.shelf
        found = [*shelf.odd, *(f for each in shelf.broken.values() for f in each), *shelf.doubled]
        for path in shelf.pages.values():
            if rows.has_findings(row := shelf.row(path)):
                found += rows.findings(row, path)
        return (*found, *self._taken())

    @cached_property
    def digest(self) -> str:
        """Changes whenever a file changes."""
        state = repr((self.shelf.roots, sorted(self.shelf.stamps.items())))
        return blake2b(state.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()

    def resolve(self, name: str) -> str:
        """Return the current id of a page, given its id or a former one.

        Raises:
            QuarantinedError: Its file has errors.
            UnknownIdError: There is no such page; the nearest ids are proposed.
        """
        if name in self.shelf.pages:
            return name
        if name in self.aliases:
            return self.aliases[name]
        self._refuse_faulty(name)
        raise UnknownIdError(f"There is no page “{name}”.", self._nearest(name, self.shelf.pages))

    def page(self, name: str) -> Page:
        """Parse a page from its file.

        Raises:
            UnknownIdError: There is no such page.
            ContentError: The file has become unreadable.
        """
        name = self.resolve(name)
        path = self.shelf.pages[name]
        row = self.shelf.row(path)
        known = self._parsed.get(name)
        if known is not None and known[0] is row:
            return known[1]
        try:
            source = read(path)
            page = parse_page(source.text, path, self.shelf.root_of(path), self.ties.origins)
        except SourceError as error:
            raise ContentError(f"{path}: {error.finding.message}", error.finding.hint) from error
        findings = tuple(dict.fromkeys((*source.findings, *page.findings)))
        page = self._settled(page)._replace(findings=findings)
        while len(self._parsed) >= _KEPT_PAGES:
            self._parsed.pop(next(iter(self._parsed)), None)
        self._parsed[name] = (row, page)
        return page

    def card(self, uid: str) -> Card:
        """Parse a card from its page's file.

        Raises:
            QuarantinedError: Its file has errors.
            UnknownIdError: There is no such card.
            ContentError: The file has become unreadable.
        """
        page = self.ties.owner(uid.partition("#")[0])
        if page in self.shelf.pages:
            for card in self.page(page).cards:
                if card.uid == uid:
                    return card
        hint = self._meant(uid, page)
        self._refuse_faulty(uid, "" if self._is_written(uid) else hint)
        raise UnknownIdError(f"There is no card “{uid}”.", hint)

    def faults(self, page_or_card: str) -> tuple[Finding, ...]:
        """Errors of the file in which a page or card stands, or would stand without them."""
        shelf, page = self.shelf, self.ties.owner(page_or_card.partition("#")[0])
        broken = (f for path, each in shelf.broken.items() if Path(path).stem == page for f in each)
        path = shelf.pages.get(page)
        listed = rows.findings(shelf.row(path), path) if path is not None else []
        return faults.errors((*broken, *listed))

    def _refuse_faulty(self, page_or_card: str, hint: str = "") -> None:
        found = self.faults(page_or_card)
        if found:
            said = faults.told(found, self.shelf.roots)
            message = f"“{page_or_card}” is left out: its file has errors. {said}"
            raise QuarantinedError(message, hint, faults.mark(found[0]))

    def _is_written(self, uid: str) -> bool:
        """Tell whether the file of a card that is left out has its heading."""
        note = uid.partition("#")[0]
        names = {note, note.partition("/")[2]}
        return any(not names.isdisjoint(_keys(path)) for path in {f.path for f in self.faults(uid)})

    def title(self, name: str) -> str:
        """The title of a page or of a planned concept; else the id in words."""
        path = self.shelf.pages.get(name)
        if path is not None and (title := rows.title(self.shelf.row(path))):
            return title
        return self.planned.get(name, name.replace("-", " "))

    def replaced(self, name: str) -> str | None:
        """The path of the page that a later content folder's page of the same id replaces."""
        shelf = self.shelf
        path = shelf.pages[name]
        own = shelf.root_of(path)
        earlier = [
            other
            for other in shelf.rows
            if other != path and other.endswith(f"/{name}.md") and shelf.root_of(other) != own
        ]
        return earlier[-1] if earlier else None

    def _settled(self, page: Page) -> Page:
        """Leave out cards that another page owns, and name the other side of contrasts."""
        name = page.head.id
        dropped = self.ties.dropped(name, self.shelf.row(self.shelf.pages[name]))
        stated = {
            contrast_note(name, relation.target, self.ties.origins): relation
            for relation in reversed(page.head.relations)
            if relation.kind is RelationKind.CONTRAST
        }
        cards: list[Card] = []
        for card in page.cards:
            note = card.uid.partition("#")[0]
            if card.head.authored:
                if note not in dropped.notes:
                    cards.append(card)
            elif note not in dropped.contrasts:
                title = self.title(stated[note].target)
                cards.append(contrast(card.head, card.domain, page.head.title, stated[note], title))
        head = page.head._replace(cards=tuple(card.head for card in cards))
        return page._replace(head=head, cards=tuple(cards))

    def _taken(self) -> list[Finding]:
        """Cards that another page has already."""
        found: list[Finding] = []
        for note, pages in self.ties.moved.items():
            for page in pages[1:]:
                message = f"The card “{note}” already stands on the page “{pages[0]}”."
                path = self.shelf.pages[page]
                line = rows.line_of(self.shelf.row(path), note, page, self.ties.origins)
                found.append(
                    Finding("uid-doubled", Severity.ERROR, path, line, 1, message, "Remove one.")
                )
        return found

    def _meant(self, uid: str, page: str) -> str:
        """Propose cards of the page, of all pages, or a way to find them."""
        pair = sides(uid)
        if pair and (turned := note_of_pair(*pair)) in self.cards:
            return f"Did you mean {turned}? The ids of a contrast are sorted."
        near = [head.uid for head in self.pages[page].cards] if page in self.pages else []
        found = self._nearest(uid, near) or self._nearest(uid, list(self.cards))
        return found or "`mlsd cards` lists all of them, `mlsd search` finds them by words."

    @staticmethod
    def _nearest(name: str, known: Mapping[str, str] | list[str]) -> str:
        from rapidfuzz import process  # noqa: PLC0415  only for a mistyped id

        near = process.extract(name[:256], list(known), limit=3, score_cutoff=70)
        return f"Did you mean {', '.join(match[0] for match in near)}?" if near else ""


def _keys(path: str) -> list[str]:
    """Keys of all headings of level 3 in a file; none where it cannot be read."""
    try:
        lines = read(path).text.split("\n")
    except SourceError:
        return []
    named = (split_heading(line[4:]) for line in lines if line.startswith("### "))
    return [attributes(inside)[0].key or slug(name) for name, inside in named]
