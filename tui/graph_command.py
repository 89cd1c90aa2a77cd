"""The graph in the command palette."""

from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.ranking import command_score

if TYPE_CHECKING:
    from tui.screens.base import StudyScreen

_NAME = "Graph: what stands around this"
_HELP = "Prerequisites, dependents, case studies and contrasts of the page at hand"


class GraphProvider(Provider):
    """Offers the graph of the page that the screen is about."""

    async def discover(self) -> Hits:
        """Offer it before anything is typed."""
        if self._home.at_hand:
            yield DiscoveryHit(_NAME, self._home.action_graph, help=_HELP)

    async def search(self, query: str) -> Hits:
        """Offer it where it matches."""
        matcher = self.matcher(query)
        if self._home.at_hand and (score := matcher.match(_NAME)) > 0:
            score = command_score(query, _NAME, score)
            yield Hit(score, matcher.highlight(_NAME), self._home.action_graph, help=_HELP)

    @property
    def _home(self) -> "StudyScreen":
        # the palette is opened over the screen that lists this provider
        return cast("StudyScreen", self.screen)
