"""Undo and redo in the app: off the loop, with what to say of it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlsd_graph.study import Study
    from mlsd_graph.study.taking_back import Turned


def taken_back(study: "Study") -> "Turned":
    """Take back the newest act."""
    from mlsd_graph.study.taking_back import take_back  # noqa: PLC0415  not before the first frame

    return take_back(study, "x in Cases")


def done_again(study: "Study") -> "Turned":
    """Do again what was undone last."""
    from mlsd_graph.study.taking_back import do_again  # noqa: PLC0415  not before the first frame

    return do_again(study)
