"""What comes back from a phone, step by step: looked at, tried on a copy, brought."""

import contextlib
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from mlsd_graph.clean import clean_line
from mlsd_graph.cli.context import system_clock, zone_offset
from mlsd_graph.cli.imported import Report
from mlsd_graph.errors import PackageError, StateError
from mlsd_graph.store.event import Kind

if TYPE_CHECKING:
    from export.anki.back import Here, ImportPlan
    from export.anki.telling import Told
    from mlsd_graph.study import Study


def here(study: "Study") -> "Here":
    """Tell an import who asks, when and where."""
    from export.anki.back import Here  # noqa: PLC0415  only for an import

    now = study.now()
    return Here(frozenset(study.library.cards), (now.ms, now.offset), zone_offset)


def looked_at(study: "Study", file: Path, told: "Told") -> Report:
    """Say what an import would do; nothing is written.

    Raises:
        PackageError: The file cannot be used.
    """
    from export.anki.back import plan_import  # noqa: PLC0415  only for an import
    from export.anki.back.rewritten import rewritten  # noqa: PLC0415  only for an import

    try:
        plan = plan_import(file, study.store, here(study), told)
    except PackageError as error:
        raise _own_deck(study, file) or error from None
    is_own = _digest(plan) in study.travels().written
    return Report(plan, rewritten(study.library, plan.touched), is_own=is_own)


def tried(study: "Study", report: Report, told: "Told") -> Report:
    """Add how far Anki's memory would be from ours; without room for a copy it stays unknown."""
    from export.anki.back.rehearsal import rehearse  # noqa: PLC0415  only for an import

    try:
        drift = rehearse(report.plan, study.store, system_clock, told)
    except (StateError, sqlite3.Error, OSError):
        return report
    return report._replace(drift=drift)


def brought(study: "Study", report: Report, told: "Told") -> Report:
    """Do it, and let everybody know who asks what is due.

    Raises:
        StateError: No backup could be made, or the disk refused; nothing was recorded.
    """
    from export.anki.back import record  # noqa: PLC0415  only for an import

    done = record(report.plan, study.store, told)
    study.today()  # lets the cache of `mlsd due` know
    study.care()
    return report._replace(plan=done.plan, drift=done.drift, backup=done.backup)


def _own_deck(study: "Study", file: Path) -> PackageError | None:
    """Say that a file which brings nothing is a deck that was written here, if it is one."""
    from export.anki.back.package import fingerprint  # noqa: PLC0415  only for an import

    ours = study.travels()
    with contextlib.suppress(PackageError, OSError):
        # Only a file of that size is read: what is no package may be as large as a disk.
        if file.stat().st_size in ours.sizes and fingerprint(file) in ours.written:
            return PackageError(
                f"{clean_line(str(file))} is a deck that was written here: nothing in it comes "
                "from a phone.",
                "Export the deck on the phone, with its scheduling, and import that file.",
            )
    return None


def _digest(plan: "ImportPlan") -> object:
    """Find the file's SHA-256 in the event that says when something came back."""
    return next(
        (each.data["sha256"] for each in plan.drafts if each.kind == Kind.IMPORT and each.data), ""
    )
