"""Concepts that check has nothing to say about, unless a test asks for it."""

from collections.abc import Callable

from mlsd_graph.content.records import Finding

Checked = Callable[..., list[Finding]]
FRONT = "title: T\nkind: technique\nlevel: core\nsteps: [serving]\n"
REST = (
    "\n## Sources\n- A (2020). [B](https://c.d)\n\n"
    "## Cards\n\n### One\nQ: What of {name}?\n\nA: B.\n"
)


def concept(name: str, body: str = "", cards: str = "", front: str = FRONT) -> str:
    """Write a page with this body above its sources and these cards after its own."""
    return f"---\n{front}---\nA summary.\n\n{body}{REST.format(name=name)}{cards}"
