"""`mlsd set`: the settings of the schedule, which live in the log."""

import json

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import json_option
from mlsd_graph.errors import UsageError
from mlsd_graph.quantity import quantity


# A negative number is a value that the setting refuses, not an option.
@click.command("set", context_settings={"ignore_unknown_options": True})
@click.argument("key", required=False)
@click.argument("value", required=False)
@json_option
@click.pass_obj
def command(context: Context, key: str | None, value: str | None, *, as_json: bool) -> None:
    """Show the settings of the schedule, or change one (undo takes it back)."""
    if key is not None and value is None and "=" in key:
        name, _, wanted = key.partition("=")
        raise UsageError(f"{key!r} is no setting.", f"Write `mlsd set {name} {wanted}`.")
    study = context.study(write=value is not None)
    if key is None or value is None:
        values = study.settings.as_text()
        if key is not None:
            name = study.settings.name_of(key)
            values = {name: values[name]}
        if as_json:
            click.echo(json.dumps(values, ensure_ascii=False))
        else:
            for name, text in values.items():
                click.echo(f"{name:22} {text}")
        return
    result = study.configure(key, value)
    if as_json:
        values = {
            "key": key,
            "before": result.before,
            "after": result.after,
            "moved": result.moved,
        }
        click.echo(json.dumps(values, ensure_ascii=False))
    else:
        click.echo(
            f"{key}: {result.before} → {result.after}; {quantity(result.moved, 'card')} moved"
        )
