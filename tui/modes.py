"""How one gets from any screen to the modes, and to what opens on top of a screen.

A screen is imported when it is opened: the first frame needs Today alone.
"""

from typing import TYPE_CHECKING

from textual.app import SystemCommand

from tui.next_card import next_or_why_none
from tui.studying import StudyApp

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.screen import Screen

    from mlsd_graph.study.interviews import Terms
    from mlsd_graph.study.views import Shown


class ModesApp(StudyApp):
    """An app whose modes each open on top of Today, and pages, cards and reviews on top of all."""

    def get_system_commands(self, screen: "Screen[object]") -> "Iterable[SystemCommand]":
        """Offer the modes in the palette too."""
        # Textual leaves the type of a screen's result open.
        yield from super().get_system_commands(screen)  # pyright: ignore[reportUnknownMemberType]  open in Textual
        yield SystemCommand("Cases", "Case studies and mock interviews", self.action_cases)
        yield SystemCommand("Plan", "The days to an interview", self.action_plan)
        yield SystemCommand("Placement", "Find out what you know already", self.action_placement)
        yield SystemCommand("Stats", "Streak, recall and what is coming", self.action_stats)

    def action_today(self) -> None:
        """Go back to Today."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def action_browse(self) -> None:
        """Browse concepts and cards."""
        from tui.screens.browse import BrowseScreen  # noqa: PLC0415  not before the first frame

        self.action_today()
        self.push_screen(BrowseScreen())

    def action_stats(self) -> None:
        """Show the learner's numbers."""
        from tui.screens.stats import StatsScreen  # noqa: PLC0415  not before the first frame

        self.action_today()
        self.push_screen(StatsScreen())

    def action_cases(self) -> None:
        """Show the case studies, and rehearse the interview on one."""
        from tui.screens.cases import CasesScreen  # noqa: PLC0415  not before the first frame

        self.action_today()
        self.push_screen(CasesScreen())

    def action_plan(self) -> None:
        """Show the days to an interview, and what fits into them."""
        from tui.screens.plan import PlanScreen  # noqa: PLC0415  not before the first frame

        self.action_today()
        self.push_screen(PlanScreen())

    def action_placement(self) -> None:
        """Find out by a few questions what is known already, or see what was found out."""
        from tui.screens.placement import PlacementScreen  # noqa: PLC0415  not before the first frame

        self.action_today()
        self.push_screen(PlacementScreen())

    def action_search(self) -> None:
        """Browse with the cursor in the search line."""
        self.action_browse()

    def action_help(self) -> None:
        """List every key of the present screen."""
        from tui.screens.help import HelpScreen  # noqa: PLC0415  not before the first frame

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def open_page(self, page_id: str) -> None:
        """Open a concept, case study or other page on top of the present screen."""
        from tui.screens.concept import ConceptScreen  # noqa: PLC0415  not before the first frame

        self.push_screen(ConceptScreen(page_id))

    def open_diagrams(self, page_id: str) -> None:
        """Open the diagrams of a page."""
        from tui.screens.diagram import DiagramScreen  # noqa: PLC0415  not before the first frame

        self.push_screen(DiagramScreen(page_id))

    def open_interview(self, case: str, terms: "Terms", *, anew: bool = False) -> None:
        """Hold a mock interview, or go on with the one that was left."""
        from tui.screens.interview import InterviewScreen  # noqa: PLC0415  not before the first frame

        self.push_screen(InterviewScreen(case, terms, anew=anew))

    def open_info(self, uid: str) -> None:
        """Tell all about one card."""
        from tui.screens.info import InfoScreen  # noqa: PLC0415  not before the first frame

        self.push_screen(InfoScreen(uid))

    def start_review(self, *, instead: bool = False) -> None:
        """Ask the first card of the queue, `instead` of the present screen or on top of it.

        The screen comes with its card: laid out empty before, it made the card wait for 20 ms.
        """
        study, screen = self.study, self.screen
        if study is None:
            self.once_open(self.start_review)
            return

        def ask(found: "tuple[Shown | None, str]") -> None:
            first, nothing = found
            if self.screen is not screen:
                return  # the learner has gone elsewhere, or pressed the key twice
            if first is None:
                self.notify(nothing, markup=False)
                return
            review = ReviewScreen(first)
            if instead:
                # Textual leaves the type of a screen's result open.
                self.switch_screen(review)  # pyright: ignore[reportUnknownMemberType]  open in Textual
            else:
                self.push_screen(review)

        self.writing(lambda: next_or_why_none(study), ask)
        from tui.screens.review import ReviewScreen  # noqa: PLC0415  while the card is looked up

    def review_undone(self, graded: int) -> None:
        """Review in place of the present screen, beginning with an undo; `graded` were before."""
        from tui.screens.review import ReviewScreen  # noqa: PLC0415  not before the first frame

        # Textual leaves the type of a screen's result open.
        self.switch_screen(ReviewScreen(None, graded=graded))  # pyright: ignore[reportUnknownMemberType]  open in Textual

    def finish_review(self) -> None:
        """Leave the review for the summary of the session."""
        from tui.screens.summary import SummaryScreen  # noqa: PLC0415  not before the first frame

        self.pop_screen()
        self.push_screen(SummaryScreen())
