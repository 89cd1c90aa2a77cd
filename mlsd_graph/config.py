"""config.toml: content folders, theme, keymap, editor, AnkiConnect's address.

The schedule's settings are in the log.
"""

import os
import re
import stat
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from mlsd_graph.errors import ConfigError
from mlsd_graph.paths import Paths

DEFAULT_THEME = "textual-dark"
_KEYS = ("content", "theme", "keymap", "editor", "ankiconnect")


@dataclass(frozen=True, slots=True)
class Config:
    """What one config.toml says; the defaults where it is silent or absent."""

    path: Path
    content: tuple[Path, ...] = ()
    """The learner's own content folders, read after the shipped one."""
    theme: str = DEFAULT_THEME
    keymap: dict[str, str] = field(default_factory=dict[str, str])
    """Binding id → keys, separated by commas."""
    doubts: tuple[str, ...] = ()
    """What of the keymap cannot be read, a sentence each: for the app alone, which has keys."""
    editor: str = ""
    """Command that opens a file; empty: $VISUAL, then $EDITOR."""
    ankiconnect: str = ""
    """Address of AnkiConnect on this machine; empty: its default port."""


def load(paths: Paths) -> Config:
    """Read config.toml, or return the defaults where there is none.

    Raises:
        ConfigError: The file is not TOML, or has a key or value that we do not know.
    """
    path = paths.config_file
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Config(path=path)
    except NotADirectoryError as error:
        file = next(folder for folder in path.parents if folder.exists())
        raise ConfigError(f"{file} is a file, not a folder.", "Check MLSD_HOME.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}.", "Mend the file or move it away.") from error
    import tomllib  # noqa: PLC0415  4 ms that a start without such a file does not pay

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}.", "Mend the file or move it away.") from error
    for key in table:
        if key not in _KEYS:
            allowed = ", ".join(_KEYS)
            raise ConfigError(f"{path}: unknown key `{key}`.", f"Known keys: {allowed}.")
    keymap, doubts = _keymap(table.get("keymap", {}))
    return Config(
        path=path,
        content=tuple(_folder(path, item) for item in _strings(path, table, "content")),
        theme=_string(path, table, "theme", DEFAULT_THEME),
        keymap=keymap,
        doubts=doubts,
        editor=_string(path, table, "editor", ""),
        ankiconnect=_string(path, table, "ankiconnect", ""),
    )


def save_theme(config: Config, name: str) -> Config:
    """Write the theme into config.toml, where a link leads, and leave every other line as it is."""
    line = f'theme = "{name}"'
    try:
        text = config.path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        text = ""
    # Keys of a table follow its header, so a new top-level key must stand before the first one.
    head, bracket, tables = text.partition("\n[") if not text.startswith("[") else ("", "", text)
    pattern = re.compile(r"^theme[ \t]*=.{0,200}$", re.MULTILINE)
    if pattern.search(head):
        head = pattern.sub(line, head, count=1)
    else:
        head = f"{head.rstrip()}\n{line}".lstrip() + ("\n" if not bracket else "")
    text = head + (bracket or ("\n" if tables else "")) + tables
    # A rename replaces a link: who keeps such files elsewhere would go on editing the one there.
    path = config.path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_text(text if text.endswith("\n") else text + "\n", encoding="utf-8")
    if path.exists():
        part.chmod(stat.S_IMODE(path.stat().st_mode))
    part.replace(path)
    return replace(config, theme=name)


def _string(path: Path, table: dict[str, Any], key: str, default: str) -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        raise ConfigError(f"{path}: `{key}` must be a string.", f'Write {key} = "…".')
    return value


def _strings(path: Path, table: dict[str, Any], key: str) -> list[str]:
    value: Any = table.get(key, [])
    items: Any = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in cast("Any", items)):
        raise ConfigError(f"{path}: `{key}` must be a list of strings.", f'Write {key} = ["…"].')
    return cast("list[str]", items)


def _folder(path: Path, text: str) -> Path:
    folder = Path(os.path.expandvars(text)).expanduser()
    return folder if folder.is_absolute() else path.parent / folder


def _keymap(value: Any) -> tuple[dict[str, str], tuple[str, ...]]:
    """Read ids with their keys; an id without quotes is a table in a table, as TOML has it."""
    keymap: dict[str, str] = {}
    doubts: list[str] = []
    left: list[tuple[str, Any]] = [("", value)]
    while left:
        name, found = left.pop()
        if isinstance(found, dict):
            inside = cast("dict[str, Any]", found)
            left += [(f"{name}.{key}" if name else key, inside[key]) for key in reversed(inside)]
        elif not name:
            doubts.append("`keymap` must be a table. Write [keymap] above its lines.")
        elif isinstance(found, str):
            keymap[name] = found
        else:
            doubts.append(f'`{name[:80]}` must be a string of keys. Write "{name[:80]}" = "f".')
    return keymap, tuple(f"config.toml: {said}" for said in doubts)
