"""`mlsd import`: what comes back into the tool."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mlsd_graph.cli.context import Context, system_clock, zone_offset
from mlsd_graph.cli.options import json_option
from mlsd_graph.errors import PackageError

if TYPE_CHECKING:
    from export.anki.back import Here, ImportPlan
    from mlsd_graph.study import Study


@click.group("import")
def command() -> None:
    """Bring reviews and edits back, or begin with a deck of your own."""


@command.command("anki")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what an import would do.")
@click.option("--yes", is_flag=True, help="Do not ask, also where the file looks like another's.")
@click.option(
    "--as-content",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Turn the notes of a foreign deck into concept files in a new folder.",
)
@json_option
@click.pass_obj
def anki(  # noqa: PLR0913  one parameter per option
    context: Context, file: Path, folder: Path | None, *, dry_run: bool, yes: bool, as_json: bool
) -> None:
    """Read an .apkg or .colpkg that Anki exported: reviews, flags, My Notes and tags of our cards.

    Nothing else in the file is looked at, and a second import of it adds nothing.
    """
    if folder is not None:
        from mlsd_graph.cli.adopting import adopt_deck  # noqa: PLC0415  only with the option

        adopt_deck(context, file, folder, dry_run=dry_run, as_json=as_json)
        return
    from export.anki.back import plan_import, record  # noqa: PLC0415  not for `--help`
    from export.anki.back.rehearsal import rehearse  # noqa: PLC0415  same
    from export.anki.back.rewritten import rewritten  # noqa: PLC0415  same
    from mlsd_graph.cli.imported import Report  # noqa: PLC0415  same

    study = context.open_study(write=not dry_run)
    plan = plan_import(file, study.store, here(study))
    report = Report(plan, rewritten(study.library, plan.touched))
    if dry_run:
        report = report._replace(drift=rehearse(plan, study.store, system_clock))
    else:
        if not _agreed(report, yes=yes, as_json=as_json):
            raise click.Abort
        done = record(plan, study.store)
        study.today()  # lets the cache of `mlsd due` know
        study.care()
        report = report._replace(drift=done.drift, backup=done.backup)
    for line in report.warnings():
        click.echo(f"mlsd: {line}", err=True)
    if as_json:
        values = report.values() | {"dry_run": dry_run}
        click.echo(json.dumps(values, ensure_ascii=False))
    else:
        click.echo("\n".join(report.lines(done=not dry_run)))


def here(study: "Study") -> "Here":
    """Tell an import who asks, when and where."""
    from export.anki.back import Here  # noqa: PLC0415  only for an import

    now = study.now()
    return Here(frozenset(study.library.cards), (now.ms, now.offset), zone_offset)


def _agreed(report: "object", *, yes: bool, as_json: bool) -> bool:
    from mlsd_graph.cli.imported import Report  # noqa: PLC0415  not for `--help`

    assert isinstance(report, Report)
    plan: ImportPlan = report.plan
    if yes or plan.is_empty:
        return True
    asks = not as_json and sys.stdin.isatty() and sys.stdout.isatty()
    if asks:
        click.echo("\n".join(report.lines(done=False)))
    if plan.another:
        said = "None of the reviews that came back before is in this file: is it another person's?"
        if not asks:
            raise PackageError(said, "With --yes it is imported all the same.")
        click.echo(f"mlsd: {said}", err=True)
    return click.confirm("Import this?", default=not plan.another) if asks else True
