"""Reads the body of a page: summary, prose, relations, steps, sources and cards."""

from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.content.cards import Draft, read_card
from mlsd_graph.content.fences import headings, split_lines
from mlsd_graph.content.records import PageKind, StepSection, Undrawn
from mlsd_graph.content.report import Report
from mlsd_graph.content.sections import (
    CARDS,
    CONTRASTS,
    DIAGRAMS,
    PREREQUISITES,
    RESERVED,
    SOURCES,
    Section,
    cut,
    items,
    mentions,
    relations,
)
from mlsd_graph.content.steps import (
    CARD_LEVEL,
    STEP_OF,
    check_order,
    read_step,
)

if TYPE_CHECKING:
    from mlsd_graph.content.chartrecords import Diagram

_DRAWN = (PageKind.CONCEPT, PageKind.CASE_STUDY)


class Body(NamedTuple):
    """What stands below the front matter."""

    summary: str
    prose: str
    relations: list[str]
    """Facts, as in `rows.Facts`."""
    drafts: tuple[Draft, ...]
    sources: tuple[str, ...]
    steps: tuple[StepSection, ...]
    diagrams: "tuple[Diagram, ...]"
    undrawn: tuple[Undrawn, ...]


def read_body(text: str, first_line: int, kind: PageKind, report: Report) -> Body:
    """Read a body that starts on the given line of its file."""
    sections = cut(text, first_line, report)
    intro, named = sections[0], sections[1:]
    if kind is PageKind.CASE_STUDY:
        check_order(named, report)
        summary, rest = intro.body.strip(), ""
    else:
        _check_reserved(named, kind, report)
        summary, rest = _first_paragraph(intro.body)
    facts = _Relations()
    facts.mention(intro, report)
    prose = [rest]
    steps: list[StepSection] = []
    sources: tuple[str, ...] = ()
    diagrams: list[Diagram] = []
    undrawn: list[Undrawn] = []
    drafts: list[Draft] | None = None
    for section in named:
        if section.title == CARDS and drafts is None:
            drafts = _cards(section, report)
            facts.mention(section, report)
        elif section.title == SOURCES:
            sources = tuple(item.text for item in items(section, report))
            facts.mention(section, report)
        elif kind is PageKind.CASE_STUDY and section.title in STEP_OF:
            step, used = read_step(section, report)
            steps.append(step)
            facts.add(used)
        elif section.title == DIAGRAMS and kind in _DRAWN:
            # Few pages draw: the others do not pay for the import.
            from mlsd_graph.content.figures import read_diagrams, uses  # noqa: PLC0415

            drawn = read_diagrams(section, report)
            diagrams += drawn.diagrams
            undrawn += drawn.undrawn
            if kind is PageKind.CASE_STUDY:
                facts.use(uses(section, report))
            else:
                facts.mention(section, report)
        elif kind is PageKind.CONCEPT and section.title in (PREREQUISITES, CONTRASTS):
            facts.state(section, report)
        else:
            if section.title not in RESERVED and drafts is None:
                prose.append(f"## {section.title}\n{section.body}".strip())
            facts.mention(section, report)
    return Body(
        summary=summary,
        prose="\n\n".join(part for part in prose if part),
        relations=facts.flat(),
        drafts=tuple(drafts or ()),
        sources=sources,
        steps=tuple(steps),
        diagrams=tuple(diagrams),
        undrawn=tuple(undrawn),
    )


