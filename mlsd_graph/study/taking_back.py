"""Undo and redo in words: what act it was, and which interview stays all the same."""

from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.study.interviews import newest_act

if TYPE_CHECKING:
    from mlsd_graph.study.study import Study
    from mlsd_graph.study.views import Undone


class Turned(NamedTuple):
    """An act that was taken back or done again, in words."""

    act: "Undone | None"
    """None where there was none."""
    said: str
    """What it was, in a sentence."""
    stays: str = ""
    """That an interview held since is not undone, and how to take it away; empty without one."""

    @property
    def told(self) -> str:
        """All of it."""
        return f"{self.said} {self.stays}".rstrip()


def take_back(study: "Study", way: str) -> Turned:
    """Take back the newest act of this device.

    `way` says how an interview is taken away instead; `{run}` in it becomes the id of that one.
    """
    since = newest_act(study.store)
    act = study.undo()
    said = f"Undone: {act.said}." if act else "Nothing to undo."
    if since is None:
        return Turned(act, said)
    held = f"the one on {study.library.title(since.case)} away, with what it asks next."
    return Turned(act, said, f"Interviews are not undone; {way.format(run=since.run)} takes {held}")


def do_again(study: "Study") -> Turned:
    """Do again what was undone last."""
    act = study.redo()
    return Turned(act, f"Done again: {act.said}." if act else "Nothing to do again.")
