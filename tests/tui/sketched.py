"""A page with two small drawings, and the app with the first of them opened."""

from pathlib import Path

from flows import Driver
from page_files import write_pages

from tui.widgets.diagram import DiagramView

PAGE = """---
title: Sketch
kind: concept
level: core
steps: [serving]
---
A sketch with two drawings.

## Diagrams

### The path {#path}

```mermaid
flowchart TB
%% grid: a | b | c
%% grid: . | d | .
  a([User])
  b[Gateway]:::service
  c[(Feature store)]:::store
  d{{Drift monitor}}:::monitor
  a -->|request| b
  b -->|keys| c
  b -.->|sampled| d
```

- `a`: asks, and waits.
- `b` [[base]]: owns the deadline.
- `b -.-> d`: off the request path.

### The other

```mermaid
flowchart TB
  p([Other user])
  q[Shop]:::service
  r[(Orders)]:::store
  s[(Carts)]:::cache
  p --> q
  q --> r
  q --> s
```

- `q`: sells.

## Sources
- Author (2020). [Sketch](https://example.org/sketch). Venue.
"""
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
