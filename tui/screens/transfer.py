"""One way out or back: how far it is, what it would do, and what came of it."""

import asyncio
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mlsd_graph.clean import clean
from mlsd_graph.errors import MlsdError
from tui.phone import Offer, Summary
from tui.screens.base import StudyScreen
from tui.transfer import Stopped, Transfer
from tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from mlsd_graph.stages import Show, Stage

_LOOK_SECONDS = 0.1


class TransferScreen(StudyScreen):
    """Runs an act in a thread; an offer is carried out when the learner agrees.

    Leaving with escape stops what has written nothing yet. Left for another screen, an export
    goes on and says when it is done.
    """

    DEFAULT_CSS = """
    TransferScreen VerticalScroll { padding: 1 2 0 2; height: 1fr; scrollbar-size-vertical: 1; }
    TransferScreen #told { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "agree", "Import", id="transfer.agree", tooltip="Import what is shown"),
        Binding(
            "y", "insist", "Import all the same", id="transfer.insist",
            tooltip="Import although the file looks like another person's",
        ),
        Binding(
            "enter", "back", "Done", id="transfer.done", show=True, tooltip="Back, when all is done"
        ),
        Binding("c", "stop", "Cancel", id="transfer.stop", tooltip="Stop; nothing is written"),
        Binding("q,escape", "leave", "Back", id="transfer.back", tooltip="Stop, or back"),
    ]  # fmt: skip

    def __init__(self, heading: str, act: "Callable[[Show], Summary | Offer]") -> None:
        super().__init__()
        self._heading = heading
        self._act = act
        self._transfer = Transfer()
        self._offer: Offer | None = None
        self._works = True
        self._records = False

    def compose(self) -> ComposeResult:
        """Lay out one text under the heading."""
        yield Static(self._heading, id="title", markup=False)
        with VerticalScroll():
            yield Static("", id="told", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin."""
        self.mlsd.run_worker(self._run(), group="phone")
        self.set_interval(_LOOK_SECONDS, self._look)
        self._look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done now."""
        del parameters
        offer = self._offer
        if action == "agree":
            return offer is not None and not offer.is_empty and not offer.doubt
        if action == "insist":
            return offer is not None and not offer.is_empty and bool(offer.doubt)
        if action == "back":
            return not self._works and (offer is None or offer.is_empty)
        if action == "stop":
            return self._works and not self._records
        return True

    def action_agree(self) -> None:
        """Record what was offered, in order with grades."""
        offer = self._offer
        if offer is None:
            return
        self._offer, self._works, self._records = None, True, True
        self._transfer = transfer = Transfer()
        self._look()
        self.refresh_bindings()
        self.mlsd.writing(lambda: offer.record(transfer.show), self._done, self._failed)

    def action_insist(self) -> None:
        """Record what was offered in spite of a doubt."""
        self.action_agree()

    def action_stop(self) -> None:
        """Stop, and go back."""
        self._transfer.stop()
        self.mlsd.pop_screen()

    def action_back(self) -> None:
        """Go back: all is done."""
        self.mlsd.pop_screen()

    def action_leave(self) -> None:
        """Go back; what has written nothing yet is stopped."""
        if not self._records:
            self._transfer.stop()
        self.mlsd.pop_screen()

    async def _run(self) -> None:
        """Work in a thread beside the one that grades are written in."""
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(None, self._act, self._transfer.show)
        except Stopped:
            return
        except MlsdError as error:
            self._failed(error)
        else:
            self._done(found)
        finally:
            self._transfer.stop()  # where the app ends first, its thread must not hold it up

    def _look(self) -> None:
        """Draw how far it is."""
        if self._works and self.is_here:
            self.query_one("#told", Static).update(_working(self._transfer.stage, self.size.width))

    def _done(self, found: "Summary | Offer") -> None:
        self._works = self._records = False
        if not self.is_here:
            if isinstance(found, Summary):
                self.mlsd.notify(found.title, title=self._heading, markup=False)
            return
        if isinstance(found, Offer):
            self._offer = found
        self._draw(Content("\n").join(_told(found)))

    def _failed(self, error: MlsdError) -> None:
        self._works = self._records = False
        if not self.is_here:
            self.mlsd.complain(error)
            return
        said = Content.styled("Not done.", "bold $error")
        self._draw(Content("\n\n").join([said, Content(clean(str(error)))]))

    def _draw(self, told: Content) -> None:
        self.query_one("#told", Static).update(told)
        self.query_one(VerticalScroll).focus()
        self.refresh_bindings()


def _working(stage: "Stage", width: int) -> Content:
    return Content(stage.line(max(20, width - 6)))


def _told(found: Summary | Offer) -> Iterator[Content]:
    """Write what was done or would be done, what to look out for, and what comes next."""
    summary = found.summary if isinstance(found, Offer) else found
    yield Content.styled(clean(summary.title), "bold")
    yield Content("")
    yield from (Content(clean(line)) for line in summary.lines)
    if summary.warnings:
        yield Content("")
        yield Content.styled("Look at this", "bold $warning")
        yield from (Content(f"• {clean(line)}") for line in summary.warnings)
    if isinstance(found, Offer):
        yield Content("")
        yield _question(found)


def _question(offer: Offer) -> Content:
    if offer.is_empty:
        return Content("Nothing to import: all of it is here already.")
    if offer.doubt:
        return Content.assemble((offer.doubt, "bold $warning"), " y imports it all the same.")
    return Content.styled("Nothing is recorded yet: enter imports this.", "bold")
