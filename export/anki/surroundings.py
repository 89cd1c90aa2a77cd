"""What stands around a card on its back: where it belongs, what it rests on, what uses it.

All of it but the page's own title, summary and sources quotes other pages. It is in the deck as of
the export, yet a change of a neighbor does not make the note count as changed (see `stamps`).
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from export.anki.escaping import prose
from export.anki.ordering import compared
from export.anki.page_cache import Pages
from export.anki.parts import PageParts
from mlsd_graph.content.records import PageHead, PageKind, RelationKind

if TYPE_CHECKING:
    from mlsd_graph.content import Library

_CASE_TAG = "mlsd::case::"


@dataclass(frozen=True, slots=True)
class Around:
    """What all notes of one page share."""

    context: str
    links: str
    source: str
    tags: tuple[str, ...]
    """The case studies that use the page."""


class Surroundings:
    """Writes the shared fields."""

    def __init__(self, library: "Library", pages: Pages) -> None:
        self._library = library
        self._pages = pages
        self._cases, self._contrasts = _incoming(library)

    def of(self, head: PageHead, parts: PageParts) -> Around:
        """Write what the notes of a page share."""
        return Around(
            context=self._context(head, parts),
            links=self._used_by(head.id) + self._compared_with(head.id),
            source=parts.sources,
            tags=tuple(f"{_CASE_TAG}{case}" for case in sorted(self._cases.get(head.id, {}))),
        )

    def compared(self, note: str) -> tuple[str, str] | None:
        """Return the two pages that a note compares, if it does."""
        return compared(self._library, note)

    def pair(self, pair: tuple[str, str], shared: Around) -> Around:
        """Write the fields of a card that compares two concepts, one of which states the pair."""
        names = prose(" · ".join(map(self._library.title, pair)))
        both = "".join(_details(self._library.title(each), self._summary(each)) for each in pair)
        context = f'<p class="concept">{names}</p>{both}'
        return replace(shared, context=context, links="")

    def _context(self, head: PageHead, parts: PageParts) -> str:
        title = self._library.title
        written = [f'<p class="concept">{prose(head.title)}</p>']
        if head.kind is not PageKind.CONTRAST_SET:
            written.append(_details("Summary", parts.summary))
        written += (_details(title(each), self._summary(each)) for each in head.members)
        for each in head.relations:
            if each.kind is RelationKind.PREREQUISITE:
                reason = parts.reasons.get(f"{each.kind.value}:{each.target}", "")
                why = f"<p>{reason}</p>" if reason else ""
                rests = f"Rests on: {title(each.target)}"
                written.append(_details(rests, why + self._summary(each.target)))
        return "".join(written)

    def _used_by(self, page: str) -> str:
        cases = self._cases.get(page)
        if not cases:
            return ""
        title = self._library.title
        names = (f"{prose(title(case))} ({', '.join(cases[case])})" for case in sorted(cases))
        return f"<p>Used in: {'; '.join(names)}</p>"

    def _compared_with(self, page: str) -> str:
        written: list[str] = []
        for other, (stated_by, target) in sorted(self._contrasts.get(page, {}).items()):
            parts = self._pages.parts(stated_by)
            reason = parts.reasons.get(f"{RelationKind.CONTRAST.value}:{target}") if parts else None
            if reason:
                title = f"Compare: {self._library.title(other)}"
                written.append(_details(title, f"<p>{reason}</p>"))
        return "".join(written)

    def _summary(self, page: str) -> str:
        parts = self._pages.parts(page)
        return parts.summary if parts else ""


def _incoming(
    library: "Library",
) -> tuple[dict[str, dict[str, list[str]]], dict[str, dict[str, tuple[str, str]]]]:
    """Turn relations around: case studies with steps; contrasts with who states them."""
    cases: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    contrasts: defaultdict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for head in library.pages.values():
        for each in head.relations:
            if each.kind is RelationKind.USE and head.kind is PageKind.CASE_STUDY:
                steps = cases[each.target].setdefault(head.id, [])
                if each.step is not None and each.step.value not in steps:
                    steps.append(each.step.value)
            elif each.kind is RelationKind.CONTRAST and each.reason:
                contrasts[head.id][each.target] = (head.id, each.target)
                contrasts[each.target].setdefault(head.id, (head.id, each.target))
    return dict(cases), dict(contrasts)


def _details(title: str, body: str) -> str:
    if not body:
        return ""
    # iOS passes a tap on to the page only for this class.
    return f'<details><summary class="tappable">{prose(title)}</summary>{body}</details>'
