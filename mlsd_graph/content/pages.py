"""Reads a whole page. What `quick` finds without it is defined by what this module finds."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from mlsd_graph.content import naming, rows
from mlsd_graph.content.body import Body, read_body
from mlsd_graph.content.cards import Draft
from mlsd_graph.content.frontmatter import FrontMatter, FrontMatterError, quick, read, split
from mlsd_graph.content.records import (
    Card,
    CardHead,
    CardKind,
    Finding,
    Page,
    PageHead,
    PageKind,
    Relation,
    RelationKind,
    Severity,
)
from mlsd_graph.content.report import Report
from mlsd_graph.content.rows import Facts, Place
from mlsd_graph.content.schema import kept, problems
from mlsd_graph.content.size import check_size
from mlsd_graph.content.slugs import ID
from mlsd_graph.content.source import SourceError

_DOMAINS = {
    PageKind.CASE_STUDY: "case studies",
    PageKind.CONTRAST_SET: "contrasts",
    PageKind.TRACK: "tracks",
    PageKind.FRAMEWORK: "framework",
}
_FROM_DIAGRAMS = (CardKind.BLOCK, CardKind.ARROW, CardKind.DIAGRAM)
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|$~{}])")


def parse_page(
    text: str,
    path: Path | str,
    root: Path | str,
    origins: Mapping[str, str] | None = None,
) -> Page:
    """Parse the clean text of one file.

    Cards with a format error are left out of `cards` and named in `findings`. `origins` maps ids
    to the first id their file ever had, which contrast cards are named by.

    Raises:
        SourceError: The file cannot be used at all.
    """
    place = rows.place(os.fspath(path), os.fspath(root))
    report = Report(place.path)
    facts, body = read_facts(text, place, report)
    names = origins or {}
    if facts.values.get("formerly"):
        names = {**names, place.id: facts.values["formerly"][0]}
    row = rows.encode(facts)
    against = frozenset(
        naming.contrast_note(place.id, other, names) for other in rows.cross(row).against
    )
    head = rows.head(row, place, names, rows.Dropped(contrasts=against))
    return Page(
        head=head,
        summary=body.summary,
        body=body.prose,
        cards=_cards(head, body, names),
        sources=body.sources,
        steps=body.steps,
        diagrams=body.diagrams,
        undrawn=body.undrawn,
        findings=tuple(report.findings),
    )


def read_facts(text: str, place: Place, report: Report) -> tuple[Facts, Body]:
    """Read a page into the facts of its row, and the rest of it.

    Raises:
        SourceError: The file cannot be used at all.
    """
    if not ID.fullmatch(place.id):
        hint = "Name it with lower-case words joined by hyphens, such as feature-store.md."
        raise refused("bad-id", place.path, 0, f"“{place.id}” is no id.", hint)
    try:
        front, start = split(text)
        values = quick(front)
        matter = FrontMatter(dict(values)) if values is not None else read(front)
    except FrontMatterError as error:
        hint = "The file starts with `---`, lines `key: value`, and `---`."
        raise refused(
            error.code, place.path, error.line, error.message, error.hint or hint, error.column
        ) from error
    check_size(text, place.path, start)
    wrong = problems(matter.values, place.kind)
    if wrong and not matter.lines:
        matter = read(front)
    for line, odd in matter.unsafe:
        message = f"The front matter holds the control character U+{ord(odd):04X}."
        report.error("control-character", line, message, "Remove it.")
    for line, column in matter.cut:
        message = "A blank and `#` end a value: the rest is read as a remark."
        hint = "Put the value in double quotes, or the remark on a line of its own."
        report.warning("value-cut", line, message, hint, column=column)
    for problem in wrong:
        line = matter.lines.get(problem.key, 1)
        report.error(problem.code, line, problem.message, problem.hint)
    first_line = text.count("\n", 0, start) + 1
    body = read_body(text[start:], first_line, place.kind, report)
    cards = _drawn_facts(body)
    for draft in body.drafts:
        cards += (
            draft.key,
            rows.CODE_OF[draft.form.kind],
            str(draft.line),
            draft.name,
            ",".join(map(str, draft.clozes)),
            draft.attributes.versus,
        )
    good = kept(matter.values, place.kind) if wrong else matter.values
    quarantined = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    facts = Facts(good, body.relations, cards, quarantined, diagrams=len(body.diagrams))
    return facts, body


def _drawn_facts(body: Body) -> list[str]:
    """Write the cards of a page's diagrams as facts of its row."""
    if not body.diagrams:
        return []
    from mlsd_graph.content.figurecards import facts  # noqa: PLC0415  few pages draw

    return [fact for diagram in body.diagrams for fact in facts(diagram)]


def refused(  # noqa: PLR0913, PLR0917  the fields of a finding
    code: str, path: str, line: int, message: str, hint: str, column: int = 1
) -> SourceError:
    """Make the error that says why a whole file is left out."""
    column = column if line else 0
    return SourceError(Finding(code, Severity.ERROR, path, line, column, message, hint))


def _cards(head: PageHead, body: Body, origins: Mapping[str, str]) -> tuple[Card, ...]:
    domain = head.domain if head.kind is PageKind.CONCEPT else _DOMAINS[head.kind]
    written = {
        naming.note_of(draft.key, draft.attributes.versus, head.id, origins): draft
        for draft in body.drafts
    }
    drawn = {
        naming.note_of(naming.diagram_key(diagram.key), "", head.id, origins): diagram
        for diagram in body.diagrams
    }
    stated = {
        relation.target: relation
        for relation in reversed(head.relations)
        if relation.kind is RelationKind.CONTRAST
    }
    pairs = {naming.contrast_note(head.id, other, origins): other for other in stated}
    cards: list[Card] = []
    for card in head.cards:
        if not card.authored:
            cards.append(contrast(card, domain, head.title, stated[pairs[card.note]]))
        elif card.kind in _FROM_DIAGRAMS:
            from mlsd_graph.content.figurecards import whole_card  # noqa: PLC0415  few pages draw

            cards.append(whole_card(card, domain, drawn[card.uid.partition("#")[0]]))
        else:
            cards.append(whole(card, domain, written[card.note]))
    return tuple(cards)


def whole(head: CardHead, domain: str, draft: Draft) -> Card:
    """Join the head of an authored card with its text."""
    return Card(
        head=head,
        domain=domain,
        question=draft.question,
        answer=draft.answer,
        cloze=int(head.uid.rpartition("#c")[2]) if head.kind is CardKind.CLOZE else 0,
        accepted=draft.form.accepted,
        estimate=draft.form.estimate,
        items=draft.form.items,
    )


def contrast(
    head: CardHead, domain: str, title: str, relation: Relation, other: str | None = None
) -> Card:
    """Make the card of a stated contrast; `other` is the other side's title."""
    named = other or relation.target.replace("-", " ")
    question = f"{escape(title)} or {escape(named)}: what decides, and what does each cost?"
    return Card(head=head, domain=domain, question=question, answer=relation.reason)


def escape(plain: str) -> str:
    """Write plain text as Markdown that shows it unchanged."""
    return _MARKDOWN.sub(r"\\\1", plain)
