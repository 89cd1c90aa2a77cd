"""Reads `## Diagrams`: headings, flowcharts, and the reasons for their blocks and arrows."""

import re
from typing import NamedTuple

from mlsd_graph.content.chartlines import meant
from mlsd_graph.content.chartrecords import Diagram, Flowchart, FlowchartErrors, Reason
from mlsd_graph.content.fences import Lines, headings, split_lines
from mlsd_graph.content.flowchart import parse
from mlsd_graph.content.records import Step, Undrawn
from mlsd_graph.content.report import Report
from mlsd_graph.content.sections import Item, Section, items, mentions
from mlsd_graph.content.slugs import ID, KEY, slug, split_heading

MOST_CARDS = 6
_LEVEL = 3
_FORM = (
    "Write a heading, a ```mermaid block that starts with `flowchart TB`, then a list of reasons."
)
_REASON = re.compile(
    r"`([^`\n]{1,80})`[ \t]*(?:\[\[([^\[\]|\\\n]{1,200})(?:\\?\|[^\[\]\n]{0,400})?\]\][ \t]*)?"
)
_MARK = re.compile(r"[ \t]*\{([^{}\n]{0,40})\}[ \t]*$")
_ARROW = re.compile(r"([^\s-]{1,40})[ \t]*(-->|-\.->)[ \t]*([^\s-]{1,40})")
_REASON_FORM = "Write `` - `fs` [[feature-store]]: why `` or `` - `rank -.-> mon`: why ``."


class _Heading(NamedTuple):
    """What the heading of a diagram says."""

    key: str
    title: str
    card: bool
    step: Step


class Figures(NamedTuple):
    """What stands in a section of diagrams."""

    diagrams: tuple[Diagram, ...]
    undrawn: tuple[Undrawn, ...]
    """Those with an error in their heading or drawing."""


def read_diagrams(section: Section, report: Report) -> Figures:
    """Read all diagrams of the section."""
    lines = split_lines(section.body)
    starts = [heading for heading in headings(lines) if heading.level >= _LEVEL]
    end = starts[0].at if starts else len(lines.lines)
    if any(line.strip() for line in lines.lines[:end]):
        message = "Text or a block stands before the first diagram's heading."
        report.error("diagram-text", section.line, message, f"Start with `### Title`. {_FORM}")
    found: list[Diagram] = []
    undrawn: list[Undrawn] = []
    ends = [*(heading.at for heading in starts[1:]), len(lines.lines)]
    for heading, until in zip(starts, ends, strict=False):
        line, before = section.line + heading.at, len(report.findings)
        if heading.level > _LEVEL or heading.indented:
            hint = "Start each diagram with `### Title` at the beginning of the line."
            report.error("diagram-text", line, "The heading starts no diagram.", hint)
            continue
        said = _heading(heading.text, line, report)
        if said and any(said.key == each.key for each in found):
            hint = "Give one of them a key of its own: {#key} at the end of the heading."
            report.error(
                "diagram-key-doubled", line, f"Two diagrams have the key “{said.key}”.", hint
            )
        elif said and (diagram := _diagram(said, line, lines, (heading.at + 1, until), report)):
            found.append(diagram)
            continue
        # Of a file with more findings than are kept, the last one says so.
        cause = report.findings[min(before, len(report.findings) - 1)]
        title, inside = split_heading(heading.text)
        undrawn.append(Undrawn(title, line, cause, _step(inside)))
    return Figures(tuple(found), tuple(undrawn))


def uses(section: Section, report: Report) -> list[str]:
    """Count links in the reasons as uses in serving, or in the step that the heading names."""
    found: dict[tuple[str, str], list[str]] = {}
    lines = split_lines(section.body)
    starts = [(h.at, h.text) for h in headings(lines) if h.level == _LEVEL]
    for link in mentions(section, report):
        heading = next((text for index, text in reversed(starts) if index <= link.line), "")
        step = _step(split_heading(heading)[1]).value
        fact = ["u", link.target, str(section.line + link.line), step, ""]
        found.setdefault((step, link.target), fact)
    return [part for fact in found.values() for part in fact]


def _step(inside: str) -> Step:
    """Read the step from a heading's braces; diagrams are about serving unless they say so."""
    words = inside.split()
    return next((step for step in Step if f"step={step}" in words), Step.SERVING)


def _heading(text: str, line: int, report: Report) -> _Heading | None:
    title, inside = split_heading(text)
    key, card, step = "", False, Step.SERVING
    for word in inside.split():
        if word.startswith("#") and KEY.fullmatch(word, 1) and not key:
            key = word[1:]
        elif word == ".card":
            card = True
        elif word.startswith("step=") and word[5:] in set(Step):
            step = Step(word[5:])
        else:
            hint = f"Known are {{#key}}, {{.card}} and {{step=…}} with one of {', '.join(Step)}."
            message = f"`{word}` is no attribute of a diagram."
            report.error("diagram-attribute", line, message, hint)
    key = key or slug(title)
    if not key:
        hint = "Add a key of letters and digits, such as {#serving-path}."
        report.error("diagram-key-empty", line, f"The heading “{title}” gives no key.", hint)
        return None
    return _Heading(key, title, card, step)


