"""Options and values that several commands share."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import click

from mlsd_graph.errors import UsageError
from mlsd_graph.memory.state import CardState, Phase
from mlsd_graph.memory.studyday import day_start

_FIRST_YEAR, _LAST_YEAR = 1980, 2200
"""The log is read with calendars that end; a century of intervals fits behind the last year."""

json_option = click.option("--json", "as_json", is_flag=True, help="JSON on stdout.")


def _read_at(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> tuple[int, int] | None:
    return moment(value) if value else None


at_option = click.option(
    "--at",
    metavar="TIME",
    default=None,
    callback=_read_at,
    help="As if it were TIME, ISO 8601 with an offset, such as 2026-03-01T08:00+01:00.",
)


def a_file(named: Path, what: str) -> Path:
    """Take the name of a file to write; `what` is the thing, with its article.

    Raises:
        UsageError: It means standard output.
    """
    if str(named) == "-":
        raise UsageError(f"{what} is a file and cannot go to standard output.", "Name one.")
    return named


def moment(text: str) -> tuple[int, int]:
    """Read an ISO 8601 time with an offset as (UTC ms, minutes east of UTC)."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is not an ISO 8601 time.") from error
    offset = when.utcoffset()
    if offset is None:
        full = when.isoformat(timespec="minutes")
        raise click.BadParameter(f"{text!r} has no offset; write {full}Z or {full}+00:00.")
    if not _FIRST_YEAR <= when.year <= _LAST_YEAR:
        raise click.BadParameter(f"{text!r} is not between {_FIRST_YEAR} and {_LAST_YEAR}.")
    return round(when.timestamp() * 1000), round(offset.total_seconds() / 60)


def iso(at_ms: int, offset_minutes: int, timespec: str = "seconds") -> str:
    """Write a time in UTC ms as ISO 8601 with the given offset in minutes."""
    zone = timezone(timedelta(minutes=offset_minutes)) if offset_minutes else UTC
    return datetime.fromtimestamp(at_ms / 1000, zone).isoformat(timespec=timespec)


def content_first(arguments: list[str]) -> list[str]:
    """Move every `--content DIR` before the command, so that it may be written anywhere."""
    front: list[str] = []
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word == "--content":
            front += [word, *([value] if (value := next(words, None)) is not None else [])]
        elif word.startswith("--content="):
            front.append(word)
        else:
            rest.append(word)
    return front + rest


def due_text(state: CardState) -> str:
    """Write when a card is due: a time between steps, the start of a study day otherwise."""
    if state.phase == Phase.REVIEW:
        return iso(day_start(state.due, state.offset), state.offset)
    return iso(state.due, state.offset)
