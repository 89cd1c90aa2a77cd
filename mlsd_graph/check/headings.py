"""Headings that are almost those of a section: what stands below them would be read as prose."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mlsd_graph.content.fences import UNSPACED, headings, split_lines, unspaced
from mlsd_graph.content.frontmatter import FrontMatterError, split
from mlsd_graph.content.library import Library
from mlsd_graph.content.records import Finding, Page, PageKind, Severity
from mlsd_graph.content.report import Report
from mlsd_graph.content.sections import (
    CARDS,
    CONTRASTS,
    DIAGRAMS,
    PREREQUISITES,
    RESERVED,
    SOURCES,
    cut,
)
from mlsd_graph.content.source import SourceError, read

_NEAR = 85
"""Score of rapidfuzz's ratio from which a heading is taken for a misspelt one."""
_CARD_LEVEL = 3
_NO_LETTER = re.compile(r"[\W_]+")
_FORMS = {
    PREREQUISITES: re.compile(r"(?m)^[-*+][ \t]+\[\["),
    CONTRASTS: re.compile(r"(?m)^[-*+][ \t]+\[\["),
    DIAGRAMS: re.compile(r"(?m)^```[ \t]*mermaid"),
    SOURCES: re.compile(r"(?m)^[-*+][ \t][^\n]{0,400}\]\(https?:"),
    CARDS: re.compile(r"(?m)^(?:#{2,4} [^\n]{1,400}\n\s{0,9})?Q:"),
}
"""What only a section of that name holds."""


class Almost(NamedTuple):
    """A heading that is almost the one of a section."""

    written: str
    meant: str
    line: int
    exact: bool
    """It differs in case, signs or level only."""
    formed: bool
    """What stands below it has the form of that section."""


def check_page(page: Page, library: Library) -> Iterator[Finding]:
    """Name headings that are almost those of a section, and those that are none for a blank."""
    del library
    yield from _unspaced(page.head.path)
    for each in almost(page):
        sure = each.exact or each.formed
        message = f"“{each.written}” is read as prose."
        hint = f"Did you mean `## {each.meant}`? Write it exactly so."
        severity = Severity.ERROR if sure else Severity.ADVICE
        yield Finding("heading-near", severity, page.head.path, each.line, 1, message, hint)


def _unspaced(path: str) -> Iterator[Finding]:
    for line, slip in _slips(path):
        message, hint = unspaced(slip)
        yield Finding("heading-unspaced", Severity.ERROR, path, line, 1, message, hint)


def _slips(path: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield line and match of each heading that is none for a blank."""
    text = _text(path)
    try:
        start = split(text)[1]  # above it a line may begin with marks of its own
    except FrontMatterError:
        return
    first, lines, below = text.count("\n", 0, start) + 1, split_lines(text[start:]), False
    for index, line in enumerate(lines.lines):
        below |= line.rstrip() == f"## {CARDS}"
        slip = None if lines.fenced[index] else UNSPACED.match(line)
        # a card that takes in the next one is refused where it is read
        if slip and (not below or slip[2].strip() in RESERVED):
            yield first + index, slip


def lost(page: Page) -> set[str]:
    """Name the sections whose headings are there with a slip that has a finding of its own."""
    slips = {slip[2].strip() for _, slip in _slips(page.head.path)}
    return {each.meant for each in almost(page)} | slips


def almost(page: Page) -> list[Almost]:
    """Find such headings; a case study's sections are compared to its own list instead."""
    if page.head.kind is PageKind.CASE_STUDY:
        return []
    concept = page.head.kind is PageKind.CONCEPT
    names = RESERVED if concept else (SOURCES, CARDS)
    found: list[Almost] = []
    for title, line, body in _parts(page.head.path):
        level = len(title) - len(title.lstrip("#"))
        written = title[level:].strip()
        if level < _CARD_LEVEL and written in RESERVED:
            continue
        exact, meant = _meant(written, names)
        formed = bool(meant) and _FORMS[meant].search(body) is not None
        if meant and (level < _CARD_LEVEL or (exact and formed)):
            found.append(Almost(written, meant, line, exact, formed))
    return found


def cards_written(page: Page) -> bool:
    """Tell whether there are headings of cards under `## Cards`, whatever became of them."""
    return any(
        title == f"## {CARDS}" and any(h.level == _CARD_LEVEL for h in headings(split_lines(body)))
        for title, _, body in _parts(page.head.path)
    )


def _parts(path: str) -> Iterator[tuple[str, int, str]]:
    """Yield heading with its marks, line and body of each section and, above the cards, below."""
    text = _text(path)
    try:
        start = split(text)[1]
    except FrontMatterError:
        return
    sections = cut(text[start:], text.count("\n", 0, start) + 1, Report(path))
    for section in sections:
        if section.title:
            yield f"## {section.title}", section.line - 1, section.body
        if section.title == CARDS:
            return
        lines = split_lines(section.body)
        for heading in headings(lines):
            if heading.level >= _CARD_LEVEL:
                body = "\n".join(lines.lines[heading.at + 1 :])
                yield "#" * heading.level + f" {heading.text}", section.line + heading.at, body


def _text(path: str) -> str:
    try:
        return read(path).text
    except SourceError:
        return ""


def _meant(written: str, names: tuple[str, ...]) -> tuple[bool, str]:
    """Which name is meant, if any, and whether it has the same letters."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  only the checker needs it

    plain = _NO_LETTER.sub("", written).casefold()
    for name in names:
        if plain == name.casefold():
            return True, name
    near = process.extractOne(
        plain, names, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=_NEAR
    )
    return False, near[0] if near else ""
