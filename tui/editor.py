"""Opens a file at a line in the learner's editor, which has the terminal meanwhile."""

import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from mlsd_graph.errors import EditorError
from tui.hang_up import draw_nowhere

if TYPE_CHECKING:
    from textual.app import App

    from mlsd_graph.study.views import Place

_VIM = ("vi", "vim", "nvim", "view", "vimx")
_EMACS = ("emacs", "emacsclient")
_SMALL = ("nano", "pico", "micro", "joe", "ne", "kak", "mcedit")
_CHOSEN = ("editor", "sensible-editor")
"""Debian's names for whichever editor was chosen there; those that it offers take +line."""
_PLUS_LINE = frozenset((*_VIM, *_EMACS, *_SMALL, *_CHOSEN))
_IN_A_WINDOW = frozenset(("gvim", "gview", "mvim"))
"""Those that take +line and go to the background unless told to wait."""
_COLON_LINE = frozenset(("hx", "helix", "subl", "zed"))
_CODE = frozenset(("code", "code-insiders", "codium", "vscodium", "cursor"))


def editor_command(
    configured: str, place: "Place", environ: Mapping[str, str] | None = None
) -> list[str]:
    """Build the command: the configured editor, else $VISUAL, $EDITOR, vi.

    `{path}` and `{line}` in the configured command are replaced; without them the line is passed
    in the way that the editor is known to take.

    Raises:
        EditorError: The configured command cannot be split into words.
    """
    env = os.environ if environ is None else environ
    wanted = (configured, env.get("VISUAL", ""), env.get("EDITOR", ""), "vi")
    chosen = next(command for command in wanted if command.strip())
    try:
        words = shlex.split(chosen)
    except ValueError as error:
        raise EditorError(f"The editor command {chosen!r} is not closed.", "Mend it.") from error
    path, line = str(place.path), str(place.line)
    if any("{path}" in word for word in words):
        return [word.replace("{path}", path).replace("{line}", line) for word in words]
    # `vim.basic` and `code.cmd` are the names of variants
    name = PurePath(words[0]).name.partition(".")[0]
    if name in _PLUS_LINE:
        return [*words, f"+{line}", path]
    if name in _IN_A_WINDOW:
        return [*words, "-f", f"+{line}", path]
    if name in _COLON_LINE:
        return [*words, f"{path}:{line}"]
    if name in _CODE:
        return [*words, "--wait", "--goto", f"{path}:{line}"]
    return [*words, path]


def run_editor(app: "App[None]", command: list[str]) -> None:
    """Lend the terminal to an editor until it ends; one that closes meanwhile ends the app.

    Raises:
        EditorError: It could not be started, or ended with an error.
    """
    try:
        with app.suspend():
            # What is raised in here would never give the terminal back to Textual.
            ended = _tried(command)
            if ended is None:
                draw_nowhere()
    except SuspendNotSupported as error:
        raise EditorError("This terminal cannot be lent to an editor.") from error
    if ended is None:
        app.exit()
    elif isinstance(ended, EditorError):
        raise ended
    elif ended < 0:
        raise EditorError(f"{command[0]} was ended: {signal.strsignal(-ended)}.")
    elif ended:
        raise EditorError(f"{command[0]} ended with code {ended}.")


class _Closed(Exception):  # noqa: N818  control flow, not an error
    """The terminal has hung up."""


def _tried(command: list[str]) -> int | EditorError | None:
    """Run a command, and return as an error why it could not be started."""
    try:
        return _run(command)
    except OSError as error:
        return EditorError(f"{command[0]}: {error.strerror}.", "Set `editor` in config.toml.")
    except ValueError as error:  # a character that no command can hold
        return EditorError(f"{command[0]}: {error}.", "Set `editor` in config.toml.")


def _run(command: list[str]) -> int | None:
    """Run a command that has the terminal; None where that was closed before the command ended.

    The loop stands still meanwhile, so its own answer to a hang-up would come too late: not every
    editor ends with the terminal, and the system tells one only when we have ended. ctrl+c is the
    editor's.
    """

    def closed(*_: object) -> None:
        raise _Closed

    def unheard(*_: object) -> None:
        # a handler of ours, as the editor would inherit SIG_IGN
        return

    had_terminal = _has_terminal()
    before = {
        signal.SIGHUP: signal.signal(signal.SIGHUP, closed),
        signal.SIGINT: signal.signal(signal.SIGINT, unheard),
    }
    try:
        try:
            code = subprocess.Popen(command).wait()  # noqa: S603  the learner's own command
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
    except _Closed:
        return None
    return None if had_terminal and not _has_terminal() else code


def _has_terminal() -> bool:
    return sys.__stderr__ is not None and sys.__stderr__.isatty()
