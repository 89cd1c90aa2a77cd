"""The concept map in a real Chromium: `pytest -m browser`; not part of the usual run."""

import json
from pathlib import Path

import pytest
from chromium import Page
from mapped import HOSTILE, at, written

import mlsd_graph
from export.map import gather, page

pytestmark = pytest.mark.browser
PANEL = "document.querySelector('aside').textContent"
COLORS = """(() => {
  const canvas = document.querySelector('canvas');
  const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  const seen = new Set();
  for (let i = 0; i < data.length; i += 4) seen.add(data.slice(i, i + 3).join());
  return [seen.size, data[0] + data[1] + data[2]];
})()"""


def opened(tab: Page, address: str, *, width: int = 1280, height: int = 800) -> Page:
    tab.shape(width, height)
    tab.open("about:blank")
    tab.open(address)
    return tab


def test_it_opens_without_a_complaint_and_asks_for_nothing(tab: Page, shipped: str) -> None:
    opened(tab, shipped)

    assert tab.complaints == []
    assert tab.requests == [shipped]
    colors, _ = tab.run(COLORS)
    assert colors > 30
    assert "Concept map" in tab.run(PANEL)


def test_pointing_previews_and_a_click_keeps(tab: Page, shipped: str) -> None:
    opened(tab, shipped)
    x, y = at(tab, "ad-click-prediction")

    tab.point(x, y)
    assert tab.run(PANEL).startswith("Ad click prediction")
    tab.point(1270, 20)
    assert tab.run(PANEL).startswith("Concept map")
    tab.point(x, y, click=True)
    tab.point(1270, 20)
    assert tab.run(PANEL).startswith("Ad click prediction")
    assert "Uses (" in tab.run(PANEL)
    assert tab.run("location.hash") == "#ad-click-prediction"


def test_search_finds_by_alias_and_shows_reasons(tab: Page, shipped: str) -> None:
    opened(tab, shipped)
    tab.press("/")
    tab.press(*"tecton", "Enter")

    told = tab.run(PANEL)
    assert told.startswith("Feature store")
    assert "Key-value store: the online half is nothing but keyed reads" in told
    assert "Needed by (" in told
    tab.run("document.querySelector('aside a').click()")
    tab.drawn()
    assert tab.run(PANEL).startswith("Key-value store")
    tab.run("history.back()")
    tab.drawn()
    tab.drawn()
    assert tab.run(PANEL).startswith("Feature store")


def test_arrow_keys_walk_and_escape_lets_go(tab: Page, shipped: str) -> None:
    opened(tab, shipped + "#feature-store")
    tab.run("document.querySelector('canvas').focus()")
    tab.press("ArrowRight")
    there = tab.run("location.hash")
    tab.press("ArrowDown", "ArrowUp")

    assert there not in {"", "#feature-store"}
    assert tab.run("document.querySelector('.said').textContent")
    tab.press("Enter")
    assert tab.run("document.activeElement.tagName") == "ASIDE"
    tab.press("Escape")
    assert tab.run("document.activeElement.tagName") == "CANVAS"
    tab.press("Escape")
    assert tab.run("location.hash") == ""
    assert tab.run(PANEL).startswith("Concept map")


@pytest.mark.parametrize(("box", "label"), [("case", "Video search"), ("domain", "Serving")])
def test_a_filter_leaves_less_on_the_map(tab: Page, shipped: str, box: str, label: str) -> None:
    opened(tab, shipped)
    whole, _ = tab.run(COLORS)
    tab.run(
        f"(() => {{ const s = document.querySelector('select.{box}');"
        f" s.value = [...s.options].find((o) => o.text === {json.dumps(label)}).value;"
        " s.dispatchEvent(new Event('change')); })()"
    )
    tab.drawn()

    assert tab.complaints == []
    assert tab.run(COLORS)[0] != whole
    tab.run("document.querySelector('.fit').click()")
    tab.drawn()
    assert tab.run(f"document.querySelector('select.{box}').value") == ""


def test_the_list_tells_all_relations_from_both_ends(tab: Page, shipped: str) -> None:
    opened(tab, shipped)
    tab.press("l")

    shown = tab.run("document.getElementById('key-value-store').innerText")
    assert tab.run("document.querySelector('canvas').checkVisibility()") is False
    assert "Needed by" in shown
    assert "Feature store: the online half" in shown
    tab.press("l")
    assert tab.run("document.querySelector('canvas').checkVisibility()") is True


