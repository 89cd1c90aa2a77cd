"""`mlsd optimize`: fit the forgetting model to the learner's own reviews."""

import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import json_option
from mlsd_graph.errors import TooFewReviewsError
from mlsd_graph.quantity import quantity

if TYPE_CHECKING:
    from mlsd_graph.memory.fitting.fit import Progress
    from mlsd_graph.study.optimizing import Proposal


@click.command("optimize")
@click.option("--dry-run", is_flag=True, help="Fit and compare, but change nothing.")
@click.option("--yes", is_flag=True, help="Keep a better fit without asking, also in a script.")
@json_option
@click.pass_obj
def command(context: Context, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Fit the forgetting model to your reviews (undo takes it back).

    The fit is kept only if it foretells reviews that it has not seen better than what is in force.
    """
    from mlsd_graph.study.optimizing import propose  # noqa: PLC0415  numpy: 100 ms

    study = context.study(write=not dry_run)
    try:
        with click.progressbar(
            length=1000, label="Fitting", file=sys.stderr, hidden=not sys.stderr.isatty()
        ) as bar:
            proposal = propose(study, _telling(bar.update))
    except TooFewReviewsError as error:
        if as_json:
            click.echo(json.dumps({"kept": False, "reason": str(error)}, ensure_ascii=False))
        raise
    better = proposal.verdict.better
    if not as_json:
        click.echo("\n".join(_lines(proposal)))
    useful = better and not dry_run and proposal.verdict.parameters != proposal.before
    kept = useful and (yes or _agreed(as_json=as_json))
    moved = study.configure("parameters", proposal.value).moved if kept else 0
    if as_json:
        values = _values(proposal) | {"kept": kept, "moved": moved, "dry_run": dry_run}
        click.echo(json.dumps(values, ensure_ascii=False))
    elif kept:
        click.echo(f"Kept: {quantity(moved, 'card')} moved. `mlsd undo` takes it back.")
    else:
        click.echo("Nothing was changed.")
    if useful and not kept and not _asks(as_json=as_json):
        click.echo("Nobody was asked: `mlsd optimize --yes` keeps the fit.", err=True)


def _telling(update: Callable[[int], None]) -> "Progress":
    """Drive a bar that counts from the last call on."""
    done = 0

    def tell(share: float) -> None:
        nonlocal done
        update(round(share * 1000) - done)
        done = round(share * 1000)

    return tell


def _agreed(*, as_json: bool) -> bool:
    """Ask in a terminal; where nobody can be asked, nobody has agreed."""
    return _asks(as_json=as_json) and click.confirm("Use these parameters?", default=True)


def _asks(*, as_json: bool) -> bool:
    return not as_json and sys.stdin.isatty() and sys.stdout.isatty()


def _lines(proposal: "Proposal") -> list[str]:
    verdict, moves = proposal.verdict, proposal.moves
    before, after = verdict.before, verdict.after
    lines = [
        f"{verdict.reviews} reviews; the newest {verdict.held_out} judge a fit to earlier ones.",
        "                 in force   fitted",
        f"log loss           {before.log_loss:.4f}   {after.log_loss:.4f}  (± {verdict.error:.4f})",
        f"RMSE (bins)        {before.rmse_bins:.4f}   {after.rmse_bins:.4f}",
    ]
    if not verdict.better:
        return [*lines, "The fit foretells no better, beyond chance, than the parameters in force."]
    if not moves.moved:
        return [*lines, f"None of {moves.cards} cards in review would move."]
    return [
        *lines,
        f"{moves.moved} of {moves.cards} cards in review move, at most {moves.furthest} days,",
        f"a median of {moves.median:g}: {moves.earlier} earlier and {moves.later} later.",
        f"Due by the end of today: {moves.due_before} → {moves.due_after}.",
    ]


def _values(proposal: "Proposal") -> dict[str, object]:
    verdict, moves = proposal.verdict, proposal.moves
    return {
        "better": verdict.better,
        "reviews": verdict.reviews,
        "held_out": verdict.held_out,
        "before": {**verdict.before._asdict(), "parameters": list(proposal.before)},
        "after": {**verdict.after._asdict(), "parameters": list(verdict.parameters)},
        "error": verdict.error,
        "cards": moves.cards,
        "would_move": moves.moved,
        "earlier": moves.earlier,
        "later": moves.later,
        "median_days": moves.median,
        "furthest_days": moves.furthest,
        "due_before": moves.due_before,
        "due_after": moves.due_after,
    }
