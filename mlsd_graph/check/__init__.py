"""What a program can know about content: findings, each with a place, a sentence and what to do."""

from mlsd_graph.check.checking import check
from mlsd_graph.check.vanished import BaseCard

__all__ = ["BaseCard", "check"]
