"""A small content for the map: two domains, a case study, a contrast set, and hostile words."""

from pathlib import Path

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
    for name, text in PAGES.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "content"
