"""What a deck lacks, and why: files with errors, cards without a front, grades of tomorrow."""

from typing import TYPE_CHECKING

from mlsd_graph.clean import clean_line
from mlsd_graph.quantity import quantity

if TYPE_CHECKING:
    from export.anki import Deck, Progress
    from mlsd_graph.content.records import Finding
    from mlsd_graph.study import Study

_FILES = 10
"""With errors, that are named."""
_HARMLESS = ("checklist-", "planned-", "uid-doubled")
"""Errors by which no card is missed."""


def left_out(study: "Study", deck: "Deck", progress: "Progress | None") -> list[str]:
    """Name the files, cards and grades that are not in a deck."""
    said = _faulty(study)
    for head in deck.skipped:
        place = clean_line(f"{study.library.pages[head.page].path}:{head.line}")
        said.append(f"{place}: {head.uid} has no front and was left out.")
    if progress and progress.left_out:
        be = "is" if progress.left_out == 1 else "are"
        reviews = quantity(progress.left_out, "review")
        said.append(f"{reviews} {be} dated after today and stayed out; check the clock.")
    return said


def hiding(study: "Study") -> "list[Finding]":
    """Gather the first error of each file that may keep cards out."""
    from mlsd_graph.content.faults import errors  # noqa: PLC0415  only for a deck

    first: dict[str, Finding] = {}
    for each in errors(study.library.findings):
        if not each.code.startswith(_HARMLESS):
            first.setdefault(each.path, each)
    return list(first.values())


def _faulty(study: "Study") -> list[str]:
    """Name for each file the first thing that keeps cards out, whole files first."""
    broken = study.library.shelf.broken
    found = sorted(hiding(study), key=lambda each: each.path not in broken)
    said = [told_of(each, _lost(each, whole=each.path in broken)) for each in found[:_FILES]]
    if more := len(found[_FILES:]):
        files = quantity(more, "more file")
        said.append(f"… and {files} with errors; `mlsd check` lists them.")
    return said


def told_of(fault: "Finding", lost: str = "") -> str:
    """Write what is wrong with its place before it, and what is lost by it."""
    place = f"{fault.path}:{fault.line}" if fault.line else fault.path
    return f"{clean_line(place)}: {lost}{' ' if lost else ''}{clean_line(fault.message)}"


def _lost(fault: "Finding", *, whole: bool) -> str:
    if whole:
        return "the file has errors, and its cards were left out; on the phone they stay."
    if fault.code.startswith("diagram-"):
        return "a diagram cannot be drawn, and its cards were left out."
    return "the file has errors that may keep cards out."
