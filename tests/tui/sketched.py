"""The app with the first of a page's two small diagrams opened."""

from pathlib import Path

from flows import Driver
from page_files import write_pages
from sketched_page import GATEWAY, SHOP, sketch

from tui.widgets.diagram import DiagramView

PAGE = sketch(GATEWAY, SHOP)
BASE = """---
title: Base
kind: concept
level: core
steps: [serving]
---
Base needs nothing.
"""


def write_sketch(folder: Path) -> Path:
    """Write the page, and one that a block of it links."""
    pages = {"sketch.md": PAGE, "base.md": BASE}
    write_pages(folder / "concepts" / "serving", pages)
    return folder


async def opened(driver: Driver) -> str:
    driver.app.open_page("sketch")
    await driver.settle()
    return await driver.press("d")


def view(driver: Driver) -> DiagramView:
    return driver.app.screen.query_one(DiagramView)
