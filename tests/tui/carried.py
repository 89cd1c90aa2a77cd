"""A phone of the real engine: it takes a deck, answers cards and exports them."""

import time
from pathlib import Path

from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.phone import AnkiPhone
from mlsd_graph.config import Config
from mlsd_graph.paths import Paths


def now() -> int:
    """The engine answers at the time it is, so the app must live then."""
    return round(time.time() * 1000)


def way(home: Path, content: Path, downloads: Path) -> AnkiPhone:
    """The program's own way to the phone, over the state that `flows.running` opens."""
    paths = Paths(home / "state", home / "config", home / "cache")
    context = Context(paths, Config(path=home / "config.toml"), (content,))
    return AnkiPhone(context, (downloads,))


def studied(deck: Path, out: Path, answers: int) -> Path:
    """Import a deck, answer some cards once, suspend the last one, and export."""
    phone = Collection(str(out.with_suffix(".anki2")))
    request = ImportAnkiPackageRequest(
        package_path=str(deck), options=ImportAnkiPackageOptions(with_scheduling=True)
    )
    phone.import_anki_package(request)
    cards = sorted(phone.find_cards("is:new"))
    for number in cards[:answers]:
        card = phone.get_card(number)
        card.start_timer()
        states = phone._backend.get_scheduling_states(card.id)
        built = phone.sched.build_answer(card=card, states=states, rating=2)
        phone.sched.answer_card(built)
    phone.sched.suspend_cards(cards[-1:])
    options = ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, legacy=True)
    phone.export_anki_package(out_path=str(out), options=options, limit=None)
    phone.close()
    return out
