"""Reads planned.md: concepts that have no page yet, `- id: Title` one a line."""

import re

from mlsd_graph.clean import clean_line
from mlsd_graph.content.records import Finding
from mlsd_graph.content.report import Report
from mlsd_graph.content.slugs import ID

_ENTRY = re.compile(r"[-*+][ \t]+([^:\n]{1,200}):[ \t]+(\S[^\n]{0,300})")


def read_planned(text: str, path: str) -> tuple[dict[str, str], list[Finding]]:
    """Read the list; prose and headings around it are allowed, front matter is skipped."""
    report = Report(path)
    found: dict[str, str] = {}
    end = text.find("\n---\n", 3) if text.startswith("---\n") else -1
    for number, line in enumerate(text.split("\n"), 1):
        if not line.startswith(("- ", "* ", "+ ")) or (
            end > 0 and number <= text.count("\n", 0, end)
        ):
            continue
        entry = _ENTRY.match(line)
        if entry is None or not ID.fullmatch(entry[1]):
            report.error("planned-form", number, "The entry is no `- id: Title`.", "Rewrite it.")
        elif entry[1] in found:
            report.error("planned-doubled", number, f"{entry[1]} stands twice.", "Remove one.")
        else:
            found[entry[1]] = clean_line(entry[2])
    return found, report.findings
