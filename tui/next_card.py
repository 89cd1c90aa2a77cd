"""The next card of the queue, or what to say where there is none."""

from typing import TYPE_CHECKING

from tui.more import HOW_ON_TODAY

if TYPE_CHECKING:
    from mlsd_graph.study import Study
    from mlsd_graph.study.views import Shown


def next_or_why_none(study: "Study") -> "tuple[Shown | None, str]":
    """Choose the card to ask now; where nothing is left say so, and what is due beyond the day."""
    shown = study.next(at_once=True)
    if shown is not None:
        return shown, ""
    from mlsd_graph.study.finished import nothing_text  # noqa: PLC0415  not before the first frame

    return None, nothing_text(study.today(), HOW_ON_TODAY)
