"""`mlsd doctor`: check the state, rebuild its cache, list, make and restore backups."""

import json
from pathlib import Path

import click

from mlsd_graph.cli.ahead import ahead_text
from mlsd_graph.cli.context import Context, system_clock
from mlsd_graph.cli.options import due_text, iso, json_option
from mlsd_graph.quantity import quantity
from mlsd_graph.store import Backup, Report, Store, examine, restore
from mlsd_graph.store.backup import listed


@click.command("doctor")
@click.option("--rebuild", is_flag=True, help="Rebuild the cache from the log, then check.")
@click.option("--backup", "make", is_flag=True, help="Make a verified backup now.")
@click.option("--backups", "listing", is_flag=True, help="List the backups.")
@click.option(
    "--restore",
    "source",
    is_flag=False,
    flag_value="newest",
    default=None,
    metavar="[FILE]",
    help="Go back to a backup, the newest good one unless a file is named.",
)
@json_option
@click.pass_context
def command(  # noqa: PLR0913  one option each
    ctx: click.Context,
    *,
    rebuild: bool,
    make: bool,
    listing: bool,
    source: str | None,
    as_json: bool,
) -> None:
    """Check, rebuild, back up and restore the state."""
    context: Context = ctx.obj
    if source is not None:
        _restore(context, None if source == "newest" else Path(source), as_json=as_json)
        return
    if listing:
        _list(context, as_json=as_json)
        return
    if rebuild or make:
        store = Store.open(context.paths, system_clock)
        if rebuild:
            store.rebuild()
        if make:
            store.back_up("manual")
        store.close()
    if not context.paths.database.exists():
        click.echo(json.dumps({"problems": []}) if as_json else "No state yet: nothing to check.")
        return
    report = examine(context.paths.database, listed(context.paths), now_ms=system_clock()[0])
    if as_json:
        click.echo(json.dumps(_report_values(report), ensure_ascii=False))
    else:
        _print(report)
    ctx.exit(1 if report.problems else 0)


def _restore(context: Context, source: Path | None, *, as_json: bool) -> None:
    restored = restore(context.paths, system_clock, source)
    if as_json:
        values = {
            "source": str(restored.source),
            "events": restored.events,
            "kept": str(restored.kept) if restored.kept else None,
        }
        click.echo(json.dumps(values, ensure_ascii=False))
        return
    click.echo(f"Restored {restored.source} with {quantity(restored.events, 'event')}.")
    if restored.kept:
        click.echo(f"The former file is kept as {restored.kept}.")


def _list(context: Context, *, as_json: bool) -> None:
    found = listed(context.paths)
    if as_json:
        click.echo(json.dumps([_backup_values(backup) for backup in found], ensure_ascii=False))
        return
    for backup in found:
        size = f"{backup.bytes / 1e6:.1f} MB"
        click.echo(f"{iso(backup.at_ms, 0)}  {backup.reason:15} {size:>9}  {backup.path}")
    if not found:
        click.echo("No backups yet.")


def _print(report: Report) -> None:
    counts = ((report.events, "event"), (report.cards, "card"))
    known = "".join(f"{quantity(count, what)}, " for count, what in counts if count is not None)
    newer = any(problem.code == "newer" for problem in report.problems)
    held = known or ("written by a newer mlsd, " if newer else "cannot be read, ")
    backups = quantity(len(report.backups), "backup")
    click.echo(f"{report.path}: {held}{report.bytes / 1e6:.1f} MB, {backups}")
    advised: set[str] = set()
    for problem in report.problems:
        hint = "" if problem.hint in advised else problem.hint
        advised.add(hint)
        click.echo(f"{problem.code}: {problem.message} {hint}".rstrip())
    if report.ahead:
        click.echo(f"ahead: {ahead_text(report.ahead)}")
    elif not report.problems:
        click.echo("All is well.")


def _report_values(report: Report) -> dict[str, object]:
    return {
        "path": str(report.path),
        "version": report.version,
        "bytes": report.bytes,
        "events": report.events,
        "cards": report.cards,
        "backups": [_backup_values(backup) for backup in report.backups],
        "problems": [problem._asdict() for problem in report.problems],
        "ahead": [
            {"card": each.card, "reviewed": iso(each.last, each.offset), "due": due_text(each)}
            for each in report.ahead
        ],
    }


def _backup_values(backup: Backup) -> dict[str, object]:
    return {
        "path": str(backup.path),
        "at": iso(backup.at_ms, 0),
        "reason": backup.reason,
        "bytes": backup.bytes,
    }
