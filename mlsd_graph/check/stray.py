"""Markdown files of a content folder that nobody reads: outside its folders, another ending."""

import os
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from mlsd_graph.check.retired import RETIRED
from mlsd_graph.clean import clean_line
from mlsd_graph.content.records import Finding, Severity
from mlsd_graph.content.walk import FOLDERS, PLANNED
from mlsd_graph.quantity import quantity

_NOT_CONTENT = frozenset(
    {PLANNED, RETIRED, "README.md", "CONTRIBUTING.md", "LICENSE.md", "CHANGELOG.md"}
)
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
_MOST_FILES = 50
_MOST_FOLDERS = 500
_BEGINNING = b"---"
_WHERE = ", ".join("concepts/<domain>/" if name == "concepts" else f"{name}/" for name in FOLDERS)


def stray(roots: Sequence[str]) -> Iterator[Finding]:
    """Name the files that look like content and are not read, at most 50 of each root and kind.

    A warning where somebody seems to have meant it: in the content folder itself or one of its
    folders, or with front matter. Other notes beside the content are only advised of.
    """
    for root in roots:
        named = dict.fromkeys((Severity.WARNING, Severity.ADVICE), 0)
        for path in _walked(root):
            *folders, name = path[len(root) + 1 :].split("/")
            message = "The file is not read: it stands in no folder of the content."
            hint = f"Move it to {_WHERE} or elsewhere."
            if folders and folders[0] in FOLDERS:
                message = "The file is not read: its name does not end in .md."
                hint = f"Rename it to {clean_line(PurePath(name).stem)}.md."
            is_meant = not folders or folders[0] in FOLDERS or _begins_like_a_page(path)
            severity = Severity.WARNING if is_meant else Severity.ADVICE
            named[severity] += 1
            if named[severity] <= _MOST_FILES:
                yield Finding("stray-file", severity, clean_line(path), 0, 0, message, hint)


def stray_told(roots: Sequence[str]) -> str:
    """Tell of the first file that was meant to be read, and count the rest; empty without one."""
    found = [each for each in stray(roots) if each.severity is Severity.WARNING]
    if not found:
        return ""
    first, more = found[0], len(found) - 1
    alike = f" {quantity(more, 'more file')} alike; `mlsd check` lists them." if more else ""
    reason = first.message.removeprefix("The file ")
    return f"{PurePath(first.path).name} {reason} {first.hint}{alike}"


def _begins_like_a_page(path: str) -> bool:
    if not os.path.isfile(path):  # noqa: PTH113  a pipe would be waited for
        return False
    try:
        with open(path, "rb") as file:  # noqa: PTH123  a name, not a Path
            return file.read(len(_BEGINNING)) == _BEGINNING
    except OSError:
        return False


def _walked(root: str) -> Iterator[str]:
    for seen, (folder, folders, files) in enumerate(os.walk(root)):
        top = folder == root
        inside = folder[len(root) + 1 :].split("/")[0] in FOLDERS
        folders[:] = sorted(name for name in folders if name[0] != ".")
        for name in sorted(files):
            known = (top and name in _NOT_CONTENT) or (inside and name.endswith(".md"))
            if name[0] != "." and name.lower().endswith(_MARKDOWN) and not known:
                yield f"{folder}/{name}"
        if seen > _MOST_FOLDERS:
            return
