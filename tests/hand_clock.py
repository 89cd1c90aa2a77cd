"""A clock that stands until a test moves it."""

from dataclasses import dataclass


@dataclass
class Clock:
    """UTC milliseconds and minutes east of UTC, as the store asks for them."""

    ms: int = 1_700_000_000_000
    offset: int = 60

    def __call__(self) -> tuple[int, int]:
        return self.ms, self.offset

    def forward(self, *, days: float = 0, minutes: float = 0) -> None:
        self.ms += round((days * 1440 + minutes) * 60_000)