def _diagram(
    said: _Heading, line: int, lines: Lines, span: tuple[int, int], report: Report
) -> Diagram | None:
    """Read what stands between two headings; `line` is that of the first, which ends at `span`."""
    first_line = line - span[0] + 1  # of the section's body
    fence = next((i for i in range(*span) if lines.fenced[i]), span[1])
    if any(text.strip() for text in lines.lines[span[0] : fence]):
        report.error("diagram-text", line + 1, "Text stands above the diagram.", _FORM)
    if fence == span[1] or lines.lines[fence].strip("` ") != "mermaid":
        report.error("diagram-missing", line, f"“{said.title}” is no diagram.", _FORM)
        return None
    last = next((i for i in range(fence, span[1]) if not lines.fenced[i]), span[1])
    try:
        chart = parse("\n".join(lines.lines[fence + 1 : last - 1]), first_line + fence + 1)
    except FlowchartErrors as error:
        for fault in error.faults:
            report.error(fault.code, fault.line, fault.message, fault.hint, column=fault.column)
        return None
    if any(lines.fenced[last : span[1]]):
        hint = "Give each diagram a heading of its own."
        report.error("diagram-text", line, "A second block stands in the diagram.", hint)
        return None
    listed = Section("Diagrams", first_line + last, "\n".join(lines.lines[last : span[1]]))
    reasons = _reasons(items(listed, report), chart, said, report)
    return Diagram(said.key, said.title, chart, reasons, said.card, said.step, line)


def _reasons(
    listed: list[Item], chart: Flowchart, said: _Heading, report: Report
) -> tuple[Reason, ...]:
    found: dict[str, Reason] = {}
    cards = int(said.card)
    for item in listed:
        reason = _reason(item, chart, report)
        if reason is None:
            continue
        if reason.part in found:
            message = f"`{reason.part}` has two reasons."
            report.error("reason-doubled", item.line, message, "Merge them.")
            continue
        cards += reason.card
        if reason.card and cards > MOST_CARDS:
            message = f"The diagram has more than {MOST_CARDS} cards."
            hint = "Keep {.card} where the reason is worth recalling."
            report.error("diagram-cards", item.line, message, hint)
            reason = reason._replace(card=False)
        found[reason.part] = reason
    return tuple(found.values())


def _reason(item: Item, chart: Flowchart, report: Report) -> Reason | None:
    named = _REASON.match(item.text)
    rest = item.text[named.end() :] if named else ""
    if named is None or not rest.startswith(":"):
        message = "The item is no reason for a block or an arrow."
        report.error("reason-form", item.line, message, _REASON_FORM)
        return None
    part = _part(named[1].strip(), chart, item.line, report)
    text, card = rest[1:].strip(), False
    if mark := _MARK.search(text):
        if mark[1] != ".card":
            message = f"`{{{mark[1]}}}` is no mark of a reason."
            report.error("reason-mark", item.line, message, "Write {.card}, or words.")
            return None
        text, card = text[: mark.start()], True
    if not text:
        report.error("reason-missing", item.line, f"`{named[1]}` has no reason.", _REASON_FORM)
        return None
    concept = (named[2] or "").strip()
    if part is None:
        return None
    return Reason(part, text, concept if ID.fullmatch(concept) else "", card, item.line)


def _part(named: str, chart: Flowchart, line: int, report: Report) -> str | None:
    """Find the block or arrow that a reason names."""
    blocks = [block.id for block in chart.blocks]
    if named in blocks:
        return named
    marks = {
        arrow.part: f"{arrow.source} {'-.->' if arrow.dashed else '-->'} {arrow.target}"
        for arrow in chart.arrows
    }
    if arrow := _ARROW.fullmatch(named):
        part = f"{arrow[1]}-{arrow[3]}"
        if part in marks:
            if arrow[2] not in marks[part]:
                hint = f"Write `{marks[part]}`."
                report.warning("reason-style", line, "The arrow is drawn in the other style.", hint)
            return part
        near = meant(named, list(marks.values()))
        message = f"No arrow leads from “{arrow[1]}” to “{arrow[3]}”."
        report.error("reason-target", line, message, near or "Name an arrow as it is drawn.")
        return None
    message = f"“{named}” is neither a block nor an arrow of this diagram."
    near = meant(named, [*blocks, *marks.values()])
    report.error("reason-target", line, message, near or _REASON_FORM, column=3)
    return None
