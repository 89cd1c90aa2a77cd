"""Going on with a plan that is done for today: `m` adds some minutes."""

MINUTES = 10
"""That one press adds."""
TOOLTIP = f"{MINUTES} more minutes of the plan"
HOW = f"m adds {MINUTES} minutes"
"""What goes on with a plan, where `m` is at hand."""
HOW_ON_TODAY = f"m on Today adds {MINUTES} minutes"
"""Where it is not."""
