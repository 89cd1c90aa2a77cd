"""Runs every rule over a library: first page by page, then over all of it."""

from collections.abc import Callable, Iterable, Mapping

from mlsd_graph.check import (
    coverage,
    diagrams,
    formulas,
    headings,
    images,
    layout,
    links,
    marks,
    overlay,
    places,
    questions,
    references,
    relations,
    retired,
    vanished,
    wording,
)
from mlsd_graph.check.vanished import BaseCard
from mlsd_graph.content.library import Library
from mlsd_graph.content.records import Card, Finding, Page, Severity
from mlsd_graph.errors import ContentError
from mlsd_graph.graph import build

PageRule = Callable[[Page, Library], Iterable[Finding]]

_PAGE_RULES: tuple[PageRule, ...] = (
    layout.check_page,
    headings.check_page,
    references.check_page,
    links.check_page,
    images.check_page,
    formulas.check_page,
    marks.check_page,
    wording.check_page,
    coverage.check_page,
    diagrams.check_page,
)
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.ADVICE: 2}


def check(library: Library, *, base: Mapping[str, BaseCard] | None = None) -> list[Finding]:
    """Check a library; `base` holds the cards of a base branch by uid.

    Findings come sorted by file and line; the same finding comes once.
    """
    places.forget()
    found = list(library.findings)
    asked: list[Card] = []
    for name in library.pages:
        try:
            page = library.page(name)
        except ContentError as error:
            path = library.pages[name].path
            found.append(
                Finding("unreadable", Severity.ERROR, path, 0, 0, error.message, error.hint)
            )
            continue
        found += page.findings
        for rule in _PAGE_RULES:
            found += rule(page, library)
        asked += page.cards
    graph = build(library)
    found += relations.check_library(library, graph)
    found += coverage.check_library(library, graph)
    found += questions.check_cards(asked, library)
    found += overlay.check_library(library)
    found += layout.check_library(library)
    found += retired.check_library(library, asked)
    if base is not None:
        found += vanished.check_library(library, asked, base)
    return sorted(dict.fromkeys(map(_placed, found)), key=_place)


def _placed(finding: Finding) -> Finding:
    """Point at the start of the file where a finding is about all of it: editors jump there."""
    if finding.line and finding.column:
        return finding
    code, severity, path, line, column, message, hint = finding
    return Finding(code, severity, path, max(line, 1), max(column, 1), message, hint)


def _place(finding: Finding) -> tuple[str, int, int, int, str, str]:
    return (
        finding.path,
        finding.line,
        finding.column,
        _RANK[finding.severity],
        finding.code,
        finding.message,
    )
