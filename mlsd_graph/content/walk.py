"""Finds the content files of a folder and their stamps: a walk and one stat per file."""

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field

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
            # Sorted by name only: DirEntry has no order of its own.
            listed = sorted([(entry.name, entry) for entry in entries], key=_name)
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"The folder cannot be read: {(error.strerror or 'error').lower()}."
        return _say(found, "unreadable", folder, message, "Check its permissions.")
    below: list[str] = []
    for name, entry in listed:
        if name.endswith(".md"):
            _file(entry, found)
        elif name[0] != "." and entry.is_dir():
            below.append(entry.path)
    if len(found.stamps) - seen > limits.FILES:
        return _say(
            found, "too-many-files", folder, "The content folder has too many files.", "Split it."
        )
    for path in below:
        _folder(path, depth + 1, found, seen)
    return None


def _name(pair: "tuple[str, os.DirEntry[str]]") -> str:
    return pair[0]


def _file(entry: "os.DirEntry[str]", found: Walked) -> None:
    path = entry.path
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return  # gone between listing and stat: the next walk will not list it
    if not stat.S_ISREG(status.st_mode):
        if stat.S_ISLNK(status.st_mode):
            _link(found, path)
        elif not entry.name.startswith("."):
            _say(found, "not-a-file", path, "This is not a regular file.", "Remove it.")
        return
    if entry.name[0] == ".":
        return
    # Printable is the quick answer for nearly every name; joined emoji are fine and not printable.
    if not path.isprintable() and ("\n" in path or "\t" in path or UNSAFE.search(path)):
        _say(found, "bad-file-name", path, "The name holds control characters.", "Rename it.")
        return
    found.stamps[path] = (status.st_mtime_ns, status.st_size)


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
