"""What passing one card says of others that its answer had to use: bounded, and only if earned.

Nothing here changes a memory. Every statement is weighed against the learner's own answers, and at
most it lets a due review wait for a while. All of it is a pure function of grades and graph.
"""

from typing import TYPE_CHECKING

from mlsd_graph.lazily import lazily

if TYPE_CHECKING:
    from mlsd_graph.credit.delay import FLOOR, may_wait
    from mlsd_graph.credit.edges import credited_cards
    from mlsd_graph.credit.ledger import Grade, Ledger
    from mlsd_graph.credit.trust import LEVELS, Trust

__all__ = ["FLOOR", "LEVELS", "Grade", "Ledger", "Trust", "credited_cards", "may_wait"]

__getattr__ = lazily(
    __name__,
    {
        "FLOOR": "delay",
        "Grade": "ledger",
        "LEVELS": "trust",
        "Ledger": "ledger",
        "Trust": "trust",
        "credited_cards": "edges",
        "may_wait": "delay",
    },
)
