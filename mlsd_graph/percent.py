"""The one way in which the program writes a percentage: `82 %`."""


def percent(share: float | None, digits: int = 0) -> str:
    """Write a share from 0 to 1; one that is not known is a dash."""
    return "–" if share is None else f"{100 * share:.{digits}f} %"
