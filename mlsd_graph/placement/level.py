"""What a level, said before the first question, tells of what is known."""

from collections.abc import Mapping

from mlsd_graph.level import Level

ABILITY: Mapping[Level, float] = {
    Level.JUNIOR: -1.2,
    Level.MID: -0.4,
    Level.SENIOR: 0.4,
    Level.STAFF: 1.2,
}
"""How much likelier than average each concept is known, in logits; answers outweigh it."""
