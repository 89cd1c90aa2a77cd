"""A mock interview line by line, for pipes, dumb terminals and screen readers."""

import shutil
from typing import TextIO

import click

from mlsd_graph.cli.plaintext import plain, wrapped
from mlsd_graph.content.undrawn import why_undrawn
from mlsd_graph.errors import MlsdError, NotSavedError
from mlsd_graph.interview.agenda import Phase, Turn
from mlsd_graph.interview.brief import Part
from mlsd_graph.interview.covering import covered
from mlsd_graph.interview.questions import Question
from mlsd_graph.interview.run import LONGEST_NOTES
from mlsd_graph.interview.stopwatch import minutes_text
from mlsd_graph.study.sitting import Sitting

_HELP = """A line with only "." ends the step. Other words, each on a line of its own:
.ask    what the interviewer tells whoever asks for numbers and limits
.time   what is left        .pause  stop the clock until the next line
.more   a minute more       .back   to the turn before
.mark   stop answering, and mark what was said
.quit   leave; the interview can be resumed"""
_LINE = 1 << 16
"""Characters read at once; a longer line comes as several."""
_WIDTH = 100
_YES, _NO = {"y", "yes"}, {"n", "no"}


class _Left(Exception):  # noqa: N818  control flow, not an error
    """The learner, or the pipe, has no more to say."""


