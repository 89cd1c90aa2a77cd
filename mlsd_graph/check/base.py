"""Reads the cards of a git branch: `git ls-tree` and `git cat-file`, without a shell, bounded."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from mlsd_graph.check.vanished import BaseCard
from mlsd_graph.content import limits
from mlsd_graph.content.pages import parse_page
from mlsd_graph.content.source import SourceError, decode
from mlsd_graph.content.walk import FOLDERS
from mlsd_graph.errors import ContentError, UsageError

_SECONDS = 60


def base_cards(roots: tuple[Path, ...], branch: str) -> dict[str, BaseCard]:
    """Read the cards that the content folders had on a branch, by uid.

    Raises:
        UsageError: There is no such branch.
        ContentError: None of the folders lies in a git repository, or git is missing.
    """
    if branch.startswith("-") or "\0" in branch:
        raise UsageError(f"“{branch}” is no branch.")
    found: dict[str, BaseCard] = {}
    repositories = 0
    for root in roots:
        top = _top(root)
        if top is not None:
            repositories += 1
            for card in _cards(root, top, branch):
                found[card.uid] = card
    if not repositories:
        raise ContentError("The content lies in no git repository.", "Leave out --base.")
    return found


def _top(root: Path) -> Path | None:
    try:
        answer = _git(root, "rev-parse", "--show-toplevel")
    except ContentError:
        return None
    return Path(os.fsdecode(answer.strip()))


def _cards(root: Path, top: Path, branch: str) -> Iterator[BaseCard]:
    try:
        _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{branch}^{{commit}}")
    except ContentError as error:
        raise UsageError(f"git knows no branch “{branch}”.", "Fetch it first.") from error
    inside = root.resolve().relative_to(top.resolve()).as_posix()
    listed = _git(top, "ls-tree", "-r", "-z", "--full-tree", branch, "--", inside)
    blobs: list[tuple[str, str]] = []
    for entry in listed.split(b"\0"):
        meta, _, name = entry.partition(b"\t")
        words = meta.split()
        path = os.fsdecode(name)
        below = path[len(inside) + 1 :] if inside != "." else path
        # Mode 120000 is a symbolic link: not followed here either.
        if (
            path.endswith(".md")
            and below.split("/")[0] in FOLDERS
            and len(words) == 3  # noqa: PLR2004  mode, type, object
            and words[0].startswith(b"100")
        ):
            blobs.append((words[2].decode(), below))
    if len(blobs) > limits.FILES:
        raise ContentError(f"The branch “{branch}” has too many content files.")
    for below, data in _contents(top, blobs):
        yield from _page(root, below, data)


def _contents(top: Path, blobs: list[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """Read all blobs through one process."""
    names = "".join(f"{blob}\n" for blob, _ in blobs).encode()
    answer = _git(top, "cat-file", "--batch", stdin=names)
    position = 0
    for _, below in blobs:
        end = answer.index(b"\n", position)
        size = int(answer[position:end].split()[2])
        yield below, answer[end + 1 : end + 1 + size]
        position = end + 2 + size


def _page(root: Path, below: str, data: bytes) -> Iterator[BaseCard]:
    path = f"{root}/{below}"
    try:
        page = parse_page(decode(data, path).text, path, str(root))
    except SourceError:
        return
    for card in page.cards:
        yield BaseCard(
            card.uid,
            card.head.note,
            page.head.id,
            path,
            card.head.line,
            card.head.name,
            f"{card.question} {card.answer}",
        )


def _git(folder: Path, *words: str, stdin: bytes = b"") -> bytes:
    """Run git without a shell, hooks or a prompt."""
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(  # noqa: S603  fixed program, no shell, checked words
            ["git", "-C", str(folder), "-c", "core.hooksPath=/dev/null", *words],  # noqa: S607
            input=stdin,
            capture_output=True,
            timeout=_SECONDS,
            env=environment,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ContentError("git cannot be run.", "Install git, or leave out --base.") from error
    if done.returncode:
        raise ContentError(f"git {words[0]} failed.")
    return done.stdout
