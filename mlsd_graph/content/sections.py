"""Cuts the body of a page at its level-2 headings and reads relations, sources and checklists."""

import re
from typing import NamedTuple

from mlsd_graph.content.fences import Heading, Lines, headings, split_lines
from mlsd_graph.content.links import Link, links
from mlsd_graph.content.report import Report
from mlsd_graph.content.slugs import ID

PREREQUISITES, CONTRASTS, DIAGRAMS, SOURCES, CARDS = RESERVED = (
    "Prerequisites", "Contrasts", "Diagrams", "Sources", "Cards",
)  # fmt: skip
SECTION_LEVEL = 2
_ITEM = re.compile(r"[-*+][ \t]+(?=\S)")
_RELATION = re.compile(r"\[\[([^\[\]|\\\n]{1,200})(?:\\?\|[^\[\]\n]{0,400})?\]\](?:[ \t]*:[ \t]*)?")


class Section(NamedTuple):
    """A level-2 section, or the text before the first one (title empty)."""

    title: str
    line: int
    """Of the first line of `body`, from 1; the heading stands on the line before."""
    body: str


class Item(NamedTuple):
    """One item of a list."""

    text: str
    line: int


def cut(body: str, first_line: int, report: Report) -> list[Section]:
    """Cut a body at its level-2 headings; the first section has no title."""
    lines = split_lines(body)
    if lines.unclosed >= 0:
        number = first_line + lines.unclosed
        report.error("fence-open", number, "The fence is never closed.", "Close it with ```.")
    found: list[Section] = []
    title, start = "", 0
    for heading in headings(lines):
        if heading.level > SECTION_LEVEL:
            continue
        _judge(heading, first_line, report)
        if heading.indented or heading.level < SECTION_LEVEL:
            continue
        found.append(_section(title, lines, start, heading.at, first_line))
        title, start = heading.text, heading.at + 1
    found.append(_section(title, lines, start, len(lines.lines), first_line))
    return found


def _judge(heading: Heading, first_line: int, report: Report) -> None:
    line = first_line + heading.at
    if heading.level < SECTION_LEVEL:
        hint = "The title stands in the front matter; start sections with `##`."
        report.error("heading-level", line, "A heading of level 1 stands in the page.", hint)
    elif heading.indented:
        hint = "Start it at the beginning of the line."
        report.error("heading-indented", line, "The heading is indented.", hint)
    elif not heading.text:
        report.error("heading-empty", line, "The heading is empty.", "Give the section a title.")


def _section(title: str, lines: Lines, start: int, end: int, first_line: int) -> Section:
    return Section(title, first_line + start, "\n".join(lines.lines[start:end]))


def items(section: Section, report: Report) -> list[Item]:
    """Read a section that is one flat list."""
    found: list[list[str]] = []
    numbers: list[int] = []
    blank = True
    for index, line in enumerate(section.body.split("\n")):
        if mark := _ITEM.match(line):
            found.append([line[mark.end() :]])
            numbers.append(section.line + index)
        elif line.strip():
            if not found or (blank and line[0] not in " \t"):
                hint = f"Under `## {section.title}` only list items `- …` may stand."
                report.error("not-a-list", section.line + index, "The line is no item.", hint)
            else:
                if _ITEM.match(line.lstrip()):
                    hint = "Start it at the beginning of the line, or make it words of the item."
                    message = "An item stands inside another one."
                    report.error("item-nested", section.line + index, message, hint)
                found[-1].append(line.strip())
        blank = not line.strip()
    return [Item(" ".join(text).strip(), line) for text, line in zip(found, numbers, strict=True)]


class Stated(NamedTuple):
    """One relation as stated in a list."""

    target: str
    line: int
    reason: str


def relations(section: Section, report: Report) -> list[Stated]:
    """Read the list of a Prerequisites or Contrasts section."""
    found: list[Stated] = []
    for item in items(section, report):
        named = _RELATION.match(item.text)
        if named is None or not ID.fullmatch(named[1].strip()):
            hint = "Write `- [[id]]: reason`."
            report.error("relation-form", item.line, "The item does not start with a link.", hint)
            continue
        target, reason = named[1].strip(), item.text[named.end() :].strip()
        if not reason:
            hint = f"Write `- [[{target}]]: reason`."
            report.error("reason-missing", item.line, f"[[{target}]] has no reason.", hint)
            continue
        if ":" not in named[0][-3:]:
            hint = f"Write `- [[{target}]]: reason`."
            report.error("relation-form", item.line, "A colon is missing after the link.", hint)
        if any(each.target == target for each in found):
            hint = "State it once."
            report.error("relation-doubled", item.line, f"[[{target}]] stands here twice.", hint)
            continue
        found.append(Stated(target, item.line, reason))
    return found


def mentions(section: Section, report: Report) -> list[Link]:
    """Find the links of a section; those that name no id are errors."""
    found: list[Link] = []
    for link in links(section.body):
        if ID.fullmatch(link.target):
            found.append(link)
        else:
            column = link.start - section.body.rfind("\n", 0, link.start)
            hint = "Write [[id]] or [[id|text]]; ids are lower-case words joined by hyphens."
            message = f"[[{link.target}]] is no id."
            report.error("link-form", section.line + link.line, message, hint, column=column)
    return found
