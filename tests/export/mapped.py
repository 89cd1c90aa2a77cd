"""A small content for the map: two domains, a case study, a contrast set, and hostile words."""

from pathlib import Path

from chromium import Page
from page_files import write_pages

HEAD = "---\ntitle: {}\nkind: technique\nlevel: core\nsteps: [serving]\n{}---\n{}\n"
HOSTILE = "<img src=x onerror=hacked()>\"'&lt;</script><script>hacked()</script>%%LIST%%"
PAGES = {
    "concepts/serving/cache.md": HEAD.format(
        "Cache", "aliases: [Mémoire, store near]\n",
        "A **cache** keeps `hot` items, $O(1)$; see [[queue]] and [out](https://example.org/x).",
    ),
    "concepts/serving/queue.md": HEAD.format("Queue", "", "A queue lets work wait.")
    + "\n## Prerequisites\n- [[cache]]: waiting work must *lie* somewhere.\n"
    "\n## Contrasts\n- [[stream]]: A queue forgets what was read, a stream does not.\n",
    "concepts/data-systems/stream.md": HEAD.format("Stream", "", "A stream is a log.")
    + "\n## Prerequisites\n- [[queue]]: a stream is a queue that remembers.\n",
    "concepts/data-systems/hostile.md": HEAD.format(
        f"'{HOSTILE.replace(chr(39), chr(39) * 2)}'", "aliases: ['\"><b onclick=hacked()>']\n",
        f"Summary {HOSTILE} [x](javascript:hacked()) `<script>hacked()</script>` "
        "[[cache|<i onclick=hacked()>]] \u202e",
    )
    + f"\n## Prerequisites\n- [[stream]]: {HOSTILE}\n",
    "contrasts/stores.md": "---\ntitle: Stores\nquestion: What stays?\n"
    "members: [cache, stream]\n---\nTell them apart.\n",
    "case-studies/feed.md": "---\ntitle: Feed\n"
    "level: core\n---\nA feed of posts.\n\n## Deploy and serve\n- [ ] Uses a [[cache]]\n",
}  # fmt: skip


def written(folder: Path) -> Path:
    """Write the content."""
    return write_pages(folder / "content", PAGES)


def at(tab: Page, node: str, fitted: list[str] | None = None) -> tuple[float, float]:
    """Where a node is on the screen; reckons from the page's own numbers, of all nodes or some."""
    spots = tab.run("[...document.querySelectorAll('article')].map((a) => [a.id, a.dataset.p])")
    places = {name: tuple(map(int, where.split(","))) for name, where in spots}
    box = tab.run(
        "(() => { const b = document.querySelector('canvas').getBoundingClientRect();"
        " return [b.left, b.top, b.width, b.height]; })()"
    )
    seen = [places[name] for name in fitted or places]
    xs, ys = [x for x, _ in seen], [y for _, y in seen]
    margin = 28 if box[2] < 500 else 60
    scale = min(
        (box[2] - 2 * margin) / (max(xs) - min(xs)),
        (box[3] - 2 * margin) / (max(ys) - min(ys)),
        2.5,
    )
    x, y = places[node]
    return (
        box[0] + box[2] / 2 + (x - (min(xs) + max(xs)) / 2) * scale,
        box[1] + box[3] / 2 + (y - (min(ys) + max(ys)) / 2) * scale,
    )
