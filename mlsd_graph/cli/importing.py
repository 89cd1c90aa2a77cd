"""`mlsd import`: what comes back into the tool."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import json_option
from mlsd_graph.errors import PackageError

if TYPE_CHECKING:
    from mlsd_graph.cli.imported import Report


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
    from mlsd_graph.cli.returns import brought, looked_at, tried  # noqa: PLC0415  not for `--help`
    from mlsd_graph.cli.stages import Bar, telling  # noqa: PLC0415  not for `--help`

    study = context.open_study(write=not dry_run)
    with Bar() as bar:
        report = looked_at(study, file, telling(bar.show))
        if dry_run:
            report = tried(study, report, telling(bar.show))
    if not dry_run:
        if not _agreed(report, yes=yes, as_json=as_json):
            raise click.Abort
        with Bar() as bar:
            report = brought(study, report, telling(bar.show))
    for line in report.warnings():
        click.echo(f"mlsd: {line}", err=True)
    if as_json:
        values = report.values() | {"dry_run": dry_run}
        click.echo(json.dumps(values, ensure_ascii=False))
    else:
        click.echo("\n".join(report.lines(done=not dry_run)))


def _agreed(report: "Report", *, yes: bool, as_json: bool) -> bool:
    plan = report.plan
    if yes or plan.is_empty:
        return True
    asks = not as_json and sys.stdin.isatty() and sys.stdout.isatty()
    if asks:
        click.echo("\n".join(report.lines(done=False)))
    if plan.another:
        if not asks:
            raise PackageError(report.doubt, "If it is yours, import it with --yes.")
        click.echo(f"mlsd: {report.doubt}", err=True)
    return click.confirm("Import this?", default=not plan.another) if asks else True
