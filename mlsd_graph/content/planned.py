"""Reads planned.md: concepts that have no page yet, `- id: Title` one a line."""

import re
from collections.abc import Iterator

from mlsd_graph.clean import clean_line
from mlsd_graph.content.records import Finding
from mlsd_graph.content.report import Report
from mlsd_graph.content.slugs import ID

_ENTRY = re.compile(r"[-*+][ \t]+([^:\n]{1,200}):[ \t]+(\S[^\n]{0,300})")


def read_planned(text: str, path: str) -> tuple[dict[str, str], list[Finding]]:
    """Read the list; prose and headings around it are allowed, front matter is skipped."""
    report = Report(path)
    found: dict[str, str] = {}
    for number, entry in _entries(text):
        if entry is None or not ID.fullmatch(entry[1]):
            report.error("planned-form", number, "The entry is no `- id: Title`.", "Rewrite it.")
        elif entry[1] in found:
            report.error("planned-doubled", number, f"{entry[1]} stands twice.", "Remove one.")
        else:
            found[entry[1]] = clean_line(entry[2])
    return found, report.findings


def planned_lines(text: str) -> dict[str, int]:
    """Say on which line, from 1, each concept of the list stands."""
    entries = reversed([*_entries(text)])
    return {entry[1]: number for number, entry in entries if entry is not None}


def _entries(text: str) -> Iterator[tuple[int, re.Match[str] | None]]:
    """Yield number and parts of each line of the list; None for one of another form."""
    end = text.find("\n---\n", 3) if text.startswith("---\n") else -1
    front = text.count("\n", 0, end) if end > 0 else 0
    for number, line in enumerate(text.split("\n"), 1):
        if number > front and line.startswith(("- ", "* ", "+ ")):
            yield number, _ENTRY.match(line)
