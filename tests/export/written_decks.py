"""A learner with content of their own who writes decks, without a shell."""

from pathlib import Path

from anki_phone import next_second

from export.anki import read_stamps
from export.anki.telling import silent
from mlsd_graph.cli.context import Context
from mlsd_graph.cli.decks import Choice, WrittenDeck, write_deck
from mlsd_graph.config import Config
from mlsd_graph.paths import find
from mlsd_graph.store import note_stamps


def learner(home: Path, folder: Path, *configured: Path) -> Context:
    """One who has a folder without the shipped one, of which a deck would take seconds."""
    paths = find({"MLSD_HOME": str(home)})
    paths.own_content.mkdir(parents=True, exist_ok=True)
    return Context(paths, Config(paths.config_file, configured), (folder,))


def written(context: Context, deck: Path, *, refresh: bool = False) -> WrittenDeck:
    """Write a deck in a second of its own."""
    next_second()
    study = context.open_study()
    with study.store:
        return write_deck(context, study, deck, Choice(refresh=refresh), silent)


def dates(context: Context) -> dict[str, int]:
    """Tell the dates that decks have given to notes."""
    with context.open_study().store as store:
        known = read_stamps(note_stamps(store.noted()))
    return {note: each.mod for note, each in known.items()}
