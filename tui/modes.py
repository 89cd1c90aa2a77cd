"""How one gets from any screen to the modes, by key and by palette."""

from typing import TYPE_CHECKING

from textual.app import App, SystemCommand

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.screen import Screen


class ModesApp(App[None]):
    """An app whose modes each open on top of Today; a mode is imported when it is opened."""

    def get_system_commands(self, screen: "Screen[object]") -> "Iterable[SystemCommand]":
        """Offer the modes in the palette too."""
        # Textual leaves the type of a screen's result open.
        yield from super().get_system_commands(screen)  # pyright: ignore[reportUnknownMemberType]
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
