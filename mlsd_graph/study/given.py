"""What those who have a say in today's order may look at; `overlaying` knows who they are."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.memory import Answer, CardState, Settings
from mlsd_graph.scheduling import DoneToday, Now, Pace

if TYPE_CHECKING:
    from mlsd_graph.content import Library
    from mlsd_graph.graph import Graph
    from mlsd_graph.store import Store


class Given(NamedTuple):
    """All that a provider may look at."""

    graph: "Graph"
    library: "Library"
    states: Mapping[str, CardState]
    settings: Settings
    now: Now
    done: DoneToday
    pace: Pace
    store: "Store"
    today: Callable[[], Sequence[Answer]]
    """The answers of this study day that count, oldest first; read from the log where needed."""
    memo: dict[str, object]
    """Where a provider keeps, under the name of its module, what helps it on the same day."""
