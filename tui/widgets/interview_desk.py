"""What lies on the table in a mock interview: a sheet to read, notes to type, a list to tick."""

from collections.abc import Container as Ids
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.events import Resize

from mlsd_graph.interview.agenda import Phase, Turn
from mlsd_graph.interview.brief import Part
from tui.rendering.interviews import draw_answer, draw_notes, draw_problem, draw_questions
from tui.widgets.checklist import Checklist
from tui.widgets.notes import Notes
from tui.widgets.prose import Prose

if TYPE_CHECKING:
    from mlsd_graph.study.sitting import Sitting

_WIDE = 110
"""Columns from which the notes lie beside the sheet; below, under it."""


class InterviewDesk(Container):
    """Shows one part of an interview at a time."""

    DEFAULT_CSS = """
    InterviewDesk { layout: horizontal; height: 1fr; }
    InterviewDesk #paper { width: 1fr; height: 1fr; padding: 1 2 0 2; }
    InterviewDesk #side { width: 1fr; height: 1fr; border-left: solid $panel; }
    InterviewDesk #mine { height: 1fr; padding: 1 2 0 2; display: none; }
    InterviewDesk #rubric {
        height: auto; max-height: 60%; padding: 0 2; border-top: solid $panel; display: none;
    }
    InterviewDesk VerticalScroll { scrollbar-size-vertical: 1; }
    InterviewDesk.-mark #notes { display: none; }
    InterviewDesk.-mark #mine, InterviewDesk.-mark #rubric { display: block; }
    InterviewDesk.-stacked { layout: vertical; }
    InterviewDesk.-stacked #paper { width: 100%; padding: 0 2; }
    InterviewDesk.-stacked #side { width: 100%; border-left: none; border-top: solid $panel; }
    InterviewDesk.-stacked.-mark #side { height: auto; max-height: 50%; }
    InterviewDesk.-stacked.-mark #mine { display: none; }
    InterviewDesk.-stacked.-mark #rubric { max-height: 100%; border-top: none; }
    """

    def __init__(self, width: int) -> None:
        """Take the columns there are, so that the first layout is the right one."""
        super().__init__()
        self.set_class(width < _WIDE, "-stacked")
        self._shown: tuple[Sitting, Ids[str], bool] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the sheet and, beside or under it, notes and list."""
        with VerticalScroll(id="paper"):
            yield Prose(id="sheet")
        with Vertical(id="side"):
            yield Notes(id="notes")
            with VerticalScroll(id="mine"):
                yield Prose(id="said")
            with VerticalScroll(id="rubric", can_focus=False):
                yield Checklist(id="items")

    def on_resize(self, event: Resize) -> None:
        """Lay the notes beside the sheet where they fit."""
        stacked = event.size.width < _WIDE
        if stacked != self.has_class("-stacked"):
            self.set_class(stacked, "-stacked")
            if self._shown is not None:
                self.show(*self._shown)

    def begin_part(self, sitting: "Sitting", pages: Ids[str], *, told: bool) -> None:
        """Show the part at hand from its top, ready for typing or ticking."""
        turn = sitting.turn
        if turn is None:
            return
        notes = self.query_one(Notes)
        text = sitting.run.notes.get(turn.step, "")
        is_reply = turn.phase is Phase.QUESTIONS and text and not text.endswith("\n")
        notes.load_text(f"{text}\n" if is_reply else text)
        self.show(sitting, pages, told)
        self.query_one("#paper", VerticalScroll).scroll_home(animate=False)
        if turn.is_timed:
            notes.move_cursor(notes.document.end)
            notes.focus()
        else:
            self._ask(sitting, turn)

    def show(self, sitting: "Sitting", pages: Ids[str], told: bool) -> None:  # noqa: FBT001  kept as shown
        """Put on the sheet what the part at hand shows; `told` adds what was asked for."""
        turn = sitting.turn
        if turn is None:
            return
        self._shown = sitting, pages, told
        self.set_class(turn.phase is Phase.MARK, "-mark")
        part, brief = sitting.brief.part(turn.step), sitting.brief
        sheet, questions = self.query_one("#sheet", Prose), sitting.questions
        if turn.phase is Phase.ANSWER:
            sheet.show(lambda width: draw_problem(brief, part, width, told=told))
        elif turn.phase is Phase.QUESTIONS:
            sheet.show(lambda width: draw_questions(part, questions, width))
        else:
            notes = sitting.run.notes.get(part.step, "")
            above = notes if self.has_class("-stacked") else None
            sheet.show(lambda width: draw_answer(part, questions, width, pages, notes=above))
            self.query_one("#said", Prose).show(lambda width: draw_notes(notes, width))

    def read(self) -> None:
        """Give the keys to the sheet."""
        self.query_one("#paper", VerticalScroll).focus()

    def scroll_sheet(self, pages: int) -> None:
        """Scroll the sheet by pages, two lines of which stay."""
        paper = self.query_one("#paper", VerticalScroll)
        paper.scroll_relative(y=pages * max(1, paper.size.height - 2), animate=False)

    def ticked(self, part: Part) -> list[str]:
        """Name the concepts of the ticked items."""
        return [part.items[index].concept for index in self.query_one(Checklist).ticks]

    def _ask(self, sitting: "Sitting", turn: Turn) -> None:
        """Put the list of a step, with what was ticked before."""
        items = sitting.brief.part(turn.step).items
        ticked = sitting.run.ticked.get(turn.step, frozenset())
        checklist = self.query_one(Checklist)
        checklist.ask(
            tuple(item.text for item in items),
            (index for index, item in enumerate(items) if item.concept in ticked),
        )
        checklist.focus()
