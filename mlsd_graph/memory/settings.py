"""The settings that change the schedule; they live in the log and are set with `mlsd set`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from math import isfinite
from typing import cast

from mlsd_graph.errors import UsageError
from mlsd_graph.memory.fsrs6 import DEFAULT_PARAMETERS

_UNIT_S = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_LONGEST_STEP_S = 30 * 86_400
_MOST_STEPS = 10
_MOST_DIGITS = 9
LOWER = (
    *(0.001, 0.001, 0.001, 0.001, 1, 0.001, 0.001, 0.001, 0, 0),
    *(0.001, 0.001, 0.001, 0.001, 0, 0, 1, 0, 0, 0, 0.1),
)
UPPER = (100, 100, 100, 100, 10, 4, 4, 0.75, 4.5, 0.8, 3.5, 5, 0.25, 0.9, 4, 1, 6, 2, 2, 0.8, 0.8)
"""The ranges in which the FSRS optimizers search; outside them the formulas lose their meaning."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All schedule settings with Anki's defaults where Anki has the setting."""

    desired_retention: float = 0.9
    """Recall at which a review falls due."""
    parameters: tuple[float, ...] = DEFAULT_PARAMETERS
    """The 21 parameters of FSRS-6."""
    learning_steps: tuple[int, ...] = (60, 600)
    """Seconds."""
    relearning_steps: tuple[int, ...] = (600,)
    """Seconds."""
    learn_ahead: int = 1200
    """Seconds by which a learning card may come early when nothing else is left."""
    maximum_interval: int = 36_500
    """Days."""
    leech_threshold: int = 8
    """Lapses at which a card is reported, and again at every half of it; 0 for never."""
    new_per_day: int = 20
    reviews_per_day: int = 200
    minutes_per_day: int = 0
    """0 for no limit."""
    new_with_backlog: bool = False
    """Whether new cards come although the reviews fill their daily limit; Anki's default is no."""
    fuzz: bool = True
    """Spread due days within a few percent, so that cards learned together drift apart."""
    load_balance: bool = True
    """Within the fuzz range prefer days with few reviews and without siblings."""
    graph_order: bool = True
    """Order new cards along prerequisites; off is plain FSRS in the order of the content."""
    earned_order: bool = False
    """Let `graph_order` lead concepts only once the learner's own first answers bear it out; they
    come in the order of the content until then."""
    session_order: bool = True
    """Reviews by what is likely lost and how many designs need it, cards of one page apart; off is
    lowest recall first and nothing else."""
    probes: bool = True
    """After a lapse ask the prerequisite that most likely caused it."""
    contrast_pairs: bool = True
    """Keep concepts that are easily confused apart until both are stable, then bring them together;
    order alone, never what is due."""
    credit: str = "shadow"
    """What passing a card says of what it rests on: `off`, `shadow` weighs it against the learner's
    own answers and does nothing, `on` delays reviews once those answers speak for it."""
    pace_by_success: bool = False
    """No new cards while less than 75 % of today's reviews are recalled, half as many more above
    92 %."""
    interview: str = ""
    """A date to prepare for, as `planning.target` writes it; empty for none."""

    def with_value(self, key: str, text: str) -> "Settings":
        """Change one setting from text; raises UsageError that states the allowed form."""
        name = self.name_of(key)
        form = _FORMS[name]
        value = form.read(text.strip())
        if value is None:
            raise UsageError(f"{key} cannot be {text!r}.", f"It is {form.allowed}.")
        return replace(self, **{name: value})

    @staticmethod
    def name_of(key: str) -> str:
        """Name the setting that was meant; raises UsageError that lists all, where none was."""
        name = key.strip().lower().replace("-", "_")
        if name not in _FORMS:
            raise UsageError(f"There is no setting {key!r}.", f"Settings: {', '.join(keys())}.")
        return name

    def as_text(self) -> dict[str, str]:
        """Write every setting as `with_value` reads it."""
        return {name: form.write(getattr(self, name)) for name, form in _FORMS.items()}


@dataclass(frozen=True, slots=True)
class _Form:
    """How one setting is read from text, written to it, and described in an error."""

    read: Callable[[str], object]
    """None for text that is not allowed."""
    allowed: str
    write: Callable[[object], str] = str


def _whole(lowest: int, highest: int, what: str) -> _Form:
    def read(text: str) -> int | None:
        if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
            return None
        return int(text) if lowest <= int(text) <= highest else None

    return _Form(read, f"{what} from {lowest} to {highest}")


def _read_number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None


def _read_retention(text: str) -> float | None:
    value = _read_number(text)
    return value if value is not None and 0.7 <= value <= 0.99 else None  # noqa: PLR2004  Anki's range


def _read_switch(text: str) -> bool | None:
    return {"on": True, "true": True, "yes": True, "off": False, "false": False, "no": False}.get(
        text.lower()
    )


