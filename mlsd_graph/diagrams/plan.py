"""What is known of a drawing before it has coordinates."""

from typing import NamedTuple

from mlsd_graph.content.chartrecords import Flowchart
from mlsd_graph.diagrams.measures import Measures
from mlsd_graph.diagrams.routing import Run
from mlsd_graph.diagrams.slots import Slots
from mlsd_graph.diagrams.tracks import Tracks


class Plan(NamedTuple):
    """The stages so far: slots, routes and tracks of a chart, and what they are measured in."""

    chart: Flowchart
    slots: Slots
    routes: list[list[Run]]
    """One per arrow."""
    tracks: Tracks
    measures: Measures

    @property
    def budget(self) -> int:
        """Width that the drawing should keep to."""
        m = self.measures
        return m.widest_wide if self.slots.columns > 3 else m.widest  # noqa: PLR2004  see Measures
