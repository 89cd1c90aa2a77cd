"""What a card shows of its diagram: the same in the app, in line mode and in a deck."""

from typing import NamedTuple

from mlsd_graph.content.chartorder import flow_order
from mlsd_graph.content.records import Card, CardKind


class Look(NamedTuple):
    """What the painters are told."""

    hidden: frozenset[str] = frozenset()
    """Blocks and arrows whose labels show as “?”."""
    lit: frozenset[str] = frozenset()
    """Blocks and arrows to stress."""
    revealed: frozenset[str] | None = None
    """Blocks shown at all; None: all of them."""


_ALL = Look()


def asked(card: Card, shown: int = 0) -> Look:
    """What the question shows; of a whole diagram the first `shown` blocks of its flow."""
    if card.diagram is None:
        return _ALL
    if card.kind is CardKind.DIAGRAM:
        blocks = flow_order(card.diagram.chart)[:shown]
        return Look(revealed=frozenset(block.id for block in blocks))
    part = frozenset({card.part})
    return Look(hidden=part, lit=part)


def answered(card: Card) -> Look:
    """What the answer shows: everything, and what was asked stressed."""
    return Look(lit=frozenset({card.part})) if card.part else _ALL
