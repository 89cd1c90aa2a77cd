"""A learner's state, and a phone of the real engine that gets a deck and exports what it did."""

from pathlib import Path

from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)

from export.anki.back import Here, ImportPlan, plan_import, record
from mlsd_graph.cli.context import system_clock, zone_offset
from mlsd_graph.content import Library
from mlsd_graph.paths import find
from mlsd_graph.store import Store

VARIANTS = [
    f"{form}-{media}.apkg" for form in ("new", "legacy") for media in ("media", "plain")
] + ["new.colpkg", "legacy.colpkg"]
"""Four ways to export a deck and two to export all."""


def opened(home: Path) -> Store:
    return Store.open(find({"MLSD_HOME": str(home)}), system_clock)


def here(library: Library) -> Here:
    return Here(frozenset(library.cards), system_clock(), zone_offset)


def export(collection: Collection, out: Path, *, scheduling: bool = True) -> Path:
    """Export as the file's name says; the collection is open again afterwards."""
    legacy = out.name.startswith("legacy")
    if out.suffix == ".colpkg":
        collection.export_collection_package(str(out), include_media=True, legacy=legacy)
        collection.reopen(after_full_sync=False)
        return out
    options = ExportAnkiPackageOptions(
        with_scheduling=scheduling,
        with_deck_configs=True,
        with_media="plain" not in out.name,
        legacy=legacy,
    )
    collection.export_anki_package(out_path=str(out), options=options, limit=None)
    return out


def bring(store: Store, library: Library, file: Path) -> ImportPlan:
    """Take in what a file has brought."""
    plan = plan_import(file, store, here(library))
    record(plan, store)
    return plan


def bring_back(store: Store, library: Library, phone: Collection, file: Path) -> ImportPlan:
    """Take in what a phone exports to a file, and throw the file away."""
    plan = bring(store, library, export(phone, file))
    file.unlink()
    return plan


def import_with_progress(collection: Collection, deck: Path) -> None:
    options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
    request = ImportAnkiPackageRequest(package_path=str(deck), options=options)
    collection.import_anki_package(request)


def card_id(collection: Collection, key: str, ordinal: int = 0) -> int:
    return collection.db.scalar(
        "select c.id from cards c join notes n on n.id = c.nid where n.sfld = ? and c.ord = ?",
        key,
        ordinal,
    )
