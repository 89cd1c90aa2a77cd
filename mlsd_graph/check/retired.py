"""retired.md: cards and pages that are gone on purpose, `- id/key: why` one a line.

A name that stands there is not missed when a branch is compared, and must not come back: another
card of the same name would inherit the history of the one that was learned.
"""

import os
import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from mlsd_graph.content.library import Library
from mlsd_graph.content.naming import CONTRAST, sides
from mlsd_graph.content.records import Card, Finding, Severity
from mlsd_graph.content.report import Report
from mlsd_graph.content.source import SourceError, read

RETIRED = "retired.md"
_ENTRY = re.compile(r"[-*+][ \t]+(?:`([^`\s]{1,300})`|(\S{1,300}?)):[ \t]+\S")
_NAME = re.compile(rf"(?:{CONTRAST})?[a-z0-9][a-z0-9/~#_-]*")


class Retired(NamedTuple):
    """One entry."""

    name: str
    """A page's id, a card's uid, a note, or `contrast:a~b`."""
    path: str
    line: int


def read_retired(library: Library) -> tuple[list[Retired], list[Finding]]:
    """Read the lists of all content folders; prose and headings around the entries are allowed."""
    entries: list[Retired] = []
    findings: list[Finding] = []
    for root in library.shelf.roots:
        path = f"{root}/{RETIRED}"
        if not os.path.lexists(path):
            continue
        try:
            text = read(path).text
        except SourceError as error:
            findings.append(error.finding)
            continue
        report = Report(path)
        for number, line in enumerate(text.split("\n"), 1):
            if not line.startswith(("- ", "* ", "+ ")):
                continue
            found = _ENTRY.match(line)
            name = (found[1] or found[2]) if found else ""
            if _NAME.fullmatch(name):
                entries.append(Retired(name, path, number))
            else:
                hint = "Name a page, a card or a contrast, and the reason."
                message = "The entry is no `- id/key: why`."
                report.error("retired-form", number, message, hint)
        findings += report.findings
    return entries, findings


def covers(names: Collection[str], uid: str, note: str, page: str) -> bool:
    """Tell whether a card is retired: itself, its note, its page, or a side of its contrast."""
    whole = note.partition("#")[0]
    pages = sides(whole) or (whole.partition("/")[0],)
    return not {uid, note, whole, page, *pages}.isdisjoint(names)


def check_library(library: Library, cards: Sequence[Card]) -> Iterator[Finding]:
    """What is retired is there no more."""
    entries, findings = read_retired(library)
    yield from findings
    here = {name for c in cards for name in (c.uid, c.head.note, c.head.note.partition("#")[0])}
    for name, path, line in entries:
        if name in here or name in library.pages:
            message = f"“{name}” is retired, and there is one of that name."
            hint = "Take the line out if it is the same again; else name the new one otherwise."
            yield Finding("retired-alive", Severity.ERROR, path, line, 1, message, hint)