def test_without_scripts_all_is_there_to_read(tab: Page, shipped: str) -> None:
    tab.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        tab.shape(390, 844)
        tab.events.clear()
        tab.call("Page.navigate", url=shipped)
        while not any(event.get("method") == "Page.loadEventFired" for event in tab.events):
            tab.call("Page.getFrameTree")
        root = tab.call("DOM.getDocument")["root"]["nodeId"]
        told = tab.call("DOM.getOuterHTML", nodeId=root)["outerHTML"]
        assert "Feature store" in told
        assert '<form class="bar" role="search" hidden' in told
        assert 'class="on"' not in told
    finally:
        tab.call("Emulation.setScriptExecutionDisabled", value=False)


def test_a_phone_shows_the_map_and_what_was_tapped(tab: Page, shipped: str) -> None:
    opened(tab, shipped, width=390, height=844)
    tab.tap(*at(tab, "video-search"))

    assert tab.run(PANEL).startswith("Video search")
    assert tab.run("document.documentElement.scrollWidth") <= 390
    panel = tab.run("document.querySelector('aside').getBoundingClientRect().bottom")
    assert panel <= 844
    assert tab.run("document.querySelector('canvas').getBoundingClientRect().height") > 250


def test_a_phone_shows_all_that_a_chosen_case_uses(tab: Page, shipped: str) -> None:
    opened(tab, shipped, width=390, height=844)
    tab.tap(*at(tab, "video-search"))
    tab.drawn()
    tab.drawn()
    near = tab.run(
        "[...document.querySelectorAll('#video-search ul a')].map((a) => a.hash.slice(1))"
    )
    box = tab.run("document.querySelector('canvas').getBoundingClientRect().toJSON()")
    spots = {name: at(tab, name, ["video-search", *near]) for name in near}
    assert len(near) > 10
    assert all(box["left"] < x < box["right"] for x, _ in spots.values())
    assert all(box["top"] < y < box["bottom"] for _, y in spots.values())

    # what stands at the edge is where it was reckoned to be
    edge = max(near, key=lambda name: abs(spots[name][0] - 195))
    tab.tap(*spots[edge])
    assert tab.run("location.hash") == f"#{edge}"


@pytest.mark.parametrize("width", [360, 390])
def test_the_menus_of_a_phone_show_all_their_words(tab: Page, shipped: str, width: int) -> None:
    opened(tab, shipped, width=width, height=844)
    spare = tab.run(
        """[...document.querySelectorAll('.bar select')].map((select) => {
          const ruler = document.createElement('canvas').getContext('2d');
          ruler.font = getComputedStyle(select).font;
          const words = ruler.measureText(select.selectedOptions[0].text).width;
          return select.clientWidth - words;
        })"""
    )
    rows = tab.run(
        "new Set([...document.querySelectorAll('.bar > :not([hidden])')]"
        ".map((each) => each.getBoundingClientRect().top)).size"
    )

    assert len(spare) == 2
    assert min(spare) >= 36, "beside the words stand paddings and an arrow"
    assert rows <= 4


def test_dark_is_dark_and_light_is_light(tab: Page, shipped: str) -> None:
    opened(tab, shipped)
    _, light = tab.run(COLORS)
    tab.shape(1280, 800, dark=True)
    tab.drawn()
    _, dark = tab.run(COLORS)

    assert light > 700
    assert dark < 120


def test_hostile_words_neither_run_nor_load(tab: Page, tmp_path: Path) -> None:
    loaded = mlsd_graph.load([written(tmp_path)])
    out = tmp_path / "map.html"
    out.write_text(page(gather(loaded.library, loaded.adjacency)), encoding="utf-8")
    opened(tab, out.as_uri() + "#hostile")
    told = tab.run(PANEL)
    tab.press("/", "<", "i", "m", "g", "Enter", "Escape")
    tab.run("document.querySelector('.list').click()")
    tab.drawn()

    assert HOSTILE in told
    assert tab.complaints == []
    assert [url.partition("#")[0] for url in tab.requests] == [out.as_uri()]
    assert tab.run("document.querySelectorAll('img, script').length") == 1
    assert tab.run("typeof hacked") == "undefined"


def test_the_policy_stops_what_slips_through(tab: Page, tmp_path: Path) -> None:
    loaded = mlsd_graph.load([written(tmp_path)])
    out = tmp_path / "map.html"
    text = page(gather(loaded.library, loaded.adjacency))
    smuggled = "<script>window.hacked=1</script><img src='data:,x' onerror='window.hacked=2'>"
    out.write_text(text.replace("<main>", f"<main>{smuggled}"), encoding="utf-8")
    opened(tab, out.as_uri())

    assert tab.run("typeof window.hacked") == "undefined"
    assert "Content Security Policy" in " ".join(tab.complaints)
    assert tab.run(PANEL).startswith("Concept map")
