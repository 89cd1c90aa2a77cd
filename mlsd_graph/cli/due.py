"""`mlsd due`: one line for a prompt or cron.

Reads the cache alone, with the standard library alone: no content, no click, no platformdirs.
Only where nothing was ever cached, or other content is named, are content and log opened.
"""

import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlsd_graph.store.due import Due

_MINUTE_MS, _ROLLOVER_MIN, _DAY_MIN = 60_000, 4 * 60, 24 * 60
_USAGE = "usage: mlsd due [--json] [--quiet] [--at-least N] [--content DIR]"


class _Options:
    """What was asked for; no dataclass, because its import costs as much as the query."""

    def __init__(self) -> None:
        self.as_json = False
        self.quiet = False
        self.at_least = 0
        self.content: list[str] = []


def run(arguments: list[str]) -> int:
    """Print what is due; exit 1 where fewer cards wait than `--at-least` asks for."""
    try:
        options = _read(arguments)
    except ValueError as error:
        sys.stderr.write(f"mlsd due: {error}\n{_USAGE}\n")
        return 2
    found = None if options.content else _cached()
    if found is None:
        from mlsd_graph.cli.due_slowly import count  # noqa: PLC0415  opens the content

        found = count(options.content)
    if isinstance(found, int):
        return found
    if not options.quiet:
        try:
            print(_json(found) if options.as_json else _line(found), flush=True)  # noqa: T201
        except BrokenPipeError:
            from mlsd_graph.cli.output import silence  # noqa: PLC0415  hardly ever

            silence()
        except OSError as error:
            from mlsd_graph.cli.output import complain  # noqa: PLC0415  hardly ever

            return complain(error)
    return 0 if found.due + found.new >= options.at_least else 1


def _read(arguments: list[str]) -> _Options:
    """Read the options; raises ValueError with what is wrong."""
    options = _Options()
    words = iter(arguments)
    for word in words:
        name, _, given = word.partition("=")
        if word == "--json":
            options.as_json = True
        elif word == "--quiet":
            options.quiet = True
        elif name == "--content":
            options.content.append(_value(name, given or next(words, "")))
        elif name == "--at-least":
            value = _value(name, given or next(words, ""))
            if not value.isdecimal():
                raise ValueError(f"--at-least takes a number, not {value!r}")
            options.at_least = int(value)
        else:
            raise ValueError(f"no such option: {word}")
    return options


def _value(name: str, value: str) -> str:
    if not value:
        raise ValueError(f"{name} needs a value")
    return value


def _cached() -> "Due | int | None":
    """Ask the cache; None where it knows nothing of the content yet, an exit code on an error."""
    import sqlite3  # noqa: PLC0415  not before the options are known to be right

    from mlsd_graph.store.due import due_line  # noqa: PLC0415  not before the options are known to be right

    try:
        found = due_line(_database(), round(time.time() * 1000), _offset())
    except (OSError, sqlite3.Error, ValueError, LookupError, TypeError, AttributeError) as error:
        sys.stderr.write(f"mlsd due: the state cannot be read: {error}. Run `mlsd doctor`.\n")
        return 1
    same = found.content == os.environ.get("MLSD_CONTENT", "")
    # where no card is to come at all, the content alone can tell why
    empty = not found.due + found.new and found.next_due_ms is None
    return found if same and not empty and found.age_ms is not None else None


def _database() -> str:
    """Find the state file as `paths.find` does, without pathlib and platformdirs on Linux."""
    if home := os.environ.get("MLSD_HOME"):
        return os.path.abspath(os.path.expanduser(home)) + "/state/state.sqlite"  # noqa: PTH100, PTH111
    if not sys.platform.startswith("linux"):
        from mlsd_graph import paths  # noqa: PLC0415  platformdirs knows the other systems

        return str(paths.find().database)
    data = os.environ.get("XDG_DATA_HOME", "").strip() or os.path.expanduser("~/.local/share")  # noqa: PTH111
    return data + "/mlsd/state.sqlite"


def _offset() -> int:
    return (time.localtime().tm_gmtoff or 0) // 60


def _json(found: "Due") -> str:
    import json  # noqa: PLC0415  only where asked for

    values = {
        "due": found.due,
        "new": found.new,
        "minutes": found.minutes,
        "next_due": None if found.next_due_ms is None else _time(found.next_due_ms),
        "planned": found.planned,
        "beyond": found.beyond,
        "age_seconds": None if found.age_ms is None else found.age_ms // 1000,
    }
    return json.dumps(values)


def _line(found: "Due") -> str:
    line = f"{found.due} due, {found.new} new, about {found.minutes:g} min"
    if found.next_due_ms is not None and not found.due + found.new:
        line = f"nothing due until {_time(found.next_due_ms)[:16].replace('T', ' ')}"
    if found.beyond:
        line = _beyond(found, line)
    if found.planned is False:
        line += " (without today's plan, which is made when you review)"
    hours = (found.age_ms or 0) // 3_600_000
    return f"{line} (content as of {hours} h ago)" if hours else line


def _beyond(found: "Due", line: str) -> str:
    """Add what is due beyond the day, and once the day is done how a plan goes on."""
    if found.due + found.new:
        what = "plan" if found.planned else "limits"
        return f"{line}; {found.beyond} more due beyond today's {what}"
    if found.planned:
        return f"today's plan is done, {found.beyond} more due; `mlsd plan --more 10` goes on"
    return f"today's limits are reached, {found.beyond} more due"


def _time(at_ms: int) -> str:
    """Write a time as ISO 8601 with the local offset at that time."""
    local = time.localtime(at_ms / 1000)
    ahead = _offset() - (local.tm_gmtoff or 0) // 60
    if ahead and (at_ms // _MINUTE_MS + _offset() - _ROLLOVER_MIN) % _DAY_MIN == 0:
        # The clocks change until then, and a study day begins at 04:00 of its own time.
        local = time.localtime(at_ms / 1000 + 60 * ahead)
    zone = time.strftime("%z", local)
    return f"{time.strftime('%Y-%m-%dT%H:%M:%S', local)}{zone[:3]}:{zone[3:]}"
