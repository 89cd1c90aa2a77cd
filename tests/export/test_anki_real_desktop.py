"""Push and pull against a real desktop Anki off screen, with the real AnkiConnect: an extra job.

Set MLSD_TEST_ANKI to a Python that has `aqt` (0.5 GB, so no dependency of the other tests), and
MLSD_TEST_ANKICONNECT to the folder `plugin` of AnkiConnect's repository.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import noon
import pytest
from anki_phone import next_second
from lived import opened
from noon import EAST
from sample_content import CARDS, ORDER, edit

from export.anki import collect, read_progress
from export.anki.connect import Desktop, has_decks, pull, push, refuse_changed_types
from export.anki.identity import guid
from mlsd_graph.content import load
from mlsd_graph.errors import DesktopError
from mlsd_graph.memory import study_day
from mlsd_graph.store import Draft

ANKI = os.environ.get("MLSD_TEST_ANKI", "python3")
ADD_ON = os.environ.get("MLSD_TEST_ANKICONNECT", "anki-connect/plugin")
pytestmark = [pytest.mark.desktop, pytest.mark.usefixtures("at_noon")]

NOW = round(noon.NOW.timestamp() * 1000)
KEY = "key-value-store/access"
PROFILE = """
import pathlib, sys
import anki.lang
anki.lang.set_lang("en_US")
from aqt.profiles import ProfileManager
manager = ProfileManager(pathlib.Path(sys.argv[1]))
manager.setupMeta()
manager.meta.update(firstRun=False, defaultLang="en_US", updates=False)
manager.profiles()
manager.load("User 1")
manager.save()
"""
RUN = "import sys; sys.argv = ['anki', '-b', sys.argv[1], '-p', 'User 1']; import aqt; aqt.run()"


@pytest.fixture(scope="module")
def desktop(tmp_path_factory: pytest.TempPathFactory, at_noon: None) -> Iterator[Desktop]:
    home = tmp_path_factory.mktemp("anki")
    base = home / "base"
    add_on = base / "addons21" / "2055492159"
    shutil.copytree(ADD_ON, add_on)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = json.loads((add_on / "config.json").read_text())
    config |= {"webBindPort": port, "webBindAddress": "127.0.0.1"}
    (add_on / "config.json").write_text(json.dumps(config))
    env = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox --disable-gpu",
        "QTWEBENGINE_DISABLE_SANDBOX": "1",
        "ANKI_SINGLE_INSTANCE_KEY": f"mlsd{port}",
        "HOME": str(home),
    }
    subprocess.run([ANKI, "-c", PROFILE, base], env=env, check=True, capture_output=True)
    with subprocess.Popen(
        [ANKI, "-c", RUN, base], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        try:
            yield _ready(Desktop(f"http://127.0.0.1:{port}"))
        finally:
            running.terminate()
            running.wait(20)


def _ready(desktop: Desktop) -> Desktop:
    until = time.monotonic() + 60
    while True:
        try:
            desktop.greet()
        except DesktopError:
            if time.monotonic() > until:
                raise
            time.sleep(0.5)  # Anki tells nobody when it listens
        else:
            return desktop


def test_content_progress_and_reviews_travel_both_ways(
    desktop: Desktop, content: Path, tmp_path: Path
) -> None:
    refuse_changed_types(desktop)
    assert not has_decks(desktop)
    ago, today = NOW - 86_400_000, study_day(NOW, EAST)
    with opened(tmp_path, NOW, EAST) as store:
        store.append([Draft("review", KEY, 4, 900, today + 7, when=(ago, EAST))])
        progress = read_progress(store, (NOW, EAST))
    deck = tmp_path / "deck.apkg"
    collect(load([content]), ORDER).write(deck, {}, progress)
    assert push(desktop, deck) == (CARDS, CARDS)
    assert push(desktop, deck) == (CARDS, 0)
    assert has_decks(desktop)
    refuse_changed_types(desktop)
    assert desktop.ask("getDeckConfig", deck="MLSD")["name"] == "MLSD"

    fresh = desktop.ask("findCards", query="deck:MLSD is:new")
    assert len(fresh) == CARDS - 1
    answers = [{"cardId": fresh[0], "ease": 3}, {"cardId": fresh[1], "ease": 4}]
    assert desktop.ask("answerCards", answers=answers) == [True, True]
    pulled = pull(desktop, 0)
    assert pulled.rows[0][:4] == (guid("mlsd recall", KEY), 0, ago, 4)
    assert [row.ease for row in pulled.rows[1:]] == [3, 4]
    assert pull(desktop, pulled.last).rows == ()


class Commands:
    """`mlsd anki` as a learner runs it, for a state of its own."""

    def __init__(self, desktop: Desktop, content: Path, home: Path) -> None:
        self._address = f"http://{desktop.address}"
        self._env = os.environ | {"MLSD_HOME": str(home), "MLSD_CONTENT": str(content)}

    def __call__(self, name: str) -> dict[str, Any]:
        command = [sys.executable, "-m", "mlsd_graph", "anki", name, "--json"]
        done = subprocess.run(
            [*command, "--address", self._address],
            env=self._env, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)

    def pulled(self) -> dict[str, Any]:
        """What a pull says that came, without what did not."""
        said = self("pull")
        names = ("notes_edited", "suspended", "unsuspended", "flagged", "flags_passed")
        return {name: said[name] for name in names if said[name]}


def test_the_commands_carry_what_is_set_and_what_is_taken_back(
    desktop: Desktop, content: Path, tmp_path: Path
) -> None:
    mlsd = Commands(desktop, content, tmp_path / "home")
    assert mlsd("push")["cards"] == CARDS
    mlsd("pull")
    (note,) = desktop.ask("findNotes", query=f'"Key:{KEY}"')
    (card,) = desktop.ask("findCards", query=f"nid:{note}")

    def flag(color: int) -> None:
        values = {"card": card, "keys": ["flags"], "newValues": [color]}
        assert desktop.ask("setSpecificValueOfCard", **values) == [True]

    def write(text: str) -> None:
        next_second()
        desktop.ask("updateNoteFields", note={"id": note, "fields": {"MyNotes": text}})

    def held() -> dict[str, Any]:
        return desktop.ask("notesInfo", notes=[note])[0]

    write("why")
    desktop.ask("addTags", notes=[note], tags="exam")
    desktop.ask("suspend", cards=[card])
    flag(3)
    assert mlsd.pulled() == {"notes_edited": [KEY], "suspended": [KEY], "flagged": {KEY: 3}}
    assert mlsd("pull")["events"] == 0

    edit(content, "concepts/serving/key-value-store.md", "exact key", "own key")
    assert mlsd("push")["new"] == 0
    fields = held()["fields"]
    assert "own key" in fields["Back"]["value"]
    assert (fields["MyNotes"]["value"], "exam" in held()["tags"]) == ("why", True)
    assert desktop.ask("areSuspended", cards=[card]) == [True], "a push leaves it alone"

    write("")
    desktop.ask("removeTags", notes=[note], tags="exam")
    desktop.ask("unsuspend", cards=[card])
    flag(0)
    assert mlsd.pulled() == {"notes_edited": [KEY], "unsuspended": [KEY], "flagged": {KEY: 0}}
    flag(5)
    assert mlsd.pulled() == {"flagged": {KEY: 5}}
    assert mlsd("pull")["events"] == 0
    mlsd("push")
    assert (held()["fields"]["MyNotes"]["value"], "exam" in held()["tags"]) == ("", False)
