"""Ends the app once its terminal has gone.

SIGHUP tells only the leader of a session, and never who was started to ignore it; Textual reads a
closed terminal for ever, at a third of a processor.
"""

import os
import select
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress

_PATIENCE_SECONDS = 5.0


def end_with_terminal(leave: Callable[[], object]) -> None:
    """Call back from a thread once the terminal hangs up; end the process if that does not.

    Every grade is on the disk before the next card, so an end without manners loses none. Where
    the system cannot poll a terminal nothing is watched.
    """
    if sys.__stdin__ is None or not sys.__stdin__.isatty() or not hasattr(select, "poll"):
        return
    terminal = sys.__stdin__.fileno()

    def wait() -> None:
        poll = select.poll()
        poll.register(terminal, 0)  # a hang-up is told unasked
        if not any(mask & (select.POLLHUP | select.POLLERR) for _, mask in poll.poll()):
            return
        draw_nowhere()
        with suppress(RuntimeError):  # it has left already
            leave()
        time.sleep(_PATIENCE_SECONDS)
        os._exit(1)

    threading.Thread(target=wait, name="hang-up", daemon=True).start()


def draw_nowhere() -> None:
    """Let what is still drawn vanish: writing to a closed terminal would stop the app for ever.

    Textual's writing thread ends at the first error, and whoever writes then waits for it.
    """
    if sys.__stderr__ is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.__stderr__.fileno())
        os.close(nowhere)
