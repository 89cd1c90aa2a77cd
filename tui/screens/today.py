"""Today: what is due, how long it takes, what comes next and why, and what will open."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mlsd_graph.clean import clean_line
from tui.screens.base import StudyScreen
from tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from mlsd_graph.scheduling import Queued
    from mlsd_graph.study import Study
    from mlsd_graph.study.views import Today

_LISTED = 7


class TodayScreen(StudyScreen):
    """The first screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "review", "Review", id="today.review", tooltip="Start reviewing"),
        Binding("u", "undo", "Undo", id="today.undo", tooltip="Take back the last act"),
        Binding("q,escape", "app.quit", "Quit", id="today.quit", tooltip="Leave"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the skeleton that is drawn before anything is loaded."""
        yield Static("mlsd", id="title", markup=False)
        with VerticalScroll(id="today", can_focus=False):
            yield Static("loading …", id="counts", markup=False)
            with Horizontal(id="lists"):
                yield Static("", id="next", markup=False)
                yield Static("", id="opens", markup=False)
        yield KeyLine()

    def show_study(self, study: "Study") -> None:
        """Ask for today's numbers off the loop and draw them; a glance until the queue is there."""
        look = study.today if study.is_warm else study.glance
        self.mlsd.writing(look, lambda today: self._draw(study, today))

    def action_review(self) -> None:
        """Start reviewing; the first card comes as soon as the study is open."""
        self.mlsd.start_review()

    def action_undo(self) -> None:
        """Take back the last act, also one of an earlier run."""
        study = self.study
        if study is None:
            return

        def done(undone: object) -> None:
            self.notify("Undone." if undone else "Nothing to undo.", markup=False)
            self.refresh_study()

        self.mlsd.writing(study.undo, done)

    def _draw(self, study: "Study", today: "Today | None") -> None:
        if not self.is_mounted or today is None:
            return
        self.query_one("#counts", Static).update(counts(today))
        if not study.is_warm:
            return
        self.query_one("#next", Static).update(upcoming(study, today))
        self.query_one("#opens", Static).update(openings(study, today))


def counts(today: "Today") -> Content:
    """Write the numbers of the day."""
    waiting = today.due + today.new
    lines = [
        Content.assemble(
            (f"{today.due}", "bold $primary"),
            " due   ",
            (f"{today.new}", "bold $success"),
            " new   ",
            (f"{today.learning}", "bold $warning"),
            f" learning   about {max(1, round(today.minutes))} min" if waiting else " learning",
        ),
        Content(
            f"{today.done} done today   streak {_days(today.streak)},"
            f" longest {_days(today.longest)}"
        ),
    ]
    if not waiting:
        lines.insert(0, Content.styled("All done for now.", "bold"))
        if today.next_due is not None:
            lines.append(Content(f"The next card is due {_when(today.next_due)}."))
    return Content("\n").join(lines)


def upcoming(study: "Study", today: "Today") -> Content:
    """Write the pages that the queue goes through, each with the reason why it comes."""
    lines = [Content.styled("Next", "bold underline")]
    pages: dict[str, list[Queued]] = {}
    for queued in today.queue:
        head = study.library.cards.get(queued.uid)
        if head is not None:
            pages.setdefault(head.page, []).append(queued)
    for page, cards in list(pages.items())[:_LISTED]:
        more = f" ×{len(cards)}" if len(cards) > 1 else ""
        title = clean_line(study.library.title(page))
        lines.append(Content.assemble(f"{title}{more}  ", (cards[0].reason.text, "dim")))
    if not pages:
        lines.append(Content("Nothing is waiting."))
    return Content("\n").join(lines)


def openings(study: "Study", today: "Today") -> Content:
    """Write which pages open next, and what each waits for."""
    lines = [Content.styled("Opens next", "bold underline")]
    for opening in today.opens:
        waits = ", ".join(clean_line(study.library.title(id_)) for id_ in opening.missing)
        lines.append(Content.assemble(f"{clean_line(opening.title)}  ", (f"after {waits}", "dim")))
    if not today.opens:
        lines.append(Content("Nothing that is closed is near."))
    return Content("\n").join(lines)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _when(moment: datetime) -> str:
    now = datetime.now(moment.tzinfo)
    if moment.date() == now.date():
        return f"at {moment:%H:%M}"
    return f"on {moment:%A %d %B}".replace(" 0", " ")
