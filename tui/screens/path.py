"""Asks for a file: a line to type in, completed from the disk."""

import asyncio
import os
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, Static

from mlsd_graph.clean import clean_line

_LOOKED_AT = 5_000
"""Entries of a folder; completing must not wait for an endless one."""


class PathScreen(ModalScreen[Path | None]):
    """Gives back the path that was typed, or None."""

    DEFAULT_CSS = """
    PathScreen { align: center middle; }
    PathScreen Vertical {
        width: 76; max-width: 96%; height: auto; padding: 1 2;
        border: round $primary; background: $surface;
    }
    PathScreen #hint { height: auto; padding: 1 0 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Back", id="path.back", tooltip="Choose no file"),
        Binding("tab", "complete", "Complete", id="path.complete", tooltip="Take what is proposed"),
    ]

    def __init__(self, question: str, start: str, *, writes: bool, ends: tuple[str, ...]) -> None:
        super().__init__()
        self._question = question
        self._start = start
        self._writes = writes
        self._ends = ends

    def compose(self) -> ComposeResult:
        """Lay out the question, the line and a hint below it."""
        with Vertical():
            yield Static(self._question, markup=False)
            yield Input(self._start, suggester=PathSuggester(self._ends), select_on_focus=False)
            yield Static("", id="hint", markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what enter would do with the file."""
        self.query_one("#hint", Static).update(Content(self._hint(event.value)))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the path back, unless nothing can be done with it."""
        path = typed(event.value)
        exists = path is not None and path.is_file()
        if path is None or path.is_dir() or not (self._writes or exists):
            self.query_one("#hint", Static).update(Content(_refused(path)))
            return
        self.dismiss(path)

    def action_complete(self) -> None:
        """Take the proposed end of the line."""
        line = self.query_one(Input)
        line.action_end()  # at the end of the line, a step to the right takes the proposal
        line.action_cursor_right()

    def action_cancel(self) -> None:
        """Give back nothing."""
        self.dismiss(None)

    def _hint(self, text: str) -> str:
        path = typed(text)
        if path is None:
            return "Type a path; tab completes."
        if path.is_dir():
            return "A folder: go on typing; tab completes."
        if not self._writes:
            return "enter looks into it." if path.is_file() else "There is no such file yet."
        if path.is_file():
            return f"enter replaces the file of {_when(path)}, once the new one is whole."
        if not path.parent.is_dir():
            return f"There is no folder {clean_line(str(path.parent))}."
        return "enter writes it."


class PathSuggester(Suggester):
    """Proposes the first entry of a folder that begins as typed: folders, and files with an end."""

    def __init__(self, ends: Collection[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._ends = tuple(ends)

    async def get_suggestion(self, value: str) -> str | None:
        """Complete a path; None where nothing fits."""
        return await asyncio.to_thread(completed, value, self._ends)


def completed(text: str, ends: tuple[str, ...]) -> str | None:
    """Complete a path from the disk; names that cannot be shown as they are stay out."""
    folder, slash, begun = text.rpartition("/")
    where = typed(folder + slash) if slash else Path.home()
    if where is None or not where.is_dir():
        return None
    names: list[str] = []
    try:
        with os.scandir(where) as entries:
            for entry, _ in zip(entries, range(_LOOKED_AT), strict=False):
                if not entry.name.startswith(begun) or clean_line(entry.name) != entry.name:
                    continue
                if entry.is_dir():
                    names.append(f"{entry.name}/")
                elif entry.name.lower().endswith(ends):
                    names.append(entry.name)
    except OSError:
        return None
    shown = [name for name in names if begun or not name.startswith(".")]
    return f"{folder}{slash}{min(shown)}" if shown else None


def typed(text: str) -> Path | None:
    """Read what was typed: `~` is the home folder, and what is not absolute begins there."""
    stripped = text.strip()
    if not stripped or "\0" in stripped:
        return None
    try:
        return Path.home() / Path(stripped).expanduser()
    except RuntimeError:  # ~somebody who does not exist
        return None


def _refused(path: Path | None) -> str:
    if path is None:
        return "Type a path; escape goes back."
    return "That is a folder, not a file." if path.is_dir() else "There is no such file."


def _when(path: Path) -> str:
    try:
        seconds = path.stat().st_mtime
    except OSError:
        return "the same name"
    return f"{datetime.fromtimestamp(seconds).astimezone():%d %B, %H:%M}".lstrip("0")
