"""Plan: the days to an interview, what fits into them, and what they come to."""

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mlsd_graph.errors import MlsdError, StoppedError
from mlsd_graph.stages import Stage
from tui import more
from tui.rendering.plans import draw_concepts, draw_plan, explained
from tui.screens.base import StudyScreen
from tui.turning import taken_back
from tui.widgets.key_line import KeyLine
from tui.widgets.prose import Prose

if TYPE_CHECKING:
    from mlsd_graph.memory.fitting.fit import Progress
    from mlsd_graph.study import Study
    from mlsd_graph.study.outlook import Outlook
    from mlsd_graph.study.past import Past
    from mlsd_graph.study.taking_back import Turned
    from mlsd_graph.study.views import Today

_LOOK_SECONDS = 0.2
_Reckoned = tuple["Outlook", "Today", "Past"]


class PlanScreen(StudyScreen):
    """Plans in a thread that no grade waits for; leaving or `c` ends it."""

    DEFAULT_CSS = """
    PlanScreen VerticalScroll { padding: 1 2 0 2; scrollbar-size-vertical: 1; }
    PlanScreen Prose { max-width: 120; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "review", "Review", id="plan.review", tooltip="Start reviewing"),
        Binding("e", "edit", "Target", id="plan.edit", tooltip="Set date, minutes and level"),
        Binding("l", "list", "Concepts", id="plan.list", tooltip="All concepts; l: the plan"),
        Binding("m", "more", "More", id="plan.more", tooltip=more.TOOLTIP),
        Binding(
            "r", "again", "Plan again", id="plan.again", show=False,
            tooltip="Plan from what is known now",
        ),
        Binding("c", "stop", "Stop", id="plan.stop", tooltip="Stop planning"),
        Binding("x", "clear", "End", id="plan.clear", tooltip="Plan no more; press twice"),
        Binding("u", "undo", "Undo", id="plan.undo", show=False, tooltip="Take back"),
        Binding("q,escape", "back", "Back", id="plan.back", tooltip="Back"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._found: _Reckoned | None = None
        self._share = -1.0
        """Of the planning that runs; below 0 for none."""
        self._run = 0
        """Number of the planning that counts; one that is older ends at its next step."""
        self._clearing = False
        self._listing = False
        """Whether all concepts are listed, and not the plan shown."""

    def compose(self) -> ComposeResult:
        """Lay out one document under a title."""
        yield Static("Plan", id="title", markup=False)
        with VerticalScroll():
            yield Prose()
        yield KeyLine(modes=True)

    def on_mount(self) -> None:
        """Watch the progress of planning."""
        self.set_interval(_LOOK_SECONDS, self._look)
        self.query_one(Prose).update(Content("loading …"))
        super().on_mount()

    def show_study(self, study: "Study") -> None:
        """Plan from what is known now, in a thread of its own."""
        self._clearing = False
        self._run += 1
        self._share = 0.0 if study.settings.interview else -1.0
        self.refresh_bindings()
        self.run_worker(self._reckon(study, self._run), group="plan", exclusive=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what there is."""
        del parameters
        if action == "stop":
            return self._share >= 0
        if action == "list":
            return self._found is not None
        has_target = self.study is not None and bool(self.study.settings.interview)
        if action == "again":
            return has_target and self._share < 0
        return has_target if action in {"clear", "more"} else True

    def action_review(self) -> None:
        """Start reviewing."""
        self.mlsd.start_review()

    def action_list(self) -> None:
        """List all concepts, or show the plan again."""
        if self.study is not None:
            self._listing = not self._listing
            self._show(self.study)
            self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_back(self) -> None:
        """Leave the list of concepts for the plan, and the plan for the screen below."""
        if self._listing:
            self.action_list()
        else:
            self.mlsd.pop_screen()

    def action_edit(self) -> None:
        """Set or change the target."""
        from tui.screens.target import TargetScreen  # noqa: PLC0415  not before it is asked for

        if self.study is not None:
            self._run += 1
            self.mlsd.push_screen(TargetScreen(self.study))

    def action_more(self) -> None:
        """Go on today for some minutes."""
        study = self.study
        if study is not None:
            self.mlsd.writing(lambda: study.more(more.MINUTES), lambda _: self.refresh_study())

    def action_stop(self) -> None:
        """Stop planning at once; the thread ends at its next step, and what it finds is left."""
        self._run += 1
        self._ended("Stopped. The queue stays as it was; r plans again.")

    def action_again(self) -> None:
        """Plan again."""
        self.refresh_study()

    def action_clear(self) -> None:
        """Plan no more, at the second press."""
        study = self.study
        if study is None:
            return
        if not self._clearing:
            self._clearing = True
            self.notify("x again ends the plan; u brings it back.", markup=False)
            return
        call = lambda: study.configure("interview", "none")  # noqa: E731  one call of the study
        self.mlsd.writing(call, lambda _: self.refresh_study())

    def action_undo(self) -> None:
        """Take back the last act."""
        study = self.study
        if study is not None:
            self.mlsd.writing(lambda: taken_back(study), self._undone)

    def _undone(self, turned: "Turned") -> None:
        self.mlsd.tell_act(turned.told)
        self.refresh_study()

    async def _reckon(self, study: "Study", run: int) -> None:
        def told(share: float) -> bool:
            if run == self._run:
                self._share = max(self._share, share)
            return self.is_here and run == self._run

        try:
            found = await asyncio.get_running_loop().run_in_executor(None, _reckoned, study, told)
        except StoppedError:
            return
        except MlsdError as error:
            if run == self._run:
                self.mlsd.complain(error)
                self._ended("Not planned.")
            return
        if run != self._run:
            return
        self._found, self._share = found, -1.0
        self.refresh_bindings()
        self._show(study)

    def _ended(self, said: str) -> None:
        self._share = -1.0
        if self.is_here:
            self.refresh_bindings()
            self.query_one("#title", Static).update(Content("Plan"))
            self.query_one(Prose).update(Content(said))

    def _look(self) -> None:
        """Draw how far planning is; an earlier plan stays to be read meanwhile."""
        if self._share < 0 or not self.is_here:
            return
        line = Stage("Planning", round(100 * self._share), 100).line(max(20, self.size.width - 8))
        if self._found is None:
            self.query_one(Prose).update(Content(line))
        self.query_one("#title", Static).update(Content(f"Plan  {line}" if self._found else "Plan"))

    def _show(self, study: "Study") -> None:
        if not self.is_here:
            return
        self.query_one("#title", Static).update(Content("Plan"))
        if self._found is None:
            from mlsd_graph.study.plan_text import no_plan  # noqa: PLC0415  not for the first frame

            reasons = no_plan(study) if study.settings.interview else []
            self.query_one(Prose).update(explained(reasons))
            return
        outlook, today, past = self._found
        title = study.library.title
        self.query_one(Prose).show(
            lambda width: (
                draw_concepts(outlook, title, width)
                if self._listing
                else draw_plan(outlook, today, past, title, width)
            )
        )
        self.query_one(VerticalScroll).focus()


def _reckoned(study: "Study", told: "Progress") -> "_Reckoned | None":
    """Plan, let the queue follow, and look at the past."""
    from mlsd_graph.study.outlook import outlook  # noqa: PLC0415  numpy: 100 ms
    from mlsd_graph.study.past import past  # noqa: PLC0415  numpy: 100 ms

    found = outlook(study, told)
    if found is None:
        return None
    study.choose_again()
    return found, study.today(), past(study)
