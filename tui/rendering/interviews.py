"""What lies before the learner in a mock interview: problem, questions, model answer, report."""

import math
from collections.abc import Callable, Container, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from mlsd_graph.clean import clean, clean_line
from mlsd_graph.content.chartrecords import Diagram
from mlsd_graph.content.records import STEP_TITLES
from mlsd_graph.content.undrawn import why_undrawn
from mlsd_graph.interview.brief import Brief, Part
from mlsd_graph.interview.questions import Question
from mlsd_graph.interview.report import Report, StepResult, known
from mlsd_graph.interview.stopwatch import minutes_text
from mlsd_graph.percent import percent
from tui.rendering import styles
from tui.rendering.canvas import Rendered
from tui.rendering.document import Document

if TYPE_CHECKING:
    from mlsd_graph.study.sitting import Sitting

_TITLES = 30


def draw_problem(brief: Brief, part: Part, width: int, *, told: bool) -> Rendered:
    """Put the problem, what was asked for of its facts, and the step that is to be answered."""
    document = Document(width)
    document.text(brief.title, styles.HEADINGS[0])
    document.markdown(brief.problem)
    if told:
        document.heading("Told on asking", 3)
        document.markdown(brief.told or "The interviewer leaves that to you.")
    document.heading(part.title)
    said = "Say it aloud, or type notes. Escape leaves the notes; then n ends this part."
    document.text(said, styles.QUIET)
    return document.rendered()


def draw_questions(part: Part, questions: Sequence[Question], width: int) -> Rendered:
    """Put the interviewer's questions on a step."""
    document = Document(width)
    document.heading(f"{part.title}: the interviewer asks back")
    for number, question in enumerate(questions, 1):
        document.gap()
        document.entry(f"{number}. ", question.text)
    return document.rendered()


def draw_answer(
    part: Part,
    questions: Sequence[Question],
    width: int,
    pages: Container[str],
    *,
    notes: str | None = None,
) -> Rendered:
    """Show a step's model answer, the answers to what was asked, and its diagrams.

    `notes` stand above it where there is no room beside it.
    """
    document = Document(width, pages=pages)
    if notes is not None:
        document.heading("Your notes", 3)
        for line in _lines(notes):
            document.text(line)
    document.heading(f"{part.title}: a model answer")
    document.markdown(part.model)
    for question in questions:
        document.heading("Asked", 3)
        document.markdown(question.text)
        document.text(f"asked because {question.why}", styles.QUIET)
        document.markdown(question.answer)
    for diagram in part.diagrams:
        _draw(document, diagram, width)
    for figure in part.undrawn:
        document.heading(figure.title)
        document.text(why_undrawn(figure), styles.QUIET)
    return document.rendered()


def draw_notes(notes: str, width: int) -> Rendered:
    """Show notes as they were typed."""
    document = Document(width)
    document.heading("Your notes", 3)
    for line in _lines(notes):
        document.text(line)
    return document.rendered()


def draw_report(
    done: Report, title: Callable[[str], str], pages: Container[str], width: int
) -> Rendered:
    """Show what an interview gave, against earlier ones, and what to review before the next."""
    document = Document(width, pages=pages)
    document.text(f"{title(done.case)}, interview {done.number}", styles.HEADINGS[0])
    document.text(_total(done))
    document.gap()
    document.text(f"{'step':<{_TITLES}} said  before   best  time", styles.QUIET)
    for result in done.steps:
        if result.items:
            document.text(_row(result), "" if result.missed or result.overrun else styles.QUIET)
    if done.review:
        document.heading("Review before the next one")
        document.text(
            "One card of each comes right after due learning steps, until it was asked.",
            styles.QUIET,
        )
        for each in done.review:
            again = ", not said the last time either" if each.again else ""
            document.item(each.concept, title(each.concept), f"{known(each.recall)}{again}")
    if done.evidence.items:
        document.gap()
        document.text(done.evidence.told(title), styles.QUIET)
    if any(result.missed for result in done.steps):
        document.heading("Not said")
    for result in done.steps:
        if result.missed:
            document.gap()
            document.text(STEP_TITLES[result.step], styles.QUIET)
        for item in result.missed:
            document.entry("[ ] ", item.text or title(item.concept))
    return document.rendered()


def draw_clock(sitting: "Sitting") -> Content:
    """Write case, step and clock."""
    turn, run = sitting.turn, sitting.run
    if turn is None:
        return Content()
    number = run.steps.index(turn.step) + 1
    place = clean_line(f"{number}/{len(run.steps)} {sitting.brief.part(turn.step).title}")
    if not turn.is_timed:
        return Content.assemble((place, "bold"), " · what did you say?")
    left = sitting.remaining()
    clock = f"{minutes_text(math.ceil(left))} left" if left >= 0 else f"{minutes_text(-left)} over"
    style = "bold $text-error" if left < 0 else "bold"
    state = "" if run.watch.is_running else " · paused"
    total = f" · {minutes_text(sitting.total())} of {minutes_text(run.seconds)}{state}"
    return Content.assemble((place, "bold"), " · ", (clock, style), total)


def _draw(document: Document, diagram: Diagram, width: int) -> None:
    from mlsd_graph.diagrams.text import paint  # noqa: PLC0415  few steps have one
    from tui.rendering.drawings import rows  # noqa: PLC0415  few steps have one

    document.heading(diagram.title)
    document.gap()
    document.rows(rows(paint(diagram.chart, width=width)))


def _lines(notes: str) -> list[str]:
    return clean(notes).strip("\n").split("\n") if notes.strip() else ["(nothing typed)"]


def _total(done: Report) -> str:
    share = f" ({percent(done.share)})" if done.share is not None else ""
    before = f", {percent(done.before)} before" if done.before is not None else ""
    time = f"{minutes_text(done.seconds)} of {minutes_text(done.budget)}"
    ended = "" if done.ended else "; not finished"
    return clean_line(f"{done.said} of {done.items} said{share}{before}; {time}{ended}")


def _row(result: StepResult) -> str:
    over = f", {minutes_text(result.overrun)} over" if result.overrun else ""
    said = f"{result.said}/{result.items}"
    return (
        f"{STEP_TITLES[result.step]:<{_TITLES}} {said:>4}  {percent(result.before):>6} "
        f"{percent(result.best):>6}  "
        f"{minutes_text(result.seconds)} of {minutes_text(result.budget)}{over}"
    )