class Talk:
    """Speaks with the learner through lines."""

    def __init__(self, lines: TextIO, *, err: bool) -> None:
        self._lines = lines
        self._err = err
        self._is_told = False
        self._ahead: str | None = None
        """A line that was read to end a pause, and that says something too."""

    def say(self, text: str) -> None:
        """Print a text, wrapped to the terminal."""
        width = min(shutil.get_terminal_size().columns, _WIDTH)
        click.echo(wrapped(text, width), err=self._err)

    def hold(self, sitting: Sitting) -> bool:
        """Go through the turns; False if the learner left before the end."""
        run, brief = sitting.run, sitting.brief
        steps = f"{len(run.steps)} steps" if len(run.steps) != 1 else "1 step"
        self.say(f"{brief.title}: {minutes_text(run.seconds)} for {steps}.\n")
        self.say(plain(brief.problem))
        self.say(f"\nAnswer aloud, or type notes.\n{_HELP}")
        try:
            sitting.go_on()
            while (turn := sitting.turn) is not None:
                self._turn(sitting, turn)
        except (_Left, KeyboardInterrupt):
            sitting.leave()
            return False
        return True

    def _turn(self, sitting: Sitting, turn: Turn) -> None:
        part = sitting.brief.part(turn.step)
        if turn.phase is Phase.ANSWER:
            self._answer(sitting, part)
        elif turn.phase is Phase.QUESTIONS:
            self._answer_back(sitting, turn)
        else:
            self._mark(sitting, part)

    def _answer(self, sitting: Sitting, part: Part) -> None:
        """Take notes until the step ends."""
        run = sitting.run
        number = run.steps.index(part.step) + 1
        self.say(f"\n{number}/{len(run.steps)} {part.title} ({minutes_text(sitting.remaining())})")
        if before := run.notes.get(part.step):
            self.say(before)
        while (line := self._line("note> ")) != ".":
            if self._did(sitting, line):
                if sitting.turn != run.turn:
                    return
            elif line:
                self._note(sitting, line)
        self._forward(sitting)

    def _answer_back(self, sitting: Sitting, turn: Turn) -> None:
        """Put the interviewer's questions; each takes one line, typed or empty."""
        for number, question in enumerate(sitting.run.questions.get(turn.step, ()), 1):
            sitting.put(number)
            self.say(f"\nInterviewer: {plain(question.text)}")
            while self._did(sitting, line := self._line("answer> ")):
                if sitting.turn != turn:
                    return
            if line not in ("", "."):
                self._note(sitting, f"→ {line}")
        self._forward(sitting)

    def _mark(self, sitting: Sitting, part: Part) -> None:
        """Show the model answer beside the notes, and ask what was said."""
        notes = sitting.run.notes.get(part.step, "")
        self.say(f"\n== {part.title} ==\n\nYour notes\n\n{notes.strip() or '(nothing typed)'}")
        self.say(f"\nModel answer\n\n{plain(part.model)}")
        for question in sitting.run.questions.get(part.step, ()):
            self._explain(question)
        self._draw(part)
        said = covered(part.items, notes)
        self.say("\nChecklist: what did you say?")
        ticked: set[str] = set()
        for item in part.items:
            hint = f" (in your notes: {said[item.concept]})" if item.concept in said else ""
            if self._said(f"said? [y/n] {plain(item.text)}{hint} "):
                ticked.add(item.concept)
            sitting.ticked(ticked)
        self._forward(sitting)

    def _said(self, prompt: str) -> bool:
        """Ask until the answer is yes or no, or the learner leaves."""
        while (word := self._line(prompt).lower()) not in _YES | _NO:
            if word == ".quit":
                raise _Left
            self.say("Write y or n; .quit leaves, and the marking can be resumed.")
        return word in _YES

    def _explain(self, question: Question) -> None:
        self.say(f"\nAsked, because {plain(question.why)}: {plain(question.text)}")
        self.say(plain(question.answer))

    def _draw(self, part: Part) -> None:
        from mlsd_graph.diagrams.text import paint  # noqa: PLC0415  not before there is one

        for diagram in part.diagrams:
            drawn = f"\n{plain(diagram.title)}\n\n{paint(diagram.chart).plain}"
            click.echo(drawn, err=self._err)
        for figure in part.undrawn:
            self.say(f"\n{plain(figure.title)}\n\n{why_undrawn(figure)}")

    def _did(self, sitting: Sitting, line: str) -> bool:
        """Do what a line asks for; False where it is no command."""
        match line:
            case ".ask":
                self.say(plain(sitting.brief.told) or "The interviewer leaves that to you.")
                return True
            case ".time":
                pass
            case ".pause":
                sitting.pause()
                # A pipe, or a learner in flow, goes on with the next thing at once.
                self._ahead = self._line("The clock stands; enter goes on. ") or None
                sitting.go_on()
            case ".more":
                sitting.extend(60)
            case ".back":
                sitting.back()
                return True
            case ".mark":
                sitting.stop_answering()
                return True
            case ".quit":
                raise _Left
            case ".help":
                self.say(_HELP)
                return True
            case _:
                return False
        self.say(f"{_left(sitting)}; {minutes_text(sitting.total())} in all")
        return True

    def _note(self, sitting: Sitting, line: str) -> None:
        turn = sitting.turn
        if turn is None:
            return
        before = sitting.run.notes.get(turn.step, "")
        if sitting.typed(f"{before}\n{line}".lstrip("\n")) and not self._is_told:
            self._is_told = True
            self.say(f"Notes of a step end after {LONGEST_NOTES:,} characters; the rest is cut.")
        try:
            if self._lines.isatty():
                sitting.save()
            else:
                # A pipe pours in thousands of lines, each of which would wait for the disk.
                sitting.save_soon()
        except NotSavedError as error:
            # The interview goes on: what is finished is recorded, and refused, on its own.
            self.say(str(error))

    def _forward(self, sitting: Sitting) -> None:
        """Finish the turn; a disk that refuses is said, and the turn is tried again."""
        try:
            sitting.forward()
        except MlsdError:
            sitting.pause()
            raise
        if sitting.turn is not None and sitting.remaining() < 0:
            self.say(_left(sitting))

    def _line(self, prompt: str) -> str:
        """Read one line without its end; the end of the input leaves."""
        if self._ahead is not None:
            line, self._ahead = self._ahead, None
            return line
        click.echo(prompt, nl=False, err=self._err)
        line = self._lines.readline(_LINE)
        if not line:
            click.echo(err=self._err)
            raise _Left
        return line.strip()


def _left(sitting: Sitting) -> str:
    seconds = sitting.remaining()
    if seconds < 0:
        return f"{minutes_text(-seconds)} over the step's time"
    return f"{minutes_text(seconds)} left for this step"
