"""What stands around a card on its back: where it belongs, what it rests on, what uses it.

All of it but the page's own title, summary and sources quotes other pages. It is in the deck as of
the export, yet a change of a neighbor does not make the note count as changed (see `stamps`).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from export.anki.escaping import prose
from export.anki.ordering import compared
from export.anki.render_cache import Rendered
from mlsd_graph.content.records import Page, PageKind, RelationKind
from mlsd_graph.errors import ContentError

if TYPE_CHECKING:
    from mlsd_graph.content import Library


@dataclass(frozen=True, slots=True)
class Around:
    """The fields that all notes of one page share."""

    context: str
    links: str
    source: str


class Surroundings:
    """Writes the shared fields, looking at each page once."""

    def __init__(self, library: "Library", html: Rendered) -> None:
        self._library = library
        self._html = html
        self._summaries: dict[str, str] = {}
        self._early: dict[str, Page] = {}
        self.cases, self._contrasts = _incoming(library)

    def page(self, name: str) -> Page:
        """Parse a page, unless a neighbor needed its summary before."""
        page = self._early.pop(name, None) or self._library.page(name)
        self._summaries[name] = page.summary
        return page

    def of(self, page: Page) -> Around:
        """Write context, links and sources of a page."""
        return Around(
            context=self._context(page),
            links=self._used_by(page.head.id) + self._contrast_links(page.head.id),
            source=self._sources(page),
        )

    def compared(self, note: str) -> tuple[str, str] | None:
        """Return the two pages that a note compares, if it does."""
        return compared(self._library, note)

    def pair(self, pair: tuple[str, str], page: Page) -> Around:
        """Write the fields of a card that compares two concepts; `page` states the pair."""
        titles = [self._title(each) for each in pair]
        both = "".join(_details(self._title(each), self._summary(each)) for each in pair)
        return Around(
            context=f'<p class="concept">{prose(" · ".join(titles))}</p>{both}',
            links="",
            source=self._sources(page),
        )

    def _sources(self, page: Page) -> str:
        return _list(self._html.line(source) for source in page.sources)

    def _context(self, page: Page) -> str:
        parts = [f'<p class="concept">{prose(page.head.title)}</p>']
        if page.head.kind is not PageKind.CONTRAST_SET:
            parts.append(_details("Summary", self._html.blocks(page.summary)))
        parts += (_details(self._title(each), self._summary(each)) for each in page.head.members)
        for each in page.head.relations:
            if each.kind is RelationKind.PREREQUISITE:
                reason = f"<p>{self._html.line(each.reason)}</p>" if each.reason else ""
                rests = f"Rests on: {self._title(each.target)}"
                parts.append(_details(rests, reason + self._summary(each.target)))
        return "".join(parts)

    def _used_by(self, page: str) -> str:
        cases = self.cases.get(page)
        if not cases:
            return ""
        names = (f"{prose(self._title(case))} ({', '.join(cases[case])})" for case in sorted(cases))
        return f"<p>Used in: {'; '.join(names)}</p>"

    def _contrast_links(self, page: str) -> str:
        return "".join(
            _details(f"Compare: {self._title(other)}", f"<p>{self._html.line(reason)}</p>")
            for other, reason in sorted(self._contrasts.get(page, {}).items())
            if reason
        )

    def _title(self, page: str) -> str:
        return self._library.title(page)

    def _summary(self, page: str) -> str:
        if page not in self._summaries:
            try:
                self._early[page] = self._library.page(page)
                self._summaries[page] = self._early[page].summary
            except ContentError:  # planned, or quarantined
                self._summaries[page] = ""
        return self._html.blocks(self._summaries[page])


def _incoming(
    library: "Library",
) -> tuple[dict[str, dict[str, list[str]]], dict[str, dict[str, str]]]:
    """Turn relations around: case studies and steps by concept, contrasts from either side."""
    cases: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    contrasts: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for head in library.pages.values():
        for each in head.relations:
            if each.kind is RelationKind.USE and head.kind is PageKind.CASE_STUDY:
                steps = cases[each.target].setdefault(head.id, [])
                if each.step is not None and each.step.value not in steps:
                    steps.append(each.step.value)
            elif each.kind is RelationKind.CONTRAST:
                contrasts[head.id][each.target] = each.reason
                contrasts[each.target].setdefault(head.id, each.reason)
    return dict(cases), dict(contrasts)


def _details(title: str, body: str) -> str:
    if not body:
        return ""
    # iOS passes a tap on to the page only for this class.
    return f'<details><summary class="tappable">{prose(title)}</summary>{body}</details>'


def _list(items: Iterable[str]) -> str:
    rows = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{rows}</ul>" if rows else ""
