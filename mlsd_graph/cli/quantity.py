"""Amounts in words."""


def quantity(count: int, thing: str) -> str:
    """Write how many there are of a thing whose plural takes an s."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
