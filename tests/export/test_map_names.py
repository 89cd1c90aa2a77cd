"""Where the map writes its names, in a real Chromium: `pytest -m browser`."""

from math import hypot

import pytest
from chromium import Page
from mapped import at

pytestmark = pytest.mark.browser

RECORD = """
  window.texts = [];
  const pen = CanvasRenderingContext2D.prototype, write = pen.fillText, wipe = pen.fillRect;
  pen.fillRect = function (...box) { window.texts = []; wipe.apply(this, box); };
  pen.fillText = function (text, x, y) {
    window.texts.push([text, x, y, this.measureText(text).width]);
    write.call(this, text, x, y);
  };
"""
Names = dict[str, tuple[float, float, float, float]]
"""What is written on the map → its left, top, right and bottom."""


def names_on(tab: Page, address: str, width: int) -> Names:
    tab.shape(width, 844)
    made = tab.call("Page.addScriptToEvaluateOnNewDocument", source=RECORD)
    try:
        tab.open("about:blank")
        tab.open(address)
        tab.drawn()
        tab.drawn()
        texts = tab.run("window.texts")
        top = tab.run("document.querySelector('canvas').getBoundingClientRect().top")
    finally:
        tab.call("Page.removeScriptToEvaluateOnNewDocument", identifier=made["identifier"])
    return {text: (x, top + y - 9, x + wide, top + y) for text, x, y, wide in texts}


def domains_of(tab: Page) -> dict[str, list[str]]:
    """Read which nodes belong to which title of the list."""
    return dict(
        tab.run(
            "[...document.querySelectorAll('section')].map((s) => [s.querySelector('h2')"
            ".textContent, [...s.querySelectorAll('article')].map((a) => a.id)])"
        )
    )


def apart(box: tuple[float, float, float, float], spot: tuple[float, float]) -> float:
    left, top, right, bottom = box
    return hypot(max(left - spot[0], spot[0] - right, 0), max(top - spot[1], spot[1] - bottom, 0))


@pytest.mark.parametrize("width", [390, 1280])
def test_a_domain_s_name_stands_by_its_own_nodes(tab: Page, shipped: str, width: int) -> None:
    names = names_on(tab, shipped, width)
    domains = domains_of(tab)
    del domains["Case studies"]
    if width == 390:
        assert set(names) == set(domains)
    for title in domains:
        near = {
            domain: min(apart(names[title], at(tab, node)) for node in ids)
            for domain, ids in domains.items()
        }
        # a long name between two districts of a phone may end about as near to the other
        assert near[title] <= min(near.values()) + (6 if width == 390 else 0), (title, near)
        assert near[title] < 20
        assert min(near.values()) > 3, f"{title} covers a node"


def test_every_case_has_its_name_where_there_is_room(tab: Page, shipped: str) -> None:
    names = names_on(tab, shipped, 1280)
    titles = tab.run(
        "[...document.querySelectorAll('section[data-k=case] h3')].map((h) => h.textContent)"
    )
    assert titles
    assert set(titles) <= set(names)
