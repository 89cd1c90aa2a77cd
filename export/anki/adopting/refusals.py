"""Why a deck is not turned into content."""

from pathlib import Path

from export.anki.back.collection import Collected
from mlsd_graph.errors import PackageError
from mlsd_graph.quantity import quantity


def refuse_used(folder: Path) -> None:
    """Make sure that a folder can be made, or is there and empty."""
    try:
        links = (each for each in (folder, *folder.parents) if each.is_symlink())
        link = next((each for each in links if not each.exists()), None)
        target = link and link.readlink()
        full = folder.exists() and any(folder.iterdir())
    except OSError as error:
        raise PackageError(f"{folder}: {error.strerror}.") from error
    if link:
        raise PackageError(
            f"{link} is a symbolic link to {target}, which is not there.",
            "Make that folder, or name another.",
        )
    if full:
        raise PackageError(f"{folder} is not empty.", "Name a new folder.")


def asks_for_update(found: Collected) -> bool:
    """Whether all there is is the note for an old Anki; in any language it names both formats."""
    if found.notes_in_all != 1 or not found.notes:
        return False
    (note,) = found.notes.values()
    text = note.fields[0].lower()
    return text.startswith("please update") or (".colpkg" in text and ".apkg" in text)


def nothing(path: Path, found: Collected) -> PackageError:
    """Say why no page can be made."""
    if asks_for_update(found):
        return PackageError(
            f"{path} holds nothing but Anki's note that asks for an update.",
            "Export again, with “Support older Anki versions” off, and copy the file whole.",
        )
    if found.malformed and not found.notes:
        return PackageError(
            f"{path} holds no note that can be read, as {quantity(found.malformed, 'row')} of the "
            "file cannot be understood.",
            "Export it again and copy it whole.",
        )
    if found.notes_in_all and not found.notes and not found.malformed:
        count = found.notes_in_all
        notes = "only note is" if count == 1 else f"{count} notes are"
        return PackageError(
            f"{path}: its {notes} of our own cards, whose pages there are: nothing to turn into "
            "content.",
            "To bring reviews and My Notes back: `mlsd import anki FILE`, without --as-content.",
        )
    return PackageError(f"{path} holds no note that could become a card.")
