"""Undo and redo in the app: off the loop, with what to say of it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlsd_graph.study import Study
    from mlsd_graph.study.taking_back import Turned

_WAY = "x in Cases"
"""How the app takes an interview away, which undo does not."""


def taken_back(study: "Study") -> "Turned":
    """Take back the newest act."""
    from mlsd_graph.study.taking_back import take_back  # noqa: PLC0415  not before the first frame

    return take_back(study, _WAY)


def placing_taken_back(study: "Study") -> "Turned":
    """Take back what was last done in placement, if nothing came since."""
    from mlsd_graph.study.placing_undone import take_back_placing  # noqa: PLC0415  not before the first frame

    return take_back_placing(study, _WAY)


def done_again(study: "Study") -> "Turned":
    """Do again what was undone last."""
    from mlsd_graph.study.taking_back import do_again  # noqa: PLC0415  not before the first frame

    return do_again(study)