def _write_switch(value: object) -> str:
    return "on" if value else "off"


def _read_steps(text: str) -> tuple[int, ...] | None:
    if text.lower() == "none":
        return ()
    seconds = [read_duration(word) for word in text.split()]
    if not seconds or len(seconds) > _MOST_STEPS:
        return None
    steps = tuple(step for step in seconds if step is not None and 0 < step <= _LONGEST_STEP_S)
    return steps if len(steps) == len(seconds) else None


def _write_steps(value: object) -> str:
    return " ".join(map(write_duration, cast("tuple[int, ...]", value))) or "none"


def _read_ahead(text: str) -> int | None:
    if text == "0":
        return 0
    seconds = read_duration(text)
    return seconds if seconds is not None and 0 <= seconds <= _UNIT_S["d"] else None


def _write_ahead(value: object) -> str:
    return write_duration(cast("int", value))


def read_duration(text: str) -> int | None:
    """Read `90s`, `10m`, `2h` or `1d` as seconds; None for anything else."""
    digits, unit = text[:-1], text[-1:].lower()
    if unit not in _UNIT_S or not (digits.isascii() and digits.isdigit()):
        return None
    return int(digits) * _UNIT_S[unit] if len(digits) <= _MOST_DIGITS else None


def write_duration(seconds: int) -> str:
    """Write seconds in the largest unit that divides them."""
    for unit, size in reversed(_UNIT_S.items()):
        if seconds and seconds % size == 0:
            return f"{seconds // size}{unit}"
    return "0s"


def _read_parameters(text: str) -> tuple[float, ...] | None:
    if text.lower() == "default":
        return DEFAULT_PARAMETERS
    numbers = [_read_number(word) for word in text.replace(",", " ").split()[: len(LOWER) + 1]]
    values = tuple(number for number in numbers if number is not None)
    if len(values) != len(LOWER) or len(numbers) != len(values):
        return None
    inside = all(low <= v <= high for low, v, high in zip(LOWER, values, UPPER, strict=True))
    return values if inside else None


def _write_parameters(value: object) -> str:
    return ", ".join(map(repr, cast("tuple[float, ...]", value)))


def _choice(*words: str) -> _Form:
    def read(text: str) -> str | None:
        return text.lower() if text.lower() in words else None

    return _Form(read, f"{', '.join(words[:-1])} or {words[-1]}")


MOST_MINUTES = 1440
"""Of a day."""
_LONGEST_TARGET = 4000
_TARGET = re.compile(
    r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d (\d{1,4})m [a-z]{1,20}"
    r"(?: focus=[a-z0-9,-]{1,2000})?(?: cases=[a-z0-9,-]{1,2000})?"
)


def _read_target(text: str) -> str | None:
    """Take a target by its form and the minutes of a day: dates and ids are judged by who plans."""
    if text.lower() == "none":
        return ""
    found = _TARGET.fullmatch(text) if len(text) <= _LONGEST_TARGET else None
    return text if found and 1 <= int(found[1]) <= MOST_MINUTES else None


def _write_target(value: object) -> str:
    return str(value) or "none"


_SWITCH = _Form(_read_switch, "on or off", _write_switch)
_STEPS = _Form(_read_steps, "up to 10 steps such as `1m 10m`, or `none`", _write_steps)
_FORMS: Mapping[str, _Form] = {
    "desired_retention": _Form(_read_retention, "a number from 0.7 to 0.99"),
    "parameters": _Form(
        _read_parameters,
        "21 numbers within the bounds of FSRS-6, separated by commas, or `default`",
        _write_parameters,
    ),
    "learning_steps": _STEPS,
    "relearning_steps": _STEPS,
    "learn_ahead": _Form(_read_ahead, "a time such as `20m`, at most `1d`, or `0`", _write_ahead),
    "maximum_interval": _whole(1, 36_500, "days"),
    "leech_threshold": _whole(0, 1000, "a number of lapses"),
    "new_per_day": _whole(0, 9999, "a number of cards"),
    "reviews_per_day": _whole(0, 99_999, "a number of cards"),
    "minutes_per_day": _whole(0, MOST_MINUTES, "a number of minutes"),
    "new_with_backlog": _SWITCH,
    "fuzz": _SWITCH,
    "load_balance": _SWITCH,
    "graph_order": _SWITCH,
    "earned_order": _SWITCH,
    "session_order": _SWITCH,
    "probes": _SWITCH,
    "contrast_pairs": _SWITCH,
    "credit": _choice("off", "shadow", "on"),
    "pace_by_success": _SWITCH,
    "interview": _Form(
        _read_target,
        "a target such as `2026-11-21/2026-12-24 45m senior focus=ads` with 1 to "
        f"{MOST_MINUTES} minutes, or `none`",
        _write_target,
    ),
}


def keys() -> tuple[str, ...]:
    """Name all settings."""
    return tuple(field.name for field in fields(Settings))
