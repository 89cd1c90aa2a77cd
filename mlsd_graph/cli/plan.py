"""`mlsd plan`: set an interview's date, and see what to study until then."""

import json
from typing import TYPE_CHECKING

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import at_option, json_option
from mlsd_graph.errors import UsageError

if TYPE_CHECKING:
    from mlsd_graph.study import Study
    from mlsd_graph.study.outlook import Outlook


@click.command("plan")
@click.option("--interview", metavar="DATE", help="The date, such as 2026-12-24.")
@click.option("--minutes", type=int, help="Minutes a day; 30 unless given.")
@click.option("--level", metavar="LEVEL", help="junior, mid, senior or staff; mid unless given.")
@click.option(
    "--company-focus",
    "focus",
    multiple=True,
    metavar="A,B",
    help="Product domains of the company, such as ads,search; `all` for no focus.",
)
@click.option(
    "--case",
    "cases",
    multiple=True,
    metavar="ID",
    help="A case study that matters; may be repeated. `all` for no choice.",
)
@click.option("--clear", is_flag=True, help="Plan no more; the plain queue comes back.")
@click.option("--concepts", is_flag=True, help="Each concept: why, recall now and on the date.")
@click.option("--more", type=click.IntRange(1, 600), help="Go on today for so many minutes.")
@json_option
@at_option
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917  one parameter per option
    context: Context,
    interview: str | None,
    minutes: int | None,
    level: str | None,
    focus: tuple[str, ...],
    cases: tuple[str, ...],
    more: int | None,
    *,
    clear: bool,
    concepts: bool,
    as_json: bool,
    at: tuple[int, int] | None,
) -> None:
    """Plan toward an interview, or show the plan (undo takes a change back)."""
    from mlsd_graph.study.aiming import Wish, aim, names  # noqa: PLC0415  not for `--help`

    wish = Wish(interview, minutes, level, _chosen(names(focus)), _chosen(names(cases)))
    changes = any(each is not None for each in wish)
    if clear and (changes or concepts or more is not None):
        raise UsageError("--clear goes alone.", "Leave out the other options.")
    study = context.study(at=at, write=changes or clear or more is not None)
    if clear:
        study.configure("interview", "none")
    elif changes:
        study.configure("interview", aim(study, wish).text)
    if more is not None:
        study.more(more)
    found = _reckoned(study)
    if as_json:
        click.echo(json.dumps(_values(study, found), ensure_ascii=False))
    else:
        from mlsd_graph.study.plan_text import no_plan, plan_lines  # noqa: PLC0415  not for `--help`

        lines = plan_lines(study, found) if found else no_plan(study)
        if found and concepts:
            from mlsd_graph.study.plan_concepts import concept_lines  # noqa: PLC0415  not for `--help`

            lines = concept_lines(found, study.library.title)
        click.echo("\n".join(lines))


def _chosen(given: list[str]) -> list[str] | None:
    """None where nothing was given, nothing for `all`."""
    return [] if given == ["all"] else given or None


def _reckoned(study: "Study") -> "Outlook | None":
    from mlsd_graph.cli.stages import planning  # noqa: PLC0415  not for `--help`
    from mlsd_graph.study.preparing import target_of  # noqa: PLC0415  not for `--help`

    if target_of(study.settings, study.now()) is None:
        return None
    from mlsd_graph.study.outlook import outlook  # noqa: PLC0415  numpy: 100 ms

    with planning() as told:
        return outlook(study, told)


def _values(study: "Study", found: "Outlook | None") -> dict[str, object]:
    from mlsd_graph.study.plan_values import no_values, plan_values  # noqa: PLC0415  not for `--help`

    return plan_values(study, found) if found else no_values(study)
