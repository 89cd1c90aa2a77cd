"""The app's way to a phone and back: the same acts as `mlsd export anki` and `mlsd import anki`."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mlsd_graph.clean import clean_line
from mlsd_graph.cli.decks import Choice, remember_sent, write_deck
from mlsd_graph.cli.returns import brought, looked_at, tried
from mlsd_graph.cli.stages import telling
from mlsd_graph.errors import PackageError
from tui.phone import PACKAGES, Offer, Summary

if TYPE_CHECKING:
    from mlsd_graph.cli.context import Context
    from mlsd_graph.cli.imported import Report
    from mlsd_graph.stages import Show
    from mlsd_graph.study import Study

_OFFERED = 5
_LOOKED_AT = 5_000
"""Entries of a folder."""


class AnkiPhone:
    """Decks out and packages back, for the folders of one learner."""

    def __init__(self, context: "Context", folders: tuple[Path, ...]) -> None:
        self._context = context
        self._folders = folders

    def deck(self) -> Path:
        """Tell where a deck goes: to the first folder that there is."""
        there = (folder for folder in self._folders if folder.is_dir())
        return next(there, Path.home()) / "mlsd.apkg"

    def found(self, study: "Study") -> list[Path]:
        """Find packages where downloads end up, newest first; not the decks written here."""
        ours = study.travels()
        there = (each for folder in self._folders for each in _packages(folder))
        dated = sorted(there, reverse=True)
        files: list[Path] = []
        for _, size, path in dated:
            own = size in ours.sizes and _digest(path) in ours.written
            if not own and path not in files:
                files.append(path)
            if len(files) == _OFFERED:
                break
        return files

    def export(self, study: "Study", out: Path, show: "Show", *, progress: bool) -> Summary:
        """Write a deck; a name without an end gets Anki's."""
        from mlsd_graph.cli.export import HOW_TO_IMPORT, deck_file  # noqa: PLC0415  not before it is asked

        target = deck_file(out)
        told = telling(show, {"cards": len(study.library.cards)})
        written = write_deck(self._context, study, target, Choice(progress=progress), told)
        remember_sent(study, written, target, to="file")
        contents = written.contents
        lines = [
            clean_line(str(target)),
            "",
            f"{contents.notes} notes, {contents.cards} cards",
            *([f"reviews in the log: {contents.reviews}"] if progress else []),
            "",
            *(HOW_TO_IMPORT if progress else _HOW_TO_OPEN).splitlines(),
        ]
        return Summary("The deck is written.", tuple(lines), written.said)

    def look(self, study: "Study", file: Path, show: "Show") -> Offer:
        """Say what an import would do, and how far Anki's memory would be from ours after it."""
        told = telling(show)
        report = tried(study, looked_at(study, file, told), told)

        def record(show: "Show") -> Summary:
            done = brought(study, report, telling(show))
            return _summary("Imported.", done, done=True)

        title = "This would come in."
        summary = _summary(title, report, done=False)
        return Offer(summary, report.plan.is_empty, report.doubt, record)


_HOW_TO_OPEN = "Open it on the phone in Anki or AnkiDroid; cards that it has keep their schedule."


def folders() -> tuple[Path, ...]:
    """Name the folders where files from a phone end up, and decks for it go."""
    from platformdirs import user_desktop_path, user_downloads_path  # noqa: PLC0415  not before it is asked

    return user_downloads_path(), user_desktop_path(), Path.home()


def _packages(folder: Path) -> Iterator[tuple[float, int, Path]]:
    """Yield date, size and path of the packages in a folder; what cannot be read is not there."""
    try:
        with os.scandir(folder) as entries:
            for entry, _ in zip(entries, range(_LOOKED_AT), strict=False):
                if entry.name.lower().endswith(PACKAGES) and entry.is_file():
                    facts = entry.stat()
                    yield facts.st_mtime, facts.st_size, Path(entry.path)
    except OSError:
        return


def _digest(path: Path) -> str:
    from export.anki.back.package import fingerprint  # noqa: PLC0415  not before it is asked

    try:
        return fingerprint(path)
    except PackageError:
        return ""


def _summary(title: str, report: "Report", *, done: bool) -> Summary:
    return Summary(title, tuple(report.lines(done=done)), tuple(report.warnings()))
