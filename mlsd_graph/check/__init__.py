"""What a program can know about content: findings, each with a place, a sentence and what to do."""

from typing import TYPE_CHECKING

from mlsd_graph.lazily import lazily

if TYPE_CHECKING:
    from mlsd_graph.check.checking import check
    from mlsd_graph.check.vanished import BaseCard

__all__ = ["BaseCard", "check"]

__getattr__ = lazily(__name__, {"BaseCard": "vanished", "check": "checking"})
