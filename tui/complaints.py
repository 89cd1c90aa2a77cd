"""What went wrong, as a toast with a fitting title; of the content one toast at a time."""

import re
import time
from typing import TYPE_CHECKING

from textual.notifications import Notification, Notify

from mlsd_graph.errors import FolderGoneError, MlsdError, QuarantinedError, UnknownIdError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import App

    from mlsd_graph.content.records import Finding
    from mlsd_graph.study import Study

_SECONDS = 12.0
_WORD = re.compile(r"\S{1,4096}")
_PATH = re.compile(
    r"^[^\w/~.]{0,3}(?:~|\.{1,2})?/|/[^/]{1,255}\.[A-Za-z]\w{0,9}(?::\d{1,9}){0,2}\W{0,3}$"
)
"""A path begins at a root, or ends in the name of a file with an ending; an id does neither."""
_LONGEST = 40
"""Characters of a path: the end tells the file, the rest would hide what is below the toast."""
UNSAVED = "Not saved: "
"""With what an error begins that kept something from being recorded."""
_FAULTY = "Errors in the content"
_TITLES: dict[type[MlsdError], str] = {
    QuarantinedError: _FAULTY,
    FolderGoneError: "A content folder has gone",
    UnknownIdError: "Not in the content",
}


class Complaints:
    """Says errors on the screen of an app."""

    def __init__(self, app: "App[None]") -> None:
        self._app = app
        self._said: dict[str, float] = {}
        self._of_content: tuple[str, Notification] | None = None
        self._faults: tuple[Finding, ...] = ()
        """The errors that the toast on the content tells of."""

    def say(self, error: MlsdError) -> None:
        """Say what went wrong, and what to do."""
        title = _TITLES.get(type(error), "Not done")
        if title in _TITLES.values():
            self._faults = ()
        self._toast(str(error), title)

    def foresee(self, error: MlsdError) -> bool:
        """Say what would go wrong if something were done now, when nothing was asked for."""
        reason = error.message.removeprefix(UNSAVED)
        coming = "" if reason == error.message else "No grade can be saved now: "
        self._toast(f"{coming}{reason} {error.hint}".rstrip(), "Before you go on")
        return True

    def faults(self, study: "Study", found: "Sequence[Finding]") -> None:
        """Say which files have errors now, and where; without one, take back what was mended."""
        from mlsd_graph.content.faults import told  # noqa: PLC0415  not before the first frame

        left = found or self._left(study)
        if left:
            self._toast(told(left, study.library.shelf.roots), _FAULTY)
        elif self._faults:
            self._end()
        self._faults = tuple(left)

    def _left(self, study: "Study") -> "tuple[Finding, ...]":
        """Return what of the errors that are on the screen is not mended yet."""
        if self._of_content is None or self._of_content[1].has_expired:
            return ()
        now = set(study.library.findings)
        return tuple(each for each in self._faults if each in now)

    def _end(self) -> None:
        """Take the toast on the content away."""
        if self._of_content is not None:
            text, toast = self._of_content
            self._of_content = None
            self._said.pop(text, None)
            self._app._unnotify(toast)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  Textual has no other way to end one toast

    def _toast(self, text: str, title: str) -> None:
        now = time.monotonic()
        if now - self._said.get(text, -_SECONDS) < _SECONDS:
            return
        self._said = {each: at for each, at in self._said.items() if now - at < _SECONDS}
        self._said[text] = now
        trimmed = _WORD.sub(_trimmed, text)
        toast = Notification(trimmed, title=title, severity="error", timeout=_SECONDS, markup=False)
        if title in _TITLES.values():
            self._replace(text, toast)
        self._app.post_message(Notify(toast))

    def _replace(self, text: str, toast: Notification) -> None:
        """End the toast on the content before: each hides lines of a card, and the newest holds."""
        if self._of_content is not None:
            before, old = self._of_content
            self._said.pop(before, None)
            old.timeout = 0.0  # over: the next toast takes its place
        self._of_content = text, toast


def _trimmed(word: re.Match[str]) -> str:
    """Keep the end of a long path; an id is to be typed, so it stays whole."""
    is_long = len(word[0]) > _LONGEST and _PATH.search(word[0]) and "://" not in word[0]
    return f"…{word[0][1 - _LONGEST :]}" if is_long else word[0]
