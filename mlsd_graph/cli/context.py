"""What a command needs to know: paths, configuration, content folders and the clock."""

import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mlsd_graph import config, paths
from mlsd_graph.cli.output import say_once
from mlsd_graph.errors import ContentError, StateError, UsageError

if TYPE_CHECKING:
    from mlsd_graph.content import Library
    from mlsd_graph.store import Store
    from mlsd_graph.study import Study


def system_clock() -> tuple[int, int]:
    """Tell the time as (UTC ms, minutes east of UTC)."""
    now = round(time.time() * 1000)
    return now, zone_offset(now)


def zone_offset(at_ms: int) -> int:
    """Tell the minutes east of UTC of this machine's zone at a time in UTC ms."""
    offset = datetime.fromtimestamp(at_ms / 1000).astimezone().utcoffset()
    return round(offset.total_seconds() / 60) if offset else 0


@dataclass(frozen=True, slots=True)
class Context:
    """One invocation of `mlsd`."""

    paths: paths.Paths
    config: config.Config
    roots: tuple[Path, ...]
    """The content folders; a later one replaces pages of an earlier one."""
    named: str = ""
    """What replaced the configured folders, as it was written."""
    folders: tuple[Path, ...] = ()
    """The content folders, with those of the learner's that do not exist yet."""

    @classmethod
    def start(cls, content: Sequence[str]) -> "Context":
        """Find paths, read config.toml and choose the content folders."""
        found = paths.find()
        settings = config.load(found)
        named = os.pathsep.join(content) or os.environ.get("MLSD_CONTENT", "")
        folders = _folders(content, settings, found)
        shipped, *others = folders
        roots = (shipped, *(each for each in others if each.is_dir()))
        return cls(paths=found, config=settings, roots=roots, named=named, folders=folders)

    @property
    def content_cache(self) -> Path:
        """The parse cache."""
        return self.paths.cache / "content.cache"

    @property
    def cache_of_places(self) -> Path:
        """Grids that were proposed for diagrams without one."""
        return self.paths.cache / "places.json"

    def library(self) -> "Library":
        """Read the content, without any state."""
        from mlsd_graph.content import load  # noqa: PLC0415  not for every command

        return load(self.roots, cache=self.content_cache)

    def open_study(self, *, at: tuple[int, int] | None = None, write: bool = True) -> "Study":
        """Open content and state together; `at` stops the clock at a given time."""
        from mlsd_graph.study import Study  # noqa: PLC0415  not for every command

        return Study.open(
            self.paths,
            self.roots,
            system_clock,
            self.content_cache,
            at=at,
            named=self.named,
            write=write,
            folders=self.folders,
        )

    def study(self, *, at: tuple[int, int] | None = None, write: bool = True) -> "Study":
        """Open a study for one command; at its end it does what the app does in passing."""
        study = self.open_study(at=at, write=write)
        if write:
            import click  # noqa: PLC0415  the app starts without it

            click.get_current_context().call_on_close(lambda: self.settle(study))
        return study

    def settle(self, study: "Study") -> None:
        """Do what the app does in passing; an interrupt leaves that, not what was done before."""
        try:
            study.settle()
        except KeyboardInterrupt:
            return
        except StateError as error:
            # A full disk must not keep anyone from reading; a grade says so itself.
            say_once(error)

    def store(self, *, write: bool = True) -> "Store":
        """Open the state alone."""
        from mlsd_graph.store import Store  # noqa: PLC0415  not for every command

        return Store.open(self.paths, system_clock, write=write)


def _folders(
    content: Sequence[str], settings: config.Config, found: paths.Paths
) -> tuple[Path, ...]:
    """Choose: the option, else the environment, else shipped, own and configured folders."""
    if "" in content:
        raise UsageError("--content names no folder.", "A dot is the folder that you are in.")
    named = list(content) or [
        part for part in os.environ.get("MLSD_CONTENT", "").split(os.pathsep) if part
    ]
    if named:
        folders = [Path(name).expanduser().absolute() for name in named]
        for folder in folders:
            if not folder.is_dir():
                raise ContentError(f"{folder}: no such content folder.", "Check the path.")
        return tuple(folders)
    for folder in settings.content:
        if not folder.is_dir():
            sys.stderr.write(f"mlsd: {folder}: no such content folder (config.toml).\n")
    return (paths.shipped_content(), found.own_content, *settings.content)
