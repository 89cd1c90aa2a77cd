"""Cards with a history that the content no longer has."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mlsd_graph.memory.state import CardState

if TYPE_CHECKING:
    from mlsd_graph.content import Library


def orphans(library: "Library", states: Mapping[str, CardState]) -> list[CardState]:
    """List their states: the log keeps them, and nothing asks them or counts them as due."""
    return [state for uid, state in states.items() if uid not in library.cards]
