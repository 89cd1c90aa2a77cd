"""`mlsd review`: the review in line mode, for pipes, dumb terminals and screen readers."""

import sys
import time

import click

from mlsd_graph.cli.app import open_app
from mlsd_graph.cli.context import Context
from mlsd_graph.cli.plaintext import back, front, plain
from mlsd_graph.content.records import CardKind
from mlsd_graph.memory.state import Rating
from mlsd_graph.study import Study, judging
from mlsd_graph.study.views import Shown

_HELP = "1 again  2 hard  3 good (or enter)  4 easy  u undo  - bury  @ suspend  * mark  q quit"
_TYPED = (CardKind.TYPED, CardKind.ESTIMATE)


class _Quit(Exception):  # noqa: N818  control flow, not an error
    """The learner, or the pipe, has no more to say."""


@click.command("review")
@click.option("--plain", "is_plain", is_flag=True, help="Line mode.")
@click.option("--limit", type=click.IntRange(1), default=None, help="Stop after so many grades.")
@click.pass_obj
def command(context: Context, *, is_plain: bool, limit: int | None) -> int:
    """Review in line mode; works through a pipe and with a screen reader."""
    if not is_plain:
        return open_app(context)
    study = context.study()
    click.echo(_HELP)
    try:
        while limit is None or study.session().reviews < limit:
            shown = study.next()
            if shown is None:
                click.echo("Nothing is due.")
                break
            _one(study, shown)
    except _Quit:
        pass
    _summary(study)
    return 0


def _one(study: Study, shown: Shown) -> None:
    """Ask one card and do what the learner says."""
    card = shown.card
    start = time.monotonic()
    click.echo(f"\n[{card.domain}] {shown.reason.text}\n{front(card)}")
    typed = _line("answer> " if card.kind in _TYPED else "(enter shows the answer) ")
    if _acts(study, shown, typed):
        return
    click.echo(f"\n{back(card)}")
    proposed = _proposal(shown, typed)
    intervals = "  ".join(
        f"{rating.value} {rating.word} {judging.interval_text(outcome.interval)}"
        for rating, outcome in shown.outcomes.items()
    )
    click.echo(f"{intervals}   enter = {proposed.word}")
    while True:
        said = _line("grade> ")
        if _acts(study, shown, said):
            return
        if said in ("", "1", "2", "3", "4"):
            rating = Rating(int(said)) if said else proposed
            milliseconds = round((time.monotonic() - start) * 1000)
            answered = study.answer(card.uid, rating, duration_ms=milliseconds, source="plain")
            click.echo(
                f"{rating.word}, again in {judging.interval_text(answered.outcome.interval)}"
            )
            return
        click.echo(_HELP)


def _line(prompt: str) -> str:
    """Read one line; the end of the input quits."""
    click.echo(prompt, nl=False)
    line = sys.stdin.readline()
    if not line:
        click.echo()
        raise _Quit
    return line.strip()


def _acts(study: Study, shown: Shown, said: str) -> bool:
    """Do what is not a grade; True where the card is to be asked anew or left."""
    uid = shown.card.uid
    match said:
        case "q":
            raise _Quit
        case "u":
            undone = study.undo()
            click.echo(
                f"undone: {undone.kind} {undone.card or ''}" if undone else "nothing to undo"
            )
        case "-":
            study.bury(uid)
        case "@":
            study.suspend(uid)
        case "*":
            study.mark(uid, on=not (shown.state and shown.state.marked))
        case _:
            return False
    return True


def _proposal(shown: Shown, typed: str) -> Rating:
    """Propose a grade from what was typed, or from the ticks of an explain card."""
    card = shown.card
    if card.kind is CardKind.TYPED:
        judged = judging.typed(card, typed)
        click.echo(f"you: {typed}   likeness {judged.score:.0f} %")
        return judged.rating
    if card.kind is CardKind.ESTIMATE:
        estimated = judging.estimate(card, typed)
        if estimated is None:
            click.echo("no number read")
            return Rating.AGAIN
        click.echo(f"you: {typed}   off by a factor of {estimated.score:.2g}")
        return estimated.rating
    if card.kind is CardKind.EXPLAIN:
        said = [_line(f"said? [y/n] {plain(item)} ").lower().startswith("y") for item in card.items]
        return judging.explained(sum(said), len(said))
    return Rating.GOOD


def _summary(study: Study) -> None:
    done = study.session()
    reviews = f"{done.reviews} review" if done.reviews == 1 else f"{done.reviews} reviews"
    click.echo(
        f"\n{reviews} in {done.minutes:.0f} min, {done.passed} recalled, "
        f"{len(done.learned)} new; {done.tomorrow} due by tomorrow; streak {done.streak}"
    )
