"""The placement test line by line, for pipes, dumb terminals and screen readers."""

import sys
import time
from typing import TYPE_CHECKING

import click

from mlsd_graph.cli.plaintext import back, front
from mlsd_graph.cli.undone import WAY
from mlsd_graph.level import Level
from mlsd_graph.memory.state import Rating
from mlsd_graph.placement import wording
from mlsd_graph.placement.sitting import MOST_QUESTIONS, Question
from mlsd_graph.quantity import quantity
from mlsd_graph.study import placing
from mlsd_graph.study.placing_undone import take_back_placing

if TYPE_CHECKING:
    from mlsd_graph.study import Study
    from mlsd_graph.study.placing import Placing

_WIDTH = 78
_LEVELS = dict(zip("1234", Level, strict=True))
_GRADES = {"1": Rating.AGAIN, "2": Rating.HARD, "3": Rating.GOOD, "4": Rating.EASY}
_ASKED = "(enter shows the answer; n don't know, u undo, e end now, q leave) "
_HOW = "1 no  2 partly  3 yes  4 at once   u undo, e end now, q leave\ngrade> "


class _Left(Exception):  # noqa: N818  control flow, not an error
    """The learner, or the pipe, has no more to say; the test can go on later."""


def ask(study: "Study", level: Level | None, *, again: bool) -> None:
    """Begin or go on with a test, and end it where nothing is worth asking any more."""
    now = placing.placing(study)
    if now.record.ended is not None and now.sitting is None and not again:
        found = placing.checks_to_come(study, now)
        say(wording.standing_line(now.kept.standing), *([wording.coming(found)] if found else []))
        click.echo("`mlsd placement --again` begins anew.")
        return
    try:
        if now.sitting is None or again:
            now = placing.begin(study, level or _level())
        else:
            click.echo(f"Going on after {quantity(len(now.sitting.answers), 'answer')}.")
            if level is not None and level != now.record.level:
                say(
                    f"This test was begun as {now.record.level} and keeps that level; "
                    f"`mlsd placement --level {level} --again` begins anew."
                )
        while now.sitting is not None and now.sitting.question is not None:
            now = _one(study, now, now.sitting.question)
    except _Left:
        click.echo("\nLeft; `mlsd placement` goes on from here.")
        return
    say(*wording.outcome(placing.finish(study)))
    click.echo("`mlsd undo` takes the result back.")


def _one(study: "Study", now: "Placing", question: Question) -> "Placing":
    """Ask one question and do what the learner says."""
    card = study.library.card(question.uid)
    start = time.monotonic()
    click.echo(f"\nQuestion {question.number} of at most {MOST_QUESTIONS}  [{card.domain}]")
    say(wording.why(study.graph, question))
    click.echo(f"\n{front(card)}")
    said = _line(_ASKED)
    if said not in ("n", "u", "e"):
        click.echo(f"\n{back(card)}")
        said = _line(_HOW)
        while said not in (*_GRADES, "u", "e"):
            said = _line(_HOW)
    if said == "u":
        return _undone(study)
    if said == "e":
        return now._replace(sitting=None)
    rating = _GRADES.get(said, Rating.AGAIN)
    taken = round((time.monotonic() - start) * 1000)
    after = placing.answer(study, question.uid, rating, duration_ms=taken)[1]
    if after.sitting and after.sitting.said:
        say(wording.told(study.graph, after.sitting.said, rating))
    return after


def _undone(study: "Study") -> "Placing":
    """Take back the last answer, or the beginning of the test, but nothing from before it."""
    now = placing.placing(study)
    if now.sitting is None:
        return now
    say(take_back_placing(study, WAY).told)
    after = placing.placing(study)
    if after.sitting is None:
        click.echo("No test has begun.")
        raise _Left
    return after


def _level() -> Level:
    """Ask how learners see themselves; answers outweigh it soon."""
    say(wording.INTRODUCTION)
    click.echo("\nIn interviews for such systems you would be: 1 junior  2 mid  3 senior  4 staff")
    while (said := _line("level> ").lower()) not in (*_LEVELS, *Level):
        pass
    return _LEVELS.get(said) or Level(said)


def say(*paragraphs: str) -> None:
    """Print paragraphs, wrapped."""
    for text in paragraphs:
        click.echo(click.wrap_text(text, _WIDTH) if len(text) > _WIDTH else text)


def _line(prompt: str) -> str:
    """Read one line; `q` and the end of the input leave."""
    click.echo(prompt, nl=False)
    line = sys.stdin.readline()
    if not line or line.strip() == "q":
        raise _Left
    return line.strip()
