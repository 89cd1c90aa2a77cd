"""Which cards give each other away, so that one of them a day is enough."""

from mlsd_graph.content.records import CardHead, CardKind

_DRAWN = frozenset({CardKind.BLOCK, CardKind.ARROW, CardKind.DIAGRAM})


def family(head: CardHead) -> str:
    """Name what a card shares with its siblings: its note, or the drawing that it asks about.

    A drawing with one block hidden shows the labels of all others.
    """
    return head.uid.partition("#")[0] if head.kind in _DRAWN else head.note
