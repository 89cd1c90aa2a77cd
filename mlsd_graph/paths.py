"""Where content, state, config and cache live.

`MLSD_HOME` moves state, config and cache into one folder; otherwise platformdirs decides.
Nothing here creates a folder: whoever writes a file makes the folder it needs.
"""

import os
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders and files of one installation."""

    state: Path
    """Folder of the state file, its lock, the device id and the backups."""
    config: Path
    """Folder of config.toml and the user's themes."""
    cache: Path
    """Folder of what can be rebuilt at any time."""

    @property
    def database(self) -> Path:
        """The state file."""
        return self.state / "state.sqlite"

    @property
    def backups(self) -> Path:
        """Folder of the verified copies of the state file."""
        return self.state / "backups"

    @property
    def config_file(self) -> Path:
        """Content folders, theme, keymap and editor."""
        return self.config / "config.toml"

    @property
    def own_content(self) -> Path:
        """The learner's own content folder, where edits of shipped pages are copied to."""
        return self.state / "content"


def find(environ: dict[str, str] | None = None) -> Paths:
    """Find the folders: below `MLSD_HOME` if it is set, else where the system keeps such files."""
    env = os.environ if environ is None else environ
    if home := env.get("MLSD_HOME"):
        base = Path(home).expanduser().absolute()
        return Paths(state=base / "state", config=base / "config", cache=base / "cache")
    from platformdirs import PlatformDirs  # noqa: PLC0415  28 ms that `mlsd due` does not pay

    dirs = PlatformDirs("mlsd", appauthor=False)
    return Paths(
        state=Path(dirs.user_data_path),
        config=Path(dirs.user_config_path),
        cache=Path(dirs.user_cache_path),
    )


def shipped_content() -> Path:
    """Find the shipped content: inside an installed wheel, or beside the package in a checkout."""
    inside = _HERE / "shipped"
    return inside if inside.is_dir() else _HERE.parent / "content"
