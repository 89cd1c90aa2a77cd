"""`mlsd stats`: reviews, retention and streak."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import at_option, json_option
from mlsd_graph.percent import percent
from mlsd_graph.quantity import quantity

if TYPE_CHECKING:
    from mlsd_graph.study.statistics import Stats


@click.command("stats")
@json_option
@at_option
@click.pass_obj
def command(context: Context, *, as_json: bool, at: tuple[int, int] | None) -> None:
    """Reviews, retention and streak."""
    stats = context.study(at=at, write=False).stats()
    if as_json:
        click.echo(json.dumps(asdict(stats), ensure_ascii=False))
        return
    click.echo(f"reviews     {stats.reviews} in {stats.minutes:.0f} min")
    click.echo(
        f"cards       {stats.seen} of {stats.cards} seen, {quantity(stats.orphans, 'orphan')}"
    )
    click.echo(f"retention   {_retention(stats)}")
    click.echo(f"streak      {_streak(stats)}")
    given = ", ".join(f"{name} {count}" for name, count in stats.answers.items())
    click.echo(f"answers     {given}")
    if stats.credit and (stats.credit["answers"] or stats.credit["ticked"]):
        saved, evidence = stats.credit["saved"], stats.credit["evidence"]
        ticked = quantity(round(stats.credit["ticked"]), "ticked item")
        line = f"would have saved {saved:.0f} reviews, evidence {evidence:.1f}:1, {ticked}"
        click.echo(f"credit      {line}")
    if stats.order:
        click.echo(f"order       {stats.order}")
    week = list(stats.forecast.items())[:7]
    click.echo("forecast    " + "  ".join(f"{day[5:]} {count}" for day, count in week))
    if stats.backlog:
        click.echo(f"backlog     {stats.backlog} of today's were due before")


def _retention(stats: "Stats") -> str:
    """Say how much was recalled, or why that is not known yet."""
    if stats.retention is not None:
        return percent(stats.retention, 1)
    uncounted = "none yet: answers to new cards and between learning steps do not count"
    return uncounted if stats.reviews else "no reviews yet"


def _streak(stats: "Stats") -> str:
    """Say what the Stats mode says of it."""
    from mlsd_graph.study.streaks import Streak, streak_text  # noqa: PLC0415  not for `--help`

    said = streak_text(Streak(stats.study_days, stats.rest_days, today=False))
    floor = f"{stats.streak_floor} reviews make a day, one in seven may rest"
    return f"{said}, longest {stats.longest}; {floor}"
