"""Reads the seven step sections of a case study and the links in them."""

import re

from mlsd_graph.content.fences import headings, split_lines
from mlsd_graph.content.links import links
from mlsd_graph.content.records import STEP_TITLES, ChecklistItem, Step, StepSection
from mlsd_graph.content.report import Report
from mlsd_graph.content.sections import Section, items, mentions
from mlsd_graph.content.slugs import ID

STEP_OF = {title: step for step, title in STEP_TITLES.items()}
_TASK = re.compile(r"\[[ xX]\][ \t]+")
_CHECKLIST = "Checklist"
_NEAR = 85
"""Score of rapidfuzz's ratio from which a title is taken for a misspelt one."""
_FEWEST, _MOST = 3, 6
CARD_LEVEL = 3


def check_order(sections: list[Section], report: Report) -> None:
    """Compare the sections of a case study to the order that all of them share."""
    wanted = [*STEP_TITLES.values(), "Diagrams", "Sources", "Cards"]
    titles = [section.title for section in sections]
    meant = _misspelt([title for title in titles if title not in wanted], wanted)
    for title in wanted:
        if title not in titles and title != "Diagrams" and title not in meant.values():
            hint = f"Add `## {title}`."
            report.error("section-missing", 0, f"The section “{title}” is missing.", hint)
    last = -1
    for section in sections:
        line = section.line - 1
        if section.title not in wanted:
            hint = f"A case study has exactly these: {', '.join(wanted)}."
            if section.title in meant:
                hint = f"Did you mean `## {meant[section.title]}`? Write it exactly so."
            report.error("section-unknown", line, f"“{section.title}” is no step.", hint)
            continue
        position = wanted.index(section.title)
        if position == last or titles.count(section.title) > 1:
            report.error("section-doubled", line, f"“{section.title}” stands twice.", "Merge them.")
        elif position < last:
            hint = f"The order is {', '.join(wanted)}."
            report.error("section-order", line, f"“{section.title}” stands too late.", hint)
        last = max(last, position)


def _misspelt(titles: list[str], wanted: list[str]) -> dict[str, str]:
    """Title as written → the one that it almost is."""
    if not titles:
        return {}
    from rapidfuzz import fuzz, process  # noqa: PLC0415  only for a title that is no step's

    found: dict[str, str] = {}
    for title in titles:
        near = process.extractOne(
            title[:80], wanted, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=_NEAR
        )
        if near:
            found[title] = near[0]
    return found


def read_step(section: Section, report: Report) -> tuple[StepSection, list[str]]:
    """Read one step; also return its links as relation facts."""
    step = STEP_OF[section.title]
    lines = split_lines(section.body)
    inner = [heading for heading in headings(lines) if heading.level == CARD_LEVEL]
    at = next((heading.at for heading in inner if heading.text == _CHECKLIST), None)
    heading_line = section.line - 1
    if at is None:
        hint = "End the step with `### Checklist` and 3 to 6 items `- [ ] … ([[id]])`."
        report.warning("checklist-missing", heading_line, f"“{section.title}” has none.", hint)
        prose, listed = section, None
    else:
        prose = section._replace(body="\n".join(lines.lines[:at]))
        rest = "\n".join(lines.lines[at + 1 :])
        listed = Section(_CHECKLIST, section.line + at + 1, rest)
        if inner[-1].at != at:
            line = section.line + inner[-1].at
            report.error("checklist-last", line, "The checklist is not the end.", "Move it down.")
    if not prose.body.strip():
        report.warning("step-empty", heading_line, "The step has no prose.", "Write the answer.")
    checklist = _checklist(listed, report) if listed else ()
    return (
        StepSection(step, prose.body.strip(), checklist, heading_line),
        _facts(step, prose, listed, report),
    )


def _checklist(section: Section, report: Report) -> tuple[ChecklistItem, ...]:
    found: list[ChecklistItem] = []
    listed = items(section, report)
    for item in listed:
        task = _TASK.match(item.text)
        linked = [link.target for link in links(item.text) if ID.fullmatch(link.target)]
        if task is None:
            report.error("checklist-form", item.line, "The item is no task.", "Write `- [ ] …`.")
            continue
        if not linked:
            hint = "Name the concept it exercises: `([[id]])`."
            report.error("checklist-link", item.line, "The item links no concept.", hint)
        elif any(each.concept == linked[0] for each in found):
            hint = "Merge them, or name another concept first: step and concept name an item."
            message = f"Two items of this step name [[{linked[0]}]] first."
            report.error("checklist-doubled", item.line, message, hint)
            continue
        text = item.text[task.end() :]
        found.append(ChecklistItem(text, linked[0] if linked else "", item.line))
    if not _FEWEST <= len(listed) <= _MOST:
        message = f"The checklist has {len(listed)} items."
        hint = "Name 3 to 6 things that a strong candidate says."
        report.error("checklist-length", section.line - 1, message, hint)
    return tuple(found)


def _facts(step: Step, prose: Section, listed: Section | None, report: Report) -> list[str]:
    """One fact for each concept: the checklist, which weighs more, is read first."""
    found: dict[str, list[str]] = {}
    for section, mark in ((listed, "*"), (prose, "")):
        for link in mentions(section, report) if section else ():
            line = str((section or prose).line + link.line)
            found.setdefault(link.target, ["u", link.target, line, step.value + mark, ""])
    return [part for fact in found.values() for part in fact]
