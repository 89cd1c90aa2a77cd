"""What a queue is filled with: the new cards of a day, and where they stand among its reviews."""

from collections.abc import Collection, Mapping, Sequence

from mlsd_graph.memory.state import CardState
from mlsd_graph.scheduling.arrange import APART, Kin, apart, mixed
from mlsd_graph.scheduling.day import DoneToday, Now
from mlsd_graph.scheduling.frontier import Frontier
from mlsd_graph.scheduling.newcards import Unseen, in_file_order, in_graph_order
from mlsd_graph.scheduling.pairs import Pairs
from mlsd_graph.scheduling.reasons import Queued, ReasonKind
from mlsd_graph.scheduling.world import World


def pairs_of(world: World, states: Mapping[str, CardState], now: Now) -> Pairs | None:
    """Look-alikes as they stand today; None where there are none, or nobody keeps them apart."""
    on = world.settings.contrast_pairs and world.graph.contrasts_of
    return Pairs(world.graph, states, now.day) if on else None


def new_cards(  # noqa: PLR0913, PLR0917  a pure function takes all that the choice depends on
    world: World,
    frontier: Frontier,
    unseen: Unseen,
    first: Collection[str],
    seen_notes: Collection[str],
    room: int,
    pairs: Pairs | None,
) -> list[Queued]:
    """Choose new cards: the plan's, else along the graph, else in the order of the files.

    `first` are cards that come before all others anyway; `room` is how many more the limits allow.
    """
    if world.overlay.plan is not None:
        fresh = world.overlay.plan.fresh
        return [item for item in fresh if item.uid not in first and unseen.has(item.uid)]
    budget = room + len(first)
    if world.settings.graph_order:
        why = world.overlay.by_content
        fresh = in_graph_order(frontier, unseen, seen_notes, budget, pairs, why)
    else:
        fresh = in_file_order(world.cards, unseen, budget)
    return [item for item in fresh if item.uid not in first][:room]


def spaced(  # noqa: PLR0913, PLR0917  a pure function takes all that the order depends on
    world: World,
    reviews: Sequence[Queued],
    fresh: Sequence[Queued],
    siblings: Sequence[Queued],
    done: DoneToday,
    kin: Kin,
) -> list[Queued]:
    """Arrange reviews and new cards; what is not open yet fills no gap between siblings."""
    page_of = world.page_of
    ahead = [item for item in fresh if item.reason.kind is ReasonKind.AHEAD]
    opened = [item for item in fresh if item.reason.kind is not ReasonKind.AHEAD]
    recent = [page_of(uid) for uid in done.recent if uid in world.cards]
    items = apart(mixed(reviews, opened, done), page_of, recent, kin)
    for later in (ahead, siblings):
        last = [*recent, *(page_of(item.uid) for item in items[-APART:])]
        items += apart(later, page_of, last, kin)
    return items
