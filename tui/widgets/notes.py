"""Where the notes of an interview are typed; only escape is ours while it has the focus."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from mlsd_graph.clean import clean
from mlsd_graph.interview.run import LONGEST_NOTES


class Notes(TextArea):
    """A page of plain text, no longer than a step keeps."""

    DEFAULT_CSS = """
    Notes { border: none; padding: 0 1; height: 1fr; }
    Notes:focus { border: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape", "leave", "Keys", id="notes.leave", tooltip="Leave the notes for the keys"
        ),
    ]

    class Left(Message):
        """The learner wants the keys of the screen."""

    class Full(Message):
        """A paste was longer than what a step keeps."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id, show_line_numbers=False, highlight_cursor_line=False, compact=True)
        self.placeholder = "notes, or say it aloud"

    async def _on_paste(self, event: events.Paste) -> None:
        """Take of a paste what there is room for: laying out a megabyte takes seconds."""
        room = max(0, LONGEST_NOTES - len(self.text))
        if len(event.text) > room:
            self.post_message(self.Full())
        event.prevent_default()
        await super()._on_paste(events.Paste(clean(event.text[:room])))

    def action_leave(self) -> None:
        """Give the keys back to the screen."""
        self.post_message(self.Left())
