"""`mlsd placement`: find out what is known already; line mode, and question by question."""

import json
import sys
from typing import TYPE_CHECKING, cast

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import at_option, json_option
from mlsd_graph.errors import UsageError
from mlsd_graph.level import Level
from mlsd_graph.memory.state import Rating
from mlsd_graph.quantity import quantity

if TYPE_CHECKING:
    from mlsd_graph.placement.result import Result
    from mlsd_graph.placement.said import Said
    from mlsd_graph.study import Study
    from mlsd_graph.study.placing import Placing

ANSWERS = {
    "unknown": Rating.AGAIN,
    "no": Rating.AGAIN,
    "partly": Rating.HARD,
    "yes": Rating.GOOD,
    "easy": Rating.EASY,
}


@click.command("placement")
@click.option(
    "--level", type=click.Choice([str(level) for level in Level]), help="Your level; begins a test."
)
@click.option(
    "--answer", nargs=2, metavar="CARD WORD",
    help=f"Answer the open question: {', '.join(ANSWERS)}.",
)  # fmt: skip
@click.option("--end", is_flag=True, help="End the test with what is known by now.")
@click.option("--again", is_flag=True, help="Begin anew; the new result replaces the old one.")
@click.option("--skip", is_flag=True, help="Decline; the app does not offer it again.")
@json_option
@at_option
@click.pass_obj
def command(  # noqa: PLR0913  one option each
    context: Context,
    *,
    level: str | None,
    answer: tuple[str, str] | None,
    end: bool,
    again: bool,
    skip: bool,
    as_json: bool,
    at: tuple[int, int] | None,
) -> None:
    """Place yourself by 10 to 25 questions, so that what you know is not taught again.

    In a terminal or a pipe it asks line by line, and goes on where it was left. With --json it
    does one step: `--level L` begins, `--answer CARD WORD` answers, `--end` ends, none looks.
    Undo takes back the last answer, or the whole result.
    """
    if sum(map(bool, (answer, end, skip))) > 1 or (level and (answer or end or skip)):
        raise UsageError("Only one of --level, --answer, --end and --skip can be done at once.")
    acts = bool(level or answer or end or skip) or not as_json
    study = context.study(at=at, write=acts)
    if skip:
        _decline(study, as_json=as_json)
    elif as_json or answer or end:
        _step(study, level, answer, end=end, again=again, as_json=as_json)
    else:
        from mlsd_graph.cli.placement_lines import ask  # noqa: PLC0415  not for scripts

        ask(study, Level(level) if level else None, again=again)


def _decline(study: "Study", *, as_json: bool) -> None:
    from mlsd_graph.study.placed import decline  # noqa: PLC0415  not for `--help`

    decline(study)
    click.echo(json.dumps({"state": "skipped"}) if as_json else "Placement will not be offered.")


def _step(  # noqa: PLR0913  one option each
    study: "Study",
    level: str | None,
    answer: tuple[str, str] | None,
    *,
    end: bool,
    again: bool,
    as_json: bool,
) -> None:
    """Do one step of a test and tell where it stands."""
    from mlsd_graph.study import placing  # noqa: PLC0415  numpy: 100 ms

    values: dict[str, object] = {}
    if level:
        before = placing.placing(study)
        if not again and (before.sitting or before.record.ended):
            raise UsageError("A placement is there already.", "Add --again to begin anew.")
        now = placing.begin(study, Level(level))
    elif answer:
        card, word = answer
        if word not in ANSWERS:
            raise UsageError(f"An answer cannot be {word!r}.", f"It is {', '.join(ANSWERS)}.")
        answered, now = placing.answer(study, card, ANSWERS[word])
        values["event"] = answered.event
    elif end:
        result = placing.finish(study)
        if not as_json:
            _say(result)
            return
        now = placing.placing(study)
    else:
        now = placing.placing(study)
    values = {**_values(study, now), **values}
    click.echo(json.dumps(values, ensure_ascii=False) if as_json else _line(values))
    sys.stdout.flush()


def _say(result: "Result") -> None:
    """Say what came out, as the test does that asks line by line."""
    from mlsd_graph.cli.placement_lines import say  # noqa: PLC0415  not for scripts
    from mlsd_graph.placement import wording  # noqa: PLC0415  not for `--help`

    say(*wording.outcome(result))


def _line(values: dict[str, object]) -> str:
    return f"{values['state']}, {quantity(cast('int', values['asked']), 'answer')}"


def _values(study: "Study", now: "Placing") -> dict[str, object]:
    """Write where placement stands; the documented fields of `--json`."""
    from mlsd_graph.cli.plaintext import back, front  # noqa: PLC0415  not for `--help`
    from mlsd_graph.placement import wording  # noqa: PLC0415  not for `--help`
    from mlsd_graph.study.placing import conclusion  # noqa: PLC0415  numpy: 100 ms

    sitting, kept = now.sitting, now.kept.standing
    question = sitting.question if sitting else None
    values: dict[str, object] = {
        "state": _state(now),
        "level": str(now.record.level) if sitting else None,
        "asked": len(sitting.answers) if sitting else now.record.asked,
        "question": None,
        "said": None,
        "result": None,
        "assumed": sorted(kept.assumed),
        "confirmed": sorted(kept.confirmed),
        "fallen": sorted(kept.fallen),
        "to_check": list(kept.waiting),
    }
    if sitting and sitting.said:
        said = wording.told(study.graph, sitting.said, sitting.answers[-1].rating)
        values["said"] = {**_plain(sitting.said), "text": said}
    if sitting:
        result = conclusion(study, now)
        domains = {name: counts._asdict() for name, counts in result.domains.items()}
        values["result"] = {
            **result.total._asdict(), "domains": domains,
            "checks": result.checks, "days": result.course.days if result.course else 0,
            "course": result.course and result.course._asdict(),
        }  # fmt: skip
    if question:
        card = study.library.card(question.uid)
        values["question"] = {
            "card": question.uid, **question._asdict(),
            "why": wording.why(study.graph, question), "front": front(card), "back": back(card),
        }  # fmt: skip
    return values


def _plain(said: "Said") -> dict[str, object]:
    return {**said._asdict(), "moved": [moved._asdict() for moved in said.moved]}


def _state(now: "Placing") -> str:
    if now.sitting is not None:
        return "asking" if now.sitting.question else "asked"
    if now.record.ended is not None:
        return "placed"
    return "skipped" if now.record.skipped else "none"
