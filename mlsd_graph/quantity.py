"""Amounts in words."""


def quantity(count: int, thing: str, things: str = "") -> str:
    """Write how many there are of a thing; without `things` its plural takes an s."""
    return f"{count} {thing}" if count == 1 else f"{count} {things or thing + 's'}"
