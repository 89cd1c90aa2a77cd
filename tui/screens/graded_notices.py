"""What a grade brought about besides its interval: a leech, pages that opened."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

    from mlsd_graph.study import Study
    from mlsd_graph.study.views import Answered


def tell_graded(app: "App[None]", study: "Study", answered: "Answered") -> None:
    """Say it in toasts, what asks for something last: the newest is nearest to the keys."""
    titles = [study.library.title(id_) for id_ in answered.opened]
    if titles:
        app.notify(", ".join(titles), title="Opened", markup=False)
    if answered.leech:
        app.notify(
            "Forgotten again and again: rewrite it (u, then e) or suspend it (u, then @).",
            title="A leech",
            severity="warning",
            markup=False,
        )
