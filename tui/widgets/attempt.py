"""Where an answer is typed; only enter and escape are ours while it has the focus."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input


class Attempt(Input):
    """One line for a typed answer or an estimate."""

    DEFAULT_CSS = """
    Attempt { margin: 1 0 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", id="attempt.leave", tooltip="Only think the answer"),
    ]

    class Left(Message):
        """The learner would rather not type."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id, compact=True, max_length=256, select_on_focus=False)

    def ask(self, unit: str | None) -> None:
        """Empty the line; `unit` is that of an estimate, None for words."""
        self.value = ""
        self.placeholder = (
            "type it, enter"
            if unit is None
            else f"a number with its unit, such as {unit}"
            if unit
            else "a number"
        )

    def action_leave(self) -> None:
        """Give the keys back to the card."""
        self.post_message(self.Left())
