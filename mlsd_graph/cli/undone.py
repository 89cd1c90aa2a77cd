"""What undo and redo print."""

import json
from typing import TYPE_CHECKING

import click

from mlsd_graph.errors import MlsdError

if TYPE_CHECKING:
    from mlsd_graph.study.taking_back import Turned

WAY = "`mlsd interview --drop {run}`"
"""How a command takes an interview away, which undo does not."""


def report(turned: "Turned", *, as_json: bool) -> None:
    """Print what was undone or redone; what stays goes to stderr.

    Raises:
        MlsdError: There was nothing to undo or redo.
    """
    act = turned.act
    if act is None:
        raise MlsdError(turned.said, turned.stays)
    if as_json:
        values = {
            "card": act.card,
            "event": act.event,
            "target": act.target,
            "kind": act.kind,
            "change": act.change or None,
        }
        click.echo(json.dumps(values, ensure_ascii=False))
    else:
        click.echo(turned.said)
    if turned.stays:
        click.echo(turned.stays, err=True)
