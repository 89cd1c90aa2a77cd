"""What a formula that cannot be drawn raises."""


class MathError(ValueError):
    """A formula that this program cannot draw: which command, what is wrong, what to write."""

    def __init__(self, message: str, *, command: str = "", hint: str = "", at: int = 0) -> None:
        super().__init__(f"{message}; {hint}" if hint else message)
        self.message = message
        self.command = command
        """The offending command with its backslash; empty where none is to blame."""
        self.hint = hint
        self.at = at
        """Offset in the LaTeX source, from 0."""
