"""Ids: every one that is named must exist, be planned, or have been renamed."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from mlsd_graph.check.places import column, line_of
from mlsd_graph.content.library import Library
from mlsd_graph.content.links import links
from mlsd_graph.content.naming import sides
from mlsd_graph.content.records import (
    Card,
    CardKind,
    Finding,
    Page,
    PageHead,
    PageKind,
    RelationKind,
    Severity,
)
from mlsd_graph.content.walk import PLANNED

_NEAR = 70
"""Score of rapidfuzz's ratio from which an id is proposed."""
_CONCEPT_ONLY = {RelationKind.PREREQUISITE, RelationKind.CONTRAST, RelationKind.USE}


def check_page(page: Page, library: Library) -> Iterator[Finding]:
    """Check what a page names: links, front matter, cards set against another concept."""
    head = page.head
    for relation in head.relations:
        place = (head.path, relation.line, f"[[{relation.target}")
        wanted = PageKind.CONCEPT if relation.kind in _CONCEPT_ONLY else None
        yield from _named(relation.target, place, library, wanted, head)
    for key, ids, wanted in (
        ("members", head.members, PageKind.CONCEPT),
        ("case_studies", head.case_studies, PageKind.CASE_STUDY),
    ):
        line = line_of(head.path, f"{key}:") if ids else 0
        for name in ids:
            place = (head.path, line_of(head.path, name, line), name)
            yield from _named(name, place, library, wanted, head)
        if len(set(ids)) < len(ids):
            yield _finding(
                "id-doubled", (head.path, line, key), f"`{key}` names an id twice.", "Keep one."
            )
    yield from _formerly(head, library)
    for card in page.cards:
        yield from _card(card, head, library)


def _card(card: Card, head: PageHead, library: Library) -> Iterator[Finding]:
    place = (head.path, card.head.line, "vs=")
    pair = sides(card.head.note) if card.head.authored else None
    if pair:
        others = [library.ties.current.get(name, name) for name in pair]
        for other in others:
            if other != head.id:
                yield from _named(other, place, library, PageKind.CONCEPT, head)
        if len(set(others)) < 2:  # noqa: PLR2004  a contrast has two sides
            message = "A card is set against its own page."
            yield _finding("relation-self", place, message, "Name the other concept.")
    if not card.head.authored or (card.kind is CardKind.CLOZE and card.cloze > 1):
        return
    for link in links(card.question):
        line = line_of(head.path, link.source, card.head.line)
        message = "A link stands in a question or a cloze."
        hint = "Write the words without brackets: a link would give the answer away."
        yield _finding("link-in-question", (head.path, line, link.source), message, hint)


def _formerly(head: PageHead, library: Library) -> Iterator[Finding]:
    for name in head.formerly:
        place = (head.path, line_of(head.path, "formerly"), name)
        if name in library.pages:
            message = f"The former id “{name}” belongs to another page."
            yield _finding("id-taken", place, message, "Take it out of `formerly`.")
        elif library.aliases.get(name, head.id) != head.id:
            message = f"“{name}” is also a former id of “{library.aliases[name]}”."
            yield _finding("id-taken", place, message, "Only one page can have had it.")


_Place = tuple[str, int, str]
"""Path, line, and the words to point at."""


def _named(
    name: str, place: _Place, library: Library, wanted: PageKind | None, head: PageHead
) -> Iterable[Finding]:
    known = library.pages.get(name)
    if known is not None:
        return _fitting(known, place, wanted, head) if wanted is not None else []
    if name in library.planned:
        message = f"“{name}” is planned and has no page yet."
        hint = "Nothing to do, or write the page."
        return [_finding("planned-link", place, message, hint, Severity.ADVICE)]
    if name in library.aliases:
        message = f"“{name}” is now called “{library.aliases[name]}”."
        hint = f"Write {library.aliases[name]}."
        return [_finding("former-id", place, message, hint, Severity.ADVICE)]
    if name in quarantined(library):
        return []  # the page is there: what keeps it out is the one thing to mend
    return [_finding("unknown-id", place, f"There is no page “{name}”.", propose(name, library))]


def _fitting(known: PageHead, place: _Place, wanted: PageKind, head: PageHead) -> Iterable[Finding]:
    if known.id == head.id:
        return [_finding("relation-self", place, "The page names itself.", "Remove it.")]
    if known.kind is not wanted:
        message = f"“{known.id}” is a {known.kind.value}, not a {wanted.value}."
        return [_finding("relation-kind", place, message, f"Name a {wanted.value} here.")]
    return []


def quarantined(library: Library) -> set[str]:
    """Ids of pages that are left out as a whole, which has an error of its own."""
    shelf = library.shelf
    paths = {*shelf.broken, *(finding.path for finding in shelf.odd)}
    names = {PurePath(path).stem for path in paths if path.endswith(".md")}
    return names - {PurePath(PLANNED).stem} - library.pages.keys()


def propose(name: str, library: Library) -> str:
    """Propose the nearest ids for one that does not exist."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  only where an id is unknown

    known = [*library.pages, *library.planned]
    near = process.extract(name[:256], known, scorer=fuzz.ratio, limit=3, score_cutoff=_NEAR)
    if near:
        return f"Did you mean {', '.join(match[0] for match in near)}?"
    return "Write the page, or list it in planned.md as `- id: Title`."


def _finding(
    code: str, place: _Place, message: str, hint: str, severity: Severity = Severity.ERROR
) -> Finding:
    path, line, words = place
    return Finding(code, severity, path, line, column(path, line, words), message, hint)
