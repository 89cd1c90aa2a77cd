"""Open the terminal app, or say what to use where there is no terminal."""

import os
import sys

import click

from mlsd_graph.cli.context import Context


def open_app(context: Context) -> int:
    """Run the app and return its exit code."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        click.echo(
            "mlsd: the app needs a terminal. Use `mlsd review --plain`, or `mlsd --help`.", err=True
        )
        return 2
    from tui import run  # noqa: PLC0415  textual: 200 ms that no other command pays

    return run(context.study, context.config)
