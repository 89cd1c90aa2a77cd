"""Every error this project raises on purpose.

MlsdError
├── UsageError          the command line or a setting was given wrongly (exit 2)
├── ContentError        content cannot be read at all
│   ├── FolderGoneError     a content folder was there and is not any more
│   └── UnknownIdError      no page or card has this id
│       └── QuarantinedError    its file has errors
├── SuspendedError      the card is suspended, so it takes no grade
├── ConfigError         config.toml has a key or value we do not know
├── StateError          the state file cannot be used
│   ├── StateNewerError     written by a newer program: refused for writing
│   ├── StateDamagedError   SQLite or our checksums say it is damaged
│   ├── StateBusyError      another process holds it for longer than we wait
│   ├── ChangedElsewhereError  another process graded the card first; nothing was recorded
│   └── NotSavedError       the disk refused the write; nothing was recorded
├── ExportError         a deck could not be written; the old file is untouched
├── PackageError        a file from Anki cannot be used; nothing was imported
├── DesktopError        Anki on this desktop cannot be reached, or refuses
├── EditorError         the editor could not be started or failed
├── TooFewReviewsError  the log cannot tell yet what was asked of it
└── StoppedError        the learner stopped a long calculation; nothing was changed
"""


class MlsdError(Exception):
    """An error with a sentence for the user: what, where, and what to do."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class UsageError(MlsdError):
    """The command line or a setting was given wrongly."""

    exit_code = 2


class ContentError(MlsdError):
    """Content cannot be read at all."""


class UnknownIdError(ContentError):
    """No page or card has this id."""


class QuarantinedError(UnknownIdError):
    """A page or card is not to be had because its file has errors."""

    def __init__(self, message: str, hint: str = "", mark: str = "") -> None:
        """`mark` names file, line and code where there is room for no more."""
        super().__init__(message, hint)
        self.mark = mark


class FolderGoneError(ContentError):
    """A content folder has gone since it was read."""


class SuspendedError(MlsdError):
    """A suspended card takes no grade."""


class ConfigError(MlsdError):
    """config.toml has a key or a value that this program does not know."""

    exit_code = 2


class StateError(MlsdError):
    """The state file cannot be used."""


class StateNewerError(StateError):
    """The state file was written by a newer program; it is refused for writing."""


class StateDamagedError(StateError):
    """SQLite or our own checksums say that the state file is damaged."""


class StateBusyError(StateError):
    """Another process holds the state for longer than we wait."""


class ChangedElsewhereError(StateError):
    """Another process has graded the card since it was shown; nothing was recorded."""


class NotSavedError(StateError):
    """The disk refused the write; nothing was recorded."""


class ExportError(MlsdError):
    """A deck could not be written; a file that was there before is untouched."""


class DesktopError(MlsdError):
    """Anki on this desktop cannot be reached through AnkiConnect, or refuses."""


class PackageError(MlsdError):
    """A file from Anki is none, damaged or made to do harm; nothing of it was imported.

    It may be called what a stranger liked.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        from mlsd_graph.clean import clean_line  # noqa: PLC0415  `mlsd due` needs no patterns

        super().__init__(clean_line(message), clean_line(hint))


class EditorError(MlsdError):
    """The editor could not be started, or ended with an error."""


class StoppedError(MlsdError):
    """The learner stopped a long calculation; nothing was changed."""


class TooFewReviewsError(MlsdError):
    """The log cannot tell yet what was asked of it."""
