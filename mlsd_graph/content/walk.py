"""Finds the content files of a folder and their stamps: a walk and one stat per file."""

import os
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import attrgetter

from mlsd_graph.clean import UNSAFE, clean_line
from mlsd_graph.content import limits
from mlsd_graph.content.records import Finding, PageKind, Severity

Stamp = tuple[int, int]
"""Modification time in ns, and size in bytes: a file with the same stamp is not read again."""

FOLDERS: dict[str, PageKind] = {
    "concepts": PageKind.CONCEPT,
    "case-studies": PageKind.CASE_STUDY,
    "contrasts": PageKind.CONTRAST_SET,
    "tracks": PageKind.TRACK,
    "framework": PageKind.FRAMEWORK,
}
"""The folders of a content root; anything else in it is not content."""
PLANNED = "planned.md"
_BY_NAME: Callable[["os.DirEntry[str]"], str] = attrgetter("name")


@dataclass(slots=True)
class Walked:
    """What stands in the content folders."""

    stamps: dict[str, Stamp] = field(default_factory=dict[str, Stamp])
    """Path of each Markdown file, in order of root, folder and name."""
    findings: list[Finding] = field(default_factory=list[Finding])


def walk(roots: tuple[str, ...]) -> Walked:
    """Walk all roots; links, special files and missing folders become findings."""
    found = Walked()
    for root in roots:
        if not os.path.isdir(root):  # noqa: PTH112  a name, not a Path
            _say(found, "missing-folder", root, "The content folder does not exist.", "Create it.")
            continue
        planned = f"{root}/{PLANNED}"
        if (stamp := _stamp(planned)) is not None:
            found.stamps[planned] = stamp
        seen = len(found.stamps)
        for name in FOLDERS:
            _folder(f"{root}/{name}", 1, found, seen)
    return found


def restat(stamps: dict[str, Stamp], odd: tuple[Finding, ...], paths: Iterable[str]) -> Walked:
    """Stat only the named files, and take the others as they were."""
    found = Walked(dict(stamps), list(odd))
    for path in paths:
        stamp = _stamp(path)
        if stamp is None:
            found.stamps.pop(path, None)
        else:
            found.stamps[path] = stamp
    return found


def _folder(folder: str, depth: int, found: Walked, seen: int) -> None:
    """Take the files of one folder in order of name, then go down."""
    if depth > limits.FOLDER_DEPTH:
        return _say(found, "too-deep", folder, "Folders are nested too deeply.", "Move them up.")
    if os.path.islink(folder):  # noqa: PTH114  a name, not a Path
        return _link(found, folder)
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=_BY_NAME)
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"The folder cannot be read: {(error.strerror or 'error').lower()}."
        return _say(found, "unreadable", folder, message, "Check its permissions.")
    below = [path for entry in listed if (path := _take(entry, found))]
    if len(found.stamps) - seen > limits.FILES:
        return _say(
            found, "too-many-files", folder, "The content folder has too many files.", "Split it."
        )
    for path in below:
        _folder(path, depth + 1, found, seen)
    return None


def _take(entry: "os.DirEntry[str]", found: Walked) -> str:
    """Take one file; return the path of a folder, which is walked later."""
    path = entry.path
    if not path.endswith(".md"):
        return path if entry.name[0] != "." and _is_folder(entry) else ""
    if not _is_plain(entry, path):
        _odd(entry, found)
        return ""
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return ""  # gone since it was listed
    found.stamps[path] = (status.st_mtime_ns, status.st_size)
    return ""


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    """Tell whether this is a folder, or a link to what is gone and may have been one."""
    return entry.is_dir() or (entry.is_symlink() and not os.path.exists(entry.path))  # noqa: PTH110  a name, not a Path


def _is_plain(entry: "os.DirEntry[str]", path: str) -> bool:
    """Tell whether this is a regular file with a name that can be shown; costs no system call."""
    if not entry.is_file(follow_symlinks=False) or entry.name[0] == ".":
        return False
    # Printable is the quick answer for nearly every name; joined emoji are fine and not printable.
    return path.isprintable() or not ("\n" in path or "\t" in path or UNSAFE.search(path))


def _odd(entry: "os.DirEntry[str]", found: Walked) -> None:
    """Say why a file is not read; hidden ones are passed over."""
    path = entry.path
    if entry.name[0] == ".":
        return
    if entry.is_symlink():
        _link(found, path)
    elif entry.is_file(follow_symlinks=False):
        _say(found, "bad-file-name", path, _bad_name(entry.name), "Rename it.")
    else:
        _say(found, "not-a-file", path, "This is not a regular file.", "Remove it.")


def _bad_name(name: str) -> str:
    if any("\udc80" <= character <= "\udcff" for character in name):
        return "The name is not UTF-8."
    return "The name, or that of a folder above, holds control characters."


def _stamp(path: str) -> Stamp | None:
    try:
        status = os.lstat(path)
    except OSError:
        return None
    return (status.st_mtime_ns, status.st_size) if stat.S_ISREG(status.st_mode) else None


def _link(found: Walked, path: str) -> None:
    _say(found, "symbolic-link", path, "Symbolic links are not followed.", "Put the file here.")


def _say(found: Walked, code: str, path: str, message: str, hint: str) -> None:
    found.findings.append(Finding(code, Severity.ERROR, clean_line(path), 0, 0, message, hint))
