"""The terminal app. It shows what `mlsd_graph.study` knows and records what the learner does."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlsd_graph.config import Config
    from mlsd_graph.study import Study
    from tui.app import MlsdApp
    from tui.phone import Phone

__all__ = ["run"]


def run(
    open_study: "Callable[[], Study]",
    config: "Config",
    open_phone: "Callable[[], Phone]",
    begin: "Callable[[MlsdApp], None] | None" = None,
) -> int:
    """Run the app in this terminal and return its exit code."""
    from tui.pauses import hold_collector  # noqa: PLC0415  not for whoever only reads the types

    hold_collector()
    from tui.app import MlsdApp  # noqa: PLC0415  a crash of Textual returns None with code 0

    app = MlsdApp(open_study, config, open_phone, begin)
    app.run()
    return app.return_code or 0
