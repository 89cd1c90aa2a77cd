"""`mlsd review`: the review in line mode, for pipes, dumb terminals and screen readers."""

import sys
import time

import click

from mlsd_graph.cli.app import open_app
from mlsd_graph.cli.context import Context
from mlsd_graph.cli.nothing import nothing
from mlsd_graph.cli.plaintext import back, front, plain
from mlsd_graph.content.records import Card, CardKind
from mlsd_graph.errors import ChangedElsewhereError, UnknownIdError
from mlsd_graph.memory.state import Rating
from mlsd_graph.percent import percent
from mlsd_graph.quantity import quantity
from mlsd_graph.study import Study, judging
from mlsd_graph.study.streaks import streak_rule, streak_text
from mlsd_graph.study.views import Shown

_HELP = "1 again  2 hard  3 good (or enter)  4 easy  u undo  - bury  @ suspend  * mark  q quit"
_ITEM_HELP = "y said  n left out (or enter)  u undo  - bury  @ suspend  * mark  q quit"
_ITEM_WORDS = ("y", "yes", "n", "no", "")
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
    _plan(study)
    click.echo(_HELP)
    uid = ""
    try:
        while limit is None or study.session().reviews < limit:
            shown = _again(study, uid) or study.next()
            if shown is None:
                click.echo(nothing(study))
                break
            uid = _one(study, shown)
    except _Quit:
        pass
    _summary(study)
    return 0


def _plan(study: Study) -> None:
    """Plan the day before its first card, and say once that a plan has ended."""
    if not study.settings.interview:
        return
    from mlsd_graph.cli.stages import planning  # noqa: PLC0415  few have an interview
    from mlsd_graph.study.planned import plan_anew  # noqa: PLC0415  few have an interview

    with planning() as told:
        plan_anew(study, told)
    if ended := study.plan_ended():
        click.echo(ended)
        study.dismiss_plan()


def _again(study: Study, uid: str) -> Shown | None:
    """Show a card whose act was undone; None without one, or if the content has it no more."""
    try:
        return study.shown(uid) if uid else None
    except UnknownIdError:
        return None


def _one(study: Study, shown: Shown) -> str:
    """Ask one card and do what the learner says; return the card to ask next, empty for any."""
    card = shown.card
    start = time.monotonic()
    click.echo(f"\n[{card.domain}] {shown.reason.text}\n{front(card)}")
    typed = _line("answer> " if card.kind in _TYPED else "(enter shows the answer) ")
    if (following := _acts(study, shown, typed)) is not None:
        return following
    click.echo(f"\n{back(card)}")
    proposed = _proposal(study, shown, typed)
    if isinstance(proposed, str):
        return proposed
    intervals = "  ".join(
        f"{rating.value} {rating.word} {judging.interval_text(outcome.interval)}"
        for rating, outcome in shown.outcomes.items()
    )
    click.echo(f"{intervals}   enter = {proposed.word}")
    while True:
        said = _line("grade> ")
        if (following := _acts(study, shown, said)) is not None:
            return following
        if said in ("", "1", "2", "3", "4"):
            milliseconds = round((time.monotonic() - start) * 1000)
            click.echo(_grade(study, card, Rating(int(said)) if said else proposed, milliseconds))
            return ""
        click.echo(_HELP)


def _grade(study: Study, card: Card, rating: Rating, milliseconds: int) -> str:
    """Record a grade and say when the card returns, or that another process was first."""
    try:
        answered = study.answer(card.uid, rating, duration_ms=milliseconds, source="plain")
    except ChangedElsewhereError as error:
        return str(error)
    return f"{rating.word}, again in {judging.interval_text(answered.outcome.interval)}"


def _line(prompt: str) -> str:
    """Read one line; the end of the input quits."""
    click.echo(prompt, nl=False)
    line = sys.stdin.readline()
    if not line:
        click.echo()
        raise _Quit
    return line.strip()


def _acts(study: Study, shown: Shown, said: str) -> str | None:
    """Do what is not a grade; return the card to ask next, empty for any. None for a grade."""
    uid = shown.card.uid
    match said:
        case "q":
            raise _Quit
        case "u":
            return _taken_back(study) or uid
        case "-":
            study.bury(uid)
            click.echo("Buried until tomorrow.")
        case "@":
            study.suspend(uid)
            click.echo(f"Suspended; `mlsd unsuspend {uid}` has it asked again.")
        case "*":
            study.mark(uid, on=(on := not (shown.state and shown.state.marked)))
            click.echo("Marked." if on else "Not marked any more.")
            return uid
        case _:
            return None
    return ""


def _taken_back(study: Study) -> str:
    """Take back the newest act and say so; return its card, empty where it has none."""
    from mlsd_graph.cli.undone import WAY  # noqa: PLC0415  not for a first card
    from mlsd_graph.study.taking_back import take_back  # noqa: PLC0415  not for a first card

    turned = take_back(study, WAY)
    click.echo(turned.told)
    return (turned.act.card if turned.act else None) or ""


def _proposal(study: Study, shown: Shown, typed: str) -> Rating | str:
    """Propose a grade from what was typed or ticked, or return the card to ask after an act."""
    card = shown.card
    if card.kind in _TYPED:
        judged = judging.judge(card, typed)
        click.echo(_judged(card, typed, judged))
        return judged.rating if judged else Rating.AGAIN
    if card.kind is not CardKind.EXPLAIN:
        return Rating.GOOD
    ticked = 0
    for item in card.items:
        word = _line(prompt := f"said? [y/n] {plain(item)} ").lower()
        while word not in _ITEM_WORDS:
            if (following := _acts(study, shown, word)) is not None:
                return following
            click.echo(_ITEM_HELP)
            word = _line(prompt).lower()
        ticked += word.startswith("y")
    return judging.explained(ticked, len(card.items))


def _judged(card: Card, typed: str, judged: judging.Proposal | None) -> str:
    """Say how an answer that was typed compares."""
    if judged is None:
        return "no number read"
    if not judged.best:
        return f"you: {typed}   {judged.doubt}"
    if card.kind is CardKind.TYPED:
        said = f"likeness {percent(judged.score / 100)}"
    else:
        said = f"off by a factor of {judging.off_by(judged.score).removesuffix('×')}"
    return f"you: {typed}   {said}" + (f"   {judged.doubt}" if judged.doubt else "")


def _summary(study: Study) -> None:
    done = study.session()
    click.echo(
        f"\n{quantity(done.reviews, 'review')} in {done.minutes:.0f} min, {done.passed} recalled, "
        f"{len(done.learned)} new; {done.tomorrow} due by tomorrow; "
        f"{streak_text(done.streak)}, {streak_rule(done.streak)}"
    )
