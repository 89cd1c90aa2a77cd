"""What undo and redo print."""

import json

import click

from mlsd_graph.errors import MlsdError
from mlsd_graph.study.views import Undone


def report(undone: Undone | None, *, nothing: str, as_json: bool, hint: str = "") -> None:
    """Print what was undone or redone; a hint goes to stderr.

    Raises:
        MlsdError: There was nothing to undo or redo.
    """
    if undone is None:
        raise MlsdError(nothing, hint)
    if as_json:
        values = {
            "card": undone.card,
            "event": undone.event,
            "target": undone.target,
            "kind": undone.kind,
            "change": undone.change or None,
        }
        click.echo(json.dumps(values, ensure_ascii=False))
    else:
        click.echo(undone.said)
    if hint:
        click.echo(hint, err=True)