class _Relations:
    """Gathers relation facts: a target counts once for each relation and step."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], list[str]] = {}

    def mention(self, section: Section, report: Report) -> None:
        for link in mentions(section, report):
            self._one("m", link.target, section.line + link.line, "", "")

    def state(self, section: Section, report: Report) -> None:
        code = "p" if section.title == PREREQUISITES else "c"
        stated = relations(section, report)
        own = {(relation.line, relation.target) for relation in stated}
        for relation in stated:
            self._one(code, relation.target, relation.line, "", relation.reason)
        for link in mentions(section, report):
            line = section.line + link.line
            if (line, link.target) in own:
                own.discard((line, link.target))
            else:
                self._one("m", link.target, line, "", "")

    def use(self, flat: list[str]) -> None:
        """Add uses that count less than those of the steps."""
        self.add(flat)

    def add(self, flat: list[str]) -> None:
        each = iter(flat)
        for code, target, line, step, reason in zip(*[each] * 5, strict=True):
            self._one(code, target, int(line), step, reason)

    def _one(self, code: str, target: str, line: int, step: str, reason: str) -> None:
        key = (code, target, step.rstrip("*"))
        self._found.setdefault(key, [code, target, str(line), step, reason])

    def flat(self) -> list[str]:
        return [part for fact in self._found.values() for part in fact]


def _check_reserved(named: list[Section], kind: PageKind, report: Report) -> None:
    """Reserved sections come once, after the free ones, and cards last."""
    seen: list[str] = []
    for section in named:
        line = section.line - 1
        if CARDS in seen and section.title != CARDS:
            hint = "`## Cards` is the last section; move this above it."
            report.error("after-cards", line, f"“{section.title}” stands after the cards.", hint)
        elif section.title in seen:
            report.error("section-doubled", line, f"“{section.title}” stands twice.", "Merge them.")
        elif section.title not in RESERVED and PREREQUISITES in seen:
            hint = "Free sections stand before `## Prerequisites`."
            report.error("section-order", line, f"“{section.title}” stands too late.", hint)
        if kind is not PageKind.CONCEPT and section.title in (PREREQUISITES, CONTRASTS):
            hint = "State it on the concept's page."
            message = f"A {kind.value} page has no “{section.title}”."
            report.error("section-unknown", line, message, hint)
        if kind is not PageKind.CONCEPT and section.title == DIAGRAMS:
            message = f"A {kind.value} page has no diagrams."
            hint = "Draw them in a concept or a case study."
            report.error("section-unknown", line, message, hint)
        if section.title in RESERVED:
            seen.append(section.title)


def _first_paragraph(text: str) -> tuple[str, str]:
    """Split off the first paragraph, unless the text starts with another block."""
    lines = split_lines(text.strip("\n"))
    if lines.fenced[0] or not lines.lines[0].strip() or lines.lines[0][0] in "#|>":
        return "", text.strip()
    end = next(
        (i for i, line in enumerate(lines.lines) if not line.strip() or lines.fenced[i]),
        len(lines.lines),
    )
    return "\n".join(lines.lines[:end]).strip(), "\n".join(lines.lines[end:]).strip()


def _cards(section: Section, report: Report) -> list[Draft]:
    """Read the cards of the section; those with an error are left out."""
    lines = split_lines(section.body)
    starts = [
        heading
        for heading in headings(lines)
        if heading.level == CARD_LEVEL and not heading.indented
    ]
    end = starts[0].at if starts else len(lines.lines)
    for index, line in enumerate(lines.lines[:end]):
        if line.strip():
            hint = "Every card starts with a `###` heading."
            number = section.line + index
            report.error("text-between-cards", number, "Text stands before the first card.", hint)
            break
    drafts: list[Draft] = []
    taken: set[str] = set()
    ends = [*(heading.at for heading in starts[1:]), len(lines.lines)]
    for heading, until in zip(starts, ends, strict=False):
        body = "\n" + "\n".join(lines.lines[heading.at + 1 : until])
        draft = read_card(heading.text, body, section.line + heading.at, report)
        if draft is not None and keep(draft, taken, report):
            drafts.append(draft)
    return drafts


def keep(draft: Draft, taken: set[str], report: Report) -> bool:
    """Refuse a card whose key another card of the page has."""
    identity = f"vs={draft.attributes.versus}" if draft.attributes.versus else draft.key
    if identity in taken:
        hint = "Give one of them a key of its own: {#key} at the end of the heading."
        report.error("card-key-doubled", draft.line, f"Two cards have the key “{identity}”.", hint)
        return False
    taken.add(identity)
    return True
