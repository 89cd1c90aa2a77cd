"""What was set here, went out with progress and is taken back on the phone before any import."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection
from anki_phone import answer, import_deck, note
from commands import Run, successful
from returned import card_id, export, import_with_progress, opened

SUSPENDED = "feature-store/what-it-guarantees"
FLAGGED = "feature-store/name-of-the-join"
MARKED = "feature-store/point-in-time-join"
Mlsd = Callable[..., dict[str, Any]]


@pytest.fixture
def mlsd(mlsd: Run) -> Mlsd:
    return lambda *arguments: json.loads(successful(mlsd)(*arguments, "--json").stdout)


def set_here(home: Path) -> None:
    with opened(home) as store:
        store.record("suspend", SUSPENDED)
        store.record("flag", FLAGGED, {"flag": 3})
        store.record("mark", f"{MARKED}#c2", {"on": True})


def take_back(phone: Collection) -> None:
    phone.sched.unsuspend_cards([card_id(phone, SUSPENDED)])
    phone.set_user_flag_for_cards(0, [card_id(phone, FLAGGED)])
    found = note(phone, MARKED)
    found.tags = [tag for tag in found.tags if tag != "marked"]
    phone.update_note(found)
    answer(phone, SUSPENDED, 3)


def test_it_is_taken_back_here(mlsd: Mlsd, tmp_path: Path, collection: Collection) -> None:
    mlsd("answer", "key-value-store/access", "good")  # which shows that its progress was taken
    set_here(tmp_path / "home")
    mlsd("export", "anki", "--with-progress")
    import_with_progress(collection, tmp_path / "mlsd.apkg")
    take_back(collection)
    out = export(collection, tmp_path / "new-media.apkg")
    values = mlsd("import", "anki", str(out))
    assert values["unsuspended"] == [SUSPENDED]
    assert values["flagged"] == {FLAGGED: 0}
    assert values["unmarked"] == [f"{MARKED}#c2"]
    with opened(tmp_path / "home") as store:
        states = store.states()
    assert not states[SUSPENDED].suspended
    assert not states[FLAGGED].flag
    assert not states[f"{MARKED}#c2"].marked


def test_what_was_taken_back_here_stays_so(
    mlsd: Mlsd, tmp_path: Path, collection: Collection
) -> None:
    set_here(tmp_path / "home")
    mlsd("export", "anki", "--with-progress")
    import_with_progress(collection, tmp_path / "mlsd.apkg")
    with opened(tmp_path / "home") as store:
        store.record("unsuspend", SUSPENDED)
        store.undo()  # of what had gone out by then: still suspended there
        store.record("unsuspend", SUSPENDED)
        store.record("flag", FLAGGED, {"flag": 0})
        store.record("mark", f"{MARKED}#c2", {"on": False})
    answer(collection, "key-value-store/access", 3)
    values = mlsd("import", "anki", str(export(collection, tmp_path / "new-media.apkg")))
    assert values["reviews_new"] == 1
    assert (values["suspended"], values["flagged"], values["marked"]) == ([], {}, [])
    with opened(tmp_path / "home") as store:
        assert not store.states()[SUSPENDED].suspended


def test_a_phone_that_had_the_cards_before_never_knew(
    mlsd: Mlsd, tmp_path: Path, collection: Collection
) -> None:
    mlsd("export", "anki")
    import_deck(collection, tmp_path / "mlsd.apkg")
    set_here(tmp_path / "home")
    mlsd("export", "anki", "--with-progress")
    import_with_progress(collection, tmp_path / "mlsd.apkg")
    answer(collection, SUSPENDED, 3)
    values = mlsd("import", "anki", str(export(collection, tmp_path / "new-media.apkg")))
    assert (values["unsuspended"], values["flagged"], values["unmarked"]) == ([], {}, [])
    with opened(tmp_path / "home") as store:
        assert store.states()[SUSPENDED].suspended
