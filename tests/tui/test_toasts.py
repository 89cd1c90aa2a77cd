"""Toasts leave the card in sight."""

from pathlib import Path

import pytest
from flows import Driver
from hand_clock import Clock

from mlsd_graph.config import Config
from mlsd_graph.errors import UnknownIdError
from mlsd_graph.paths import Paths
from mlsd_graph.study import Study
from tui.app import MlsdApp

LONG = "concepts/serving/alpha.md:12:3 is a place that takes more than one line of forty columns."
LONG_ID = "nearest-neighbour-search/what-hnsw-gives-up"
LONG_FILE = "concepts/serving/what-hnsw-gives-up.md:12"


async def test_toasts_are_wide_and_low_and_leave_a_card_in_sight(
    home: Paths, content: Path, clock: Clock
) -> None:
    study = Study.open(home, [content], clock)
    app = MlsdApp(lambda: study, Config(path=home.config_file))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        driver = Driver(pilot, study, clock)  # type: ignore[arg-type]
        await driver.settle()
        await driver.press("enter")
        app.notify("First thing.", markup=False, timeout=60)
        app.notify(LONG, title="Second", markup=False, timeout=60)
        await pilot.pause(0.1)
        today = (await driver.settle()).splitlines()
        await driver.press("enter")
        await pilot.pause(0.1)
        card = (await driver.settle()).splitlines()

    def rows(lines: list[str]) -> list[str]:
        said = ("First thing", "Second", "concepts/", "columns.")
        return [line for line in lines if any(word in line for word in said)]

    assert len(rows(today)) == 4, today
    assert len(rows(card)) == 4, card
    assert "What does Alpha need" in "\n".join(card)
    study.close()


async def test_no_act_hides_an_error_or_a_leech_from_a_review(
    home: Paths, content: Path, clock: Clock
) -> None:
    study = Study.open(home, [content], clock)
    app = MlsdApp(lambda: study, Config(path=home.config_file))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        driver = Driver(pilot, study, clock)  # type: ignore[arg-type]
        await driver.settle()
        await driver.press("enter", "enter")
        app.notify("The disk is full.", severity="error", markup=False, timeout=60)
        app.notify("Forgotten.", severity="warning", markup=False, timeout=60)
        acts: list[str] = []
        for act in ("First act.", "Second act."):
            app.tell_act(act)
            await pilot.pause(0.1)
            acts.append(await driver.settle())
        await pilot.pause(3.2)
        after = await driver.settle()

    for text in (*acts, after):
        assert "The disk is full." in text
        assert "Forgotten." in text
    assert "Second act." in acts[1]
    assert "First act." not in acts[1]
    assert "act." not in after
    study.close()


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (f"There is no card “{LONG_ID}”.", f"There is no card “{LONG_ID}”."),
        (f"“{LONG_ID}”, {LONG_ID}?", f"“{LONG_ID}”, {LONG_ID}?"),
        (f"/home/me/content/{LONG_FILE}: x", "…cepts/serving/what-hnsw-gives-up.md:12: x"),
        (f"own/content/{LONG_FILE}: x", "…cepts/serving/what-hnsw-gives-up.md:12: x"),
        (f"“/home/{'a' * 60}/notes”", f"…{'a' * 32}/notes”"),
        (f"https://a.example/{LONG_FILE}", f"https://a.example/{LONG_FILE}"),
    ],
)
async def test_a_path_is_told_by_its_end_and_an_id_whole(
    home: Paths, content: Path, clock: Clock, said: str, shown: str
) -> None:
    study = Study.open(home, [content], clock)
    app = MlsdApp(lambda: study, Config(path=home.config_file))
    async with app.run_test(size=(120, 24), notifications=True) as pilot:
        driver = Driver(pilot, study, clock)  # type: ignore[arg-type]
        await driver.settle()
        await driver.press("enter")
        app.complain(UnknownIdError(said))
        await pilot.pause(0.1)
        text = " ".join((await driver.settle()).split())

    assert shown in text.replace("▌ ", ""), text
    study.close()
