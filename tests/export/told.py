"""A learner who has set three cards here, and phones that were told of it or not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from anki.collection import Collection
from anki_phone import answer, next_second, note
from commands import Run, successful
from returned import card_id, export, opened

KEY, OTHER, ELSE = "key-value-store/access", "feature-store/say-it", "feature-store/roll-out"
SET = (True, 3, True)
UNSET = (False, 0, False)
Mlsd = Callable[..., dict[str, Any]]
CHANGES = ("suspended", "unsuspended", "flagged", "marked", "unmarked")


class Learner:
    """Runs the program in a folder of their own."""

    def __init__(self, run: Run, folder: Path) -> None:
        self.run = successful(run)
        self.folder = folder
        self._files = 0

    def answer(self, *cards: str) -> None:
        for card in cards:
            self.run("answer", card, "good")

    def set(self, *, on: bool) -> None:
        """Suspend OTHER, flag and mark KEY; or take all of it back."""
        with opened(self.folder / "home") as store:
            store.record("suspend" if on else "unsuspend", OTHER)
            store.record("flag", KEY, {"flag": 3 if on else 0})
            store.record("mark", KEY, {"on": on})

    def deck(self, *options: str) -> Path:
        self._files += 1
        out = self.folder / f"deck-{self._files}.apkg"
        self.run("export", "anki", "-o", str(out), *options)
        return out

    def bring(self, phone: Collection) -> dict[str, Any]:
        """Import what a phone exports, and tell what changed here."""
        self._files += 1
        file = export(phone, self.folder / f"new-{self._files}.colpkg")
        said = json.loads(self.run("import", "anki", str(file), "--json", "--yes").stdout)
        return {name: said[name] for name in CHANGES if said[name]}

    def stands(self) -> tuple[bool, int, bool]:
        with opened(self.folder / "home") as store:
            states = store.states()
        return states[OTHER].suspended, states[KEY].flag, states[KEY].marked


def stands_there(phone: Collection) -> tuple[bool, int, bool]:
    """How the same three are set on a phone."""
    held = phone.get_card(card_id(phone, OTHER)).queue == -1
    flag = phone.get_card(card_id(phone, KEY)).user_flag()
    return held, flag, "marked" in note(phone, KEY).tags


def take_back(phone: Collection) -> None:
    """Unsuspend, unflag and unmark them there."""
    next_second()
    phone.sched.unsuspend_cards([card_id(phone, OTHER)])
    phone.set_user_flag_for_cards(0, [card_id(phone, KEY)])
    mark(phone, on=False)


def mark(phone: Collection, *, on: bool) -> None:
    next_second()
    found = note(phone, KEY)
    found.tags = [tag for tag in found.tags if tag != "marked"] + ["marked"] * on
    phone.update_note(found)


def touch(phone: Collection) -> None:
    """Answer all three and write in their notes, so that nothing is as a deck left it."""
    next_second()
    for card in (OTHER, KEY):
        if phone.get_card(card_id(phone, card)).queue >= 0:
            answer(phone, card, 3)
        found = note(phone, card)
        found["MyNotes"] = "mine"
        phone.update_note(found)
    answer(phone, ELSE, 3)
