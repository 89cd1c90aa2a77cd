"""Toasts leave the card in sight."""

from pathlib import Path

import pytest
from flows import running

from mlsd_graph.errors import UnknownIdError

LONG = "concepts/serving/alpha.md:12:3 is a place that takes more than one line of forty columns."
LONG_ID = "nearest-neighbour-search/what-hnsw-gives-up"
LONG_FILE = "concepts/serving/what-hnsw-gives-up.md:12"


async def test_toasts_are_wide_and_low_and_leave_a_card_in_sight(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content, toasts=True) as driver:
        driver.app.notify("First thing.", markup=False, timeout=60)
        driver.app.notify(LONG, title="Second", markup=False, timeout=60)
        await driver.pilot.pause(0.1)
        today = (await driver.settle()).splitlines()
        await driver.press("enter")
        await driver.pilot.pause(0.1)
        card = (await driver.settle()).splitlines()

    def rows(lines: list[str]) -> list[str]:
        said = ("First thing", "Second", "concepts/", "columns.")
        return [line for line in lines if any(word in line for word in said)]

    assert len(rows(today)) == 4, today
    assert len(rows(card)) == 4, card
    assert "What does Alpha need" in "\n".join(card)


async def test_no_act_hides_an_error_or_a_leech_from_a_review(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content, toasts=True) as driver:
        await driver.press("enter")
        driver.app.notify("The disk is full.", severity="error", markup=False, timeout=60)
        driver.app.notify("Forgotten.", severity="warning", markup=False, timeout=60)
        acts: list[str] = []
        for act in ("First act.", "Second act."):
            driver.app.tell_act(act)
            await driver.pilot.pause(0.1)
            acts.append(await driver.settle())
        await driver.pilot.pause(3.2)
        after = await driver.settle()

    for text in (*acts, after):
        assert "The disk is full." in text
        assert "Forgotten." in text
    assert "Second act." in acts[1]
    assert "First act." not in acts[1]
    assert "act." not in after


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
    tmp_path: Path, content: Path, said: str, shown: str
) -> None:
    async with running(tmp_path, content, size=(120, 24), toasts=True) as driver:
        driver.app.complain(UnknownIdError(said))
        await driver.pilot.pause(0.1)
        text = " ".join((await driver.settle()).split())

    assert shown in text.replace("▌ ", ""), text
