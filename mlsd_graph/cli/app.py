"""Open the terminal app, or say what to use where there is no terminal."""

import os
import sys
from typing import TYPE_CHECKING

from mlsd_graph.cli.context import Context
from mlsd_graph.errors import MlsdError, StateNewerError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlsd_graph.study import Study
    from tui.app import MlsdApp
    from tui.phone import Phone


def open_app(context: Context, begin: "Callable[[MlsdApp], None] | None" = None) -> int:
    """Run the app and return its exit code; `begin` opens something on top of Today."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        sys.stderr.write(
            "mlsd: the app needs a terminal. Use `mlsd review --plain`, or `mlsd --help`.\n"
        )
        return 2
    if os.environ.get("TERM") == "dumb":
        sys.stderr.write(
            "mlsd: TERM says that this terminal is dumb, and the app cannot draw on one. "
            "Set TERM to what it is, such as xterm-256color, or use `mlsd review --plain`.\n"
        )
        return 2
    if not sys.stderr.isatty():
        # Textual draws on stderr; what is said there would end in the file, so it is said here.
        sys.stdout.write("mlsd: the app draws on stderr; leave out `2>`.\n")
        return 2
    from tui import run  # noqa: PLC0415  textual: 200 ms that no other command pays

    def open_study() -> "Study":
        # after the first frame, like all that the study needs
        from mlsd_graph.diagrams.remembering import keep_in  # noqa: PLC0415

        keep_in(context.cache_of_places)
        try:
            return context.open_study()
        except StateNewerError:
            # what a newer program wrote can be looked at; the study says that nothing is kept
            return context.open_study(write=False)

    def open_phone() -> "Phone":
        # genanki and the rest of the export wait until somebody asks for them
        from mlsd_graph.cli.phone import AnkiPhone, folders  # noqa: PLC0415

        return AnkiPhone(context, folders())

    return run(open_study, context.config, open_phone, begin)


def main_app() -> int:
    """Run the app without arguments; every expected error becomes one line on stderr."""
    try:
        return open_app(Context.start(()))
    except MlsdError as error:
        sys.stderr.write(f"mlsd: {error}\n")
        return error.exit_code
    except KeyboardInterrupt:
        return 130
