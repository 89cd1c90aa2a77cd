"""`mlsd show ID`: a page or a card as text."""

import shutil

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.plaintext import back, front, page_text, wrapped
from mlsd_graph.content.naming import CONTRAST


@click.command("show")
@click.argument("name", metavar="ID")
@click.pass_obj
def command(context: Context, name: str) -> None:
    """Print a page or a card (by its uid) as text."""
    library = context.library()
    if "/" in name or name.startswith(CONTRAST):  # no id of a page is like this
        card = library.card(name)
        text = f"{front(card)}\n\n{back(card)}"
    else:
        text = page_text(library.page(name))
    click.echo(wrapped(text, min(shutil.get_terminal_size().columns, 100)))
