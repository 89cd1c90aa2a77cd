"""`mlsd diagram show`: draw the diagrams of a page in the terminal."""

from typing import TYPE_CHECKING

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.errors import UnknownIdError

if TYPE_CHECKING:
    from mlsd_graph.content.chartrecords import Diagram


@click.group("diagram")
def command() -> None:
    """Show diagrams and place their blocks."""


@command.command("show")
@click.argument("name", metavar="ID[/KEY]")
@click.option("--list", "as_list", is_flag=True, help="Sentences instead of a drawing.")
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw lines with ASCII alone.")
@click.pass_obj
def show(context: Context, name: str, *, as_list: bool, ascii_only: bool) -> None:
    """Draw the diagrams of a page, or the one named by its key."""
    from mlsd_graph.diagrams.sentences import sentences  # noqa: PLC0415  not for `--help`
    from mlsd_graph.diagrams.text import paint  # noqa: PLC0415  same

    for number, diagram in enumerate(_diagrams(context, name)):
        if number:
            click.echo()
        click.echo(f"{diagram.title}\n")
        if as_list:
            click.echo("\n".join(sentences(diagram.chart)))
        else:
            click.echo(paint(diagram.chart, ascii_only=ascii_only).plain)


def _diagrams(context: Context, name: str) -> "tuple[Diagram, ...]":
    page_id, _, key = name.partition("/")
    page = context.library().page(page_id)
    found = tuple(each for each in page.diagrams if key in ("", each.key))
    if not found:
        keys = ", ".join(each.key for each in page.diagrams)
        hint = f"Its diagrams are: {keys}." if keys else "It has no diagrams."
        what = f"has no diagram “{key}”" if key else "has none"
        raise UnknownIdError(f"{page_id} {what}.", hint)
    return found
