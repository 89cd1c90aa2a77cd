"""`mlsd answer CARD RATING`: record a grade, from an editor or a script."""

import json

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import at_option, due_text, json_option
from mlsd_graph.memory.state import Rating

_RATINGS = {rating.word: rating for rating in Rating}


@click.command("answer")
@click.argument("card")
@click.argument("rating", type=click.Choice(list(_RATINGS)))
@json_option
@at_option
@click.pass_obj
def command(
    context: Context, card: str, rating: str, *, as_json: bool, at: tuple[int, int] | None
) -> None:
    """Record a grade for a card that is not suspended."""
    study = context.study(at=at)
    answered = study.answer(card, _RATINGS[rating], source="script")
    state = answered.state
    due = due_text(state)
    if as_json:
        values = {
            "card": answered.uid,
            "event": answered.event,
            "due": due,
            "stability": state.stability,
            "difficulty": state.difficulty,
        }
        click.echo(json.dumps(values, ensure_ascii=False))
    else:
        click.echo(f"{answered.uid}: {rating}, due {due}")
