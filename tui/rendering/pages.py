"""A whole page: its text, and below it everything one edge away, each with its reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mlsd_graph.clean import clean_line
from mlsd_graph.content import Library
from mlsd_graph.content.chartrecords import Diagram
from mlsd_graph.content.records import STEP_TITLES, CardKind, Page, PageKind, StepSection, Undrawn
from mlsd_graph.content.undrawn import why_undrawn
from mlsd_graph.graph import Graph
from mlsd_graph.percent import percent
from tui.rendering import styles
from tui.rendering.canvas import Rendered
from tui.rendering.document import Document

CARD = "card:"
"""Before the uid in the target of a link that leads to a card."""
_NAMES = {
    PageKind.CONCEPT: "concept",
    PageKind.CASE_STUDY: "case study",
    PageKind.CONTRAST_SET: "contrasts",
    PageKind.TRACK: "track",
    PageKind.FRAMEWORK: "step",
}


@dataclass(frozen=True, slots=True)
class PageView:
    """A page with all that its screen tells of it."""

    page: Page
    library: Library
    graph: Graph
    recall: Callable[[str], float | None]
    """Recall of a card now; None if it was never graded."""
    readiness: float | None = None
    """Of a case study."""

    def title(self, id_: str) -> str:
        """Name a page, also one that is only planned."""
        head = self.library.pages.get(id_)
        return head.title if head else self.library.planned.get(id_, id_.replace("-", " "))


def facts(view: PageView) -> str:
    """Say in one line what kind of page it is, and how ready the learner is for it."""
    head = view.page.head
    words = [head.concept_kind or _NAMES[head.kind], head.level, head.domain.replace("-", " ")]
    steps = ", ".join(head.steps)
    words.append(f"steps {steps}" if len(head.steps) > 1 else f"step {steps}" if steps else "")
    words.append(", ".join(head.domains))
    if head.minutes:
        words.append(f"{head.minutes} min")
    if view.readiness is not None:
        words.append(f"ready {percent(view.readiness)}")
    return clean_line(" · ".join(word for word in words if word))


def draw(view: PageView, width: int) -> Rendered:
    """Render a page."""
    document = Document(width, pages=view.library.pages)
    head = view.page.head
    document.text(head.title, styles.HEADINGS[0])
    if head.aliases:
        document.text("also: " + ", ".join(head.aliases), styles.QUIET)
    if head.question:
        document.heading(head.question, 3)
    if head.audience:
        document.heading(head.audience, 3)
    document.markdown(view.page.summary)
    document.markdown(view.page.body)
    for number, section in enumerate(view.page.steps, 1):
        _step(document, number, section)
    figures: list[Diagram | Undrawn] = [*view.page.diagrams, *view.page.undrawn]
    for figure in sorted(figures, key=lambda each: each.line):
        if isinstance(figure, Undrawn):
            _undrawn(document, figure)
        else:
            _diagram(document, figure, width)
    _relations(document, view)
    if view.page.sources:
        document.heading("Sources")
        document.gap()
        for source in view.page.sources:
            document.entry("• ", source)
    _cards(document, view)
    return document.rendered()


def _step(document: Document, number: int, section: StepSection) -> None:
    document.heading(f"{number}. {STEP_TITLES[section.step]}")
    document.markdown(section.body)
    document.gap()
    for item in section.checklist:
        document.entry("[ ] ", item.text)


def _diagram(document: Document, diagram: Diagram, width: int) -> None:
    """Draw a diagram, and say below it why each part is there."""
    from mlsd_graph.content.figurecards import part_name  # noqa: PLC0415  few pages have one
    from mlsd_graph.diagrams.text import paint  # noqa: PLC0415  few pages have one
    from tui.rendering.drawings import rows  # noqa: PLC0415  few pages have one

    document.heading(diagram.title)
    document.gap()
    document.rows(rows(paint(diagram.chart, width=width)))
    document.gap()
    for reason in diagram.reasons:
        name = part_name(diagram, reason.part)
        if reason.concept:
            document.item(reason.concept, name, reason.text)
        else:
            document.entry("• ", f"{name}: {reason.text}")


def _undrawn(document: Document, figure: Undrawn) -> None:
    """Say in its place why a diagram is not there."""
    document.heading(figure.title)
    document.text(why_undrawn(figure), styles.QUIET)


def _relations(document: Document, view: PageView) -> None:
    graph, head = view.graph, view.page.head
    id_ = head.id
    contrasts = graph.contrasts_of.get(id_, {})
    members = dict.fromkeys(head.members, "")
    cases = dict.fromkeys(head.case_studies, "")
    uses = dict.fromkeys(graph.uses_of(id_), "") if head.kind is PageKind.CASE_STUDY else {}
    for heading, related in (
        ("Prerequisites", graph.prerequisites_of.get(id_, {})),
        ("Contrasts", members or contrasts),
        ("Case studies", cases or {case: _steps(graph, case, id_) for case in _used_by(view)}),
        ("Concepts", uses),
        ("Needed by", _needed_by(graph, id_)),
    ):
        if related:
            document.heading(heading)
            document.gap()
            for other, reason in related.items():
                document.item(other, view.title(other), reason)


def _used_by(view: PageView) -> Iterable[str]:
    return view.graph.used_by.get(view.page.head.id, ())


def _steps(graph: Graph, case: str, concept: str) -> str:
    """Name the steps of a case study in which a concept is used."""
    return ", ".join(str(step) for step in graph.uses_of(case).get(concept, {}))


def _needed_by(graph: Graph, id_: str) -> dict[str, str]:
    """Take the pages that need this one, with the reason that they give."""
    needing = graph.dependents_of.get(id_, ())
    return {other: graph.prerequisites_of[other][id_] for other in needing}


def _cards(document: Document, view: PageView) -> None:
    heads = view.page.head.cards
    if not heads:
        return
    document.heading("Cards")
    document.gap()
    for head in heads:
        recall = view.recall(head.uid)
        known = "new" if recall is None else f"recall {percent(recall)}"
        part = head.uid.partition("#")[2] if head.kind is CardKind.CLOZE else ""
        name = f"{head.name} {part}" if part else head.name
        document.item(CARD + head.uid, name, f"{head.kind}, {known}", follow=True)
