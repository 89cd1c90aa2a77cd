"""How long a credit may let a due review wait: never beyond a floor."""

FLOOR = 0.05
"""How far the recall without any credit may fall below the desired retention. At 0.9 this bounds
the interval at 1.91 times the plain one."""


def may_wait(explicit: float, expected: float, retention: float) -> bool:
    """Whether a due review can wait: `explicit` recall by its own reviews, `expected` with credit.

    Both are asked: what credit makes likely must hold, and what no credit could excuse must not
    have been lost.
    """
    return expected > explicit and expected > retention and explicit > retention - FLOOR
