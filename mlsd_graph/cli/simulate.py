"""`mlsd simulate`: workload against desired retention."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import at_option, json_option
from mlsd_graph.percent import percent
from mlsd_graph.quantity import quantity

if TYPE_CHECKING:
    from mlsd_graph.memory.workload import Workload
    from mlsd_graph.study.simulating import Simulated


@click.command("simulate")
@click.option("--days", type=click.IntRange(1, 3650), default=90, help="How far to look: 90.")
@click.option(
    "--minutes",
    type=click.FloatRange(0, 1440),
    default=None,
    help="Minutes a day at most; 0 for no limit. As set, unless given.",
)
@click.option(
    "--retention",
    "retentions",
    multiple=True,
    type=click.FloatRange(0.7, 0.99),
    help="A desired retention to look at, such as 0.85; may be repeated.",
)
@json_option
@at_option
@click.pass_obj
def command(  # noqa: PLR0913  one parameter per option
    context: Context,
    days: int,
    minutes: float | None,
    retentions: tuple[float, ...],
    *,
    as_json: bool,
    at: tuple[int, int] | None,
) -> None:
    """Say what a desired retention would cost from today on; changes nothing.

    Expected values from your own cards, seconds and grades, new cards included, within the
    limits of a day as the queue keeps them.
    """
    from mlsd_graph.study.simulating import RETENTIONS, simulate  # noqa: PLC0415  numpy: 100 ms

    study = context.study(at=at, write=False)
    limit = float(study.settings.minutes_per_day) if minutes is None else minutes
    found = simulate(study, days, limit, sorted(set(retentions)) or RETENTIONS)
    settings = study.settings
    limits = {
        "reviews_per_day": float(settings.reviews_per_day),
        "new_per_day": float(settings.new_per_day),
        "minutes_per_day": limit,
    }
    if as_json:
        values = {
            "days": days,
            **limits,
            "plan_until": found.plan_until or None,
            "cards": found.cards,
            "new": found.unseen,
            "workloads": [_values(each) for each in found.workloads],
        }
        click.echo(json.dumps(values, ensure_ascii=False))
        return
    click.echo("\n".join(_lines(found, days, limits, settings.desired_retention)))


def _values(each: "Workload") -> dict[str, object]:
    return {
        "retention": each.retention,
        "reviews": float(each.reviews.sum()),
        "minutes": float(each.minutes.sum()),
        "new": each.new,
        "remembered": each.remembered,
        "backlog": each.backlog,
        "limit": each.limit,
        "days_late": each.late,
        "days_held": each.held,
        "reviews_by_day": each.reviews.round(2).tolist(),
        "minutes_by_day": each.minutes.round(2).tolist(),
    }


def _span(days: int) -> str:
    return "the next day" if days == 1 else f"the next {days} days, studied each day"


def _lines(found: "Simulated", days: int, limits: Mapping[str, float], desired: float) -> list[str]:
    lines = [
        f"{quantity(found.cards, 'card')} seen, {found.unseen} new; {_span(days)}.",
        f"A day has at most {_listed(limits)}.",
    ]
    if found.plan_until:
        lines.append(f"Until {found.plan_until} your plan chooses instead: this is without it.")
    if found.paced:
        lines.append("`pace_by_success` may give more or fewer new cards on a day: not reckoned.")
    lines += [
        "",
        "desired   reviews/day  min/day  most   new  remembered  min each  late  limit",
    ]
    for each in found.workloads:
        total, mark = float(each.minutes.sum()), "*" if each.retention == desired else " "
        cost = f"{total / each.remembered:.2f}" if each.remembered else "–"
        lines.append(
            f"{percent(each.retention):>6}{mark} {each.reviews.mean():13.1f}  "
            f"{total / days:7.1f}  {each.minutes.max():4.0f}  {each.new:4.0f}  "
            f"{each.remembered:10.0f}  {cost:>8}  {each.backlog:4.0f}  {each.held_by}"
        )
    return [
        *lines,
        "",
        "* in force. most: minutes of the longest day. new: seen for the first time.",
        "remembered: cards recalled on the last day. late: reviews put off till then.",
        "limit: what put reviews off or kept new cards back on most days.",
    ]


def _listed(limits: Mapping[str, float]) -> str:
    """Name the limits of a day."""
    reviews, new, minutes = (limits[f"{what}_per_day"] for what in ("reviews", "new", "minutes"))
    time = f"{minutes:g} minutes, " if minutes else ""
    return f"{time}{reviews:g} reviews and {new:g} new cards"
