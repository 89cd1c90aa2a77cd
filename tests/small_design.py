"""Pages of what is designed in an interview: a case study, and a step of the framework."""

from mlsd_graph.content.records import STEP_TITLES

STEP = """---
title: Deploy and serve
minutes: 7
---
Seven minutes.

## Cards

### Split
Q: What splits the time that a request may take?

A: A budget for each part of its path.
"""
"""For `framework/serving.md`."""


def case_study(title: str, domain: str, *uses: str) -> str:
    """A case study without cards whose every step uses the same pages."""
    links = " ".join(f"[[{id_}]]" for id_ in uses)
    steps = "\n".join(f"## {name}\n\nUse {links} here.\n" for name in STEP_TITLES.values())
    head = f"---\ntitle: {title}\nlevel: core\ndomains: [{domain}]\n---\nDesign it.\n"
    sources = "## Sources\n- A (2020). [B](https://example.org/b). C.\n"
    return f"{head}\n{steps}\n{sources}\n## Cards\n"
